import { describe, expect, it } from 'vitest';
import { bandsOf } from '../../../src/assessment/comparison/benchmark.ts';
import { standingSentence } from '../../../src/assessment/comparison/benchmark-sentences.ts';

const bands = bandsOf(24);
const said = (shares: readonly number[], points?: number) =>
  standingSentence('me', { sizes: [30], shares }, points, bands);

describe('where a score stands, in words', () => {
  const one = [0, 5, 20, 40, 30, 5];

  it.each([
    [undefined, 'For me, 13 to 16 is the most common, about 40 %.'],
    [12, 'For me, 13 to 16 is the most common, about 40 %. Yours, 12, is lower.'],
    [13, 'For me, 13 to 16 is the most common, about 40 %. Yours, 13, is there too.'],
    [16, 'For me, 13 to 16 is the most common, about 40 %. Yours, 16, is there too.'],
    [17, 'For me, 13 to 16 is the most common, about 40 %. Yours, 17, is higher.'],
    [0, 'For me, 13 to 16 is the most common, about 40 %. Yours, 0, is lower.'],
  ])('of %s is told beside the most common band', (points, sentence) => {
    expect(said(one, points)).toBe(sentence);
  });

  it('names every band that is equally common', () => {
    expect(said([0, 30, 10, 30, 0, 30], 10)).toBe(
      'For me, 5 to 8, 13 to 16 and 21 to 24 are the most common, about 30 % each. Yours, 10, is between these.',
    );
    expect(said([0, 35, 5, 35, 5, 20])).toBe(
      'For me, 5 to 8 and 13 to 16 are the most common, about 35 % each.',
    );
    expect(said([0, 30, 10, 30, 0, 30], 18)).toMatch(/Yours, 18, is between these\.$/);
    expect(said([0, 30, 30, 30, 0, 10], 24)).toMatch(/Yours, 24, is higher\.$/);
    expect(said([0, 30, 30, 30, 0, 10], 0)).toMatch(/Yours, 0, is lower\.$/);
    expect(said([30, 10, 30, 10, 10, 10], 9)).toMatch(/Yours, 9, is there too\.$/);
  });

  it('names the perspective us', () => {
    expect(standingSentence('us', { sizes: [30], shares: one }, 2, bands)).toMatch(/^For us, /);
  });
});
