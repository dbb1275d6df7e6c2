/** /questions/:id: one statement, rated for me and for us, with its guidance. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { noAnswers } from '../../assessment/answers.ts';
import type { Question } from '../../assessment/instrument.ts';
import { listNamed } from '../../assessment/scores/lists.ts';
import { currentAssessment, setAnswer } from '../../assessment/visitor.ts';
import { StateTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, fieldErrors, form } from '../http/form.ts';
import type { Site } from '../site.ts';
import { afterSaving, visitOf } from '../visitor/visit.ts';
import { actions, addressAfter, withAssessmentToAnswer } from './answering.ts';
import { questionView, type RefusedForm } from './question-view.ts';
import { assessmentId, ratingForm } from './rating-form.ts';
import { wantedQuestion } from './wanted-question.ts';

const text = z.string().catch('');
const answerForm = z.object({
  action: z.enum(actions).catch('continue'),
  assessment: assessmentId,
  list: text,
  me: text,
  us: text,
});

const assessmentGone =
  'The assessment of this page is no longer in this browser, so the answer was not saved';

export function questionRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path } = site;
  const { instrument } = content;

  const show = (req: Request, res: Response, question: Question, list: unknown, refused?: RefusedForm) => {
    const view = questionView(site, visitOf(site, req, res), question, list, req.query, refused);
    send(req, res, 'pages/question', view, refused ? 422 : 200);
  };

  app.get('/questions/:id', (req, res) =>
    show(req, res, wantedQuestion(instrument, req.params.id), req.query.list),
  );

  /**
   * The form's address is not that of its page: a browser that cannot reach the site then keeps the page, with what was
   * chosen, behind its Back button. A GET of the form's address redirects to the page.
   */
  const answer = app.route('/questions/:id/answer');
  answer.get((req, res) => seeOther(res, path(`/questions/${wantedQuestion(instrument, req.params.id).id}`)));

  answer.post(form, (req, res) => {
    const question = wantedQuestion(instrument, req.params.id);
    const { jar } = res.locals;
    const { action, assessment, list: name, me, us } = answerForm.parse(req.body);
    const refuse = (...errors: FieldError[]) =>
      show(req, res, question, name, { chosen: { me, us }, errors });

    if (action === 'stop' && !me && !us) return seeOther(res, path('/questions?stopped'));
    const rated = ratingForm.safeParse(req.body);
    if (action !== 'clear' && !rated.success) return refuse(...fieldErrors(rated.error));

    const today = deps.today();
    const { visitor } = store.read(jar);
    const level = content.levelsOfBusiness[0]?.id ?? '';
    const before = withAssessmentToAnswer(visitor, assessment, level, today, deps.newId);
    if (!before) return refuse({ field: 'me', text: assessmentGone });
    const list = listNamed(instrument, currentAssessment(before)?.answers ?? noAnswers, name);
    const given = action === 'clear' ? undefined : rated.data;
    const after = setAnswer(before, before.current, question.id, given, today);
    try {
      store.save(jar, after, { assessment: after.current, question: question.id, answer: given });
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
      return refuse({ field: 'me', text: error.message });
    }
    if (given) deps.meter?.answerSaved();
    const to = addressAfter({ action, question, before, after, list }, instrument);
    seeOther(res, path(afterSaving(visitor, to)));
  });
}
