/** Scores of us alone: a bar from 0 with the mark of us at its end, one row each. The ladder is drawn in the same way. */
import { type ChartScale, groundOf } from './ground.ts';
import { across, chart, lineSvg, type Range, usMark } from './svg.ts';

export interface BarRow {
  readonly label: string;
  /** Undefined where there is no score. */
  readonly value: number | undefined;
  /** What a provisional score could still become. */
  readonly range?: Range | undefined;
  /** The bar has the colour of a fault. */
  readonly weak: boolean;
  /** The text when there is no score; "no score" by default. */
  readonly none?: string | undefined;
  /** A few words after the label. */
  readonly note?: string;
}

/** @param title the name of the chart; the numbers stand beside it on the page */
export function bars(title: string, rows: readonly BarRow[], scale: ChartScale): string {
  const drawn = rows.map((row) => ({ label: row.label, note: row.note ?? '', line: line(row, scale) }));
  return chart(title, groundOf(scale), drawn, 'long');
}

function line({ value, range, weak, none = 'no score' }: BarRow, { max, threshold }: ChartScale): string {
  const x = across(max);
  const axis = '<line class="axis" x1="0" x2="100%"/>';
  if (value === undefined) return lineSvg(`${axis}<text class="none" x="50%" dy="-.3em">${none}</text>`);
  // A number left of the threshold stands before its mark, so that the line never crosses it.
  const before = threshold !== undefined && value < threshold.at;
  return lineSvg(
    axis +
      (range ? `<line class="range us" x1="${x(range[0])}" x2="${x(range[1])}" y1=".8em" y2=".8em"/>` : '') +
      `<line class="bar${weak ? ' weak' : ''}" x1="0" x2="${x(value)}" y1="0" y2="0"/>` +
      usMark(x(value)) +
      `<text class="number us ${before ? 'before' : 'after'}" x="${x(value)}" dx="${before ? -0.75 : 0.75}em" dy=".35em">${value}</text>`,
  );
}
