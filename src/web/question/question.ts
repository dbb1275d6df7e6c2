/** /questions/:id: one statement, rated for me and for us, with its guidance. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { type Question, questionOf } from '../../assessment/instrument.ts';
import { dayOf, setAnswer } from '../../assessment/visitor.ts';
import { NotFound, StateTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, fieldErrors, form } from '../http/form.ts';
import type { Site } from '../site.ts';
import { afterSaving, visitOf } from '../visitor/visit.ts';
import { actions, addressAfter, withAssessmentToAnswer } from './answering.ts';
import { questionView, type RefusedForm } from './question-view.ts';
import { ratingForm } from './rating-form.ts';

const text = z.string().catch('');
const answerForm = z.object({
  action: z.enum(actions).catch('continue'),
  /** The assessment that the page showed. Another tab may have switched to another one since. */
  assessment: z
    .string()
    .regex(/^[a-z0-9]{1,12}$/)
    .catch(''),
  me: text,
  us: text,
});

const assessmentGone =
  'The assessment of this page is no longer in this browser, so the answer was not saved';

export function questionRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path } = site;
  const { instrument } = content;

  /** @throws NotFound */
  const wantedQuestion = (id: string): Question => {
    const question = questionOf(instrument, id);
    if (!question) throw new NotFound(`There is no question ${id.slice(0, 12)}.`);
    return question;
  };

  const show = (req: Request, res: Response, question: Question, refused?: RefusedForm) => {
    const visit = visitOf(site, req, res);
    const cleared =
      req.method === 'GET' && req.query.cleared !== undefined && !visit.answers.has(question.id);
    const notices = cleared ? [...visit.notices, 'Your answer to this question is cleared.'] : visit.notices;
    const view = questionView(site, visit, question, notices, refused);
    send(req, res, 'pages/question', view, refused ? 422 : 200);
  };

  app
    .route('/questions/:id')
    .get((req, res) => show(req, res, wantedQuestion(req.params.id)))
    .post(form, (req, res) => {
      const question = wantedQuestion(req.params.id);
      const { jar } = res.locals;
      const { action, assessment, me, us } = answerForm.parse(req.body);
      const refuse = (...errors: FieldError[]) => show(req, res, question, { chosen: { me, us }, errors });

      if (action === 'stop' && !me && !us) return seeOther(res, path('/questions?stopped'));
      const rated = ratingForm.safeParse(req.body);
      if (action !== 'clear' && !rated.success) return refuse(...fieldErrors(rated.error));

      const today = dayOf(deps.now());
      const { visitor } = store.read(jar);
      const level = content.levelsOfBusiness[0]?.id ?? '';
      const before = withAssessmentToAnswer(visitor, assessment, level, today, deps.newId);
      if (!before) return refuse({ field: 'me', text: assessmentGone });
      const answer = action === 'clear' ? undefined : rated.data;
      const after = setAnswer(before, before.current, question.id, answer, today);
      try {
        store.save(jar, after, { assessment: after.current, question: question.id, answer });
      } catch (error) {
        if (!(error instanceof StateTooLarge)) throw error;
        return refuse({ field: 'me', text: error.message });
      }
      if (answer) deps.meter?.answerSaved();
      const to = addressAfter(action, question, before, after, instrument);
      seeOther(res, path(afterSaving(visitor, to)));
    });
}
