/** The charts of the report, drawn from the same numbers as those of charts/, with the same look. */
import { scaleLinear } from 'd3-scale';
import { colours } from '../paper.ts';
import { baseline } from '../pieces.ts';
import { linesOf, type Style, styles } from '../text.ts';
import type { Part, Piece } from './flow.ts';
import type { Mark } from './mark.ts';
import type { Pen } from './pen.ts';

type Value = number | undefined;

const label: Style = { ...styles.cell, leading: 12 };
const number: Style = { ...styles.cell, bold: true, size: 9 };
const note: Style = { ...styles.small, leading: 11 };

/** The first line of a text, all of it where `room` does not say otherwise, with its middle at `y`. */
export function words(
  pen: Pen,
  text: string,
  style: Style,
  x: number,
  y: number,
  mark: Mark,
  align = 0,
  room = 1000,
): void {
  const [line] = linesOf(text, style, room);
  if (line) pen.text(line, x - align * line.width, y - style.leading / 2 + baseline(style), mark);
}

/** Me and us from 0 to max, the gap between them as a bar, the numbers at the outer sides. */
export function gapLine(pen: Pen, area: Area, me: Value, us: Value, max: number, mark: Mark): void {
  const { x, y, width } = area;
  const at = scaleLinear()
    .domain([0, max])
    .range([x + 18, x + width - 18]);
  pen.enter(mark);
  pen.stroke(at(0), y, at(max), y, colours.rule, 0.7);
  for (const end of [0, max]) pen.stroke(at(end), y - 3, at(end), y + 3, colours.rule, 0.7);
  if (me === undefined && us === undefined) {
    words(pen, 'no score', note, x + width / 2, y - 6, mark, 0.5);
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
    // The axis does not run through the number.
    pen.fill(at(value) + (side > 0 ? 6 : -6 - wide), y - 4.5, wide, 9, colours.paper);
    words(pen, String(value), { ...number, colour }, at(value) + 8 * side, y, mark, side > 0 ? 0 : 1);
  };
  if (same && us !== undefined) {
    say(us, colours.ink, 1);
    return;
  }
  const mine = () => me !== undefined && say(me, colours.me, us === undefined || me > us ? 1 : -1);
  const ours = () => us !== undefined && say(us, colours.us, me === undefined || us > me ? 1 : -1);
  // From left to right, as they are read.
  for (const one of (me ?? 0) > (us ?? 0) ? [ours, mine] : [mine, ours]) one();
}

/** A label in the room it has; what does not fit is in the table. */
function labelled(pen: Pen, text: string, x: number, y: number, room: number, mark: Mark): void {
  const [first, more] = linesOf(text, label, room);
  const cut = first?.runs.map((run) => run.text).join('') ?? '';
  const [line] = more ? linesOf(`${cut.trimEnd()}…`, label, room + 10) : [first];
  if (line) pen.text(line, x, y - label.leading / 2 + baseline(label), mark);
}

export interface Area {
  readonly x: number;
  /** Its middle. */
  readonly y: number;
  readonly width: number;
}

export interface GapRow {
  readonly label: string;
  readonly me: Value;
  readonly us: Value;
}

const labelWidth = 168;

/** Quarters where they are whole numbers, for they are where a reader divides a line. */
const ticks = (max: number) =>
  max % 4 === 0 ? [0, 1, 2, 3, 4].map((quarter) => (quarter * max) / 4) : [0, max];

