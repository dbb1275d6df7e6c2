/** The texts in the cells of "What has changed". */
import { describe, expect, it } from 'vitest';
import type { Band } from '../../../src/assessment/instrument.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import { answerCell, changeCell, scoresCell, stepsCell } from '../../../src/web/report/change-cells.ts';
import { instrument } from '../state.ts';

const band = instrument.bands[0] as Band;
const scored = { max: 24, sum: 12, band, of: 8, lowest: 3, highest: 20 };
const final: Score = { ...scored, kind: 'final', points: 12, rated: 8 };
const provisional = (rated: number): Score => ({ ...scored, kind: 'provisional', points: 7, rated });
const none: Score = { kind: 'none', rated: 2, open: 6, of: 8 };

describe('scoresCell', () => {
  it.each([
    ['two final scores', final, final, '12', '12', ''],
    ['no scores', none, none, '', '', 'no score'],
    ['one score', none, final, '–', '12', ''],
    ['a provisional score for me', provisional(5), final, '7', '12', 'me provisional, from 5 of 8'],
    ['a provisional score for us', final, provisional(5), '12', '7', 'us provisional, from 5 of 8'],
    ['two alike', provisional(5), provisional(5), '7', '7', 'provisional, from 5 of 8'],
    ['two unlike', provisional(5), provisional(6), '7', '7', 'provisional, me from 5 of 8, us from 6 of 8'],
  ])('returns the points and the note for %s', (_what, me, us, ...expected) => {
    const cell = scoresCell({ me, us });
    expect([cell.me, cell.us, cell.note]).toEqual(expected);
  });
});

describe('changeCell', () => {
  const change = (rated: number, points: number) => ({ rated, points, before: 0, after: points, steps: 1 });
  it.each([
    ['both perspectives', change(8, 3), change(8, -2), ['+3', '−2', '']],
    ['a part of the questions', change(5, 3), change(5, 0), ['+3', '0', 'on 5 of 8']],
    ['different numbers of questions', change(5, 3), change(6, 0), ['+3', '0', 'me on 5, us on 6 of 8']],
    ['me only', change(5, 3), undefined, ['+3', '–', 'on 5 of 8']],
    ['us only', undefined, change(8, 3), ['–', '+3', '']],
    ['neither', undefined, undefined, ['', '', 'too few rated both times']],
  ])('returns the changes and the note for %s', (_what, me, us, expected) => {
    const cell = changeCell({ me, us }, 8);
    expect([cell.me, cell.us, cell.note]).toEqual(expected);
  });
});

describe('answerCell', () => {
  it('returns both ratings, or a note without an answer', () => {
    expect(answerCell({ me: 3, us: 'not-applicable' })).toEqual({ me: '3', us: 'n/a', note: '' });
    expect(answerCell(undefined)).toEqual({ me: '', us: '', note: 'not answered' });
  });
});

describe('stepsCell', () => {
  it('returns both differences, or a note when neither was rated both times', () => {
    expect(stepsCell({ me: 2, us: undefined })).toEqual({ me: '+2', us: '–', note: '' });
    expect(stepsCell({ me: undefined, us: undefined }).note).toBe('not rated both times');
    expect(stepsCell(undefined).note).toBe('not rated both times');
  });
});
