import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLines } from '../../src/charts/compare-lines.ts';
import type { GapRow } from '../../src/charts/gap-lines.ts';
import { extents, readChart } from './svg-reading.ts';

const max = 24;
const draw = (rows: readonly GapRow[]) => readChart(compareLines('c', 'Title', rows, max));
const points = fc.option(fc.integer({ min: 0, max }), { nil: undefined });
const anyRows = fc.array(fc.record({ label: fc.string({ unit: 'binary' }), me: points, us: points }), {
  minLength: 1,
  maxLength: 5,
});
const at = (position: string | undefined) => Number.parseFloat(position ?? '');
const withClass = (name: string, rows: readonly GapRow[]) =>
  draw(rows).elements.filter(({ attributes }) => attributes.class?.split(' ').includes(name));
const printable = (text: string) => !/[<>&"]/.test(text);

describe('compareLines', () => {
  it('draws a well-formed chart within its frame, with a mark for each score, whatever the names', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const chart = draw(rows);
        for (const { from, to } of extents(chart)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(100);
        }
        const circles = chart.elements.filter(({ name }) => name === 'circle');
        expect(circles).toHaveLength(rows.filter(({ me }) => me !== undefined).length);
        const squares = chart.elements.filter(({ attributes }) => attributes.class === 'us');
        expect(squares).toHaveLength(rows.filter(({ us }) => us !== undefined).length);
      }),
    );
  });

  it('draws the same points at the same place for everybody', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const circles = draw(rows).elements.filter(({ name }) => name === 'circle');
        const scored = rows.filter(({ me }) => me !== undefined);
        for (const [i, one] of scored.entries())
          for (const [j, other] of scored.entries())
            expect(Math.sign(at(circles[i]?.attributes.cx) - at(circles[j]?.attributes.cx))).toBe(
              Math.sign((one.me ?? 0) - (other.me ?? 0)),
            );
      }),
    );
  });

  it('draws a band from the lowest us to the highest, and none when they agree', () => {
    const [band] = withClass('span', [
      { label: 'A', me: 24, us: 4 },
      { label: 'B', me: 0, us: 16 },
      { label: 'C', me: 1, us: undefined },
    ]);
    const [low, high] = withClass('over', [
      { label: 'A', me: 24, us: 4 },
      { label: 'B', me: 0, us: 16 },
    ]).map(({ attributes }) => at(attributes.x));
    expect(at(band?.attributes.x)).toBe(low);
    expect(at(band?.attributes.x) + at(band?.attributes.width)).toBeCloseTo(high ?? 0, 1);
    expect(
      withClass('span', [
        { label: 'A', me: 1, us: 4 },
        { label: 'B', me: 2, us: 4 },
      ]),
    ).toEqual([]);
    expect(
      withClass('span', [
        { label: 'A', me: 1, us: 4 },
        { label: 'B', me: 2, us: undefined },
      ]),
    ).toEqual([]);
  });

  it('has names and points in its text alternative', () => {
    fc.assert(
      fc.property(anyRows, (given) => {
        const rows = given.filter(({ label }) => printable(label));
        const said = rows.map(
          ({ label, me, us }) => `${label}: me ${me ?? 'no score'}, us ${us ?? 'no score'}`,
        );
        expect(draw(rows).description).toBe(said.join('; '));
      }),
    );
  });

  it('moves overlapping numbers apart, and marks who has no score', () => {
    const near = [{ label: 'A', me: 9, us: 8 }];
    expect(withClass('before', near).map(({ attributes }) => attributes.class)).toEqual(['number us before']);
    expect(withClass('after', near).map(({ attributes }) => attributes.class)).toEqual(['number me after']);
    expect(withClass('before', [{ label: 'A', me: 19, us: 8 }])).toEqual([]);
    expect(draw([{ label: 'A', me: undefined, us: undefined }]).texts).toEqual(['A, no score']);
  });
});
