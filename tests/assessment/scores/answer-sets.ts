/** Random sets of answers for the tests against the independent calculation, and the report that the site makes of one. */
import type { Answer, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import { buildReport, type Report } from '../../../src/assessment/scores/report.ts';
import { instrument } from '../arbitraries.ts';
import { blueprint } from '../blueprint.ts';
import type { AnswerSet, Mark } from './oracle.ts';

/** Mulberry32: the same numbers every time, so that a failing set can be looked at by its number. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Sets of every kind: sparse and full, with much that does not apply to me, to us or to both, low, high, two views that part, and
 * competencies that tie, because all of their questions have one rating.
 */
export function randomSet(seed: number): AnswerSet {
  const random = randomFrom(seed);
  const one = <T>(...choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T;
  const openShare = one(0, 0, 0.05, 0.3, 0.6, 0.9, 0.98);
  const naShare = { me: one(0, 0, 0, 0.05, 0.3, 0.8, 1), us: one(0, 0, 0, 0.05, 0.3, 0.8, 1) };
  const isFlat = one(false, false, true);
  const isAlike = one(false, false, false, true);
  const flat = new Map<string, Mark>();
  const lean = { me: one(0.2, 1, 1, 3), us: one(0.2, 1, 1, 3) };
  const tierLean = one(false, true);
  const mark = (perspective: 'me' | 'us', { tier, code, reverse }: (typeof blueprint)[number]): Mark => {
    if (random() < naShare[perspective]) return 'na';
    if (isFlat && random() < 0.97) {
      const group = `${perspective} ${code?.split('-')[0]}`;
      const counts = flat.get(group) ?? (Math.floor(4 * random()) as 0);
      flat.set(group, counts);
      return (reverse ? 3 - Number(counts) : counts) as Mark;
    }
    const power = tierLean && perspective === 'us' ? 1 + (tier.length % 5) : lean[perspective];
    return Math.min(3, Math.floor(4 * random() ** power)) as Mark;
  };
  const me: Mark[] = [];
  const us: Mark[] = [];
  for (const row of blueprint) {
    const open = random() < openShare;
    const mine = open ? 'open' : mark('me', row);
    me.push(mine);
    us.push(open || isAlike ? mine : mark('us', row));
  }
  return { me, us };
}

export function reportOf(set: AnswerSet): Report {
  const response = (mark: Mark | undefined): PerspectiveAnswer =>
    mark === 'na' ? 'not-applicable' : (mark as PerspectiveAnswer);
  const answers = new Map<string, Answer>();
  blueprint.forEach(({ id }, i) => {
    if (set.me[i] !== 'open') answers.set(id, { me: response(set.me[i]), us: response(set.us[i]) });
  });
  return buildReport(instrument, answers);
}
