/** Our cookies, by name, and how they are set. Values need no escaping: the codec writes cookie-octets only. */
import { daysKept } from '../../assessment/visitor.ts';
import type { Config } from '../../config.ts';
import type { Incoming, Outgoing } from '../http/http.ts';

export const stateCookie = 'mirror_state';
/** A state that could not be read when something new was saved: kept beside, never thrown away. */
export const asideCookie = 'mirror_aside';
/** Should that happen again before the first could be read. */
export const asideCookies: readonly string[] = [asideCookie, `${asideCookie}_2`, `${asideCookie}_3`];
export const planCookie = 'mirror_plan';
/** The key of the saved copy on the server, for who asked for one. */
export const copyCookie = 'mirror_copy';
/** The key of what the visitor added to the benchmark. */
export const benchmarkCookie = 'mirror_benchmark';
/** The teams this browser belongs to. */
export const teamsCookie = 'mirror_teams';
export const momentsCookie = 'mirror_moments';
/** Begins the name of every cookie of ours. */
export const ourPrefix = 'mirror_';
/** Begins the name of a cookie with one answer just given; `recentName` has the rest. */
export const recentPrefix = 'mirror_recent_';
export const recentSeconds = 60;

/** A name that no answer to another question, or in another assessment, has. */
export function recentName(assessment: string, question: string): string {
  return `${recentPrefix}${assessment}_${question}`;
}

const yearSeconds = daysKept * 86_400;

/** Every value sent under a name; browsers send two when a cookie was set for two paths. */
export function cookieValues(header: string | undefined, name: string): string[] {
  return cookiePairs(header).flatMap(([key, value]) => (key === name ? value : []));
}

export type Cookie = readonly [name: string, value: string];

export function cookiePairs(header: string | undefined): Cookie[] {
  const pairs: Cookie[] = [];
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals >= 0) pairs.push([pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]);
  }
  return pairs;
}

/** The Cookie header that the browser would send once it has this response. */
export function cookiesAfter(req: Incoming, res: Outgoing): string {
  const sent = req.headers.cookie ?? '';
  const pairs = new Map(
    [sent, ...res.locals.cookies.map((one) => one.split(';', 1)[0] ?? '')].flatMap(cookiePairs),
  );
  return [...pairs].flatMap(([name, value]) => (name && value ? [`${name}=${value}`] : [])).join('; ');
}

/** Sets a cookie with this response. `value` must be cookie-octets; an empty one with 0 seconds removes the cookie. */
export function setCookie(
  { locals }: Outgoing,
  { origin, basePath }: Pick<Config, 'origin' | 'basePath'>,
  name: string,
  value: string,
  seconds = yearSeconds,
): void {
  const secure = locals.asker.isSecure || origin?.startsWith('https:') === true;
  locals.cookies.push(
    `${name}=${value}; Max-Age=${seconds}; Path=${basePath}/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  );
}

/** Whether this response changes what the browser keeps. */
export function setsCookies({ locals }: Outgoing): boolean {
  return locals.cookies.length > 0;
}
