/** /paper: the questionnaire to print, fill in with a pen, and type in on the pages with several questions. */
import type { Express } from 'express';
import { qrCode } from '../../render/qr-code.ts';
import type { Site } from '../../site.ts';
import { levelName, visitOf } from '../../visitor/visit.ts';
import { ratingValues } from '../rating-form.ts';

export function paperRoutes(app: Express, site: Site): void {
  const { content, send, url } = site;
  const { instrument, scale } = content;

  app.get('/paper', (req, res) => {
    const { assessment, notices } = visitOf(site, req, res);
    const address = url(req, '/principles/1');
    send(req, res, 'pages/paper', {
      layout: {
        title: 'The questionnaire on paper',
        description: `All ${instrument.questions.length} statements on four pages, to print and fill in with a pen.`,
        section: 'questions',
        styles: ['paper'],
        personal: true,
        indexed: false,
      },
      notices,
      group: levelName(content, assessment?.level),
      count: instrument.questions.length,
      keyCount: instrument.questions.filter(({ key }) => key).length,
      scale: {
        question: scale.question,
        ratings: scale.ratings,
        notApplicable: scale.notApplicable,
        me: scale.perspectives.me.title,
        us: scale.perspectives.us.title,
      },
      marks: ratingValues.map((value) => (value === 'na' ? '–' : value)),
      principles: instrument.principles,
      address,
      code: () => qrCode(address),
    });
  });
}
