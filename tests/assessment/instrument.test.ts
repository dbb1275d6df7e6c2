import { describe, expect, it } from 'vitest';
import { lensNames, perspectives, questionOf } from '../../src/assessment/instrument.ts';
import { instrument, questionList } from './arbitraries.ts';

describe('questionOf', () => {
  it('returns each question for its id', () => {
    const own = { ...instrument, questions: questionList(3) };
    expect(own.questions.map(({ id }) => questionOf(own, id))).toEqual(own.questions);
  });

  it('returns undefined for an id that this instrument does not have', () => {
    const own = { ...instrument, questions: questionList(1) };
    expect([questionOf(own, '1.2'), questionOf(own, '')]).toEqual([undefined, undefined]);
  });
});

describe('the names of an instrument', () => {
  it('are the two perspectives and the three lenses', () => {
    expect([perspectives, lensNames]).toEqual([
      ['me', 'us'],
      ['tier', 'level', 'demand'],
    ]);
  });
});
