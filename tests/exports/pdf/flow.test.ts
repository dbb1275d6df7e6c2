import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptTogether, moved, type Piece, pagesOf, stacked } from '../../../src/exports/pdf/drawing/flow.ts';
import type { Pen } from '../../../src/exports/pdf/drawing/pen.ts';

const depth = 700;
const anyPiece: fc.Arbitrary<Piece> = fc.record({
  above: fc.integer({ min: 0, max: 40 }),
  height: fc.integer({ min: 0, max: 260 }),
  keep: fc.boolean(),
  parts: fc.constant([]),
  breaks: fc.constantFrom(false, false, false, true),
});

describe('pagesOf', () => {
  it('places every piece once, in order and within a page', () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 60 }), (pieces) => {
        const pages = pagesOf(pieces, depth);
        expect(pages.flatMap((page) => page.map(({ piece }) => piece))).toEqual(pieces);
        for (const page of pages) {
          let end = 0;
          for (const { piece, y } of page) {
            expect(y).toBeGreaterThanOrEqual(end);
            end = y + piece.height;
          }
          expect(end).toBeLessThanOrEqual(depth);
          expect(page[0]?.y).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a piece with the next one, unless together they are higher than a page', () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 60 }), (pieces) => {
        const pageOf = new Map(
          pagesOf(pieces, depth).flatMap((page, i) => page.map(({ piece }) => [piece, i] as const)),
        );
        let start = 0;
        for (const [i, piece] of pieces.entries()) {
          if (i > 0 && (!pieces[i - 1]?.keep || piece.breaks)) start = i;
          const group = pieces.slice(start, i + 1);
          const end = pieces.findIndex((one, at) => at >= i && (!one.keep || pieces[at + 1]?.breaks));
          const whole = pieces.slice(start, end < 0 ? undefined : end + 1);
          const height = whole.reduce((sum, one, at) => sum + one.height + (at > 0 ? one.above : 0), 0);
          if (height <= depth) expect(new Set(group.map((one) => pageOf.get(one))).size).toBe(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('repeats the head of a table where a row is the first of a page', () => {
    const head: Piece = { above: 0, height: 20, keep: true, parts: [] };
    const row = (): Piece => ({ above: 0, height: 200, keep: false, parts: [], head });
    const rows = [row(), row(), row(), row(), row()];
    const pages = pagesOf([head, ...rows], depth);
    expect(pages.map((page) => page.map(({ piece }) => piece === head))).toEqual([
      [true, false, false, false],
      [true, false, false],
    ]);
    expect(pages[1]?.map(({ y }) => y)).toEqual([0, 20, 220]);
  });

  const piece = (height: number, more: Partial<Piece> = {}): Piece => ({
    ...{ above: 0, height, keep: false, parts: [] },
    ...more,
  });
  const placed = (...pieces: Piece[]) =>
    pagesOf(pieces, depth).map((page) => page.map(({ piece: { height }, y }) => [height, y]));

  it('makes no page of no pieces', () => {
    expect(pagesOf([], depth)).toEqual([]);
  });

  it('fills a page to its last point', () => {
    expect(placed(piece(300), piece(390, { above: 10 }))).toEqual([
      [
        [300, 0],
        [390, 310],
      ],
    ]);
    expect(placed(piece(300), piece(391, { above: 10 }))).toEqual([[[300, 0]], [[391, 0]]]);
  });

  it('fills a page to its last point with pieces that are kept together', () => {
    const pair = (height: number) => [piece(200, { above: 10, keep: true }), piece(height, { above: 20 })];
    expect(placed(piece(100), ...pair(370))).toEqual([
      [
        [100, 0],
        [200, 110],
        [370, 330],
      ],
    ]);
    expect(placed(piece(100), ...pair(371))).toEqual([
      [[100, 0]],
      [
        [200, 0],
        [371, 220],
      ],
    ]);
  });

  it('starts a page before a piece that asks for it, and no empty page before the first', () => {
    expect(placed(piece(10, { breaks: true }), piece(10, { breaks: true }))).toEqual([[[10, 0]], [[10, 0]]]);
  });

  it('does not keep a piece with one that starts a page', () => {
    expect(placed(piece(10), piece(10, { keep: true }), piece(20, { breaks: true }))).toEqual([
      [
        [10, 0],
        [10, 10],
      ],
      [[20, 0]],
    ]);
  });

  it('starts pieces that are higher than a page where they are, and divides them', () => {
    const high = [piece(400, { keep: true }), piece(400)];
    expect(placed(piece(100), ...high)).toEqual([
      [
        [100, 0],
        [400, 100],
      ],
      [[400, 0]],
    ]);
  });

  it('starts a page before a piece that needs more room than is left', () => {
    expect(placed(piece(300), piece(10, { above: 20, room: 380 }))).toEqual([
      [
        [300, 0],
        [10, 320],
      ],
    ]);
    expect(placed(piece(300), piece(10, { above: 20, room: 381 }))).toEqual([[[300, 0]], [[10, 0]]]);
    expect(placed(piece(10, { room: 800 }))).toEqual([[[10, 0]]]);
  });

  const ended = (least: number, ...pieces: Piece[]) =>
    pagesOf(pieces, depth, least).map((page) => page.map(({ piece: { height } }) => height));

  it('moves pieces to the last page until enough stands on it', () => {
    const six = [piece(200), piece(201), piece(202), piece(90), piece(20)];
    expect(ended(0, ...six)).toEqual([[200, 201, 202, 90], [20]]);
    expect(ended(100, ...six)).toEqual([
      [200, 201, 202],
      [90, 20],
    ]);
    expect(ended(120, ...six)).toEqual([
      [200, 201],
      [202, 90, 20],
    ]);
  });

  it('does so before a break as well, and never divides what is kept together', () => {
    const tied = [piece(500), piece(100, { keep: true }), piece(90), piece(20), piece(30, { breaks: true })];
    expect(ended(100, ...tied)).toEqual([[500], [100, 90, 20], [30]]);
  });

  it('leaves little on the last page when the page before has nothing to spare', () => {
    expect(ended(100, piece(700), piece(20))).toEqual([[700], [20]]);
    expect(ended(100, piece(20))).toEqual([[20]]);
  });

  it('places every piece once, in order, with a least height of the last page', () => {
    fc.assert(
      fc.property(
        fc.array(anyPiece, { maxLength: 40 }),
        fc.integer({ min: 0, max: 300 }),
        (pieces, least) => {
          const pages = pagesOf(pieces, depth, least);
          expect(pages.flatMap((page) => page.map(({ piece }) => piece))).toEqual(pieces);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives a piece that is higher than a page a page of its own', () => {
    expect(placed(piece(100), piece(800), piece(100))).toEqual([[[100, 0]], [[800, 0]], [[100, 0]]]);
  });
});

/** A part that writes down where it is drawn. */
function traced() {
  const drawn: [x: number, y: number][] = [];
  return { drawn, part: { draw: (_pen: Pen, x: number, y: number) => void drawn.push([x, y]) } };
}
const pen = undefined as unknown as Pen;
const places = { pageOf: () => 0 };

describe('stacked', () => {
  it('draws each piece below the one before it, with the space between them', () => {
    const { drawn, part } = traced();
    const piece = (above: number, height: number): Piece => ({ above, height, keep: true, parts: [part] });
    const whole = stacked([piece(5, 10), piece(7, 20), piece(0, 30)], { anchor: 'here' });
    expect(whole).toMatchObject({ above: 5, height: 67, keep: false, anchor: 'here' });
    for (const { draw } of whole.parts) draw(pen, 100, 200, places);
    expect(drawn).toEqual([
      [100, 200],
      [100, 217],
      [100, 237],
    ]);
  });

  it('has no height without pieces', () => {
    expect(stacked([])).toEqual({ above: 0, height: 0, keep: false, parts: [] });
  });
});

describe('moved', () => {
  it('draws parts to the right and down', () => {
    const { drawn, part } = traced();
    for (const { draw } of moved([part], 3, 4)) draw(pen, 100, 200, places);
    expect(drawn).toEqual([[103, 204]]);
  });
});

describe('keptTogether', () => {
  const pieces: Piece[] = [1, 2, 3].map((height) => ({ above: 0, height, keep: false, parts: [] }));
  it('keeps each piece with the next one', () => {
    expect(keptTogether(pieces).map(({ keep }) => keep)).toEqual([true, true, false]);
  });

  it('keeps the last piece with what follows when it is to', () => {
    expect(keptTogether(pieces, true).map(({ keep }) => keep)).toEqual([true, true, true]);
  });
});
