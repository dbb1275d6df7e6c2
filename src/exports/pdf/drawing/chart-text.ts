/** The texts in the charts. */
import { baseline } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import { linesOf } from '../text.ts';
import type { Mark } from './mark.ts';
import type { Pen } from './pen.ts';

export const label: Style = { ...styles.cell, leading: 12 };
export const number: Style = { ...styles.cell, bold: true, size: 9 };
export const note: Style = { ...styles.small, leading: 11 };

/**
 * Writes the first line of a text, with its middle at `y`.
 * @param align 0 to begin at `x`, 0.5 to be centred there, 1 to end there
 * @param room the greatest width of the line
 */
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

/** Writes a label, which is cut when it is wider than `room`: the table beside the chart has all of it. */
export function labelled(pen: Pen, text: string, x: number, y: number, room: number, mark: Mark): void {
  const [first, more] = linesOf(text, label, room);
  const cut = first?.runs.map((run) => run.text).join('') ?? '';
  const [line] = more ? linesOf(`${cut.trimEnd()}…`, label, room + 10) : [first];
  if (line) pen.text(line, x, y - label.leading / 2 + baseline(label), mark);
}
