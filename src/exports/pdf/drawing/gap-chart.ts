/** Charts of the gap between me and us, as charts/gap-lines.ts draws them for the page. */
import { scaleLinear } from 'd3-scale';
import { colours } from '../paper.ts';
import { labelled, note, number, words } from './chart-text.ts';
import type { Part, Piece } from './flow.ts';
import type { Mark } from './mark.ts';
import type { Pen } from './pen.ts';

type Value = number | undefined;

export interface Area {
  readonly x: number;
  /** The middle. */
  readonly y: number;
  readonly width: number;
  /** The text when neither has a score; "no score" by default. */
  readonly none?: string | undefined;
}

/** A line from 0 to `max` with the marks of me and us, a bar for the gap, and the numbers on its outer sides. */
export function gapLine(pen: Pen, area: Area, me: Value, us: Value, max: number, mark: Mark): void {
  const { x, y, width, none = 'no score' } = area;
  const at = scaleLinear()
    .domain([0, max])
    .range([x + 18, x + width - 18]);
  pen.enter(mark);
  pen.stroke(at(0), y, at(max), y, colours.rule, 0.7);
  for (const end of [0, max]) pen.stroke(at(end), y - 3, at(end), y + 3, colours.rule, 0.7);
  if (me === undefined && us === undefined) {
    words(pen, none, note, x + width / 2, y - 6, mark, 0.5);
    return;
  }
  if (me !== undefined && us !== undefined && me !== us) {
    const [from, to] = [at(Math.min(me, us)), at(Math.max(me, us))];
    pen.fill(from, y - 1.6, to - from, 3.2, colours.muted);
  }
  const same = me === us;
  if (us !== undefined) pen.usMark(at(us), y, same ? 5 : 4);
  if (me !== undefined) pen.meMark(at(me), y, same ? 2.6 : 4);
  const say = (value: number, colour: string, side: number) => {
    const wide = 5.5 * String(value).length + 4;
    // Covers the axis behind the number.
    pen.fill(at(value) + (side > 0 ? 6 : -6 - wide), y - 4.5, wide, 9, colours.paper);
    words(pen, String(value), { ...number, colour }, at(value) + 8 * side, y, mark, side > 0 ? 0 : 1);
  };
  if (same && us !== undefined) {
    say(us, colours.ink, 1);
    return;
  }
  const mine = () => me !== undefined && say(me, colours.me, us === undefined || me > us ? 1 : -1);
  const ours = () => us !== undefined && say(us, colours.us, me === undefined || us > me ? 1 : -1);
  // From left to right, which is the order in which the text is read.
  for (const one of (me ?? 0) > (us ?? 0) ? [ours, mine] : [mine, ours]) one();
}

export interface GapRow {
  readonly label: string;
  readonly me: Value;
  readonly us: Value;
  /** The spread of the values behind the mean of us. */
  readonly spread?: readonly [from: number, to: number] | undefined;
  /** The text when neither has a score; "no score" by default. */
  readonly none?: string | undefined;
}

const labelWidth = 168;

/** The quarters of the scale if they are whole numbers, otherwise its ends. */
const ticks = (max: number) =>
  max % 4 === 0 ? [0, 1, 2, 3, 4].map((quarter) => (quarter * max) / 4) : [0, max];

/** One line per row, on one scale with its numbers at the top. */
export function gapChart(
  rows: readonly GapRow[],
  max: number,
  measure: number,
  alt: string,
  section: Mark,
  rowHeight = 25,
): Piece {
  const height = 14 + rows.length * rowHeight;
  const mark = section.in('Figure', { alt });
  const draw: Part['draw'] = (pen, x, y) => {
    const width = measure - labelWidth;
    const at = scaleLinear()
      .domain([0, max])
      .range([x + labelWidth + 18, x + measure - 18]);
    pen.enterFigure(mark, x, y, measure, height);
    for (const tick of ticks(max)) {
      pen.stroke(at(tick), y + 14, at(tick), y + height, colours.hair, 0.5);
      words(pen, String(tick), note, at(tick), y + 6, mark, 0.5);
    }
    for (const [i, row] of rows.entries()) {
      const middle = y + 14 + (i + 0.5) * rowHeight;
      labelled(pen, row.label, x, middle, labelWidth - 8, mark);
      if (row.spread) {
        const [from, to] = row.spread;
        // Under the line, because the numbers cover what is behind them.
        pen.fill(at(from), middle + 6.5, at(to) - at(from), 4.5, colours.band);
        pen.outline(at(from), middle + 6.5, at(to) - at(from), 4.5, colours.us, 0.5);
      }
      gapLine(pen, { x: x + labelWidth, y: middle, width, none: row.none }, row.me, row.us, max, mark);
    }
  };
  return { above: 12, height, keep: false, parts: [{ draw }] };
}
