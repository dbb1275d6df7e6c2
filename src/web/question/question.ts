/** /questions/3.7: one statement, rated for me and for us, with what there is to learn about it. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { type Question, questionOf } from '../../assessment/instrument.ts';
import { isReportOpen } from '../../assessment/progress.ts';
import { nextQuestion } from '../../assessment/route.ts';
import {
  currentAssessment,
  dayOf,
  newAssessment,
  setAnswer,
  type Visitor,
  withAssessment,
} from '../../assessment/visitor.ts';
import { NotFound, StateTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, fieldErrors, form } from '../http/form.ts';
import type { Site } from '../site.ts';
import { afterSaving, visitOf } from '../visitor/visit.ts';
import { type Again, questionView } from './question-view.ts';
import { ratingForm } from './rating-form.ts';

const text = z.string().catch('');
const answerForm = z.object({
  action: z.enum(['continue', 'stop', 'clear']).catch('continue'),
  /** Which assessment the page showed: another tab may have switched since. */
  assessment: z
    .string()
    .regex(/^[a-z0-9]{1,12}$/)
    .catch(''),
  me: text,
  us: text,
});
type Wish = z.output<typeof answerForm>['action'];

/** The id of the assessment that is made for a visitor who answers without having started one. */
const firstId = '1';

export function questionRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path } = site;
  const { instrument } = content;

  /** @throws NotFound */
  const wantedQuestion = (id: string): Question => {
    const question = questionOf(instrument, id);
    if (!question) throw new NotFound(`There is no question ${id.slice(0, 12)}.`);
    return question;
  };

  const show = (req: Request, res: Response, question: Question, again?: Again) => {
    const visit = visitOf(site, req, res);
    const cleared =
      req.method === 'GET' && req.query.cleared !== undefined && !visit.answers.has(question.id);
    const notices = cleared ? [...visit.notices, 'Your answer to this question is cleared.'] : visit.notices;
    send(req, res, 'pages/question', questionView(site, visit, question, notices, again), again ? 422 : 200);
  };

  app
    .route('/questions/:id')
    .get((req, res) => show(req, res, wantedQuestion(req.params.id)))
    .post(form, (req, res) => {
      const question = wantedQuestion(req.params.id);
      const { jar } = res.locals;
      const { action, assessment, me, us } = answerForm.parse(req.body);
      const again = (...errors: FieldError[]) => show(req, res, question, { chosen: { me, us }, errors });

      if (action === 'stop' && !me && !us) return seeOther(res, path('/questions?stopped'));
      const rated = ratingForm.safeParse(req.body);
      if (action !== 'clear' && !rated.success) return again(...fieldErrors(rated.error));

      const today = dayOf(deps.now());
      const { visitor } = store.read(jar);
      const started = toAnswer(visitor, assessment, content.levelsOfBusiness[0]?.id ?? '', today);
      if (!started) return again({ field: 'me', text: assessmentGone });
      const answer = action === 'clear' ? undefined : rated.data;
      const saved = setAnswer(started, started.current, question.id, answer, today);
      try {
        store.save(jar, saved, { assessment: saved.current, question: question.id, answer });
      } catch (error) {
        if (!(error instanceof StateTooLarge)) throw error;
        return again({ field: 'me', text: error.message });
      }
      if (answer) deps.meter?.answerSaved();
      const next = destination(instrument, started, saved, question, action);
      seeOther(res, path(afterSaving(visitor, next)));
    });
}

const assessmentGone =
  'The assessment of this page is no longer in this browser, so the answer was not saved';

/**
 * The visitor, with the assessment that the page showed as the current one. A newcomer gets a first assessment. Undefined
 * when the shown assessment is gone: the answer must not be saved in another.
 */
function toAnswer(visitor: Visitor, shown: string, level: string, today: number): Visitor | undefined {
  const id = shown || visitor.current;
  if (visitor.assessments.some((assessment) => assessment.id === id)) return { ...visitor, current: id };
  const newcomer = visitor.assessments.length === 0 && (id === '' || id === firstId);
  return newcomer ? withAssessment(visitor, newAssessment(firstId, level, today)) : undefined;
}

/** The address after saving: the next question of the route, or the report when it has just opened or nothing is left. */
function destination(
  instrument: Site['deps']['content']['instrument'],
  before: Visitor,
  after: Visitor,
  question: Question,
  wish: Wish,
): string {
  if (wish === 'clear') return `/questions/${question.id}?cleared`;
  if (wish === 'stop') return '/questions?stopped';
  const assessment = currentAssessment(after);
  const earlier = currentAssessment(before);
  if (!assessment || !earlier) return '/questions';
  if (isReportOpen(instrument, assessment.answers) && !isReportOpen(instrument, earlier.answers))
    return '/report?opened';
  const next = nextQuestion(instrument, assessment.route, assessment.answers, question);
  return next ? `/questions/${next.id}` : '/report';
}
