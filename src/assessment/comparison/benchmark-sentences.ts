/** Where somebody's score stands in a picture of the benchmark, in words: by bands and shares, never by rank. */

import type { Perspective } from '../instrument.ts';
import { type Band, bandIndex, type Picture } from './benchmark.ts';

/** "13 to 16" */
export const bandText = ({ from, to }: Band) => `${from} to ${to}`;

/**
 * "For me, 13 to 16 is the most common, about 35 %. Yours, 14, is there too."
 * @param points undefined without a score of one's own
 */
export function standingSentence(
  who: Perspective,
  { shares }: Picture,
  points: number | undefined,
  bands: readonly Band[],
): string {
  const most = Math.max(...shares);
  const common = bands.flatMap((_band, i) => (shares[i] === most ? [i] : []));
  const names = common.flatMap((i) => (bands[i] ? [bandText(bands[i])] : []));
  const which =
    names.length === 1
      ? `${names[0]} is the most common, about ${most} %`
      : `${listed(names)} are the most common, about ${most} % each`;
  const own = points === undefined ? '' : ` Yours, ${points}, is ${placeAmong(common, bandIndex(points))}.`;
  return `For ${who}, ${which}.${own}`;
}

function placeAmong(common: readonly number[], own: number): string {
  const [lowest = 0] = common;
  const highest = common.at(-1) ?? 0;
  if (common.includes(own)) return 'there too';
  if (own < lowest) return 'lower';
  return own > highest ? 'higher' : 'between these';
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