/** A line a row, all on the same scale, with its ends named once. */
export function gapChart(
  rows: readonly GapRow[],
  max: number,
  measure: number,
  alt: string,
  section: Mark,
): Piece {
  const rowHeight = 25;
  const mark = section.in('Figure', { alt });
  const draw: Part['draw'] = (pen, x, y) => {
    const width = measure - labelWidth;
    const at = scaleLinear()
      .domain([0, max])
      .range([x + labelWidth + 18, x + measure - 18]);
    pen.enter(mark);
    for (const tick of ticks(max)) {
      pen.stroke(at(tick), y + 14, at(tick), y + 14 + rows.length * rowHeight, colours.hair, 0.5);
      words(pen, String(tick), note, at(tick), y + 6, mark, 0.5);
    }
    for (const [i, row] of rows.entries()) {
      const middle = y + 14 + (i + 0.5) * rowHeight;
      labelled(pen, row.label, x, middle, labelWidth - 8, mark);
      gapLine(pen, { x: x + labelWidth, y: middle, width }, row.me, row.us, max, mark);
    }
  };
  return { above: 12, height: 14 + rows.length * rowHeight, keep: false, parts: [{ draw }] };
}

export interface BarRow {
  readonly label: string;
  readonly value: Value;
  /** Below the threshold. */
  readonly weak: boolean;
}

/** A bar a row, the number at its end, a line across where the threshold stands. */
export function barChart(
  rows: readonly BarRow[],
  max: number,
  threshold: number | undefined,
  measure: number,
  alt: string,
  section: Mark,
): Piece {
  const rowHeight = 21;
  const wide = 0.44 * measure;
  const room = threshold === undefined ? 0 : 12;
  const mark = section.in('Figure', { alt });
  const draw: Part['draw'] = (pen, x, y) => {
    const at = scaleLinear()
      .domain([0, max])
      .range([x + wide, x + measure - 44]);
    pen.enter(mark);
    for (const [i, row] of rows.entries()) {
      const middle = y + room + (i + 0.5) * rowHeight;
      labelled(pen, row.label, x, middle, wide - 10, mark);
      pen.fill(at(0), middle - 4.5, at(max) - at(0), 9, colours.tint);
      if (row.value !== undefined)
        pen.fill(at(0), middle - 4.5, at(row.value) - at(0), 9, row.weak ? colours.bad : colours.us);
    }
    if (threshold !== undefined) {
      pen.dashes(at(threshold), y + room, at(threshold), y + room + rows.length * rowHeight, colours.ink);
      words(pen, String(threshold), note, at(threshold), y + 5, mark, 0.5);
    }
    for (const [i, { value }] of rows.entries()) {
      const middle = y + room + (i + 0.5) * rowHeight;
      const left = at(value ?? 0) + 5;
      // The line does not run through a number.
      if (threshold !== undefined && left < at(threshold) && at(threshold) < left + 12)
        pen.fill(left - 2, middle - 4.5, 16, 9, colours.tint);
      if (value === undefined) words(pen, 'no score', note, left, middle, mark);
      else words(pen, String(value), number, left, middle, mark);
    }
  };
  return { above: 12, height: room + rows.length * rowHeight, keep: false, parts: [{ draw }] };
}

export interface Rung {
  readonly label: string;
  readonly value: Value;
  readonly start: boolean;
}

/** Steps, the lowest at the bottom left, each filled as far as its score. @param rungs from the bottom up */
export function ladderChart(
  rungs: readonly Rung[],
  max: number,
  measure: number,
  alt: string,
  section: Mark,
): Piece {
  const stepHeight = 30;
  const step = Math.min(0.06, 0.4 / Math.max(1, rungs.length - 1)) * measure;
  const width = measure - step * (rungs.length - 1);
  const mark = section.in('Figure', { alt });
  const draw: Part['draw'] = (pen, x, y) => {
    pen.enter(mark);
    for (const [i, { label: name, value, start }] of rungs.entries()) {
      const left = x + step * i;
      const top = y + (rungs.length - 1 - i) * stepHeight;
      const said = `${name} · ${value ?? 'no score'}${start ? ' · start here' : ''}`;
      words(pen, said, start ? { ...label, bold: true } : label, left, top + 8, mark);
      pen.fill(left, top + 16, width, 9, colours.tint);
      pen.fill(left, top + 16, (width * (value ?? 0)) / max, 9, start ? colours.bad : colours.us);
    }
  };
  return { above: 12, height: rungs.length * stepHeight, keep: false, parts: [{ draw }] };
}
