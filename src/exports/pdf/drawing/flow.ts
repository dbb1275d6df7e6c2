/** Divides pieces into pages. */
import type { Pen } from './pen.ts';

/** Something to draw in a piece. `x` and `y` are the top left corner of the piece on its page. */
export interface Part {
  readonly draw: (pen: Pen, x: number, y: number, place: Places) => void;
}

/** The pages of the anchors, counted from 1. */
export interface Places {
  readonly pageOf: (anchor: string) => number;
}

export interface Bookmark {
  readonly title: string;
  /** 1 for a chapter, 2 for a section of the chapter before it. */
  readonly level: 1 | 2;
}

/** What is not divided between two pages: a line of text, a row of a table, a chart. */
export interface Piece {
  /** Space before it. There is none at the top of a page. */
  readonly above: number;
  readonly height: number;
  /** Keeps it on the page of the next piece. */
  readonly keep: boolean;
  readonly parts: readonly Part[];
  readonly anchor?: string;
  readonly bookmark?: Bookmark;
  /** Starts a new page. */
  readonly breaks?: boolean;
  /** Starts a new page when less than this height is left on the page. */
  readonly room?: number;
  /** The head of the table, which is repeated when this row is the first of a page. */
  readonly head?: Piece;
}

export interface Placed {
  readonly piece: Piece;
  readonly y: number;
}

export type Page = readonly Placed[];

/** How many pieces, counted from `from`, must be on one page. */
function groupLength(pieces: readonly Piece[], from: number): number {
  let end = from;
  while (pieces[end]?.keep && pieces[end + 1] && !pieces[end + 1]?.breaks) end++;
  return end - from + 1;
}

/** The height of all pieces without the space above the first. */
function heightOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { above, height }, i) => sum + height + (i > 0 ? above : 0), 0);
}

/** Pieces that are kept together: each group begins where a page may begin. */
function groupsOf(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  for (let next = 0; next < pieces.length; ) {
    const group = pieces.slice(next, next + groupLength(pieces, next));
    groups.push(group);
    next += group.length;
  }
  return groups;
}

/**
 * Pieces that are kept together and fit on one page are on one page. A group that is higher than a page starts where it
 * is and is divided between its pieces. A piece that is higher than a page gets a page of its own and runs over its end.
 * The last page before a break, and of the document, has at least `least` points on it when the page before can spare them.
 * @param depth the height of a page
 * @returns pages whose `y` counts from the top margin
 */
export function pagesOf(pieces: readonly Piece[], depth: number, least = 0): Page[] {
  const pages: Page[] = [];
  let part: Piece[][] = [];
  const finish = () => {
    pages.push(...wellEnded(part, depth, least));
    part = [];
  };
  for (const group of groupsOf(pieces)) {
    if (group[0]?.breaks) finish();
    part.push(group);
  }
  finish();
  return pages;
}

/** Moves groups to the last page until it is filled to `least`. */
function wellEnded(groups: readonly Piece[][], depth: number, least: number): Page[] {
  const pages = filled(groups, depth);
  const [before, last] = pages.slice(-2);
  if (!before || !last || bottomOf(last) >= least) return pages;
  const onPage = new Set(before.map(({ piece }) => piece));
  for (let from = groups.length - 1; from > 0; from--) {
    const first = groups[from]?.[0];
    const [page, ...more] = filled(groups.slice(from), depth);
    if (!first || !page || more.length > 0) return pages;
    if (onPage.has(first) && bottomOf(page) >= least) return [...filled(groups.slice(0, from), depth), page];
  }
  return pages;
}

function bottomOf(page: Page): number {
  const last = page.at(-1);
  return last ? last.y + last.piece.height : 0;
}

function filled(groups: readonly Piece[][], depth: number): Page[] {
  const pages: Placed[][] = [[]];
  let y = 0;
  const turn = () => {
    pages.push([]);
    y = 0;
  };
  const place = (piece: Piece) => {
    let page = pages.at(-1) ?? [];
    const above = page.length > 0 ? piece.above : 0;
    if (page.length > 0 && y + above + piece.height > depth) {
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
  for (const group of groups) {
    const [first] = group;
    const height = heightOf(group);
    const here = (pages.at(-1) ?? []).length > 0;
    const left = depth - y - (first?.above ?? 0);
    if (here && ((height > left && height <= depth) || (first?.room ?? 0) > left)) turn();
    for (const piece of group) place(piece);
  }
  return pages.filter((page) => page.length > 0);
}

/** Makes one piece of several, one below the other. */
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

/** Moves parts within their piece. */
export function moved(parts: readonly Part[], right: number, down: number): Part[] {
  return parts.map(({ draw }) => ({
    draw: (pen, x, y, places) => draw(pen, x + right, y + down, places),
  }));
}

/** @param withNext keeps the last piece on the page of what follows */
export function keptTogether(pieces: readonly Piece[], withNext = false): Piece[] {
  return pieces.map((piece, i) => ({ ...piece, keep: withNext || i < pieces.length - 1 }));
}
