/** Recent answers, those of each form in a short-lived cookie of their own (docs/decisions/0003-recent-answers.md). */
import { decodeRecents, encodeRecents, type RecentAnswer } from '../../codec/recent.ts';
import type { Editions } from '../../codec/state.ts';
import type { CookieJar } from './cookie-jar.ts';
import { recentName, recentPrefix, recentSeconds } from './cookies.ts';

const namesOf = (jar: CookieJar) => jar.names().filter((name) => name.startsWith(recentPrefix));

/** Returns the recent answers whose signature is valid and whose cookie name matches their content. */
export function recentAnswers(jar: CookieJar, editions: Editions): RecentAnswer[] {
  return namesOf(jar).flatMap((name) => answersIn(jar, name, editions));
}

function answersIn(jar: CookieJar, name: string, editions: Editions): RecentAnswer[] {
  const recents = decodeRecents(jar.verified(name) ?? '', editions);
  return name === nameFor(recents) ? recents : [];
}

function nameFor(recents: readonly RecentAnswer[]): string {
  return recentName(recents[0]?.assessment ?? '', ...recents.map(({ question }) => question));
}

/**
 * Keeps the answers of one form. Removes cookies with an earlier answer to one of its questions, which would be restored
 * over the new one.
 * @param recents at least one, all of the same assessment
 */
export function keepRecentAnswers(
  jar: CookieJar,
  recents: readonly RecentAnswer[],
  editions: Editions,
): void {
  const isOutdated = (earlier: RecentAnswer) =>
    recents.some(
      ({ assessment, question }) => earlier.assessment === assessment && earlier.question === question,
    );
  for (const name of namesOf(jar)) if (answersIn(jar, name, editions).some(isOutdated)) jar.remove(name);
  jar.set(nameFor(recents), encodeRecents(recents, editions), recentSeconds);
}

export function forgetRecentAnswers(jar: CookieJar): void {
  for (const name of namesOf(jar)) jar.remove(name);
}
