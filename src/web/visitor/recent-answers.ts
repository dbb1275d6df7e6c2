/** Recent answers, each in a short-lived cookie of its own (docs/decisions/0003-recent-answers.md). */
import { decodeRecent, encodeRecent, type RecentAnswer } from '../../codec/recent.ts';
import type { Editions } from '../../codec/state.ts';
import type { CookieJar } from './cookie-jar.ts';
import { recentName, recentPrefix, recentSeconds } from './cookies.ts';

const namesOf = (jar: CookieJar) => jar.names().filter((name) => name.startsWith(recentPrefix));

/** Returns the recent answers whose signature is valid and whose cookie name matches their content. */
export function recentAnswers(jar: CookieJar, editions: Editions): RecentAnswer[] {
  return namesOf(jar).flatMap((name) => {
    const recent = decodeRecent(jar.verified(name) ?? '', editions);
    return recent && name === recentName(recent.assessment, recent.question) ? [recent] : [];
  });
}

export function keepRecentAnswer(jar: CookieJar, recent: RecentAnswer, editions: Editions): void {
  jar.set(recentName(recent.assessment, recent.question), encodeRecent(recent, editions), recentSeconds);
}

export function forgetRecentAnswers(jar: CookieJar): void {
  for (const name of namesOf(jar)) jar.remove(name);
}
