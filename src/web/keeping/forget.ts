/** /forget: lists what this browser holds for this site, and removes all of it, here and on the server. */
import type { Express } from 'express';
import { z } from 'zod';
import type { Holdings } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import { longestRemovals } from '../../codec/database/removals.ts';
import { repeat, seeOther } from '../http/finish.ts';
import { form } from '../http/form.ts';
import type { Site } from '../site.ts';
import { livePresence } from '../sync/live-presence.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { lineLength, signedSize } from '../visitor/cookie-room.ts';
import {
  benchmarkCookie,
  copyCookie,
  forgetCookie,
  liveCookie,
  momentsCookie,
  planCookie,
  recentPrefix,
  stateCookie,
  teamsCookie,
} from '../visitor/cookies.ts';
import { readHoldings } from '../visitor/holdings-store.ts';
import { visitOf } from '../visitor/visit.ts';
import { forgetView } from './forget-view.ts';
import { type OnServer, type Tally, tallyOf, without } from './tally.ts';

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
  room: count,
  others: count,
});

export function forgetRoutes(app: Express, site: Site): void {
  const { deps, content, send, path, copies, teams, contributions, removals } = site;

  const onServerOf = (jar: CookieJar): OnServer => ({
    copy: copies?.cookieOf(jar) !== undefined,
    benchmark: contributions?.keyOf(jar) !== undefined,
    room: livePresence(jar) !== undefined,
  });

  app.get('/forget', async (req, res) => {
    const { jar, pending = { removed: [], rest: [] } } = res.locals;
    const cookies = jar.names().filter((name) => name !== forgetCookie);
    const holdings = readHoldings(site, jar);
    const teamNames = teams?.of(jar).map(({ name }) => name) ?? [];
    const onServer = onServerOf(jar);
    const hasKeys = teamNames.length > 0 || Object.values(onServer).includes(true);
    const server = {
      ...pending,
      isAway: pending.rest.length > 0 || (hasKeys && (await copies?.isAway()) === true),
      retentionDays: deps.config.retentionDays,
    };
    const removed = req.query.removed === undefined ? undefined : removedQuery.parse(req.query);
    const view = forgetView(
      content,
      holdings,
      teamNames,
      onServer,
      othersAmong(cookies, holdings, teamNames.length, onServer),
      cookies.length,
      removed,
      visitOf(site, req, res).savedUntil,
      server,
    );
    send(req, res, 'pages/forget', view);
  });

  app.post('/forget', form, async (req, res) => {
    const { jar } = res.locals;
    const teamCount = teams?.of(jar).length ?? 0;
    const onServer = onServerOf(jar);
    const cookies = jar.names().filter((name) => name !== forgetCookie);
    const holdings = readHoldings(site, jar);
    const tally = tallyOf(holdings, teamCount, onServer, othersAmong(cookies, holdings, teamCount, onServer));
    // The cookies go in any case. What cannot be removed on the server just now is removed there later.
    const rest = (await removals?.remove(removals.of(jar))) ?? [];
    // With more cookies than one response can remove, the same request comes again for the rest.
    const counted = req.query.removed === undefined ? without(rest, tally) : removedQuery.parse(req.query);
    const line = lineLength(signedSize(forgetCookie, longestRemovals), jar.path);
    const go = jar.removeAll(rest.length > 0 ? line : 0) ? seeOther : repeat;
    removals?.keep(jar, rest);
    go(res, path(`/forget?removed&${addressOf(counted)}`));
  });
}

/**
 * The number of cookies that no other line of the list stands for. Cookies of recent answers (`recentPrefix`) count only when
 * nothing else is listed: their answers are counted with the assessment's.
 */
function othersAmong(
  cookies: readonly string[],
  { visitor, plan, moments }: Holdings,
  teams: number,
  onServer: OnServer,
): number {
  const listed = [
    ...(visitor.assessments.length > 0 || visitor.name ? [stateCookie] : []),
    ...(isEmptyPlan(plan) ? [] : [planCookie]),
    ...(isEmptyMoments(moments) ? [] : [momentsCookie]),
    ...(teams > 0 ? [teamsCookie] : []),
    ...(onServer.copy ? [copyCookie] : []),
    ...(onServer.benchmark ? [benchmarkCookie] : []),
    ...(onServer.room ? [liveCookie] : []),
  ];
  const others = cookies.filter((name) => !listed.includes(name) && !name.startsWith(recentPrefix)).length;
  return others === 0 && listed.length === 0 ? cookies.length : others;
}

function addressOf(tally: Tally): string {
  return Object.entries(tally)
    .filter(([, many]) => many > 0)
    .map(([what, many]) => `${what}=${Math.min(many, 9999)}`)
    .join('&');
}
