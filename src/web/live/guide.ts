/** /live/guide and /live/guide/moments: the workshop guides, one printed page each. */
import type { Express } from 'express';
import { guideBefore, guideIf, guideSteps } from '../../assessment/live/guide.ts';
import { momentsBefore, momentsIf, momentsSteps } from '../../assessment/live/moments-guide.ts';
import type { Site } from '../site.ts';
import { liveLayout } from './live-page.ts';

export function guideRoutes(app: Express, { deps, send }: Site): void {
  const { teamThreshold } = deps.config;
  const layout = (title: string) => ({
    ...liveLayout(title, 'A guide for the facilitator: times, steps, and what to say.'),
    scripts: [],
    personal: false,
    indexed: true,
  });
  const guides = {
    '/live/guide': {
      layout: layout('An hour in a live room'),
      before: guideBefore,
      steps: guideSteps(teamThreshold),
      cases: guideIf,
      open: '/live/new',
      other: { address: '/live/guide/moments', text: 'A guide to mapping moments of truth' },
    },
    '/live/guide/moments': {
      layout: layout('An hour for the moments of truth'),
      before: momentsBefore,
      steps: momentsSteps(teamThreshold),
      cases: momentsIf,
      open: '/live/new?purpose=map',
      other: { address: '/live/guide', text: 'A guide to rating statements' },
    },
  };

  for (const [address, view] of Object.entries(guides))
    app.get(address, (req, res) => send(req, res, 'pages/live-guide', view));
}
