/** /questions/:id/undo: takes a saved answer back. The form is part of the line that confirms the answer. */
import type { Express } from 'express';
import { z } from 'zod';
import { listNamed } from '../../assessment/scores/lists.ts';
import { setAnswer } from '../../assessment/visitor.ts';
import { answerOf, letterOf } from '../../codec/packed/letters.ts';
import { seeOther } from '../http/finish.ts';
import { form } from '../http/form.ts';
import { withQuery } from '../render/list-address.ts';
import { undoneParameter } from '../render/saved-line.ts';
import type { Site } from '../site.ts';
import { assessmentId } from './rating-form.ts';
import { wantedQuestion } from './wanted-question.ts';

/** An answer as one letter (src/codec/packed/README.md). */
const letter = z.string().regex(/^[a-y-]$/);
const undoForm = z.object({
  assessment: assessmentId,
  list: z.string().catch(''),
  now: letter,
  was: letter,
});

export function undoRoutes(app: Express, site: Site): void {
  const { deps, content, store, path } = site;
  const { instrument } = content;

  const undo = app.route('/questions/:id/undo');
  undo.get((req, res) => seeOther(res, path(`/questions/${wantedQuestion(instrument, req.params.id).id}`)));

  /** Leads to the question. An answer that is not as it was saved has changed since, and stays. */
  undo.post(form, (req, res) => {
    const { id } = wantedQuestion(instrument, req.params.id);
    const parsed = undoForm.safeParse(req.body);
    if (!parsed.success) return seeOther(res, path(`/questions/${id}`));
    const { assessment, list: name, now, was } = parsed.data;
    const { visitor } = store.read(res.locals.jar);
    const answered = visitor.assessments.find((one) => one.id === assessment);
    const list = answered && listNamed(instrument, answered.answers, name);
    const page = withQuery(`/questions/${id}`, list && `list=${list.name}`);
    if (!answered || letterOf(answered.answers.get(id)) !== now) return seeOther(res, path(page));
    const answer = answerOf(was);
    const current = { ...visitor, current: assessment };
    const restored = setAnswer(current, assessment, id, answer, deps.today());
    store.save(res.locals.jar, restored, { assessment, question: id, answer });
    seeOther(res, path(withQuery(page, undoneParameter(id))));
  });
}
