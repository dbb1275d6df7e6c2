/** Me and us on one line a row, joined by a bar: the gap. */
import { across, escaped, figure, meMark, usMark } from './svg.ts';

export interface GapRow {
  readonly label: string;
  /** Undefined where there is no score. */
  readonly me: number | undefined;
  readonly us: number | undefined;
}

const rowHeight = 62;
const lineAt = 34;

/** @param max the value at the end of the lines: 24 for competencies, 3 for ratings */
export function gapLines(id: string, title: string, rows: readonly GapRow[], max: number): string {
  const x = across(max);
  const description = rows
    .map(({ label, me, us }) => `${label}: me ${me ?? 'no score'}, us ${us ?? 'no score'}`)
    .join('; ');
  const body = rows.map((row, i) => keptLine(row, i * rowHeight, x, max)).join('');
  return figure(id, title, description, rows.length * rowHeight, body);
}

const lines = new Map<string, string>();
const mostLines = 20_000;

/** Lines are cached: they depend on few values, and drawing them is most of the work of a report. */
function keptLine(row: GapRow, top: number, x: (value: number) => string, max: number): string {
  const key = `${row.label} ${row.me} ${row.us} ${top} ${max}`;
  let drawn = lines.get(key);
  if (drawn === undefined) {
    drawn = line(row, top, x, max);
    if (lines.size >= mostLines) lines.clear();
    lines.set(key, drawn);
  }
  return drawn;
}

function line({ label, me, us }: GapRow, top: number, x: (value: number) => string, max: number): string {
  const y = top + lineAt;
  const numbers = y + 22;
  const parts = [
    `<text class="label" x="0" y="${top + 16}">${escaped(label)}</text>`,
    markedLine({ me, us }, y, x, max),
  ];
  if (me === us && me !== undefined) parts.push(number('both', x(me), numbers, me));
  else {
    const shift = me === undefined || us === undefined ? 0 : aside(Math.abs(me - us) / max);
    const left = (me ?? 0) < (us ?? 0);
    if (me !== undefined) parts.push(number('me', x(me), numbers, me, left ? -shift : shift));
    if (us !== undefined) parts.push(number('us', x(us), numbers, us, left ? shift : -shift));
  }
  return parts.join('');
}

/** Pixels between the centres of two readable numbers of two digits. */
const room = 17;
/** Width of a line in pixels on a phone of 320 pixels. */
const narrowest = 270;

/** How many pixels each of two numbers moves aside so that they do not overlap. Between them lies `share` of the line. */
function aside(share: number): number {
  return Math.max(0, Math.ceil((room - share * narrowest) / 2));
}

/** A line from 0 to `max`, with the marks of me and us and the bar between them. */
export function markedLine(
  { me, us }: Omit<GapRow, 'label'>,
  y: number,
  x: (value: number) => string,
  max: number,
): string {
  const parts = [
    `<line class="axis" x1="${x(0)}" x2="${x(max)}" y1="${y}" y2="${y}"/>`,
    `<line class="axis" x1="${x(0)}" x2="${x(0)}" y1="${y - 4}" y2="${y + 4}"/>`,
    `<line class="axis" x1="${x(max)}" x2="${x(max)}" y1="${y - 4}" y2="${y + 4}"/>`,
  ];
  if (me !== undefined && us !== undefined && me !== us)
    parts.push(`<line class="gap" x1="${x(me)}" x2="${x(us)}" y1="${y}" y2="${y}"/>`);
  if (us !== undefined) parts.push(usMark(x(us), y));
  if (me !== undefined) parts.push(meMark(x(me), y));
  return parts.join('');
}

function number(kind: 'me' | 'us' | 'both', x: string, y: number, value: number, shift = 0): string {
  const moved = shift === 0 ? '' : ` dx="${shift}"`;
  return `<text class="number ${kind}" x="${x}" y="${y}"${moved}>${value}</text>`;
}
