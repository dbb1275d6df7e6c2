/** /questions/3.7: one statement, rated for me and for us, with what there is to learn about it. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { Answer, Response as Rated } from '../../assessment/answers.ts';
import { type Perspective, perspectives, type Question, questionOf } from '../../assessment/instrument.ts';
import { progressOf } from '../../assessment/progress.ts';
import { nextQuestion } from '../../assessment/route.ts';
import {
  currentAssessment,
  dayOf,
  newAssessment,
  setAnswer,
  type Visitor,
  withAssessment,
} from '../../assessment/visitor.ts';
import { letterOf } from '../../codec/packed.ts';
import { NotFound, StateTooLarge } from '../errors.ts';
import { type FieldError, fieldErrors } from '../form.ts';
import { guidanceHtml } from '../guidance.ts';
import { type Page, seeOther } from '../page.ts';
import type { Site } from '../site.ts';
import { answerTable } from '../table.ts';
import { type CurrentVisit, currentVisit, levelName } from '../visit.ts';

const ratingValues = ['0', '1', '2', '3', 'na'] as const;
type RatingValue = (typeof ratingValues)[number];

const ratingValue = (response: Rated): RatingValue =>
  response === 'not-applicable' ? 'na' : (String(response) as RatingValue);
const responseOf = (value: RatingValue): Rated =>
  value === 'na' ? 'not-applicable' : (Number(value) as Rated);

const missing = {
  me: 'Choose how far you do your part in this, or that it does not apply',
  us: 'Choose how far this is how your group works, or that it does not apply',
} as const;

const action = z.enum(['continue', 'stop', 'clear']).catch('continue');
const answerForm = z.object({
  me: z.enum(ratingValues, missing.me),
  us: z.enum(ratingValues, missing.us),
});
const assessmentField = z
  .string()
  .regex(/^[a-z0-9]{0,12}$/)
  .catch('');

/** The id of the assessment that is made for somebody who answers without having started one. */
const firstId = '1';

export function questionPages(app: Express, site: Site): void {
  const { deps, store, send, path } = site;
  const { content } = deps;
  const { instrument } = content;

  const asked = (req: Request): Question => {
    const id = String(req.params.id);
    const question = questionOf(instrument, id);
    if (!question) throw new NotFound(`There is no question ${id.slice(0, 12)}.`);
    return question;
  };

  const show = (
    req: Request,
    res: Response,
    question: Question,
    chosen: Partial<Record<Perspective, string>>,
    errors: readonly FieldError[],
  ) => {
    const visit = currentVisit(req, res, content, store);
    const notices = [...visit.notices];
    if (req.method === 'GET' && req.query.cleared !== undefined && !visit.answers.has(question.id))
      notices.push('Your answer to this question is cleared.');
    send(
      req,
      res,
      'pages/question',
      questionPage(site, visit, question, chosen, errors, notices),
      errors.length ? 422 : 200,
    );
  };

  app.get('/questions/:id', (req, res) => {
    const question = asked(req);
    const { answers } = currentVisit(req, res, content, store);
    show(req, res, question, chosenOf(answers.get(question.id)), []);
  });

  app.post('/questions/:id', (req, res) => {
    const question = asked(req);
    const body: Record<string, unknown> = req.body ?? {};
    const wish = action.parse(body.action);
    const { visitor } = store.read(req, res);
    const id = assessmentField.parse(body.assessment) || visitor.current;
    const chosen = { me: String(body.me ?? ''), us: String(body.us ?? '') };
    if (id !== firstId && id !== '' && !visitor.assessments.some((assessment) => assessment.id === id)) {
      const text =
        'The assessment this answer belongs to was deleted in another tab; this answer was not saved';
      return show(req, res, question, chosen, [{ field: 'me', text }]);
    }
    const parsed = answerForm.safeParse(body);
    if (wish === 'stop' && !chosen.me && !chosen.us) return seeOther(res, path('/questions?stopped'));
    if (wish !== 'clear' && !parsed.success)
      return show(req, res, question, chosen, fieldErrors(parsed.error));

    const today = dayOf(deps.now());
    const started = ready(visitor, id, content.levelsOfBusiness[0]?.id ?? '', today);
    const answer: Answer | undefined =
      parsed.success && wish !== 'clear'
        ? { me: responseOf(parsed.data.me), us: responseOf(parsed.data.us) }
        : undefined;
    const saved = setAnswer(started, started.current, question.id, answer, today);
    try {
      store.save(req, res, saved, { assessment: saved.current, question: question.id, answer });
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
      return show(req, res, question, chosen, [
        { field: 'me', text: `${error.message} Delete an assessment you no longer need, then answer again.` },
      ]);
    }
    seeOther(res, path(destination(site, started, saved, question, wish)));
  });
}

