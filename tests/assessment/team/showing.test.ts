import { describe, expect, it } from 'vitest';
import { type Standing, showing } from '../../../src/assessment/team/showing.ts';

const none = { questions: 0, leftOut: 0 };
const given: Standing = {
  people: 8,
  expected: 8,
  threshold: 5,
  round: 2,
  movable: 0,
  held: none,
  isShown: false,
  closed: false,
};
const of = (changes: Partial<Standing>) => {
  const { button, sentences } = showing({ ...given, ...changes });
  return { button, text: sentences.join(' ') };
};

describe('showing', () => {
  it('does not promise that a new round shows by itself when all have answered and it did not', () => {
    const { text } = of({});
    expect(text).not.toContain('by themselves');
    expect(text).toContain('Nothing can be shown yet');
  });

  it('says that a new round waits for all whom the earlier rounds counted', () => {
    expect(of({ people: 4 }).text).toContain('once all 8 have answered, among them all whom the earlier');
    expect(of({ people: 4, round: 1 }).text).toContain('once all 8 have answered. Looking');
  });

  it.each([
    [1, 'the ratings of one person who answered, drawn by lot, are left out'],
    [2, 'the ratings of up to two people who answered, drawn by lot, are left out'],
  ])('says how many are left out with those who are missing: %i', (leftOut, words) => {
    const { button, text } = of({ held: { questions: 100, leftOut } });
    expect(button).toBe('Show the figures now');
    expect(text).toContain('Nothing of round 2 shows by itself');
    expect(text).toContain(words);
  });

  it('offers the questions that are held beside those that are shown', () => {
    const { button, text } = of({ isShown: true, held: { questions: 3, leftOut: 2 } });
    expect(button).toBe('Show 3 questions more');
    expect(text).toContain('3 questions of round 2 do not show by themselves');
  });

  it('says both consequences when some questions can be shown as they are and others not', () => {
    const { button, text } = of({ movable: 10, held: { questions: 90, leftOut: 1 }, people: 7 });
    expect(button).toBe('Show the figures now');
    expect(text).toContain('The last one may then never be counted');
    expect(text).toContain('90 questions of round 2 do not show by themselves');
  });
});
