import { describe, expect, it } from 'vitest';
import { directionSentence } from '../../../src/assessment/scores/sentences.ts';
import { instrument } from '../arbitraries.ts';

const ahead = instrument.thresholds.aheadBy;
/** Competencies with these gaps, us minus me. "low" stands for one in which both are low although they part. */
const say = (...gaps: (number | 'low')[]) =>
  directionSentence(
    gaps.map((gap) => {
      const competency = { short: 'A' };
      if (gap === 'low') return { competency, gap: ahead, reading: 'both-low' };
      const near = 'both-high';
      return {
        competency,
        gap,
        reading: gap >= ahead ? 'we-are-ahead' : gap <= -ahead ? 'i-am-ahead' : near,
      };
    }) as unknown as Parameters<typeof directionSentence>[0],
    instrument,
  );

describe('directionSentence', () => {
  it.each([
    [[9], 'Only “A” has both scores, so there is nothing to hold it against.'],
    [
      [-ahead, ahead, ahead, 0],
      'You put yourself clearly ahead of the others in 1 of 4 competencies with both scores and clearly behind in 2: you have something to teach, and something to learn.',
    ],
    [
      [-ahead, -ahead, 0],
      'You put yourself clearly ahead in 2 of 3 competencies with both scores. Service that rests on one person fails customers on the days when that person is away.',
    ],
    [
      [ahead, ahead, 0],
      'You put yourself clearly behind in 2 of 3 competencies with both scores. That may be modesty, a new job, or work that keeps you far from customers.',
    ],
    [
      [-ahead, 0],
      'In 1 of 2 competencies with both scores you see yourself and the people around you much alike.',
    ],
    [
      [ahead, 0],
      'In 1 of 2 competencies with both scores you see yourself and the people around you much alike.',
    ],
    [
      [ahead, 0, 0],
      'In 2 of 3 competencies with both scores you see yourself and the people around you much alike.',
    ],
    [
      [ahead - 1, 1 - ahead],
      'Views this close can mean that you work as one, or that you were rating the mood of the place twice; a colleague’s ratings would tell.',
    ],
    [
      ['low', 'low', 0],
      'In 2 of 3 competencies with both scores the two views part, but both are low: there the level matters more than the gap.',
    ],
    [
      [ahead, 'low', 0, 0, 0, 0],
      'In 2 of 6 competencies the two views part. In 1 of them both are low: there the level matters more than the gap.',
    ],
    [
      [ahead, 'low', ahead],
      'You put yourself clearly behind in 2 of 3 competencies with both scores. That may be modesty, a new job, or work that keeps you far from customers.',
    ],
  ] as [(number | 'low')[], string][])(
    'says for competencies with gaps of %j which view is ahead',
    (gaps, sentence) => {
      expect(say(...gaps)).toBe(sentence);
    },
  );
});
