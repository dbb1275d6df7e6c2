import { describe, expect, it } from 'vitest';
import {
  noMarkText,
  pointsOf,
  scoreCell,
  scoreWord,
  signed,
} from '../../../src/assessment/scores/score-text.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';

const band = { id: 'solid', title: 'Solid', below: 80 };
const final: Score = {
  kind: 'final',
  points: 14,
  max: 24,
  sum: 14,
  band,
  rated: 8,
  of: 8,
  lowest: 14,
  highest: 14,
};
const provisional: Score = { ...final, kind: 'provisional', rated: 5, lowest: 9, highest: 18 };
const none: Score = { kind: 'none', rated: 1, open: 7, of: 8 };

describe('scoreCell', () => {
  it.each([
    [final, { points: '14', band: 'Solid', note: '' }],
    [provisional, { points: '14', band: 'Solid', note: 'provisional, from 5 of 8; could be 9 to 18' }],
    [none, { points: '–', band: 'no score', note: '1 of 8 rated' }],
    [
      { ...none, open: 0 } as const,
      { points: '–', band: 'no score', note: '1 of 8 rated, the others do not apply' },
    ],
    [{ ...none, rated: 0, open: 0 } as const, { points: '–', band: 'does not apply', note: '' }],
  ])('returns the text of a score: %j', (score, cell) => {
    expect(scoreCell(score)).toEqual(cell);
  });
});

const inapplicable: Score = { kind: 'none', rated: 0, open: 0, of: 8 };

describe('scoreWord', () => {
  it('returns the points, or why there are none', () => {
    expect([final, none, inapplicable].map(scoreWord)).toEqual(['14', 'no score', 'does not apply']);
  });
});

describe('noMarkText', () => {
  it.each([
    ['a mark', [final, none], undefined],
    ['one score that is missing', [none, inapplicable], 'no score'],
    ['scores that do not apply', [inapplicable, inapplicable], 'does not apply'],
  ])('returns the text for a row with %s', (_what, scores, text) => {
    expect(noMarkText(...(scores as Score[]))).toBe(text);
  });
});

describe('pointsOf', () => {
  it('returns the points, or undefined without a score', () => {
    expect([final, provisional, none].map(pointsOf)).toEqual([14, 14, undefined]);
  });
});

describe('signed', () => {
  it.each([
    [4, '+4'],
    [-2, '−2'],
    [0, '0'],
    [undefined, '–'],
  ])('returns the gap %s as "%s"', (gap, text) => expect(signed(gap)).toBe(text));
});
