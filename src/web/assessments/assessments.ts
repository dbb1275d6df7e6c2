/** /start/:id/switch, /route and /delete: makes an assessment the current one, changes its route, deletes it. */
import type { Express } from 'express';
import { z } from 'zod';
import { changeAssessment, withoutAssessment } from '../../assessment/visitor.ts';
import { seeOther } from '../http/finish.ts';
import { form, leadTo } from '../http/form.ts';
import type { Site } from '../site.ts';
import { assessmentSummary } from '../visitor/assessment-summary.ts';
import { nextAddress, wantedAssessment } from '../visitor/visit.ts';

const routeForm = z.object({ route: z.enum(['key', 'all']).catch('key') });

export function assessmentRoutes(app: Express, site: Site): void {
  const { content, store, send, path, teams } = site;

  for (const change of ['switch', 'route']) app.get(`/start/:id/${change}`, leadTo(path('/start')));

  app.post('/start/:id/switch', form, (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const switched = { ...visitor, current: assessment.id };
    store.save(res.locals.jar, switched);
    seeOther(res, path(nextAddress(content, switched)));
  });

  /** /questions has the form for this. */
  app.post('/start/:id/route', form, (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const { route } = routeForm.parse(req.body);
    const switched = { ...visitor, current: assessment.id };
    const changed = changeAssessment(switched, assessment.id, (old) => ({ ...old, route }));
    store.save(res.locals.jar, changed);
    seeOther(res, path(nextAddress(content, changed)));
  });

  app.get('/start/:id/delete', (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    send(req, res, 'pages/delete', {
      layout: {
        title: 'Delete this assessment?',
        description: 'Confirm before an assessment is removed from this browser.',
        section: 'other',
        personal: true,
        indexed: false,
      },
      assessment: assessmentSummary(content, assessment, visitor),
      teams: (teams?.of(res.locals.jar) ?? []).flatMap((team) =>
        team.assessment === assessment.id ? [team.name] : [],
      ),
    });
  });

  app.post('/start/:id/delete', form, async (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    // Before deleting: without the database this throws, and the visitor keeps the key that deletes the answers there.
    await teams?.leave(res.locals.jar, (team) => team.assessment === assessment.id);
    store.replace(res.locals.jar, withoutAssessment(visitor, assessment.id));
    seeOther(res, path('/start'));
  });
}
