import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BarRow, bars } from '../../src/charts/bars.ts';
import { readChart } from './svg-reading.ts';

const max = 100;
const draw = (rows: readonly BarRow[], threshold?: number) =>
  readChart(bars('c', 'Title', rows, max, threshold));
const row = (value: number | undefined, weak = false): BarRow => ({ label: 'Principle', value, weak });

/** The lengths of the bars, in per cent of the chart. */
function lengths(rows: readonly BarRow[], threshold?: number) {
  return draw(rows, threshold)
    .elements.filter(({ attributes }) => attributes.class?.startsWith('bar'))
    .map(({ attributes }) => Number.parseFloat(attributes.width ?? ''));
}

describe('bars', () => {
  it('have a length in proportion to their value, up to the track’s', () => {
    const value = fc.integer({ min: 0, max });
    const track = draw([row(max)]).elements.find(({ attributes }) => attributes.class === 'track');
    const whole = Number.parseFloat(track?.attributes.width ?? '');
    fc.assert(
      fc.property(value, (one) => {
        expect(lengths([row(one)])[0]).toBeCloseTo((whole * one) / max, 1);
      }),
    );
  });

  it('are drawn only for rows with a score', () => {
    expect(lengths([row(10), row(undefined), row(30)])).toHaveLength(2);
  });

  it('show their number, or "no score"', () => {
    expect(draw([row(10), row(undefined)]).texts).toEqual(['Principle', '10', 'Principle', 'no score']);
  });

  it('name in the text alternative those to work on', () => {
    expect(draw([row(10, true), row(80)]).description).toBe('Principle: 10, work on this; Principle: 80');
  });

  it('have the class weak when they are weak', () => {
    const classes = draw([row(10, true), row(80)]).elements.map(({ attributes }) => attributes.class);
    expect(classes.filter((name) => name?.startsWith('bar'))).toEqual(['bar weak', 'bar']);
  });

  it('have the threshold line where a bar of that value ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max }), (threshold) => {
        const line = draw([row(threshold)], threshold).elements.find(
          ({ attributes }) => attributes.class === 'threshold',
        );
        expect(Number.parseFloat(line?.attributes.x1 ?? '')).toBe(lengths([row(threshold)], threshold)[0]);
      }),
    );
  });

  it('have the threshold line across every bar and no label', () => {
    const { elements } = draw([row(10), row(undefined), row(80)], 30);
    const across = elements
      .filter(({ attributes }) => attributes.class === 'threshold')
      .map(({ attributes }) => [Number(attributes.y1), Number(attributes.y2)] as const);
    const named = (name: string) => elements.filter(({ attributes }) => attributes.class === name);
    const bars = named('track').map(({ attributes }) => Number(attributes.y));
    expect(across).toHaveLength(bars.length);
    across.forEach(([from, to], i) => {
      expect(from).toBeLessThan(bars[i] ?? Number.NaN);
      expect(to).toBeGreaterThan((bars[i] ?? Number.NaN) + 14);
    });
    // Letters reach 4 pixels below the baseline and 12 above.
    const labels = named('label').map(({ attributes }) => Number(attributes.y));
    expect(labels).toHaveLength(bars.length);
    expect(labels.filter((y) => across.some(([from, to]) => from < y + 4 && to > y - 12))).toEqual([]);
  });

  it('have no line without a threshold', () => {
    expect(draw([row(10)]).elements.filter(({ name }) => name === 'line')).toEqual([]);
  });
});
