/** /live/guide: the workshop guide, one printed page. */
import type { Express } from 'express';
import { guideBefore, guideIf, guideSteps } from '../../assessment/live/guide.ts';
import type { Site } from '../site.ts';
import { liveLayout } from './live-page.ts';

export function guideRoutes(app: Express, { deps, send }: Site): void {
  app.get('/live/guide', (req, res) => {
    const view = {
      layout: {
        ...liveLayout(
          'An hour in a live room',
          'A guide for whoever leads it: times, steps, and what to say.',
        ),
        scripts: [],
        personal: false,
        indexed: true,
      },
      before: guideBefore,
      steps: guideSteps(deps.config.teamThreshold),
      cases: guideIf,
    };
    send(req, res, 'pages/live-guide', view);
  });
}
