import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandIndex, bandsOf } from '../../src/assessment/comparison/benchmark.ts';
import { distribution, type Spread } from '../../src/charts/distribution.ts';
import { extents, readChart } from './svg-reading.ts';

const max = 24;
const bands = bandsOf(max);
const draw = (me: Spread, us: Spread, most = 60) => readChart(distribution('Title', { me, us }, bands, most));
const share = fc.integer({ min: 0, max: 20 }).map((step) => 5 * step);
const spread: fc.Arbitrary<Spread> = fc.record({
  shares: fc.oneof(
    { weight: 4, arbitrary: fc.array(share, { minLength: bands.length, maxLength: bands.length }) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  points: fc.option(fc.integer({ min: 0, max }), { nil: undefined }),
});
const none: Spread = { shares: [], points: undefined };

describe('distribution', () => {
  it('draws a well-formed chart within its frame, with a bar for each share above 0', () => {
    fc.assert(
      fc.property(spread, spread, (me, us) => {
        const chart = draw(me, us, 100);
        for (const { from, to } of extents(chart)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(100);
        }
        for (const [who, { shares, points }] of [
          ['me', me],
          ['us', us],
        ] as const) {
          const bars = chart.elements.filter(({ attributes }) => attributes.class === `share ${who}`);
          expect(bars).toHaveLength(shares.filter((value) => value > 0).length);
          const marks = chart.elements.filter(
            ({ name, attributes }) => name === (who === 'me' ? 'circle' : 'rect') && attributes.class === who,
          );
          expect(marks).toHaveLength(points === undefined ? 0 : 1);
        }
      }),
    );
  });

  it('draws a mark within the bar of its band', () => {
    const shares = bands.map(() => 15);
    for (let points = 0; points <= max; points++) {
      const chart = draw({ shares, points }, none);
      const bars = extents(chart).filter(({ element }) => element.attributes.class === 'share me');
      const mark = chart.elements.find(({ name }) => name === 'circle')?.attributes.cx ?? '';
      const { from = 0, to = 0 } = bars[bandIndex(points)] ?? {};
      expect(Number.parseFloat(mark)).toBeGreaterThan(from);
      expect(Number.parseFloat(mark)).toBeLessThan(to);
    }
  });

  it('draws bars in proportion to their shares, on one scale for me and us', () => {
    const chart = draw(
      { shares: [60, 30, 0, 0, 5, 5], points: undefined },
      { shares: [30, 60, 5, 5, 0, 0], points: undefined },
    );
    const heights = (who: string) =>
      chart.elements
        .filter(({ attributes }) => attributes.class === `share ${who}`)
        .map(({ attributes }) => Number.parseFloat(attributes.height ?? ''));
    const [tall = 0, half] = heights('me');
    expect(half).toBe(tall / 2);
    expect(heights('us').slice(0, 2)).toEqual([half, tall]);
  });

  it('shows shares and marks, and has a name', () => {
    const chart = draw({ shares: [0, 5, 30, 40, 20, 5], points: 14 }, none);
    expect(chart.title).toBe('Title');
    expect(chart.texts.filter((text) => text.endsWith(' %'))).toEqual([
      '0 %',
      '5 %',
      '30 %',
      '40 %',
      '20 %',
      '5 %',
    ]);
    expect(chart.texts).toContain('14');
  });
});
