import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cycle,
  cycleTitle,
  emptyCycle,
  inPhase,
  merged,
  movedAfter,
  type RoomTexts,
  roomTexts,
  stepped,
  tooLong,
  withDots,
  withMark,
  withMoment,
  without,
  withTexts,
} from '../../../src/assessment/live/cycle.ts';

const texts = (name: string, more: Partial<RoomTexts> = {}): RoomTexts => ({
  ...{ name, should: '', now: '', measure: '' },
  ...more,
});
const cycleOf = (names: string): Cycle =>
  [...names].reduce((cycle, name) => withMoment(cycle, name, texts(`moment ${name}`), 'last'), emptyCycle);
const ids = ({ moments }: Cycle) => moments.map(({ id }) => id).join('');

describe('cycleTitle', () => {
  it.each([
    ['A tenant', 'the call', 'the bill', 'A tenant: from the call to the bill'],
    ['A tenant', '', '', 'A tenant'],
    ['', 'the call', 'the bill', 'From the call to the bill'],
    ['', '', 'the bill', 'To the bill'],
    ['', '', '', ''],
  ])('of %j, %j and %j is %j', (customer, begins, ends, title) => {
    expect(cycleTitle({ ...emptyCycle, customer, begins, ends })).toBe(title);
  });
});

describe('withMoment', () => {
  it.each([
    ['first', 'xabc'],
    ['last', 'abcx'],
    ['a', 'axbc'],
    ['c', 'abcx'],
    ['gone', 'abcx'],
  ])('places a moment %s: %s', (after, expected) => {
    expect(ids(withMoment(cycleOf('abc'), 'x', texts('new'), after))).toBe(expected);
  });

  it('adds nothing for the same form sent twice', () => {
    const cycle = cycleOf('abc');
    expect(withMoment(cycle, 'x', texts('moment b'), 'last')).toBe(cycle);
    expect(ids(withMoment(cycle, 'x', texts('moment b', { now: 'differs' }), 'last'))).toBe('abcx');
  });
});

describe('the order', () => {
  it.each([
    ['b', 'up', 'bac'],
    ['a', 'up', 'abc'],
    ['b', 'down', 'acb'],
    ['c', 'down', 'abc'],
    ['x', 'up', 'abc'],
  ] as const)('changes when %s goes %s to %s', (id, step, expected) => {
    expect(ids(stepped(cycleOf('abc'), id, step))).toBe(expected);
  });

  it.each([
    ['c', 'first', 'cab'],
    ['a', 'last', 'bca'],
    ['a', 'b', 'bac'],
    ['a', 'a', 'abc'],
    ['x', 'first', 'abc'],
  ])('changes when %s is put %s to %s', (id, after, expected) => {
    expect(ids(movedAfter(cycleOf('abc'), id, after))).toBe(expected);
  });
});

describe('merged', () => {
  const written = withTexts(
    withTexts(cycleOf('abc'), 'a', texts('The call', { should: 'Answered', measure: 'Rings' })),
    'c',
    texts('We ring', { should: 'By noon', now: 'Nobody rings', measure: 'Rings' }),
  );

  it.each([
    ['a', 'c'],
    ['c', 'a'],
  ])(
    'keeps all texts of %s and %s once, in the order of the cycle, at the place of the earlier',
    (one, other) => {
      const both = merged(withMark(written, 'c', true), one, other);
      expect(ids(both)).toBe('ab');
      expect(both.moments[0]).toMatchObject({
        name: 'The call / We ring',
        should: 'Answered\nBy noon',
        now: 'Nobody rings',
        measure: 'Rings',
        matters: true,
      });
    },
  );

  it.each([
    ['a', 'a'],
    ['a', 'x'],
    ['x', 'y'],
  ])('changes nothing for %s and %s', (one, other) => {
    expect(merged(written, one, other)).toEqual(written);
  });

  it('loses no character of any two moments, and no other moment', () => {
    const text = fc.string({ maxLength: 20 });
    const any = fc.record({ name: text, should: text, now: text, measure: text });
    fc.assert(
      fc.property(any, any, (one, other) => {
        const cycle = withTexts(withTexts(cycleOf('abc'), 'a', one), 'c', other);
        const [both, rest] = merged(cycle, 'a', 'c').moments;
        expect(rest?.id).toBe('b');
        for (const field of roomTexts)
          for (const part of [one[field], other[field]]) expect(both?.[field]).toContain(part);
      }),
    );
  });

  it('adds up dots, and tooLong names texts that have become too long', () => {
    const dotted = withDots(cycleOf('ab'), [['a'], ['a', 'b']]);
    expect(merged(dotted, 'a', 'b').moments[0]?.dots).toBe(3);
    expect(tooLong(texts('x'.repeat(501), { now: 'x'.repeat(1_500) }))).toEqual(['name']);
  });
});

describe('dots', () => {
  it('are counted for each moment, and are gone when people give dots again', () => {
    const cycle = withDots(inPhase(cycleOf('abc'), 'giving-dots'), [['a', 'b'], ['a'], ['gone'], []]);
    expect([cycle.phase, cycle.moments.map(({ dots }) => dots)]).toEqual(['counted', [2, 1, 0]]);
    expect(inPhase(cycle, 'adding').moments.map(({ dots }) => dots)).toEqual([2, 1, 0]);
    expect(inPhase(cycle, 'giving-dots').moments.map(({ dots }) => dots)).toEqual([0, 0, 0]);
  });
});

describe('without', () => {
  it('removes one moment', () => {
    expect(ids(without(cycleOf('abc'), 'b'))).toBe('ac');
  });
});
