/** /principles/:id: the belief of one principle, its questions with the answers so far, and its score. */
import type { Express } from 'express';
import { principleList } from '../../assessment/lists.ts';
import { principleScores } from '../../assessment/scores/scores.ts';
import { scoreSentence } from '../../assessment/scores/sentences.ts';
import { blockHtml } from '../../content/files/markdown.ts';
import { NotFound } from '../http/errors.ts';
import type { Site } from '../site.ts';
import { savedLine } from '../visitor/saved-line.ts';
import { visitOf } from '../visitor/visit.ts';
import { questionRows } from './question-rows.ts';

export function principleRoutes(app: Express, site: Site): void {
  const { content, send, terms } = site;
  const { instrument } = content;
  const { principles } = instrument;

  app.get('/principles/:id', (req, res) => {
    const index = principles.findIndex(({ id }) => id === req.params.id);
    const principle = principles[index];
    if (!principle) throw new NotFound(`There is no principle ${String(req.params.id).slice(0, 12)}.`);
    const visit = visitOf(site, req, res);
    const { answers, notices, savedUntil } = visit;
    const list = principleList(principle.id);
    const score = principleScores(instrument, answers)[index];
    const text = content.principles.get(principle.id);
    const open = principle.questions.find(({ id }) => !answers.has(id));
    send(req, res, 'pages/principle', {
      layout: {
        title: `Principle ${principle.id}: ${principle.title}`,
        description: text?.belief ?? '',
        section: 'questions',
        styles: ['principle'],
        personal: true,
        indexed: true,
      },
      notices,
      line: savedLine(content, visit, req.query, list),
      list,
      savedUntil,
      id: principle.id,
      title: principle.title,
      belief: text?.belief ?? '',
      introduction: () => terms()(blockHtml(text?.introduction ?? '')),
      score: score && score.us.kind !== 'none' ? scoreSentence(score.us) : '',
      workOnThis: score?.workOnThis ?? false,
      rows: questionRows(content, principle.questions, answers),
      next: open?.id,
      principles,
    });
  });
}
