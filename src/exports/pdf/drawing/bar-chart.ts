/** The bars of the report, as charts/bars.ts draws them for the page. */
import { scaleLinear } from 'd3-scale';
import { colours } from '../paper.ts';
import { labelled, note, number, words } from './chart-text.ts';
import type { Part, Piece } from './flow.ts';
import type { Mark } from './mark.ts';

export interface BarRow {
  readonly label: string;
  readonly value: number | undefined;
  /** The text when there is no score; "no score" by default. */
  readonly none?: string | undefined;
  /** Below the threshold. */
  readonly weak: boolean;
}

/** One bar per row with its number at the end, and a line across all of them at the threshold. */
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
  const height = room + rows.length * rowHeight;
  const mark = section.in('Figure', { alt });
  const draw: Part['draw'] = (pen, x, y) => {
    const at = scaleLinear()
      .domain([0, max])
      .range([x + wide, x + measure - 44]);
    pen.enterFigure(mark, x, y, measure, height);
    for (const [i, row] of rows.entries()) {
      const middle = y + room + (i + 0.5) * rowHeight;
      labelled(pen, row.label, x, middle, wide - 10, mark);
      pen.fill(at(0), middle - 4.5, at(max) - at(0), 9, colours.tint);
      if (row.value !== undefined)
        pen.fill(at(0), middle - 4.5, at(row.value) - at(0), 9, row.weak ? colours.bad : colours.us);
    }
    if (threshold !== undefined) {
      pen.dashes(at(threshold), y + room, at(threshold), y + height, colours.ink);
      words(pen, String(threshold), note, at(threshold), y + 5, mark, 0.5);
    }
    for (const [i, { value, none = 'no score' }] of rows.entries()) {
      const middle = y + room + (i + 0.5) * rowHeight;
      const left = at(value ?? 0) + 5;
      // Covers the line of the threshold behind a number.
      if (threshold !== undefined && left < at(threshold) && at(threshold) < left + 12)
        pen.fill(left - 2, middle - 4.5, 16, 9, colours.tint);
      if (value === undefined) words(pen, none, note, left, middle, mark);
      else words(pen, String(value), number, left, middle, mark);
    }
  };
  return { above: 12, height, keep: false, parts: [{ draw }] };
}
