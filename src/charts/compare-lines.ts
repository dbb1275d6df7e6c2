/**
 * One competency as several people see it: one line a person with me and us, on one scale. The band behind the lines
 * reaches from the lowest us to the highest. Nothing is cached, because the labels are people's names.
 */
import { type GapRow, markedLine } from './gap-lines.ts';
import { across, escaped, figure } from './svg.ts';

const rowHeight = 60;
const lineAt = 32;
/** As a share of the line: closer numbers overlap on a phone. Numbers with a decimal need more. */
const tooClose = 0.1;

/**
 * @param rows one a person, with the name as label
 * @param max the value at the end of the lines
 * @param near see `tooClose`
 */
export function compareLines(
  id: string,
  title: string,
  rows: readonly GapRow[],
  max: number,
  near = tooClose,
): string {
  const x = across(max);
  const height = rows.length * rowHeight;
  const description = rows
    .map(({ label, me, us }) => `${label}: me ${me ?? 'no score'}, us ${us ?? 'no score'}`)
    .join('; ');
  const body = rows.map((row, i) => line(row, i * rowHeight, x, max, near)).join('');
  return figure(id, title, description, height, band(rows, height, x) + body);
}

/** Empty when all agree, or fewer than two have a score. */
function band(rows: readonly GapRow[], height: number, x: (value: number) => string): string {
  const us = rows.flatMap((row) => row.us ?? []);
  const [from, to] = [Math.min(...us), Math.max(...us)];
  if (us.length < 2 || from === to) return '';
  const width = Math.round(100 * (Number.parseFloat(x(to)) - Number.parseFloat(x(from)))) / 100;
  return `<rect class="span" x="${x(from)}" y="0" width="${width}%" height="${height}"/>`;
}

function line(
  { label, me, us }: GapRow,
  top: number,
  x: (value: number) => string,
  max: number,
  near: number,
): string {
  const y = top + lineAt;
  const numbers = y + 23;
  const none = me === undefined && us === undefined ? ', no score' : '';
  const parts = [
    `<text class="label" x="0" y="${top + 16}">${escaped(label)}${none}</text>`,
    markedLine({ me, us }, y, x, max),
  ];
  if (me !== undefined && me === us) parts.push(number('both', x(me), numbers, me));
  else {
    const close = me !== undefined && us !== undefined && Math.abs(me - us) < near * max;
    const side = (value: number, other: number | undefined) =>
      close ? (value < (other ?? 0) ? ' before' : ' after') : '';
    if (me !== undefined) parts.push(number(`me${side(me, us)}`, x(me), numbers, me));
    if (us !== undefined) parts.push(number(`us${side(us, me)}`, x(us), numbers, us));
  }
  return parts.join('');
}

function number(kind: string, x: string, y: number, value: number): string {
  return `<text class="number ${kind}" x="${x}" y="${y}">${value}</text>`;
}
