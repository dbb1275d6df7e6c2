/**
 * What the charts share. Horizontal positions are in per cent and lengths in em, so a chart fills the width it is given and
 * grows with its text. Colours come from the style sheet, by class.
 */
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

const rounded = (value: number) => Math.round(100 * value) / 100;

/** Maps 0 to `max` to positions like "12.5%". The style sheet leaves room at both ends for marks and numbers. */
export function across(max: number): (value: number) => string {
  return (value) => `${rounded((100 * value) / max)}%`;
}

/** Two values of a scale, the lower one first. */
export type Range = readonly [number, number];

/** A rectangle from one value to another. `rest` holds its vertical attributes and its class. */
export function block([from, to]: Range, max: number, rest: string): string {
  const x = across(max);
  return `<rect x="${x(from)}" width="${x(to - from)}" ${rest}/>`;
}

export interface ChartRow {
  readonly label: string;
  /** The label is the name of a person or a group, as somebody typed it. It stands by itself in a <bdi>. */
  readonly isName?: boolean;
  /** A few words after the label, in bold: "start here". */
  readonly note?: string;
  /** The SVG of the row. */
  readonly line: string;
}

/**
 * A chart: a row for each label, with an SVG each, on a common ground. It is one image to a screen reader, and `title` is its
 * name. The numbers stand beside it on the page, as a table or a list, so that they are read once.
 * @param kind a class for what differs in looks
 */
export function chart(title: string, ground: string, rows: readonly ChartRow[], kind = ''): string {
  const lines = rows.map(
    ({ label, isName, note, line }) =>
      `<span class="label">${isName ? `<bdi>${escaped(label)}</bdi>` : escaped(label)}${note ? ` <b>${escaped(note)}</b>` : ''}</span>${line}`,
  );
  return `<div class="chart${kind && ` ${kind}`}" role="img" aria-label="${escaped(title)}">${ground}${lines.join('')}</div>`;
}

/** The SVG of one row. `parts` has its vertical positions in em from the middle of the row. */
export function lineSvg(parts: string): string {
  return `<svg class="line" aria-hidden="true"><svg y="50%">${parts}</svg></svg>`;
}

/** A drawing with a title, for charts that are not made of rows. @param height in em */
export function figure(title: string, height: number, body: string): string {
  return `<svg class="drawing" role="img" width="100%" height="${height}em" aria-label="${escaped(title)}">${body}</svg>`;
}

/** On the whole site me is a filled circle and us an open square. @param size 1 is the usual size */
export function meMark(x: string, y = 0, size = 1): string {
  return `<circle class="me" cx="${x}"${y === 0 ? '' : ` cy="${y}em"`} r="${rounded(0.42 * size)}em"/>`;
}

/** The square is moved to its middle by the style sheet, which knows no other size than these two. */
export function usMark(x: string, y = 0, isLarge = false): string {
  const [half, side, kind] = isLarge ? [0.54, 1.08, 'us large'] : [0.42, 0.84, 'us'];
  return `<rect class="${kind}" x="${x}" y="${rounded(y - half)}em" width="${side}em" height="${side}em"/>`;
}
