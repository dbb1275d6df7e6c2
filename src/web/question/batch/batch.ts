/** Pages with a form of several questions: the ten of a principle (/principles/:id), and all key questions (/key). */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { currentAssessment, setAnswer, type Visitor } from '../../../assessment/visitor.ts';
import { NotFound, StateTooLarge } from '../../http/errors.ts';
import { seeOther } from '../../http/finish.ts';
import { batchForm, type FieldError, leadTo } from '../../http/form.ts';
import type { Site } from '../../site.ts';
import { afterSaving, visitOf } from '../../visitor/visit.ts';
import { withAssessmentToAnswer } from '../answering.ts';
import { readBatch } from './batch-form.ts';
import { type BatchPage, keyPage, principlePages } from './batch-page.ts';
import { addressAfterBatch } from './batch-step.ts';
import { batchView, type RefusedBatch } from './batch-view.ts';

const hidden = z.object({
  /** The assessment that the page showed. Another tab may have switched to another one since. */
  assessment: z
    .string()
    .regex(/^[a-z0-9]{1,12}$/)
    .catch(''),
});

const assessmentGone: FieldError = {
  field: 'batch',
  text: 'The assessment of this page is no longer in this browser, so the answers were not saved',
};

export function batchRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path } = site;
  const { instrument } = content;
  const pages = principlePages(instrument);
  const key = keyPage(instrument);

  /** @throws NotFound */
  const wantedPrinciple = (id: string): BatchPage => {
    const page = pages.find((one) => one.principle?.id === id);
    if (!page) throw new NotFound(`There is no principle ${id.slice(0, 12)}.`);
    return page;
  };

  const show = (req: Request, res: Response, page: BatchPage, refused?: RefusedBatch) => {
    const view = batchView(site, visitOf(site, req, res), page, req.query, refused);
    send(req, res, 'pages/batch', view, refused ? 422 : 200);
  };

  /** Saves every complete answer. With half answers shows the form again, else goes on to the next page. */
  const answer = (req: Request, res: Response, page: BatchPage) => {
    const { jar } = res.locals;
    const { visitor } = store.read(jar);
    const today = deps.today();
    const level = content.levelsOfBusiness[0]?.id ?? '';
    const { assessment } = hidden.parse(req.body);
    const before = withAssessmentToAnswer(visitor, assessment, level, today, deps.newId);
    const batch = readBatch(
      req.body,
      page.questions,
      (before && currentAssessment(before)?.answers) ?? new Map(),
    );
    const refuse = (errors: readonly FieldError[], saved = 0) =>
      show(req, res, page, { batch, errors, saved });
    if (!before) return refuse([assessmentGone]);
    const { changed, errors } = batch;
    const after = changed.reduce<Visitor>(
      (sum, one) => setAnswer(sum, sum.current, one.question, one.answer, today),
      before,
    );
    try {
      const recents = changed.map((one) => ({ assessment: after.current, ...one }));
      if (changed.length > 0 || before !== visitor) store.save(jar, after, ...recents);
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
      return refuse([{ field: 'batch', text: error.message }]);
    }
    for (const _ of changed) deps.meter?.answerSaved();
    if (errors.length > 0) return refuse(errors, changed.length);
    seeOther(
      res,
      path(afterSaving(visitor, addressAfterBatch(instrument, page, before, after, changed.length))),
    );
  };

  // What is left of an address when its end is cut off.
  app.get('/principles', leadTo(path('/questions')));
  app.get('/principles/:id', (req, res) => show(req, res, wantedPrinciple(req.params.id)));
  app.get('/key', (req, res) => show(req, res, key));
  app
    .route('/principles/:id/answers')
    .get((req, res) => seeOther(res, path(wantedPrinciple(req.params.id).address)))
    .post(batchForm, (req, res) => answer(req, res, wantedPrinciple(req.params.id)));
  app
    .route('/key/answers')
    .get(leadTo(path(key.address)))
    .post(batchForm, (req, res) => answer(req, res, key));
}
