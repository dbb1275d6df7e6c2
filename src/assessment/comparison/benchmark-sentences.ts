/** Sentences that place a score in the benchmark, by bands and shares, never by rank. */
import type { Perspective } from '../instrument.ts';
import { list } from '../phrases.ts';
import { bandIndex, type Picture, type PointBand } from './benchmark.ts';

/** Returns a band as text, for example "13 to 16". */
export const bandText = ({ from, to }: PointBand) => `${from} to ${to}`;

/**
 * Returns, for example, "For me, 13 to 16 is the most common, about 35 %. Yours, 14, is there too."
 * @param points the visitor's own; undefined without a score
 */
export function standingSentence(
  who: Perspective,
  { shares }: Picture,
  points: number | undefined,
  bands: readonly PointBand[],
): string {
  const most = Math.max(...shares);
  const common = bands.flatMap((_band, i) => (shares[i] === most ? [i] : []));
  const names = common.flatMap((i) => (bands[i] ? [bandText(bands[i])] : []));
  const which =
    names.length === 1
      ? `${names[0]} is the most common, about ${most} %`
      : `${list(names)} are the most common, about ${most} % each`;
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
