import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BarRow, bars } from '../../src/charts/bars.ts';
import { at, readChart, withClass } from './svg-reading.ts';

const max = 100;
const draw = (rows: readonly BarRow[], at?: number) =>
  readChart(bars('Title', rows, { max, ...(at === undefined ? {} : { threshold: { at, label: 'below' } }) }));
const row = (value: number | undefined, weak = false): BarRow => ({ label: 'Principle', value, weak });
const ends = (rows: readonly BarRow[]) =>
  withClass('bar', draw(rows).elements).map(({ attributes }) => [at(attributes.x1), at(attributes.x2)]);

describe('bars', () => {
  it('begin at one zero and end at their value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max }), { maxLength: 6 }), (values) => {
        expect(ends(values.map((value) => row(value)))).toEqual(values.map((value) => [0, value]));
      }),
    );
  });

  it('have the mark of us at their end', () => {
    const marks = withClass('us', draw([row(30)]).elements).filter(({ name }) => name === 'rect');
    expect(marks.map(({ attributes }) => attributes.x)).toEqual(['30%']);
  });

  it('are drawn only for rows with a score', () => {
    expect(ends([row(10), row(undefined), row(30)])).toHaveLength(2);
  });

  it('show their number, or "no score"', () => {
    const { labels, texts } = draw([row(10), row(undefined)]);
    expect(labels).toEqual(['Principle', 'Principle']);
    expect(texts).toEqual(['10', 'no score']);
  });

  it('have the class weak when they are weak', () => {
    const classes = withClass('bar', draw([row(10, true), row(80)]).elements);
    expect(classes.map(({ attributes }) => attributes.class)).toEqual(['bar weak', 'bar']);
  });

  it('have a note after the label', () => {
    expect(draw([{ ...row(10), note: 'start here' }]).labels).toEqual(['Principle start here']);
  });

  it('draw the range of a provisional score', () => {
    const [range] = withClass('range', draw([{ ...row(50), range: [20, 80] }]).elements);
    expect([range?.attributes.x1, range?.attributes.x2]).toEqual(['20%', '80%']);
  });

  it('have a threshold with its label on top', () => {
    const { ground, elements } = draw([row(10)], 30);
    expect(ground).toContain('below');
    expect(withClass('threshold', elements).map(({ attributes }) => attributes.x1)).toEqual(['30%']);
    expect(withClass('threshold', draw([row(10)]).elements)).toEqual([]);
  });

  it('have their number on the side of the mark that is away from the threshold', () => {
    const sides = withClass('number', draw([row(0), row(29), row(30), row(100)], 30).elements);
    expect(sides.map(({ attributes }) => attributes.class)).toEqual([
      'number us before',
      'number us before',
      'number us after',
      'number us after',
    ]);
  });
});
