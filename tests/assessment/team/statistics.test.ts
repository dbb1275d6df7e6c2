import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreementOf,
  alphaOf,
  betweenOf,
  halfIntervalOf,
  tQuantile,
  varianceOf,
} from '../../../src/assessment/team/statistics.ts';

const rating = fc.integer({ min: 0, max: 3 });
const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
/** In two passes, from the values themselves. */
const slowVariance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - meanOf(values)) ** 2, 0) / (values.length - 1);
const momentsOf = (values: readonly number[]) => ({
  sum: values.reduce((a, b) => a + b, 0),
  squares: values.reduce((a, b) => a + b * b, 0),
});

describe('Student’s t', () => {
  // The column for 0.975 of the usual printed tables (Fisher and Yates, Statistical Tables, table III).
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [9, 2.262],
    [10, 2.228],
    [19, 2.093],
    [20, 2.086],
    [29, 2.045],
    [30, 2.042],
    [60, 2.0],
    [120, 1.98],
    [100_000, 1.96],
  ])('for %i degrees of freedom leaves 2.5 %% above %f', (freedom, printed) => {
    expect(tQuantile(freedom)).toBeCloseTo(printed, 3);
  });

  it('has the area under its density that Simpson’s rule finds', () => {
    const density = (freedom: number) => (t: number) => (1 + t ** 2 / freedom) ** (-(freedom + 1) / 2);
    const area = (f: (t: number) => number, to: number) => {
      const pieces = 4_000;
      const width = to / pieces;
      let sum = f(0) + f(to);
      for (let i = 1; i < pieces; i++) sum += (i % 2 ? 4 : 2) * f(i * width);
      return (sum * width) / 3;
    };
    for (const freedom of [9, 10, 37, 60]) {
      // The rest of the curve beyond 60 is below 10⁻¹².
      const whole = area(density(freedom), 60);
      for (const t of [0.1, 1, 2.2, 4])
        expect(betweenOf(t, freedom)).toBeCloseTo(area(density(freedom), t) / whole, 8);
    }
  });
});

describe('agreement', () => {
  it('is 1 when all rate alike, and 0 when they rate as far apart as at random or further', () => {
    expect(agreementOf([0, 0, 0], 4)).toBe(1);
    expect(agreementOf([1.25, 1.25], 4)).toBe(0);
    expect(agreementOf([2.25, 2.25], 4)).toBe(0);
    expect(agreementOf([], 4)).toBeUndefined();
  });

  it('of one question is one minus its share of the variance by lot (James, Demaree and Wolf, equation 1)', () => {
    expect(agreementOf([0.5], 4)).toBeCloseTo(1 - 0.5 / 1.25, 12);
  });

  it('rises with every question as the Spearman-Brown formula says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1.2, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (variance, count) => {
          const one = 1 - variance / 1.25;
          const stepped = (count * one) / (1 + (count - 1) * one);
          expect(agreementOf(Array(count).fill(variance), 4)).toBeCloseTo(stepped, 9);
        },
      ),
    );
  });
});

describe('variance, alpha and interval', () => {
  const table = fc
    .integer({ min: 2, max: 6 })
    .chain((k) =>
      fc.array(fc.array(rating, { minLength: k, maxLength: k }), { minLength: 2, maxLength: 40 }),
    );

  it('are those of the ratings themselves', () => {
    fc.assert(
      fc.property(table, (people) => {
        const items = (people[0] ?? []).map((_, i) => people.map((own) => own[i] ?? 0));
        const sums = people.map((own) => own.reduce((a, b) => a + b, 0));
        const n = people.length;
        for (const values of [...items, sums])
          expect(varianceOf(momentsOf(values), n)).toBeCloseTo(slowVariance(values), 9);
        const alpha = alphaOf({ n, items: items.map(momentsOf), total: momentsOf(sums) });
        if (slowVariance(sums) === 0) expect(alpha).toBeUndefined();
        else {
          // Alpha by the covariances: mean covariance of two questions over the mean of all entries of the matrix.
          const covariance = (a: readonly number[], b: readonly number[]) =>
            a.reduce((sum, value, i) => sum + (value - meanOf(a)) * ((b[i] ?? 0) - meanOf(b)), 0) / (n - 1);
          const all = items.flatMap((a, i) =>
            items.map((b, j) => ({ own: i === j, value: covariance(a, b) })),
          );
          const between = meanOf(all.filter(({ own }) => !own).map(({ value }) => value));
          expect(alpha).toBeCloseTo(between / meanOf(all.map(({ value }) => value)), 6);
        }
      }),
    );
  });

  it('give half the interval of an example worked out on paper', () => {
    const values = [2, 5, 5, 7, 9, 10, 12, 14, 17, 19];
    // 10 ± 2.2622 × 5.5176 ÷ √10: the squares about the mean add up to 274, and √(274 ÷ 9) = 5.5176.
    expect(halfIntervalOf(momentsOf(values), values.length)).toBeCloseTo(3.947, 3);
  });
});

describe('statistics of too few values', () => {
  it('varianceOf returns 0 for one value', () => {
    expect(varianceOf({ sum: 2, squares: 4 }, 1)).toBe(0);
  });

  it('alphaOf returns undefined for one question', () => {
    const one = { sum: 3, squares: 5 };
    expect(alphaOf({ n: 2, items: [one], total: one })).toBeUndefined();
  });
});
