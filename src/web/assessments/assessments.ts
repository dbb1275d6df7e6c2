/** What is done with an assessment as a whole: switch to it, change its route, delete it. */
import type { Express } from 'express';
import { z } from 'zod';
import { changeAssessment, withoutAssessment } from '../../assessment/visitor.ts';
import { seeOther } from '../render/page.ts';
import type { Site } from '../site.ts';
import type { TeamSync } from '../sync/team-sync.ts';
import { currentVisit, nextAddress, wantedAssessment } from '../visitor/visit.ts';
import { assessmentSummary } from './start-view.ts';

const routeForm = z.object({ route: z.enum(['key', 'all']).catch('key') });

/** @param teams undefined on a site that stores nothing */
export function assessmentPages(app: Express, { deps, store, send, path }: Site, teams?: TeamSync): void {
  const { content } = deps;

  app.post('/start/:id/switch', (req, res) => {
    const { visitor, assessment } = wantedAssessment(req, res, store);
    const switched = { ...visitor, current: assessment.id };
    store.save(req, res, switched);
    seeOther(res, path(nextAddress(content, switched)));
  });

  /** From the question page: the visitor can change the route at any time. */
  app.post('/start/:id/route', (req, res) => {
    const { visitor, assessment } = wantedAssessment(req, res, store);
    const { route } = routeForm.parse(req.body);
    const switched = { ...visitor, current: assessment.id };
    const changed = changeAssessment(switched, assessment.id, (old) => ({ ...old, route }));
    store.save(req, res, changed);
    seeOther(res, path(nextAddress(content, changed)));
  });

  app.get('/start/:id/delete', (req, res) => {
    const { visitor, assessment } = wantedAssessment(req, res, store);
    send(req, res, 'pages/delete', {
      layout: {
        title: 'Delete this assessment?',
        description: 'Confirm before an assessment is removed from this browser.',
        section: 'start',
        personal: true,
        indexed: false,
      },
      notices: currentVisit(req, res, content, store).notices,
      assessment: assessmentSummary(content, assessment, visitor),
      teams: (teams?.of(req, res) ?? []).flatMap((team) =>
        team.assessment === assessment.id ? [team.name] : [],
      ),
    });
  });

  app.post('/start/:id/delete', async (req, res) => {
    const { visitor, assessment } = wantedAssessment(req, res, store);
    // First, because a database that is away ends in a 503 page: nothing may be left there that nobody can erase.
    await teams?.leave(req, res, (team) => team.assessment === assessment.id);
    store.save(req, res, withoutAssessment(visitor, assessment.id));
    store.forgetRecents(req, res);
    seeOther(res, path('/start'));
  });
}
