/** What must stay true of the shipped instrument, whatever is done to its wording (issue 2, point 2). */
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/assessment/instrument.ts';
import { testContent } from '../site.ts';

const { instrument } = testContent;
const { questions, principles, competencies, lenses } = instrument;

const keyCount = (list: readonly Question[]) => list.filter(({ key }) => key).length;
const placeOf = (id: string) => questions.findIndex((question) => question.id === id) + 1;
const items = (principle: number, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${principle}.${from + i}`);

describe('the shipped instrument', () => {
  it('has ten principles of ten questions each', () => {
    expect(principles.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    for (const { id, questions: own } of principles)
      expect(own.map((question) => question.id)).toEqual(items(Number(id), 1, 10));
  });

  it('asks a hundred questions, each once', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(100);
    expect(questions).toHaveLength(100);
  });

  it('has 25 key questions, at least one in every principle', () => {
    expect(keyCount(questions)).toBe(25);
    for (const { id, questions: own } of principles)
      expect({ id, keys: keyCount(own) }).not.toEqual({ id, keys: 0 });
  });

  it('has six competencies of eight questions each, four of them key', () => {
    expect(
      competencies.map(({ id, questions: own }) => ({ id, of: own.length, keys: keyCount(own) })),
    ).toEqual(['SL', 'FVC', 'SS', 'ES', 'CSP', 'RRS'].map((id) => ({ id, of: 8, keys: 4 })));
  });

  it('fills the places 1 to 8 of every competency', () => {
    for (const { questions: own } of competencies)
      expect(own.map(({ competency }) => competency?.place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('puts every question on exactly one rung of the ladder', () => {
    expect(lenses.tier.map(({ id }) => id)).toEqual([
      'significance',
      'strategy',
      'staff',
      'systems',
      'success',
      'customers',
    ]);
    expect(lenses.tier.flatMap(({ questions: own }) => own)).toHaveLength(questions.length);
  });

  it('has four levels of service and ten demands, each with questions of its own', () => {
    expect(lenses.level.map(({ id }) => id)).toEqual(['delivery', 'ease', 'people', 'feeling']);
    expect(lenses.demand).toHaveLength(10);
    for (const { questions: own } of [...lenses.level, ...lenses.demand]) expect(own).not.toEqual([]);
  });

  it('asks 1.1 to 1.4, then principles 2 to 10, then the rest of principle 1', () => {
    const middle = [2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((principle) => items(principle, 1, 10));
    expect(questions.map(({ id }) => id)).toEqual([...items(1, 1, 4), ...middle, ...items(1, 5, 10)]);
  });

  it.each([
    ['3.6', 20],
    ['3.7', 21],
    ['3.10', 24],
    ['1.5', 95],
  ])('has question %s in place %i', (id, place) => {
    expect(placeOf(id)).toBe(place);
  });

  it('scores competencies out of 24 and principles out of 100, with bands at 34, 60 and 80', () => {
    expect(instrument.points).toEqual({ competency: 24, principle: 100, lens: 100 });
    expect(instrument.bands.map(({ title, below }) => [title, below])).toEqual([
      ['To build', 34],
      ['Under way', 60],
      ['Solid', 80],
      ['Strong', undefined],
    ]);
  });
});
