/** Paragraphs, headings, lists, boxes and columns, each as a list of pieces. */
import { keptTogether, moved, type Part, type Piece, stacked } from './drawing/flow.ts';
import type { Mark } from './drawing/mark.ts';
import { colours } from './paper.ts';
import { type Style, styles } from './styles.ts';
import { type Line, linesOf, type Text } from './text.ts';

/** The distance from the top of a line to its baseline. */
export const baseline = ({ size, leading }: Style): number => (leading - size) / 2 + 0.78 * size;

export function linePart(line: Line, style: Style, mark: Mark | undefined, right = 0): Part {
  const down = baseline(style);
  return { draw: (pen, x, y) => pen.text(line, x + right, y + down, mark) };
}

export interface TextOptions {
  readonly style?: Style;
  readonly above?: number;
  readonly align?: 'left' | 'right';
  /** Keeps all lines on one page. */
  readonly whole?: boolean;
}

/** The first two lines stay on one page, and so do the last two. An empty text has no lines. */
export function paragraph(
  text: Text,
  measure: number,
  mark: Mark | undefined,
  options: TextOptions = {},
): Piece[] {
  const { style = styles.body, above = 6, align = 'left', whole = false } = options;
  const lines = linesOf(text, style, measure);
  return lines.map((line, i) => ({
    above: i === 0 ? above : 0,
    height: style.leading,
    keep: i < lines.length - 1 && (whole || i === 0 || i === lines.length - 2),
    parts: [linePart(line, style, mark, align === 'right' ? measure - line.width : 0)],
  }));
}

export interface HeadingOptions extends TextOptions {
  readonly anchor?: string;
  readonly bookmark?: Piece['bookmark'];
  readonly breaks?: boolean;
}

/** Stays on the page of what follows. */
export function heading(text: Text, measure: number, mark: Mark, options: HeadingOptions = {}): Piece[] {
  const { style = styles.section, above = 22, anchor, bookmark, breaks } = options;
  const lines = keptTogether(paragraph(text, measure, mark, { style, above }), true);
  return lines.map((piece, i) => (i > 0 ? piece : withPlacing(piece, { anchor, bookmark, breaks })));
}

type Placing = { [Key in 'anchor' | 'bookmark' | 'breaks']?: Piece[Key] | undefined };

/** The piece with those of the three that are defined. */
function withPlacing(piece: Piece, { anchor, bookmark, breaks }: Placing): Piece {
  return {
    ...piece,
    ...(anchor === undefined ? {} : { anchor }),
    ...(bookmark === undefined ? {} : { bookmark }),
    ...(breaks === undefined ? {} : { breaks }),
  };
}

/** Content in the right column, and a label in the left column beside its first lines. */
export function labelled(
  label: string,
  rail: number,
  mark: Mark | undefined,
  content: readonly Piece[],
  above = 18,
  style: Style = styles.label,
): Piece[] {
  const lines = linesOf(label, style, rail - 16);
  const [first] = content;
  if (!first) return [];
  const tall = lines.length * style.leading;
  const labelParts = lines.flatMap((line, i) =>
    moved([linePart(line, style, mark)], 0, i * style.leading - 0.5),
  );
  const whole = content.reduce((sum, piece, i) => sum + (i > 0 ? piece.above : 0) + piece.height, 0);
  let covered = 0;
  return content.map((piece, i) => {
    const isLast = i === content.length - 1;
    const beside = covered < tall && !isLast;
    covered += piece.height;
    const parts = moved(piece.parts, rail, 0);
    return {
      ...piece,
      above: i === 0 ? above : piece.above,
      keep: piece.keep || beside,
      // What follows stands below the label as well, where the label is the taller one.
      height: piece.height + (isLast ? Math.max(0, tall - whole) : 0),
      parts: i === 0 ? [...labelParts, ...parts] : parts,
    };
  });
}

/** A list of up to so many items stays on one page. */
const wholeList = 5;

/** Each item has a number or a dash. In a long list the first two items stay on one page, and so do the last two. */
export function list(
  items: readonly Text[],
  measure: number,
  mark: Mark,
  { style = styles.body, numbered = true, above = 6, gap = 4 } = {},
): Piece[] {
  const indent = 1.7 * style.size;
  return items.flatMap((item, i) => {
    const entry = mark.in('LI');
    const sign = linesOf(numbered ? `${i + 1}.` : '–', { ...style, colour: colours.muted }, indent);
    const lines = paragraph(item, measure - indent, entry.in('LBody'), {
      style,
      above: i === 0 ? above : gap,
    });
    const short = items.length <= wholeList;
    const tied = i < items.length - 1 && (short || i === 0 || i === items.length - 2);
    return lines.map((line, j) => ({
      ...line,
      keep: line.keep || (short && j < lines.length - 1) || (tied && j === lines.length - 1),
      parts: [
        ...(j === 0 ? sign.map((number) => linePart(number, style, entry.in('Lbl'))) : []),
        ...moved(line.parts, indent, 0),
      ],
    }));
  });
}

export interface Frame {
  readonly padding: number;
  readonly fill?: string;
  /** The colour of a bar along the left side. */
  readonly bar?: string;
  readonly above?: number;
}

/**
 * A box, on one page if it fits on one.
 * @param content laid out for `measure` less twice the padding
 */
export function boxed(content: readonly Piece[], measure: number, frame: Frame): Piece[] {
  const { padding, fill, bar, above = 14 } = frame;
  return keptTogether(
    content.map((piece, i) => {
      const over = i === 0 ? padding : piece.above;
      const under = i === content.length - 1 ? padding : 0;
      const height = over + piece.height + under;
      const ground: Part = {
        draw: (pen, x, y) => {
          pen.enter(undefined);
          // Overlaps the next piece a little, so that no line shows between them.
          const more = under > 0 ? 0 : 0.4;
          if (fill) pen.fill(x, y, measure, height + more, fill);
          if (bar) pen.fill(x, y, 3, height + more, bar);
        },
      };
      return {
        ...piece,
        above: i === 0 ? above : 0,
        height,
        parts: [ground, ...moved(piece.parts, padding, over)],
      };
    }),
  );
}

/** Side by side. All of it stays on one page. */
export function columns(
  contents: readonly { readonly width: number; readonly pieces: readonly Piece[] }[],
  above: number,
): Piece {
  const parts: Part[] = [];
  let right = 0;
  let height = 0;
  for (const { width, pieces } of contents) {
    const column = stacked(pieces);
    parts.push(...moved(column.parts, right, 0));
    right += width;
    height = Math.max(height, column.height);
  }
  return { above, height, keep: false, parts };
}

/** A thin line across the page. */
export function hairline(measure: number, above = 10): Piece {
  const draw: Part['draw'] = (pen, x, y) => {
    pen.enter(undefined);
    pen.stroke(x, y, x + measure, y, colours.hair);
  };
  return { above, height: 0.6, keep: false, parts: [{ draw }] };
}
