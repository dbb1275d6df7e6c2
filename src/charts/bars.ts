/** A bar chart with one bar a row, its number at the end, and a line at the threshold. */
import { across, escaped, figure } from './svg.ts';

export interface BarRow {
  readonly label: string;
  /** Undefined where there is no score. */
  readonly value: number | undefined;
  /** Below the threshold. */
  readonly weak: boolean;
}

const rowHeight = 46;

export function bars(
  id: string,
  title: string,
  rows: readonly BarRow[],
  max: number,
  threshold?: number,
): string {
  const x = across(max, 0);
  const room = (value: number) => `${0.9 * Number.parseFloat(x(value))}%`;
  const height = rows.length * rowHeight + (threshold === undefined ? 0 : 18);
  const description = rows
    .map(({ label, value, weak }) => `${label}: ${value ?? 'no score'}${weak ? ', work on this' : ''}`)
    .concat(threshold === undefined ? [] : `the line is at ${threshold}`)
    .join('; ');
  const body = rows.map(({ label, value, weak }, i) => {
    const top = i * rowHeight;
    const drawn = [
      `<text class="label" x="0" y="${top + 16}">${escaped(label)}</text>`,
      `<rect class="track" x="0" y="${top + 23}" width="${room(max)}" height="14"/>`,
    ];
    if (value !== undefined)
      drawn.push(
        `<rect class="bar${weak ? ' weak' : ''}" x="0" y="${top + 23}" width="${room(value)}" height="14"/>`,
      );
    // Crosses the bar only, not the labels.
    if (threshold !== undefined)
      drawn.push(
        `<line class="threshold" x1="${room(threshold)}" x2="${room(threshold)}" y1="${top + 21}" y2="${top + 39}"/>`,
      );
    const end = value === undefined ? '0' : room(value);
    drawn.push(`<text class="number end" x="${end}" y="${top + 35}" dx="6">${value ?? 'no score'}</text>`);
    return drawn.join('');
  });
  if (threshold !== undefined)
    body.push(`<text class="number" x="${room(threshold)}" y="${height - 3}">${threshold}</text>`);
  return figure(id, title, description, height, body.join(''));
}
