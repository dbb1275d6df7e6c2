/** The distribution of scores over bands: me as bars upwards, us as bars downwards, the visitor's own marks between. */
import { scaleLinear } from 'd3-scale';
import { escaped, figure, meMark, usMark } from './svg.ts';

export interface Spread {
  /** Per band, in per cent; empty when no distribution is shown yet. */
  readonly shares: readonly number[];
  /** The visitor's own; undefined without a score. */
  readonly points: number | undefined;
}

interface SpreadBand {
  readonly from: number;
  readonly to: number;
}

/** Lengths in em. */
const tallest = 4.2;
const numberRoom = 1.3;
/** The height between the two rows of bars, for a line with each mark and the names of the bands. */
const middle = 4.4;
const top = numberRoom + tallest;
const bottom = top + middle;

/**
 * @param bands in order, without gaps, from 0 on
 * @param most the share of the tallest bar, in per cent, equal for charts side by side
 */
export function distribution(
  title: string,
  { me, us }: { readonly me: Spread; readonly us: Spread },
  bands: readonly SpreadBand[],
  most: number,
): string {
  const last = bands.at(-1)?.to ?? 0;
  // Half a point of room on both sides keeps a mark within the bar of its band.
  const scale = scaleLinear()
    .domain([-0.5, last + 0.5])
    .range([1, 99]);
  const x = (value: number) => `${round(scale(value))}%`;
  const height = (share: number) => round((tallest * Math.min(share, most)) / Math.max(1, most));
  const left = (band: SpreadBand) => scale(band.from - 0.5) + 0.6;
  const width = (band: SpreadBand) => scale(band.to + 0.5) - 0.6 - left(band);
  const perCent = (value: number) => `${round(value)}%`;

  const bars = (perspective: 'me' | 'us', shares: readonly number[]) =>
    bands.map((band, i) => {
      const share = shares[i];
      if (share === undefined) return '';
      const tall = height(share);
      const y = round(perspective === 'me' ? top - tall : bottom);
      const number = round(perspective === 'me' ? y - 0.35 : bottom + tall + 1);
      const bar =
        tall === 0
          ? ''
          : `<rect class="share ${perspective}" x="${perCent(left(band))}" y="${y}em" width="${perCent(width(band))}" height="${tall}em"/>`;
      return `${bar}<text class="portion" x="${x((band.from + band.to) / 2)}" y="${number}em">${share} %</text>`;
    });
  const mark = (perspective: 'me' | 'us', points: number | undefined) => {
    if (points === undefined) return '';
    const y = round(perspective === 'me' ? top + 0.8 : bottom - 0.8);
    // Near the right edge there is no room for the number after its mark.
    const side = points > 0.8 * last ? 'before' : 'after';
    const number = `<text class="number ${perspective} ${side}" x="${x(points)}" y="${y}em" dx="${side === 'after' ? 0.75 : -0.75}em" dy=".35em">${points}</text>`;
    return (perspective === 'me' ? meMark(x(points), y) : usMark(x(points), y)) + number;
  };
  const line = (y: number) => `<line class="axis" x1="1%" x2="99%" y1="${y}em" y2="${y}em"/>`;
  const names = bands.map(
    (band) =>
      `<text class="portion" x="${x((band.from + band.to) / 2)}" y="${round((top + bottom) / 2)}em" dy=".35em">${escaped(`${band.from}–${band.to}`)}</text>`,
  );
  const body = [
    ...bars('me', me.shares),
    line(top),
    mark('me', me.points),
    ...names,
    mark('us', us.points),
    line(bottom),
    ...bars('us', us.shares),
  ];
  return figure(title, round(bottom + tallest + numberRoom), body.join(''));
}

const round = (value: number) => Math.round(100 * value) / 100;
