/** /questions/3.7: one statement, rated for me and for us, with what there is to learn about it. */
import { unescape as unescaped } from 'node:querystring';
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
import { fieldErrors } from '../http/form.ts';
import { fieldsOf, type Incoming, type Outgoing, pathOf, type Step } from '../http/http.ts';
import { seeOther } from '../render/page.ts';
import type { Site } from '../site.ts';
import { afterSaving, currentVisit } from '../visitor/visit.ts';
import { type Again, questionView } from './question-view.ts';
import { ratingForm } from './rating-form.ts';

const text = z.string().catch('');
declare module 'express-serve-static-core' {
  interface Locals {
    /** The pattern that the address was found by, where Express did not find it. */
    route?: string;
  }
}

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

/** The id of the assessment that is made for somebody who answers without having started one. */
const firstId = '1';

export const questionRoute = '/questions/:id';
const address = /^\/questions\/([^/]+)\/?$/i;

/** Before Express, which would add a sixth to an answer: this is the page that people are on. */
export function questionPage(site: Site): Step {
  const { deps, store, send, path } = site;
  const { content } = deps;
  const { instrument } = content;

  const show = (req: Incoming, res: Outgoing, question: Question, again?: Again) => {
    const visit = currentVisit(req, res, content, store);
    const cleared =
      req.method === 'GET' && fieldsOf(req).cleared !== undefined && !visit.answers.has(question.id);
    const notices = cleared ? [...visit.notices, 'Your answer to this question is cleared.'] : visit.notices;
    const view = questionView(site, visit, question, notices, again);
    send(req, res, 'pages/question', view, again ? 422 : 200);
  };

  const answer = (req: Incoming, res: Outgoing, question: Question) => {
    const { action, assessment, me, us } = answerForm.parse(req.body);
    const refuse = (field: string, reason: string) =>
      show(req, res, question, { chosen: { me, us }, errors: [{ field, text: reason }] });

    if (action === 'stop' && !me && !us) return seeOther(res, path('/questions?stopped'));
    const rated = ratingForm.safeParse(req.body);
    if (action !== 'clear' && !rated.success)
      return show(req, res, question, { chosen: { me, us }, errors: fieldErrors(rated.error) });

    const today = dayOf(deps.now());
    const level = content.levelsOfBusiness[0]?.id ?? '';
    const { visitor } = store.read(req, res);
    const started = toAnswer(visitor, assessment, level, today);
    if (!started)
      return refuse(
        'me',
        'The assessment of this page is no longer in this browser, so the answer was not saved',
      );
    const given = action === 'clear' ? undefined : rated.data;
    const saved = setAnswer(started, started.current, question.id, given, today);
    try {
      store.save(req, res, saved, { assessment: saved.current, question: question.id, answer: given });
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
      return refuse('me', error.message);
    }
    if (given) deps.meter?.answerSaved();
    seeOther(res, path(afterSaving(visitor, destination(instrument, started, saved, question, action))));
  };

  return (req, res, next) => {
    const escaped = address.exec(pathOf(req))?.[1];
    const handle =
      req.method === 'POST' ? answer : req.method === 'GET' || req.method === 'HEAD' ? show : undefined;
    if (escaped === undefined || !handle) return next();
    res.locals.route = questionRoute;
    const id = unescaped(escaped);
    const question = questionOf(instrument, id);
    if (!question) return next(new NotFound(`There is no question ${id.slice(0, 12)}.`));
    handle(req, res, question);
  };
}

/**
 * The visitor with the assessment that the page showed as the current one; a first one is made for a newcomer.
 * Undefined when that assessment is gone: its answer must not end up in another.
 */
function toAnswer(visitor: Visitor, shown: string, level: string, today: number): Visitor | undefined {
  const id = shown || visitor.current;
  if (visitor.assessments.some((assessment) => assessment.id === id)) return { ...visitor, current: id };
  const newcomer = visitor.assessments.length === 0 && (id === '' || id === firstId);
  return newcomer ? withAssessment(visitor, newAssessment(firstId, level, today)) : undefined;
}

/** Where a saved answer leads: on along the route; to the report when it has just opened or nothing is left. */
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
