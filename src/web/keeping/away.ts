/** /copy while the database is away: says so, and offers nothing that would fail. */
import type { Express } from 'express';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';

export function copyAwayRoutes(app: Express, site: Site): void {
  const { send, copies } = site;
  if (!copies) return;

  app.get('/copy', async (req, res, next) => {
    const hasCopy = copies.cookieOf(res.locals.jar) !== undefined;
    const isAway = hasCopy ? res.locals.copyStatus === 'away' : await copies.isAway();
    if (!isAway) return next();
    const { visitor, savedUntil } = visitOf(site, req, res);
    send(req, res, 'pages/copy-away', {
      layout: {
        title: hasCopy ? 'Your saved copy cannot be reached just now' : 'No saved copy can be made just now',
        description: 'The server’s database cannot be used just now.',
        section: 'other' as const,
        personal: true,
        indexed: false,
      },
      hasCopy,
      hasOwn: visitor.assessments.length > 0,
      savedUntil,
    });
  });
}
