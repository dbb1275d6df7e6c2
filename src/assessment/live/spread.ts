/** Who may see what in a live room (docs/decisions/0018-live-room.md): only spreads, only once revealed, only from the threshold on. */
import { type Answer, type PerspectiveAnswer, ratings } from '../answers.ts';
import type { Perspective } from '../instrument.ts';

/** How many people gave each rating, from 0 to 3. */
export type Counts = readonly [number, number, number, number];

/** The spread of one statement, as it was when it was revealed. It never changes after that. */
export interface Spread {
  /** How many people rated the statement. */
  readonly rated: number;
  /** Undefined where fewer people than the threshold gave a rating; "doesn't apply" is none. */
  readonly me: Counts | undefined;
  readonly us: Counts | undefined;
}

function countsOf(given: readonly PerspectiveAnswer[], threshold: number): Counts | undefined {
  const rated = given.filter((one) => one !== 'not-applicable');
  if (rated.length < threshold) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = ratings.map((rating) => rated.filter((one) => one === rating).length);
  return [a, b, c, d];
}

/**
 * Returns the spread to reveal, each perspective by itself, so that nothing shows who gave which two ratings.
 * @returns undefined while fewer people than the threshold have rated: then nothing may be revealed
 */
export function spreadOf(answers: readonly Answer[], threshold: number): Spread | undefined {
  if (answers.length < threshold) return undefined;
  const of = (perspective: Perspective) =>
    countsOf(
      answers.map((answer) => answer[perspective]),
      threshold,
    );
  return { rated: answers.length, me: of('me'), us: of('us') };
}

export const totalOf = (counts: Counts): number => counts.reduce((sum, count) => sum + count, 0);

/** Leaves out what a lower threshold had let through. The site's threshold may have been raised since the reveal. */
export function fromThreshold({ rated, me, us }: Spread, threshold: number): Spread {
  const enough = (counts: Counts | undefined) =>
    counts && totalOf(counts) >= threshold ? counts : undefined;
  return { rated, me: enough(me), us: enough(us) };
}

/** Returns the lowest and the highest rating that somebody gave. */
export function rangeOf(counts: Counts): { readonly lowest: number; readonly highest: number } {
  const given = counts.flatMap((count, rating) => (count > 0 ? [rating] : []));
  return { lowest: given[0] ?? 0, highest: given.at(-1) ?? 0 };
}

/**
 * Returns a sentence about one perspective: how far apart the ratings are, and where most of them lie.
 * @param labels of the ratings 0 to 3
 */
export function spreadSentence(
  counts: Counts | undefined,
  labels: readonly string[],
  threshold: number,
): string {
  if (!counts) return `Too few ratings to show: it takes ${threshold}.`;
  const label = (rating: number) => `“${(labels[rating] ?? '').toLowerCase()}”`;
  const { lowest, highest } = rangeOf(counts);
  if (lowest === highest) return `All ${totalOf(counts)} say ${label(lowest)}.`;
  const most = Math.max(...counts);
  const often = counts.flatMap((count, rating) => (count === most ? [label(rating)] : []));
  const apart = `From ${label(lowest)} to ${label(highest)}`;
  return often.length === 1
    ? `${apart}, most often ${often[0]} (${most} of ${totalOf(counts)}).`
    : `${apart}, equally often ${often.slice(0, -1).join(', ')} and ${often.at(-1)} (${most} of ${totalOf(counts)} each).`;
}
