/** The names and lifetimes of this site's cookies. */
import { daysKept } from '../../assessment/visitor.ts';

/** Begins the name of every cookie of this site. */
export const ourPrefix = 'mirror_';

export const stateCookie = 'mirror_state';
/** Unreadable states that were set aside when a new state was saved. There are three, because it can happen more than once. */
export const asideCookie = 'mirror_aside';
export const asideCookies: readonly string[] = [asideCookie, `${asideCookie}_2`, `${asideCookie}_3`];
export const planCookie = 'mirror_plan';
export const momentsCookie = 'mirror_moments';
/** The key of the visitor's saved copy on the server. */
export const copyCookie = 'mirror_copy';
/** The key of the visitor's contribution to the benchmark. */
export const benchmarkCookie = 'mirror_benchmark';
/** The teams this browser belongs to. */
export const teamsCookie = 'mirror_teams';

/** What "Forget me" has yet to remove on the server. It holds nothing else. */
export const forgetCookie = 'mirror_forget';

/** The live room this browser has joined; lives as long as the room. */
export const liveCookie = 'mirror_live';
export const liveSeconds = 86_400;

/** Begins the name of a cookie with recent answers; `recentName` returns the whole name. */
export const recentPrefix = 'mirror_recent_';
export const recentSeconds = 60;

/** Returns the cookie name of recent answers to these questions in this assessment: the first and the last of them. */
export function recentName(assessment: string, ...questions: readonly string[]): string {
  const [first = '', ...others] = questions;
  return `${recentPrefix}${assessment}_${[first, ...others.slice(-1)].join('-')}`;
}

export const yearSeconds = daysKept * 86_400;
