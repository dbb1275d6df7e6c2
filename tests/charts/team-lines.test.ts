import { describe, expect, it } from 'vitest';
import { teamLines } from '../../src/charts/team-lines.ts';
import { type ChartElement, extents, readChart } from './svg-reading.ts';

const max = 3;
const label = 'Listening';
const draw = (means: { me: number; us: number; spread: number } | undefined) =>
  readChart(teamLines('c', 'Title', [{ label, means }], max));
const withClass = (name: string, elements: readonly ChartElement[]) =>
  elements.filter(({ attributes }) => attributes.class?.split(' ').includes(name));
const at = (position: string | undefined) => Number.parseFloat(position ?? '');
const classesOfNumbers = (me: number, us: number) =>
  withClass('number', draw({ me, us, spread: 0.5 }).elements).map(({ attributes }) => attributes.class);

describe('teamLines', () => {
  it('draws the band from us minus the spread to us plus the spread', () => {
    const { elements } = draw({ me: 1, us: 2, spread: 1 });
    const [band] = withClass('span', elements);
    const [circle] = elements.filter(({ name }) => name === 'circle');
    expect(at(band?.attributes.x)).toBe(at(circle?.attributes.cx));
    const axis = withClass('axis', elements)[0];
    expect(at(band?.attributes.x) + at(band?.attributes.width)).toBeCloseTo(at(axis?.attributes.x2), 1);
  });

  it('ends the band at the ends of the line', () => {
    for (const us of [0, max]) {
      const { elements } = draw({ me: 1, us, spread: 2 });
      const axis = withClass('axis', elements)[0];
      const band = extents({ title: '', description: '', texts: [], elements }).find(
        ({ element }) => element.attributes.class === 'span',
      );
      expect(band?.from).toBeGreaterThanOrEqual(at(axis?.attributes.x1));
      expect(band?.to).toBeLessThanOrEqual(at(axis?.attributes.x2) + 0.01);
    }
  });

  it('shows each mean with one decimal, or one number when both look equal', () => {
    expect(draw({ me: 1, us: 2.25, spread: 0.5 }).texts).toEqual([label, '1.0', '2.3']);
    expect(draw({ me: 1.01, us: 1.04, spread: 0.5 }).texts).toEqual([label, '1.0']);
    expect(classesOfNumbers(1.01, 1.04)).toEqual(['number both']);
  });

  it('moves numbers aside only when they are close', () => {
    expect(classesOfNumbers(1, 1.4)).toEqual(['number me before', 'number us after']);
    expect(classesOfNumbers(1.4, 1)).toEqual(['number me after', 'number us before']);
    expect(classesOfNumbers(1, 1.5)).toEqual(['number me', 'number us']);
  });

  it('draws no mark, number or band, and says so, when too few members answered', () => {
    const { elements, texts, description } = draw(undefined);
    expect(texts).toEqual(['Listening, too few to show']);
    expect(description).toBe('Listening: too few to show');
    for (const name of ['span', 'number', 'me', 'us']) expect(withClass(name, elements)).toEqual([]);
  });

  it('has means and spread in its text alternative', () => {
    expect(draw({ me: 1, us: 2.25, spread: 0.5 }).description).toBe(
      'Listening: me 1.0, us 2.3, spread of us 0.5',
    );
  });
});
