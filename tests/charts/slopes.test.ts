import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SlopePoint, slopes, slopesInWords } from '../../src/charts/slopes.ts';
import { type ChartElement, extents, readChart, withClass } from './svg-reading.ts';

const max = 24;
const value = (given: number, provisional = false) => ({ value: given, provisional });
const point = (day: string, me?: number, us?: number): SlopePoint => ({
  day,
  year: '2026',
  me: me === undefined ? undefined : value(me),
  us: us === undefined ? undefined : value(us),
});
const draw = (...points: readonly SlopePoint[]) => readChart(slopes('Title', points, max));
const pathOf = (view: string, elements: readonly ChartElement[]) =>
  withClass('slope', elements).find(({ attributes }) => attributes.class?.endsWith(view))?.attributes.d;
/** The points of a path: x in per cent, y in pixels. */
const corners = (d = '') =>
  [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe('slopes', () => {
  it('draws lines through the marks: circles for me, squares for us', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max })), {
          minLength: 2,
          maxLength: 5,
        }),
        (given) => {
          const { elements } = draw(...given.map(([me, us], i) => point(`${i + 1} May`, me, us)));
          const circles = withClass('me', elements).filter(({ name }) => name === 'circle');
          const squares = withClass('us', elements).filter(({ name }) => name === 'rect');
          const place = (x = '', y = '', half = 0) => [
            Number.parseFloat(x),
            expect.closeTo(Number.parseFloat(y) + half, 1),
          ];
          expect(corners(pathOf('me', elements))).toEqual(
            circles.map(({ attributes }) => place(attributes.cx, attributes.cy)),
          );
          // The square is drawn from its upper edge, and moved to its middle across by the style sheet.
          expect(corners(pathOf('us', elements))).toEqual(
            squares.map(({ attributes }) => place(attributes.x, attributes.y, 0.42)),
          );
          const heights = corners(pathOf('me', elements)).map(([, y = 0]) => y);
          for (const [i, [me]] of given.entries())
            for (const [j, [other]] of given.entries())
              expect(Math.sign((heights[i] ?? 0) - (heights[j] ?? 0))).toBe(Math.sign(other - me));
        },
      ),
    );
  });

  it('breaks a line where a date has no value, and draws none without any value', () => {
    const { elements } = draw(point('1 May', 3), point('2 May'), point('3 May', 5), point('4 May', 9));
    expect(pathOf('me', elements)?.match(/M/g)).toHaveLength(2);
    expect(pathOf('us', elements)).toBeUndefined();
    expect(elements.filter(({ name }) => name === 'rect')).toEqual([]);
  });

  it('stays within the chart', () => {
    const chart = draw(...[0, 1, 2, 3, 4].map((i) => point(`${i + 1} May`, 0, max)));
    for (const { from, to } of extents(chart)) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(100);
    }
  });

  it('shows each number, names the last ones, and shows the dates', () => {
    const { texts } = draw(point('3 May', 5, 17), point('21 Nov', 9, 9));
    expect(texts).toEqual(['0', '24', '5', '17', 'both 9', '3 May', '2026', '21 Nov', '2026']);
  });

  it('puts provisional numbers in brackets', () => {
    const points = [{ day: '3 May', year: '2026', me: value(5, true), us: value(5) }, point('21 Nov', 9)];
    expect(draw(...points).texts.slice(2, 5)).toEqual(['(5)', '5', 'me 9']);
    expect(slopesInWords(points)).toBe('3 May 2026: me 5 (provisional), us 5; 21 Nov 2026: me 9, us none');
  });

  it('escapes dates', () => {
    const { texts } = draw(point('<b>"&', 1, 2), point('2 May', 1, 2));
    expect(texts).toContain('<b>"&');
  });
});
