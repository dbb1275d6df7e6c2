/** Me and us from date to date: two lines, a number at each mark, dates below. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { escaped, figure, meMark, usMark } from './svg.ts';

export interface SlopeValue {
  readonly value: number;
  /** A provisional number is shown in brackets. */
  readonly provisional: boolean;
}

export interface SlopePoint {
  /** The label on the axis, in two lines: "3 May", "2026". */
  readonly day: string;
  readonly year: string;
  /** Undefined where there is no score. */
  readonly me: SlopeValue | undefined;
  readonly us: SlopeValue | undefined;
}

/** Lengths in em: above the line of the maximum, below that of 0, and for the dates. */
const top = 2;
const belowLine = 1.9;
const axisLines = 2.6;

/**
 * @param points in order of date; drawn at equal distances, so that close dates stay readable
 * @param max the upper end of the scale, whose lower end is 0
 * @param plot height from 0 to `max` in em
 */
export function slopes(title: string, points: readonly SlopePoint[], max: number, plot = 7.5): string {
  const across = scalePoint<number>()
    .domain(points.map((_, i) => i))
    .range([14, 88]);
  const up = scaleLinear()
    .domain([0, max])
    .range([top + plot, top]);
  const x = (i: number) => round(across(i) ?? 0);
  const y = (value: number) => round(up(value));
  const height = round(top + plot + belowLine + axisLines);
  const last = points.length - 1;
  const body = [
    ...[0, max].map((value) => scaleLine(value, y(value))),
    path('us', points, x, y, height),
    path('me', points, x, y, height),
    ...points.map((point, i) => marks(point, x(i), y, i === last)),
    ...points.map((point, i) => dateText(point, x(i), top + plot + belowLine + 1, i > 0 && i < last)),
  ];
  return figure(title, height, body.join(''));
}

const round = (value: number) => Math.round(100 * value) / 100;

function scaleLine(value: number, y: number): string {
  return (
    `<line class="axis" x1="6%" x2="96%" y1="${y}em" y2="${y}em"/>` +
    `<text class="scale" x="0" y="${y}em" dy=".35em">${value}</text>`
  );
}

/** A nested SVG that stretches to the chart's width, with a stroke that does not. A date without a value breaks the line. */
function path(
  perspective: 'me' | 'us',
  points: readonly SlopePoint[],
  x: (i: number) => number,
  y: (value: number) => number,
  height: number,
): string {
  const drawn = line<SlopePoint>()
    .defined((point) => point[perspective] !== undefined)
    .x((_, i) => x(i))
    .y((point) => y(point[perspective]?.value ?? 0));
  const d = drawn(points as SlopePoint[]);
  if (!d) return '';
  return (
    `<svg width="100%" height="${height}em" viewBox="0 0 100 ${height}" preserveAspectRatio="none">` +
    `<path class="slope ${perspective}" d="${d}" vector-effect="non-scaling-stroke"/></svg>`
  );
}

function marks({ me, us }: SlopePoint, x: number, y: (value: number) => number, isLast: boolean): string {
  const word = (kind: string) => (isLast ? `${kind} ` : '');
  const number = (kind: 'me' | 'us' | 'both', given: SlopeValue, above: boolean) =>
    `<text class="number ${kind}" x="${x}%" y="${round(y(given.value) + (above ? -0.8 : 1.5))}em">${word(kind)}${shownValue(given)}</text>`;
  const drawn = (us ? usMark(`${x}%`, y(us.value)) : '') + (me ? meMark(`${x}%`, y(me.value)) : '');
  if (!me || !us) return drawn + (me ? number('me', me, true) : '') + (us ? number('us', us, true) : '');
  if (me.value === us.value && me.provisional === us.provisional) return drawn + number('both', me, true);
  const meAbove = me.value >= us.value;
  return drawn + number('me', me, meAbove) + number('us', us, !meAbove);
}

/** The number as shown at its mark. */
export function shownValue({ value, provisional }: SlopeValue): string {
  return provisional ? `(${value})` : String(value);
}

/** @param inner between the first date and the last; left out where there is no room */
function dateText({ day, year }: SlopePoint, x: number, y: number, inner: boolean): string {
  const row = (text: string, at: number) =>
    `<text class="date${inner ? ' inner' : ''}" x="${x}%" y="${round(at)}em">${escaped(text)}</text>`;
  return row(day, y) + row(year, y + 1.2);
}

/** The chart in words, for documents. */
export function slopesInWords(points: readonly SlopePoint[]): string {
  return points.map(described).join('; ');
}

function described({ day, year, me, us }: SlopePoint): string {
  const said = (given: SlopeValue | undefined) =>
    given ? `${given.value}${given.provisional ? ' (provisional)' : ''}` : 'none';
  return `${day} ${year}: me ${said(me)}, us ${said(us)}`;
}