/** The visitor with the assessment of this id as the current one; a first one is made for a newcomer. */
function ready(visitor: Visitor, id: string, level: string, today: number): Visitor {
  if (visitor.assessments.some((assessment) => assessment.id === id)) return { ...visitor, current: id };
  if (visitor.assessments.length > 0) return visitor;
  return withAssessment(visitor, newAssessment(firstId, level, today));
}

/** Where a saved answer leads: on along the route; to the report when it has just opened or nothing is left. */
function destination(
  { deps }: Site,
  before: Visitor,
  after: Visitor,
  question: Question,
  wish: z.output<typeof action>,
): string {
  const { instrument } = deps.content;
  if (wish === 'clear') return `/questions/${question.id}?cleared`;
  if (wish === 'stop') return '/questions?stopped';
  const assessment = currentAssessment(after);
  const earlier = currentAssessment(before);
  if (!assessment || !earlier) return '/questions';
  const opened =
    progressOf(instrument, assessment.answers).reportOpen &&
    !progressOf(instrument, earlier.answers).reportOpen;
  if (opened) return '/report?opened';
  const next = nextQuestion(instrument, assessment.route, assessment.answers, question);
  return next ? `/questions/${next.id}` : '/report';
}

function chosenOf(answer: Answer | undefined): Partial<Record<Perspective, string>> {
  return answer ? { me: ratingValue(answer.me), us: ratingValue(answer.us) } : {};
}

function questionPage(
  site: Site,
  visit: CurrentVisit,
  question: Question,
  chosen: Partial<Record<Perspective, string>>,
  errors: readonly FieldError[],
  notices: readonly string[],
) {
  const { content } = site.deps;
  const { instrument, scale } = content;
  const { answers, assessment, route, progress } = visit;
  const index = instrument.questions.indexOf(question);
  const principle = instrument.principles.find(({ id }) => id === question.principle);
  const next = nextQuestion(instrument, route, answers, question);
  const guidance = content.guidance.get(question.id);
  const level = levelName(content, assessment?.level);
  const answer = answers.get(question.id);
  return {
    layout: {
      title: `${question.id} ${question.statement}`,
      description: `Question ${question.id}, ${principle?.title}: rate it for yourself and for your group, and read why it matters.`,
      section: 'questions',
      personal: true,
      indexed: false,
    },
    notices,
    errors,
    question: {
      id: question.id,
      statement: question.statement,
      key: question.key,
      place: index + 1,
      of: instrument.questions.length,
      item: question.item,
      principle: {
        id: question.principle,
        title: principle?.title ?? '',
        belief: content.beliefs.get(question.principle),
      },
    },
    progress,
    route,
    groupName: visit.groupName,
    savedUntil: visit.savedUntil,
    answered: answer !== undefined,
    assessmentId: assessment?.id ?? '',
    /** All that the rating groups depend on when there is no error. */
    formKey: errors.length > 0 ? '' : `form ${letterOf(answer)} ${assessment?.level ?? ''}`,
    groups: perspectives.map((perspective) => ({
      name: perspective,
      title: scale.perspectives[perspective].title,
      statement: scale.perspectives[perspective].statement.replace('{level}', level),
      error: errors.find(({ field }) => field === perspective)?.text,
      options: ratingValues.map((value, place) => ({
        value,
        label: scale.ratings[place] ?? scale.notApplicable,
        checked: chosen[perspective] === value,
      })),
    })),
    skipTo: next ? `/questions/${next.id}` : '/questions',
    get guidance() {
      return guidance && guidanceHtml(guidance);
    },
    hasGuidance: guidance !== undefined,
    previous: instrument.questions[index - 1]?.id,
    following: instrument.questions[index + 1]?.id,
    table: answerTable(instrument, answers, { current: question }),
  } satisfies Page & Record<string, unknown>;
}
