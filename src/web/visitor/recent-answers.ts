/** Recent answers, those of each form in a short-lived cookie of their own (docs/decisions/0003-recent-answers.md). */
import { decodeRecents, encodeRecents, type Recents } from '../../codec/recent.ts';
import type { Editions } from '../../codec/state.ts';
import type { CookieJar } from './cookie-jar.ts';
import { lineLength, recentLimit, recentLines, roomForRecents, signedSize } from './cookie-room.ts';
import { recentName, recentPrefix, recentSeconds } from './cookies.ts';

const namesOf = (jar: CookieJar) => jar.names().filter((name) => name.startsWith(recentPrefix));

/**
 * Returns the recent answers of this visitor in the order in which they were given: those whose signature is valid, whose
 * cookie name matches their content, and that are not older than their cookie may be.
 * @param id the visitor's id, in the state
 * @param now seconds since 1970
 */
export function recentAnswers(jar: CookieJar, editions: Editions, id: string, now: number): Recents[] {
  return namesOf(jar)
    .flatMap((name) => recentsIn(jar, name, editions) ?? [])
    .filter(({ givenAt }) => Math.abs(now - givenAt) <= recentSeconds)
    .filter((recents) => isOf(id, recents))
    .toSorted((a, b) => a.givenAt - b.givenAt);
}

function recentsIn(jar: CookieJar, name: string, editions: Editions): Recents | undefined {
  const recents = decodeRecents(jar.verified(name) ?? '', editions);
  return recents && name === nameFor(recents.answers) ? recents : undefined;
}

function nameFor(answers: Recents['answers']): string {
  return recentName(answers[0]?.assessment ?? '', ...answers.map(({ question }) => question));
}

const isOf = (id: string, recents: Recents) => id !== '' && (recents.visitor === id || isTwinOf(id, recents));

/** Returns the id of a visitor who has just begun: the second in which that was, and a random part. @param key random */
export function bornId(seconds: number, key: string): string {
  return `n${seconds.toString(36)}-${key.slice(0, 10)}`;
}

function birthOf(id: string): number | undefined {
  const [, seconds] = /^n([0-9a-z]{1,8})-/.exec(id) ?? [];
  return seconds === undefined ? undefined : Number.parseInt(seconds, 36);
}

/**
 * Whether these are the first answers of a visitor who began in two tabs at once, so that each response made a state and an id,
 * and the browser kept one of them.
 */
export function isTwinOf(id: string, { visitor, givenAt }: Recents): boolean {
  const [mine, theirs] = [birthOf(id), birthOf(visitor)];
  if (visitor === id || mine === undefined || theirs === undefined) return false;
  return givenAt === theirs && Math.abs(mine - theirs) <= recentSeconds;
}

/**
 * Keeps the answers of one form. Removes cookies with earlier answers to the same questions, and the oldest cookies when there
 * are too many for a request. Answers that do not fit one cookie are not kept: they are in the state, and only a second tab
 * that saves at the same moment could lose them.
 */
export function keepRecentAnswers(jar: CookieJar, recents: Recents, editions: Editions): void {
  const name = nameFor(recents.answers);
  const text = encodeRecents(recents, editions);
  const size = signedSize(name, text.length);
  if (size > recentLimit) return;
  const questions = new Set(recents.answers.map(({ assessment, question }) => `${assessment} ${question}`));
  /** Such cookies count as the oldest, whatever time they hold, because the clocks of two servers may differ. */
  const isOutdated = (one: string) =>
    recentsIn(jar, one, editions)?.answers.some((earlier) =>
      questions.has(`${earlier.assessment} ${earlier.question}`),
    ) === true;
  const age = (one: string) => (isOutdated(one) ? -1 : (recentsIn(jar, one, editions)?.givenAt ?? 0));
  const others = namesOf(jar)
    .filter((one) => one !== name)
    .toSorted((a, b) => age(a) - age(b));
  let held = others.reduce((sum, one) => sum + jar.size(one), size);
  let lines = recentLines - lineLength(size, jar.path);
  for (const one of others) {
    const line = lineLength(one.length + '='.length, jar.path);
    if ((held <= roomForRecents && !isOutdated(one)) || line > lines) break;
    held -= jar.size(one);
    lines -= line;
    jar.remove(one);
  }
  jar.set(name, text, recentSeconds);
}
