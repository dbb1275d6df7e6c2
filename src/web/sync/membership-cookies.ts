/** The cookies that hold a browser's team memberships. */
import {
  decodeMemberships,
  encodeMemberships,
  type Membership,
  teamsKept,
} from '../../codec/database/membership.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { teamsCookie } from '../visitor/cookies.ts';

/** Holds memberships that could not be read when others were saved. */
const asideCookie = `${teamsCookie}_aside`;

export function hasMemberships(jar: CookieJar): boolean {
  return jar.names().some((name) => name === teamsCookie || name === asideCookie);
}

/** Whether the browser holds memberships that cannot be read, for example because the site's secret has changed. */
export function hasUnreadableMemberships(jar: CookieJar): boolean {
  return jar.value(teamsCookie) !== undefined && decoded(jar, teamsCookie) === undefined;
}

/** Memberships that were set aside are included once they can be read. Never throws: an unsigned cookie counts as none. */
export function readMemberships(jar: CookieJar): readonly Membership[] {
  const teams = new Map<string, Membership>();
  for (const name of [teamsCookie, asideCookie])
    for (const membership of decoded(jar, name) ?? [])
      if (!teams.has(membership.team)) teams.set(membership.team, membership);
  return [...teams.values()].slice(0, teamsKept);
}

/** Replaces the memberships. An unreadable cookie is set aside, because those teams cannot be left without it. */
export function saveMemberships(jar: CookieJar, memberships: readonly Membership[]): void {
  if (hasUnreadableMemberships(jar)) jar.setAside(teamsCookie, asideCookie);
  else if (decoded(jar, asideCookie)) jar.remove(asideCookie);
  if (memberships.length > 0) jar.set(teamsCookie, encodeMemberships(memberships));
  else jar.remove(teamsCookie);
}

function decoded(jar: CookieJar, name: string): readonly Membership[] | undefined {
  const text = jar.verified(name);
  return text === undefined ? undefined : decodeMemberships(text);
}
