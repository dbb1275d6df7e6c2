import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankMoment,
  emptyMoments,
  isBlankMoment,
  isEmptyMoments,
  type Moment,
  type MomentStep,
  momentsKept,
  rearranged,
} from '../../src/assessment/moments.ts';

const named = (name: string): Moment => ({ ...blankMoment, name });
const abc = ['a', 'b', 'c'].map(named);
const names = (moments: readonly Moment[]) => moments.map(({ name }) => name).join('');
const steps: readonly MomentStep[] = ['add', 'remove', 'up', 'down'];

describe('a step on the worksheet', () => {
  it.each<[MomentStep, number, string, number]>([
    ['up', 1, 'bac', 0],
    ['up', 0, 'abc', 0],
    ['down', 1, 'acb', 2],
    ['down', 2, 'abc', 2],
    ['remove', 0, 'bc', 0],
    ['remove', 2, 'ab', 1],
    ['remove', 3, 'abc', 2],
    ['up', -1, 'abc', 0],
  ])('%s at place %i gives %s, to be looked at from place %i', (step, at, expected, to) => {
    const after = rearranged(abc, step, at);
    expect([names(after.moments), after.at]).toEqual([expected, to]);
  });

  it('adds a blank moment after the place, and before all others at -1', () => {
    const places = [-1, 0, 2].map((at) => rearranged(abc, 'add', at));
    expect(places.map(({ moments, at }) => [moments.findIndex(isBlankMoment), at])).toEqual([
      [0, 0],
      [1, 1],
      [3, 3],
    ]);
    expect(rearranged([], 'add', -1)).toEqual({ moments: [blankMoment], at: 0 });
  });

  it.each([
    ['more than the worksheet takes', Array.from({ length: momentsKept }, (_, i) => named(`${i}`)), 3],
    [
      'more than the worksheet takes, before all others',
      Array.from({ length: momentsKept }, () => named('a')),
      -1,
    ],
    ['after a place below -1', abc, -3],
    ['after a place behind the last', abc, 3],
  ])('adds nothing when asked for %s', (_, moments, at) => {
    expect(rearranged(moments, 'add', at).moments).toBe(moments);
  });

  it('adds one more while there is room for one', () => {
    const moments = Array.from({ length: momentsKept - 1 }, () => named('a'));
    expect(rearranged(moments, 'add', 0).moments).toHaveLength(momentsKept);
  });

  it('loses only the moment that is removed, adds only the one that is added, and returns an existing place', () => {
    const some = fc.array(
      fc.integer().map((n) => named(`${n}`)),
      { maxLength: momentsKept },
    );
    fc.assert(
      fc.property(some, fc.constantFrom(...steps), fc.integer({ min: -3, max: 25 }), (moments, step, at) => {
        const after = rearranged(moments, step, at);
        const kept = after.moments.filter((moment) => !isBlankMoment(moment));
        const expected = step === 'remove' ? moments.filter((_, i) => i !== at) : moments;
        expect(kept.map(({ name }) => name).toSorted()).toEqual(expected.map(({ name }) => name).toSorted());
        expect(after.moments.length).toBeLessThanOrEqual(momentsKept);
        if (after.moments.length > 0) expect(after.moments[after.at]).toBeDefined();
      }),
    );
  });

  it('up and down undo each other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string().map(named), { minLength: 2, maxLength: 20 }),
        fc.nat(),
        (moments, n) => {
          const at = n % (moments.length - 1);
          const down = rearranged(moments, 'down', at);
          expect(rearranged(down.moments, 'up', down.at)).toEqual({ moments, at });
        },
      ),
    );
  });
});

describe('an empty worksheet', () => {
  it('has no cycle and no moments, and a blank moment no text', () => {
    expect(emptyMoments).toEqual({ cycle: '', moments: [], savedOn: '' });
    expect(blankMoment).toEqual({ name: '', now: '', should: '', measure: '', waste: '', who: '' });
  });

  it('is one without cycle and moments, whatever the day of saving', () => {
    expect(isEmptyMoments({ ...emptyMoments, savedOn: '2026-11-21' })).toBe(true);
    expect(isEmptyMoments({ ...emptyMoments, cycle: 'repairs' })).toBe(false);
    expect(isEmptyMoments({ ...emptyMoments, moments: abc })).toBe(false);
  });
});
