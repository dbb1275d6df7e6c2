/** A team's figures and each member's part in them, as they are stored. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberPart, Seat } from '../../../src/assessment/team/figure-state.ts';
import { newFigure } from '../../../src/assessment/team/figure-state.ts';
import type { FigureKey } from '../../../src/assessment/team/team-figures.ts';
import {
  decodeFigures,
  decodeParts,
  decodeState,
  encodeFigures,
  encodeParts,
  encodeState,
  endRound,
  memberChange,
  publishStored,
  type StoredMember,
} from '../../../src/codec/database/figures.ts';
import { answersOf, instrument } from '../../assessment/arbitraries.ts';

const rules = { round: 1, expected: 5, groups: 0 };
const answers = answersOf(instrument.questions, (_, i) => ({ me: 2, us: i % 2 ? 1 : 3 }));

/** Answers come in one after the other, as from the database. */
class Stored {
  figures = new Map<string, string>();
  members = new Map<string, StoredMember>();

  come(person: string, given = answers, { round, expected } = { round: 1, expected: 5 }): readonly string[] {
    const change = memberChange(instrument, 5, given);
    const member = this.members.get(person);
    const team = { ...rules, round, expected };
    const keys = change.keys(member, team);
    const read = new Map([...this.figures].filter(([key]) => keys.includes(key)));
    const next = change.work(member, -1, read, team);
    for (const [key, state] of next.figures) this.figures.set(key, state);
    this.members.set(person, { group: -1, round, ...next.parts });
    return keys;
  }
}

const five = () => {
  const stored = new Stored();
  for (const person of 'abcde') stored.come(person);
  return stored;
};

const seat: fc.Arbitrary<Seat> = fc.record({
  name: fc.constantFrom('', '1', '12.13', '1.2.3'),
  mode: fc.constantFrom('out' as const, 'in' as const, 'changed' as const),
});
const digits = fc.constantFrom('', '-', '2', '01230123');
const pair = fc.record({ me: digits, us: digits });
const part: fc.Arbitrary<MemberPart> = fc.record({ at: fc.nat(99), me: seat, us: seat, is: pair, was: pair });
const key = fc.constantFrom<FigureKey[]>('q1.1', 'q3.10', 'cES', 'cCSP');

describe('encodeParts and decodeParts', () => {
  it('write and read the documented texts', () => {
    const parts = new Map<FigureKey, MemberPart>([
      [
        'q1.1',
        {
          at: 3,
          me: { name: '1', mode: 'changed' },
          us: { name: '', mode: 'in' },
          is: { me: '2', us: '0' },
          was: { me: '1', us: '' },
        },
      ],
    ]);
    const texts = { seats: 'q1.1,3,ci,1,', ratings: 'q1.1,2,0,1,' };
    expect(encodeParts(parts)).toEqual(texts);
    expect(decodeParts(texts)).toEqual(parts);
  });

  it('give back any parts that say something as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, part)), (entries) => {
        const given = new Map(
          entries.filter(([, { is, me, us, was }]) => is.me || me.name || us.name || was.me || was.us),
        );
        expect(decodeParts(encodeParts(given))).toEqual(given);
      }),
    );
  });

  it('read seats whose ratings are erased', () => {
    const read = decodeParts({ seats: 'q1.1,3,io,1,1.2', ratings: '' }).get('q1.1');
    expect(read).toEqual({
      at: 3,
      me: { name: '1', mode: 'in' },
      us: { name: '1.2', mode: 'out' },
      is: { me: '', us: '' },
      was: { me: '', us: '' },
    });
  });

  it.each(['x', 'q1.1,3,zz,1,', 'q1.1,-3,oo,1,', 'q1.1,3,oo,a,', 'q1.1,3,oo,1, '])(
    'throw for %j',
    (seats) => {
      expect(() => decodeParts({ seats, ratings: '' })).toThrow(RangeError);
    },
  );
});

describe('memberChange', () => {
  it('publishes the figures with the last of those who are expected, and not before', () => {
    const stored = new Stored();
    for (const person of 'abcd') stored.come(person);
    const shown = () => [...stored.figures.values()].filter((text) => decodeState(text).shown).length;
    expect(shown()).toBe(0);
    stored.come('e');
    expect(shown()).toBe(instrument.questions.length + instrument.competencies.length);
    expect(decodeState(stored.figures.get('q1.1') ?? '').shown?.me).toEqual({
      n: 5,
      items: [{ sum: 10, squares: 20 }],
      total: { sum: 10, squares: 20 },
    });
  });

  it('reads only the figures of the question that changed and of its competency', () => {
    const stored = five();
    const [first] = instrument.questions;
    const changed = new Map(answers).set(first?.id ?? '', { me: 0, us: 0 });
    expect(stored.come('a', changed)).toEqual([`q${first?.id}`, `c${first?.competency?.id}`]);
    expect(stored.come('a', changed)).toEqual([]);
  });

  it('leaves nothing of a member who leaves but the sums that are shown', () => {
    const stored = five();
    const change = memberChange(instrument, 5, undefined);
    const member = stored.members.get('a');
    expect(change.keys(member, rules)).toHaveLength(
      instrument.questions.length + instrument.competencies.length,
    );
    const next = change.work(member, -1, stored.figures, rules);
    expect(next.parts).toEqual({ seats: '', ratings: '' });
    const state = decodeState(next.figures.get('q1.1') ?? '');
    expect(state.shown?.me.n).toBe(5);
    expect(state.circles.me.get('1')?.[0]).toMatchObject({ size: 5, here: 4, gone: 1, total: { sum: 8 } });
  });
});

describe('publishStored', () => {
  it('returns only the figures that moved', () => {
    const stored = new Stored();
    const all = { round: 1, expected: 9 };
    const [first, ...others] = [...answers];
    for (const person of 'abcde') stored.come(person, new Map(person === 'a' ? others : answers), all);
    const publish = (asked: boolean) =>
      publishStored(instrument, 5, asked)(stored.figures, { ...rules, expected: 9 });
    expect(publish(false).size).toBe(0);
    const moved = publish(true);
    expect(moved.has(`q${first?.[0]}`)).toBe(false);
    expect(moved.has(`q${others[0]?.[0]}`)).toBe(true);
  });
});

describe('endRound', () => {
  it('keeps the shown figures, and begins the next round without any answer', () => {
    const { kept, figures } = endRound(five().figures);
    expect(decodeFigures(kept).get('q1.1')).toMatchObject({ me: { n: 5 }, us: { n: 5 }, groups: [] });
    const state = decodeState(figures.get('q1.1') ?? '');
    expect(state).toMatchObject({ turn: 1, ends: [1], answered: 0, shown: undefined });
    expect(state.circles.me.get('1')?.[0]).toMatchObject({ size: 5, here: 0, items: [] });
    expect(encodeFigures(decodeFigures(kept))).toBe(kept);
  });
});

describe('decodeState', () => {
  it('reads what encodeState wrote', () => {
    for (const text of five().figures.values()) expect(encodeState(decodeState(text))).toBe(text);
    expect(decodeState(encodeState(newFigure(3)))).toEqual(newFigure(3));
  });

  it.each(['', '[]', '{}', '{"turn":1}'])('throws for %j', (text) => {
    expect(() => decodeState(text)).toThrow();
  });
});
