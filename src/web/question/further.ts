/** /questions/:id/further: where to begin, what to ask, works to read and related questions. */
import type { Express } from 'express';
import { NotFound } from '../http/errors.ts';
import { furtherHtml } from '../render/guidance.ts';
import { questionLabel } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { wantedQuestion } from './wanted-question.ts';

export function furtherRoutes(app: Express, site: Site): void {
  const { content, send, terms } = site;

  app.get('/questions/:id/further', (req, res) => {
    const question = wantedQuestion(content.instrument, req.params.id);
    const guidance = content.guidance.get(question.id);
    if (!guidance) throw new NotFound(`Question ${question.id} has no guidance.`);
    send(req, res, 'pages/further', {
      layout: {
        title: `Beyond ${questionLabel(question, 42)}`,
        description: `Question ${question.id}: where to begin, what to ask, works to read and related questions.`,
        section: 'questions',
        styles: ['question'],
        personal: false,
        indexed: false,
      },
      id: question.id,
      further: () => furtherHtml(question, guidance, terms()),
    });
  });
}
