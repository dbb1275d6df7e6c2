/** Line charts of me and us from date to date, two side by side, as charts/slopes.ts draws them for the page. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { type SlopePoint, type SlopeValue, shownValue, slopesInWords } from '../../../charts/slopes.ts';
import { colours } from '../paper.ts';
import { type Style, styles } from '../styles.ts';
import { words } from './chart-text.ts';
import type { Piece } from './flow.ts';
import type { Mark } from './mark.ts';
import type { Pen } from './pen.ts';

export interface SlopeChart {
  readonly title: string;
  readonly points: readonly SlopePoint[];
}

const title: Style = { ...styles.cell, bold: true, leading: 12 };
const number: Style = { ...styles.cell, bold: true, size: 9 };
const note: Style = { ...styles.small, size: 8, leading: 10 };
const titleHeight = 26;
const plot = 60;
const dates = 44;
const between = 24;

/** @param max the upper end of the scale, whose lower end is 0 */
export function slopeCharts(
  charts: readonly SlopeChart[],
  max: number,
  measure: number,
  section: Mark,
): Piece[] {
  const width = (measure - between) / 2;
  const rows = charts.flatMap((chart, i) => (i % 2 === 0 ? [[chart, ...charts.slice(i + 1, i + 2)]] : []));
  return rows.map((row) => ({
    above: 12,
    height: titleHeight + plot + dates,
    keep: false,
    parts: row.map((chart, i) => {
      const mark = section.in('Figure', { alt: `${chart.title}: ${slopesInWords(chart.points)}` });
      return { draw: (pen, x, y) => drawn(pen, chart, max, x + i * (width + between), y, width, mark) };
    }),
  }));
}

function drawn(
  pen: Pen,
  { title: name, points }: SlopeChart,
  max: number,
  x: number,
  y: number,
  width: number,
  mark: Mark,
): void {
  const at = scalePoint<number>()
    .domain(points.map((_, i) => i))
    .range([x + 0.14 * width, x + 0.88 * width]);
  const up = scaleLinear()
    .domain([0, max])
    .range([y + titleHeight + plot, y + titleHeight]);
  const left = (i: number) => at(i) ?? x;
  pen.enterFigure(mark, x, y, width, titleHeight + plot + dates);
  words(pen, name, title, x, y + 4, mark, 0, width);
  for (const end of [0, max]) {
    pen.stroke(x + 0.06 * width, up(end), x + 0.96 * width, up(end), colours.hair, 0.5);
    words(pen, String(end), note, x, up(end), mark);
  }
  for (const view of ['us', 'me'] as const)
    for (const [i, point] of points.slice(1).entries()) {
      const [from, to] = [points[i]?.[view], point[view]];
      if (!from || !to) continue;
      const ends = [left(i), up(from.value), left(i + 1), up(to.value)] as const;
      if (view === 'us') pen.dashes(...ends, colours.us);
      else pen.stroke(...ends, colours.me, 1.3);
    }
  for (const [i, { day, year, me, us }] of points.entries()) {
    if (us) pen.usMark(left(i), up(us.value), 3);
    if (me) pen.meMark(left(i), up(me.value), 3);
    const same = me && us && me.value === us.value && me.provisional === us.provisional;
    const say = (view: string, given: SlopeValue, colour: string, above: boolean) => {
      const text = (i === points.length - 1 ? `${view} ` : '') + shownValue(given);
      words(pen, text, { ...number, colour }, left(i), up(given.value) + (above ? -9 : 9), mark, 0.5);
    };
    const meAbove = !us || (me?.value ?? 0) >= us.value;
    if (same) say('both', me, colours.ink, true);
    else {
      if (me) say('me', me, colours.me, meAbove);
      if (us) say('us', us, colours.us, me !== undefined && !meAbove);
    }
    words(pen, day, note, left(i), y + titleHeight + plot + 22, mark, 0.5);
    words(pen, year, note, left(i), y + titleHeight + plot + 32, mark, 0.5);
  }
}
