import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import { fromThreshold, spreadOf, spreadSentence, totalOf } from '../../../src/assessment/live/spread.ts';

const given = fc.constantFrom<PerspectiveAnswer>(0, 1, 2, 3, 'not-applicable');
const answers = fc.array(fc.record({ me: given, us: given }), { maxLength: 12 });
const labels = ['Hardly ever', 'Sometimes', 'Mostly', 'Nearly always'];

describe('spreadOf', () => {
  it('shows nothing of fewer people than the threshold, and no perspective that fewer of them rated', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 3, max: 8 }), (all, threshold) => {
        const spread = spreadOf(all, threshold);
        expect(spread === undefined).toBe(all.length < threshold);
        for (const side of ['me', 'us'] as const) {
          const rated = all.filter((answer) => answer[side] !== 'not-applicable').length;
          const counts = spread?.[side];
          expect(counts === undefined).toBe(!spread || rated < threshold);
          if (counts) expect(totalOf(counts)).toBe(rated);
        }
      }),
    );
  });

  it('is the same for two groups with the same ratings of me and the same of us, however these are paired', () => {
    const pairs: Answer[] = [0, 1, 2, 3, 3].map((rating, i) => ({ me: rating as 0, us: (i % 4) as 0 }));
    const shuffled = pairs.map(({ me }, i) => ({ me, us: pairs[(i + 2) % pairs.length]?.us ?? 0 }));
    expect(spreadOf(pairs, 5)).toEqual(spreadOf(shuffled, 5));
  });
});

describe('fromThreshold', () => {
  it('leaves out what was revealed under a lower threshold', () => {
    const spread = spreadOf(Array<Answer>(4).fill({ me: 1, us: 2 }), 3);
    expect(spread && fromThreshold(spread, 4)).toEqual(spread);
    expect(spread && fromThreshold(spread, 5)).toEqual({ rated: 4, me: undefined, us: undefined });
  });
});

describe('spreadSentence', () => {
  it.each([
    [[0, 0, 6, 0] as const, 'All 6 say “mostly”.'],
    [[1, 0, 4, 1] as const, 'From “hardly ever” to “nearly always”, most often “mostly” (4 of 6).'],
    [
      [0, 3, 3, 0] as const,
      'From “sometimes” to “mostly”, equally often “sometimes” and “mostly” (3 of 6 each).',
    ],
    [
      [2, 2, 2, 0] as const,
      'From “hardly ever” to “mostly”, equally often “hardly ever”, “sometimes” and “mostly” (2 of 6 each).',
    ],
    [undefined, 'Too few ratings to show: it takes 5.'],
  ])('of %j is "%s"', (counts, sentence) => {
    expect(spreadSentence(counts, labels, 5)).toBe(sentence);
  });
});
