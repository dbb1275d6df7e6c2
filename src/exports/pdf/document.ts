/** Chapters to a finished document: pages, running foot, bookmarks, places. */
import { type Page, type Piece, type Places, pagesOf } from './drawing/flow.ts';
import { type About, Pen } from './drawing/pen.ts';
import { colours, type Sheet } from './paper.ts';
import { linePart } from './pieces.ts';
import { linesOf, styles } from './text.ts';

export interface Manuscript {
  readonly sheet: Sheet;
  readonly about: About;
  /** At the foot of every page but the first. */
  readonly foot: string;
  readonly pieces: readonly Piece[];
}

export function documentOf({ sheet, about, foot, pieces }: Manuscript): Promise<Buffer> {
  const pages = pagesOf(pieces, sheet.depth);
  const places = placesOf(pages);
  const pen = new Pen(sheet, about);
  let chapter: PDFKit.PDFOutline | undefined;
  for (const [i, page] of pages.entries()) {
    pen.newPage();
    for (const { piece, y: down } of page) {
      const y = sheet.top + down;
      if (piece.anchor !== undefined) pen.anchor(piece.anchor, y);
      if (piece.bookmark) {
        const inChapter = piece.bookmark.level === 2 ? chapter : undefined;
        const entry = pen.bookmark(piece.bookmark.title, y, inChapter);
        if (!inChapter) chapter = entry;
      }
      for (const { draw } of piece.parts) draw(pen, sheet.left, y, places);
    }
    if (i > 0) drawFoot(pen, sheet, foot, `${i + 1} / ${pages.length}`);
  }
  return pen.bytes();
}

function placesOf(pages: readonly Page[]): Places {
  const found = new Map<string, number>();
  for (const [i, page] of pages.entries())
    for (const { piece } of page) if (piece.anchor !== undefined) found.set(piece.anchor, i + 1);
  return { pageOf: (anchor) => found.get(anchor) ?? 0 };
}

function drawFoot(pen: Pen, sheet: Sheet, foot: string, number: string): void {
  const y = sheet.height - 46;
  pen.enter(undefined);
  pen.stroke(sheet.left, y, sheet.left + sheet.measure, y, colours.hair);
  const [left] = linesOf(foot, styles.small, sheet.measure - 70);
  const [right] = linesOf(number, styles.small, 70);
  const draw = { pageOf: () => 0 };
  if (left) linePart(left, styles.small, undefined).draw(pen, sheet.left, y + 6, draw);
  if (right)
    linePart(right, styles.small, undefined, sheet.measure - right.width).draw(pen, sheet.left, y + 6, draw);
}
