/** A team's means of me and us on one line a row. The band behind them is the spread of us around its mean. */
import { markedLine } from './gap-lines.ts';
import { across, escaped, figure } from './svg.ts';

interface TeamRow {
  readonly label: string;
  /** Undefined where too few members answered to show anything; the spread, where too few for a number. */
  readonly means:
    | { readonly me: number; readonly us: number; readonly spread: number | undefined }
    | undefined;
}

const rowHeight = 66;
const lineAt = 36;
/** As a share of the line: closer numbers overlap on a phone. */
const tooClose = 0.16;

/** @param max the value at the end of the lines */
export function teamLines(id: string, title: string, rows: readonly TeamRow[], max: number): string {
  const x = across(max);
  const description = rows
    .map(({ label, means }) =>
      means
        ? `${label}: me ${said(means.me)}, us ${said(means.us)}${means.spread === undefined ? '' : `, spread of us ${said(means.spread)}`}`
        : `${label}: too few to show`,
    )
    .join('; ');
  const body = rows.map((row, i) => line(row, i * rowHeight, x, max)).join('');
  return figure(id, title, description, rows.length * rowHeight, body);
}

const said = (value: number) => value.toFixed(1);

function line({ label, means }: TeamRow, top: number, x: (value: number) => string, max: number): string {
  const y = top + lineAt;
  const text = `<text class="label" x="0" y="${top + 16}">${escaped(label)}${means ? '' : ', too few to show'}</text>`;
  if (!means) return text + markedLine({ me: undefined, us: undefined }, y, x, max);
  const { me, us, spread } = means;
  const number = (kind: string, value: number) =>
    `<text class="number ${kind}" x="${x(value)}" y="${y + 24}">${said(value)}</text>`;
  const close = Math.abs(me - us) < tooClose * max;
  const side = (value: number, other: number) => (close ? (value < other ? ' before' : ' after') : '');
  const numbers =
    said(me) === said(us)
      ? number('both', me)
      : number(`me${side(me, us)}`, me) + number(`us${side(us, me)}`, us);
  return (
    text +
    (spread === undefined ? '' : band(us, spread, y, x, max)) +
    markedLine({ me, us }, y, x, max) +
    numbers
  );
}

function band(us: number, spread: number, y: number, x: (value: number) => string, max: number): string {
  const [from, to] = [Math.max(0, us - spread), Math.min(max, us + spread)];
  const width = Math.round(100 * (Number.parseFloat(x(to)) - Number.parseFloat(x(from)))) / 100;
  return `<rect class="span" x="${x(from)}" y="${y - 11}" width="${width}%" height="22"/>`;
}
