/** /benchmark shows how the scores added to this site spread; /benchmark/mine adds the visitor's scores, updates or removes them. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { scoresToGive } from '../../assessment/comparison/benchmark.ts';
import { seeOther } from '../http/finish.ts';
import { form, leadTo } from '../http/form.ts';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';
import { benchmarkView } from './benchmark-view.ts';
import { contributionView } from './contribution-view.ts';

const mineForm = z.object({ key: z.string().catch('') });
const done = ['added', 'updated', 'removed'] as const;

/** While the database is away, each route answers with the error page and changes nothing. */
export function benchmarkRoutes(app: Express, site: Site): void {
  const { deps, content, send, path, contributions } = site;
  if (!contributions || !deps.config.benchmark) return;

  app.get('/benchmark', async (req, res) => {
    const published = await contributions.published();
    const visit = visitOf(site, req, res);
    const added = contributions.keyOf(res.locals.jar) !== undefined;
    send(req, res, 'pages/benchmark', benchmarkView(content, published, visit, added));
  });

  const showMine = async (req: Request, res: Response, error = '') => {
    const key = contributions.keyOf(res.locals.jar);
    const given = key === undefined ? undefined : await contributions.find(key);
    const view = contributionView(content, visitOf(site, req, res), {
      given,
      isGone: key !== undefined && !given,
      today: deps.today(),
      key: contributions.newKey(),
      done: done.find((what) => req.query[what] !== undefined),
      error,
    });
    send(req, res, 'pages/benchmark-mine', view, error ? 422 : 200);
  };

  app.get('/benchmark/mine', (req, res) => showMine(req, res));

  app.post('/benchmark/mine', form, async (req, res) => {
    const { assessment, answers, progress } = visitOf(site, req, res);
    if (!assessment || !progress.reportOpen)
      return showMine(req, res, 'Answer the key questions first; then you have scores to add.');
    const scores = scoresToGive(content.instrument, answers);
    if (scores.size === 0)
      return showMine(req, res, 'Rate at least half of the questions of a competency first.');
    const own = contributions.keyOf(res.locals.jar);
    const key = own ?? contributions.keyIn(mineForm.parse(req.body).key) ?? deps.newKey();
    await contributions.put(res.locals.jar, key, scores);
    await refresh();
    seeOther(res, path(`/benchmark/mine?${own === undefined ? 'added' : 'updated'}`));
  });

  app.get('/benchmark/mine/remove', leadTo(path('/benchmark/mine')));

  app.post('/benchmark/mine/remove', form, async (_req, res) => {
    const key = contributions.keyOf(res.locals.jar);
    if (key !== undefined) await contributions.remove(key);
    contributions.forgetKey(res.locals.jar);
    await refresh();
    seeOther(res, path('/benchmark/mine?removed'));
  });

  /** Updates `hasPictures`, so that the report links to the benchmark at once. A failure does not fail the request. */
  const refresh = () => contributions.published().catch(() => undefined);
}
