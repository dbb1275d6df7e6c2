/** /forget: what this browser holds for this site; one button removes all of it. */
import type { Express, Request } from 'express';
import { z } from 'zod';
import type { Holdings } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import type { Benchmark } from '../benchmark/benchmark.ts';
import { seeOther } from '../render/page.ts';
import type { Site } from '../site.ts';
import type { CopySync } from '../sync/copy-sync.ts';
import type { TeamSync } from '../sync/team-sync.ts';
import {
  benchmarkCookie,
  cookiePairs,
  copyCookie,
  momentsCookie,
  ourPrefix,
  planCookie,
  recentPrefix,
  setCookie,
  stateCookie,
  teamsCookie,
} from '../visitor/cookies.ts';
import { readHoldings } from '../visitor/holdings-store.ts';
import { currentVisit } from '../visitor/visit.ts';
import { forgetView, type OnServer, type Tally, tallyOf } from './forget-view.ts';

const count = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .catch(0);
const removedQuery = z.object({
  assessments: count,
  answers: count,
  name: count,
  snapshots: count,
  contract: count,
  moments: count,
  copy: count,
  teams: count,
  benchmark: count,
  others: count,
});

/** @param sync and `teams` and `benchmark`: undefined on a site that stores nothing */
export function forgetPage(
  app: Express,
  site: Site,
  sync?: CopySync,
  teams?: TeamSync,
  benchmark?: Benchmark,
): void {
  const { deps, store, send, path } = site;
  const { config, content } = deps;

  const onServerOf = (req: Request): OnServer => ({
    copy: sync?.cookieOf(req) !== undefined,
    benchmark: benchmark?.keyOf(req) !== undefined,
  });

  app.get('/forget', (req, res) => {
    const cookies = ourCookies(req);
    const holdings = readHoldings(site, req, res);
    const belongs = teams?.of(req, res).map(({ name }) => name) ?? [];
    const onServer = onServerOf(req);
    const removed = req.query.removed === undefined ? undefined : removedQuery.parse(req.query);
    send(
      req,
      res,
      'pages/forget',
      forgetView(
        content,
        holdings,
        belongs,
        onServer,
        othersAmong(cookies, holdings, belongs.length, onServer),
        cookies.length,
        removed,
        currentVisit(req, res, content, store).savedUntil,
      ),
    );
  });

  app.post('/forget', async (req, res) => {
    // Before anything else: what cannot be erased on the server now must not lose its key (StorageAway ends in a 503 page).
    const belonged = teams?.of(req, res).length ?? 0;
    const onServer = onServerOf(req);
    await teams?.leave(req, res, () => true);
    const contribution = benchmark?.keyOf(req);
    if (contribution !== undefined) await benchmark?.remove(contribution);
    const copy = sync?.cookieOf(req);
    if (copy) await sync?.remove(copy.key);
    res.locals.copyLeft = true;
    const cookies = ourCookies(req);
    const holdings = readHoldings(site, req, res);
    const tally = tallyOf(holdings, belonged, onServer, othersAmong(cookies, holdings, belonged, onServer));
    // Also what was set while the site stood at an address above this one: the browser sends it here all the same.
    for (const name of cookies)
      for (const to of pathsAbove(config.basePath)) setCookie(res, { ...config, basePath: to }, name, '', 0);
    seeOther(res, path(`/forget?removed&${addressOf(tally)}`));
  });
}

/** Names, each once. */
function ourCookies(req: Request): string[] {
  const names = cookiePairs(req.headers.cookie).map(([name]) => name);
  return [...new Set(names)].filter((name) => name.startsWith(ourPrefix));
}

/**
 * How many the list does not tell of in other words. Answers just given (`recentPrefix`) are counted with the others, unless
 * they are all there is.
 */
function othersAmong(
  cookies: readonly string[],
  { visitor, plan, moments }: Holdings,
  teams: number,
  onServer: OnServer,
): number {
  const told = [
    ...(visitor.assessments.length > 0 || visitor.name ? [stateCookie] : []),
    ...(isEmptyPlan(plan) ? [] : [planCookie]),
    ...(isEmptyMoments(moments) ? [] : [momentsCookie]),
    ...(teams > 0 ? [teamsCookie] : []),
    ...(onServer.copy ? [copyCookie] : []),
    ...(onServer.benchmark ? [benchmarkCookie] : []),
  ];
  const others = cookies.filter((name) => !told.includes(name) && !name.startsWith(recentPrefix)).length;
  return others === 0 && told.length === 0 ? cookies.length : others;
}

/** "/a/b", then all above it, down to the root, which is "". */
function pathsAbove(base: string): string[] {
  const folders = base.split('/');
  return folders.map((_folder, i) => folders.slice(0, folders.length - i).join('/'));
}

function addressOf(tally: Tally): string {
  return Object.entries(tally)
    .filter(([, many]) => many > 0)
    .map(([what, many]) => `${what}=${Math.min(many, 9999)}`)
    .join('&');
}
