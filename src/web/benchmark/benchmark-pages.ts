/** /benchmark: where my scores stand among all that were added here; /benchmark/mine: adding them, and taking them back. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { scoresToGive } from '../../assessment/comparison/benchmark.ts';
import { seeOther } from '../render/page.ts';
import type { Site } from '../site.ts';
import { currentVisit } from '../visitor/visit.ts';
import type { Benchmark } from './benchmark.ts';
import { benchmarkView } from './benchmark-view.ts';
import { contributionView } from './contribution-view.ts';

const mineForm = z.object({ key: z.string().catch('') });
const done = ['added', 'updated', 'removed'] as const;

/** Where the database is away, each of these ends in the page that says so, and nothing is changed. */
export function benchmarkPages(app: Express, site: Site, benchmark: Benchmark): void {
  const { deps, store, send, path } = site;
  const { content } = deps;

  app.get('/benchmark', async (req, res) => {
    const shown = await benchmark.shown();
    const visit = currentVisit(req, res, content, store);
    const added = benchmark.keyOf(req) !== undefined;
    send(req, res, 'pages/benchmark', benchmarkView(content, shown, visit, added));
  });

  const showMine = async (req: Request, res: Response, error = '') => {
    const key = benchmark.keyOf(req);
    const given = key === undefined ? undefined : await benchmark.given(key);
    const view = contributionView(content, currentVisit(req, res, content, store), {
      given,
      isGone: key !== undefined && !given,
      today: deps.now(),
      key: benchmark.newKey(),
      done: done.find((what) => req.query[what] !== undefined),
      error,
    });
    send(req, res, 'pages/benchmark-mine', view, error ? 422 : 200);
  };

  app.get('/benchmark/mine', (req, res) => showMine(req, res));

  app.post('/benchmark/mine', async (req, res) => {
    const { assessment, answers, progress } = currentVisit(req, res, content, store);
    if (!assessment || !progress.reportOpen)
      return showMine(req, res, 'Answer the key questions first; then you have scores to add.');
    const scores = scoresToGive(content.instrument, answers);
    if (scores.size === 0)
      return showMine(req, res, 'Rate at least half of the questions of a competency first.');
    const own = benchmark.keyOf(req);
    const key = own ?? benchmark.keyIn(mineForm.parse(req.body).key) ?? deps.newKey();
    await benchmark.put(res, key, scores);
    await refresh();
    seeOther(res, path(`/benchmark/mine?${own === undefined ? 'added' : 'updated'}`));
  });

  app.post('/benchmark/mine/remove', async (req, res) => {
    const key = benchmark.keyOf(req);
    if (key !== undefined) await benchmark.remove(key);
    benchmark.forgetKey(res);
    await refresh();
    seeOther(res, path('/benchmark/mine?removed'));
  });

  /** So that the report links to the picture as soon as there is one. What was asked for is done all the same. */
  const refresh = () => benchmark.shown().catch(() => undefined);
}
