/** The names of this site's cookies, and how long they live. */
import { daysKept } from '../../assessment/visitor.ts';

/** The name of every cookie of this site begins like this. */
export const ourPrefix = 'mirror_';

export const stateCookie = 'mirror_state';
/** Answers that could not be read when something new was saved. Three, in case it happens again before they can be. */
export const asideCookie = 'mirror_aside';
export const asideCookies: readonly string[] = [asideCookie, `${asideCookie}_2`, `${asideCookie}_3`];
export const planCookie = 'mirror_plan';
export const momentsCookie = 'mirror_moments';
/** The key of the saved copy on the server, when the visitor asked for one. */
export const copyCookie = 'mirror_copy';
/** The key of what the visitor added to the benchmark. */
export const benchmarkCookie = 'mirror_benchmark';
/** The teams this browser belongs to. */
export const teamsCookie = 'mirror_teams';

/** Cookies with one answer just given begin like this; `recentName` has the whole name. */
export const recentPrefix = 'mirror_recent_';
export const recentSeconds = 60;

/** A name that no answer to another question, or in another assessment, has. */
export function recentName(assessment: string, question: string): string {
  return `${recentPrefix}${assessment}_${question}`;
}

export const yearSeconds = daysKept * 86_400;
