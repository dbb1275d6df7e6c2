/** Pages: nothing is lost, nothing runs over the edge, what belongs together stays together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Piece, pagesOf } from '../../../src/exports/pdf/drawing/flow.ts';

const depth = 700;
const anyPiece: fc.Arbitrary<Piece> = fc.record({
  above: fc.integer({ min: 0, max: 40 }),
  height: fc.integer({ min: 0, max: 260 }),
  keep: fc.boolean(),
  parts: fc.constant([]),
  breaks: fc.constantFrom(false, false, false, true),
});

describe('pagesOf', () => {
  it('places every piece once, in order, within the page', () => {
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

  it('draws the head of a table again where a row begins a page', () => {
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
});
