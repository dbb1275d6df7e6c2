import { describe, expect, it } from 'vitest';
import { type Cycle, emptyCycle, withMark, withMoment } from '../../../src/assessment/live/cycle.ts';
import { fitting, newIn, withTaken } from '../../../src/assessment/live/taking.ts';
import { blankMoment, emptyMoments, type Moments } from '../../../src/assessment/moments.ts';

const cycleOf = (names: string): Cycle =>
  [...names].reduce(
    (cycle, name) => withMoment(cycle, name, { name, should: 's', now: '', measure: 'm' }, 'last'),
    { ...emptyCycle, customer: 'A tenant' },
  );
const own: Moments = { ...emptyMoments, cycle: 'Mine', moments: [{ ...blankMoment, name: 'own' }] };
const names = ({ moments }: Moments) => moments.map(({ name }) => name).join(' ');
const always = () => true;

describe('taking moments into a worksheet', () => {
  it('puts the chosen ones after its own, in the order of the cycle, and keeps its name', () => {
    const taken = withTaken(own, cycleOf('abc'), ['c', 'a', 'gone']);
    expect([taken.cycle, names(taken)]).toEqual(['Mine', 'own a c']);
    expect(taken.moments[1]).toEqual({ name: 'a', now: '', should: 's', measure: 'm', waste: '', who: '' });
    expect(withTaken(emptyMoments, cycleOf('a'), ['a']).cycle).toBe('A tenant');
  });

  it('adds nothing the second time', () => {
    const once = withTaken(own, cycleOf('ab'), ['a', 'b']);
    expect(newIn(once, cycleOf('ab'))).toEqual([]);
    expect(withTaken(once, cycleOf('ab'), ['a', 'b'])).toEqual(once);
  });

  it('finds what fits: what matters first, as many as the worksheet holds and the browser keeps', () => {
    const marked = withMark(cycleOf('abcd'), 'c', true);
    expect(fitting(own, marked, always)).toEqual(['c', 'a', 'b', 'd']);
    expect(fitting(own, marked, ({ moments }) => moments.length <= 3)).toEqual(['c', 'a']);
    const many = cycleOf('abcdefghijklmnopqrstuvwxyz');
    expect(fitting(own, many, always)).toHaveLength(19);
  });
});
