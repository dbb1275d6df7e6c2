import { describe, expect, it } from 'vitest';
import { guideSteps } from '../../../src/assessment/live/guide.ts';
import { momentsSteps } from '../../../src/assessment/live/moments-guide.ts';

describe.each([
  ['to statements', guideSteps, 'only once 7 of us have rated'],
  ['to moments of truth', momentsSteps, 'count them, from 7 people on'],
])('the workshop guide %s', (_what, stepsOf, sentence) => {
  it('says from how many people on something is shown', () => {
    const all = stepsOf(7)
      .map(({ text, say }) => `${text} ${say}`)
      .join(' ');
    expect(all).toContain(sentence);
  });

  it('fills an hour without a break', () => {
    const ends = stepsOf(5).map(({ minutes }) => minutes.split('–').map(Number));
    expect(ends[0]?.[0]).toBe(0);
    expect(ends.slice(1).map(([from]) => from)).toEqual(ends.slice(0, -1).map(([, to]) => to));
    expect(ends.at(-1)?.[1]).toBe(60);
  });
});
