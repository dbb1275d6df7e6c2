/** Pieces to pages: what is kept together stays together, and nothing is cut that fits on a page. */
import type { Pen } from './pen.ts';

/** Something to draw within a piece; `x` and `y` are the top left corner of the piece on its page. */
export interface Part {
  readonly draw: (pen: Pen, x: number, y: number, place: Places) => void;
}

/** Where anchors came to stand; pages count from 1. */
export interface Places {
  readonly pageOf: (anchor: string) => number;
}

export interface Bookmark {
  readonly title: string;
  /** 1 for a chapter, 2 for something within the last chapter. */
  readonly level: 1 | 2;
}

/** A part of the flow that is never cut: a line of text, a row of a table, a chart. */
export interface Piece {
  /** Space before it, which falls away at the top of a page. */
  readonly above: number;
  readonly height: number;
  /** Stays on the page of the next piece. */
  readonly keep: boolean;
  readonly parts: readonly Part[];
  readonly anchor?: string;
  readonly bookmark?: Bookmark;
  /** Begins a page. */
  readonly breaks?: boolean;
  /** The head of the table, drawn again when this row begins a page. */
  readonly head?: Piece;
}

export interface Placed {
  readonly piece: Piece;
  readonly y: number;
}

export type Page = readonly Placed[];

/** How many pieces from `from` on must stand on one page. */
function groupLength(pieces: readonly Piece[], from: number): number {
  let end = from;
  while (pieces[end]?.keep && pieces[end + 1] && !pieces[end + 1]?.breaks) end++;
  return end - from + 1;
}

/** Together, without the space above the first. */
function heightOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { above, height }, i) => sum + height + (i > 0 ? above : 0), 0);
}

/**
 * Pages of at most `depth` points, counted from their top margin. A group higher than a page begins where it stands and
 * is cut between its pieces; a piece higher than a page stands alone and is not cut.
 */
export function pagesOf(pieces: readonly Piece[], depth: number): Page[] {
  const pages: Placed[][] = [[]];
  let y = 0;
  const turn = () => {
    pages.push([]);
    y = 0;
  };
  const place = (piece: Piece) => {
    let page = pages.at(-1) ?? [];
    const above = page.length > 0 ? piece.above : 0;
    if (page.length > 0 && (piece.breaks || y + above + piece.height > depth)) {
      turn();
      page = pages.at(-1) ?? [];
    }
    if (page.length === 0 && piece.head) {
      page.push({ piece: piece.head, y: 0 });
      y = piece.head.height;
    }
    y += page.length > 0 ? piece.above : 0;
    page.push({ piece, y });
    y += piece.height;
  };
  let next = 0;
  while (next < pieces.length) {
    const group = pieces.slice(next, next + groupLength(pieces, next));
    const [first] = group;
    const height = heightOf(group);
    const here = (pages.at(-1) ?? []).length > 0;
    if (first && here && !first.breaks && y + first.above + height > depth && height <= depth) turn();
    for (const piece of group) place(piece);
    next += group.length;
  }
  return pages.filter((page) => page.length > 0);
}

/** One above the other as one piece that is not cut. */
export function stacked(pieces: readonly Piece[], more: Partial<Piece> = {}): Piece {
  const parts: Part[] = [];
  let y = 0;
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) y += piece.above;
    parts.push(...moved(piece.parts, 0, y));
    y += piece.height;
  }
  return { above: pieces[0]?.above ?? 0, height: y, keep: false, parts, ...more };
}

/** Parts drawn elsewhere within their piece. */
export function moved(parts: readonly Part[], right: number, down: number): Part[] {
  return parts.map(({ draw }) => ({
    draw: (pen, x, y, places) => draw(pen, x + right, y + down, places),
  }));
}

/** Each stays on the page of the next, and the last on that of whatever follows if `also`. */
export function keptTogether(pieces: readonly Piece[], also = false): Piece[] {
  return pieces.map((piece, i) => ({ ...piece, keep: also || i < pieces.length - 1 }));
}
