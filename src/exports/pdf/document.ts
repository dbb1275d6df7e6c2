/** Makes a PDF of pieces: divides them into pages, draws them, adds the foot, bookmarks and link targets. */
import { setImmediate } from 'node:timers/promises';
import { type Page, type Piece, type Places, pagesOf } from './drawing/flow.ts';
import type { About } from './drawing/new-document.ts';
import { Pen } from './drawing/pen.ts';
import { colours, type Paper } from './paper.ts';
import { linePart } from './pieces.ts';
import { styles } from './styles.ts';
import { linesOf } from './text.ts';

export interface Manuscript {
  readonly paper: Paper;
  readonly about: About;
  /** At the bottom of every page but the first. */
  readonly foot: string;
  readonly pieces: readonly Piece[];
}

/** How many pages these pieces take. */
export function pageCount(pieces: readonly Piece[], { depth }: Paper): number {
  return pagesOf(pieces, depth, leastOnPage).length;
}

/** About eight lines: a page with less looks like a mistake. */
const leastOnPage = 120;

export async function documentOf({ paper, about, foot, pieces }: Manuscript): Promise<Buffer> {
  const pages = pagesOf(pieces, paper.depth, leastOnPage);
  const places = placesOf(pages);
  const pen = new Pen(paper, about);
  let chapter: PDFKit.PDFOutline | undefined;
  for (const [i, page] of pages.entries()) {
    pen.newPage();
    for (const { piece, y: down } of page) {
      const y = paper.top + down;
      if (piece.anchor !== undefined) pen.anchor(piece.anchor, y);
      if (piece.bookmark) {
        const inChapter = piece.bookmark.level === 2 ? chapter : undefined;
        const entry = pen.bookmark(piece.bookmark.title, y, inChapter);
        if (!inChapter) chapter = entry;
      }
      for (const { draw } of piece.parts) draw(pen, paper.left, y, places);
    }
    if (i > 0) drawFoot(pen, paper, foot, `${i + 1} / ${pages.length}`);
  }
  const bytes = pen.bytes();
  // What pdfkit's stream still has to run holds the document, and the thread may wait for the next task without running it.
  await setImmediate();
  return bytes;
}

function placesOf(pages: readonly Page[]): Places {
  const found = new Map<string, number>();
  for (const [i, page] of pages.entries())
    for (const { piece } of page) if (piece.anchor !== undefined) found.set(piece.anchor, i + 1);
  return { pageOf: (anchor) => found.get(anchor) ?? 0 };
}

function drawFoot(pen: Pen, paper: Paper, foot: string, number: string): void {
  const y = paper.height - 46;
  pen.enter(undefined);
  pen.stroke(paper.left, y, paper.left + paper.measure, y, colours.hair);
  const [left] = linesOf(foot, styles.small, paper.measure - 70);
  const [right] = linesOf(number, styles.small, 70);
  const draw = { pageOf: () => 0 };
  if (left) linePart(left, styles.small, undefined).draw(pen, paper.left, y + 6, draw);
  if (right)
    linePart(right, styles.small, undefined, paper.measure - right.width).draw(pen, paper.left, y + 6, draw);
}
