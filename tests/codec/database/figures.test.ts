/** A team's figures and each member's part in them, as they are stored. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnswers } from '../../../src/assessment/answers.ts';
import { publish } from '../../../src/assessment/team/disclosure.ts';
import type { FigureKey, Figures, ShownPart } from '../../../src/assessment/team/team-figures.ts';
import {
  decodeFigures,
  decodeShown,
  encodeFigures,
  encodeShown,
  erasedShown,
  publishStored,
} from '../../../src/codec/database/figures.ts';
import { packAnswers } from '../../../src/codec/packed/packed.ts';
import { answersOf, instrument } from '../../assessment/arbitraries.ts';

const digits = fc.stringMatching(/^[0-3]{0,8}$/);
const part: fc.Arbitrary<ShownPart> = fc.record({
  me: digits,
  us: digits,
  since: fc.record({ me: fc.nat(10_000), us: fc.nat(10_000) }),
});
const key = fc.constantFrom<FigureKey[]>('q1.1', 'q3.10', 'cES', 'cCSP');
const anyShown = fc.array(fc.tuple(key, part)).map((entries) => new Map(entries));

const answers = answersOf(instrument.questions, (_, i) => ({ me: 2, us: i % 2 ? 1 : 3 }));
/** Five members who are not yet in the figures. */
const five = Array.from({ length: 5 }, () => ({ group: 0, answers, shown: new Map<FigureKey, ShownPart>() }));
const published = publish(new Map(), five, instrument, 1, 5);

describe('encodeShown and decodeShown', () => {
  it('write and read the documented text', () => {
    const shown = new Map<FigureKey, ShownPart>([
      ['q1.1', { me: '2', us: '', since: { me: 1, us: 12 } }],
      ['cES', { me: 'x', us: '0123', since: { me: 3, us: 4 } }],
    ]);
    expect(encodeShown(shown)).toBe('q1.1,2,,1,12 cES,x,0123,3,4');
    expect(decodeShown('q1.1,2,,1,12 cES,x,0123,3,4')).toEqual(shown);
    expect(encodeShown(new Map())).toBe('');
    expect(decodeShown('')).toEqual(new Map());
  });

  it('give back any parts as they were', () => {
    fc.assert(
      fc.property(anyShown, (given) => {
        expect(decodeShown(encodeShown(given))).toEqual(given);
      }),
    );
  });

  it('keep equal parts once, to save memory, and drop them after ten thousand others', () => {
    const read = (since: number) => decodeShown(`q1.1,0,0,${since},0`).get('q1.1');
    const first = read(1);
    read(2);
    expect(read(1)).toBe(first);
    for (let since = 3; since <= 10_003; since++) read(since);
    expect(read(1)).not.toBe(first);
    expect(read(1)).toEqual(first);
  });
});

describe('decodeShown', () => {
  it.each([
    ' ',
    'q1.1',
    'q1.1,2,1,1',
    'q1.1,4,1,1,1',
    'q1.1,2,1,1,1 ',
    'q1.1,2,1,1,1  cES,,,1,1',
    ' q1.1,2,1,1,1',
    'q1.1,2,1,1,1;cES,,,1,1',
    'q,2,1,1,1',
    'q1.1,2,1,,1',
    'q1.1,2,1,1,',
    'q1.1,2,1,a,1',
    'z1.1,2,1,1,1',
    '[]',
  ])('throws for %j', (text) => {
    expect(() => decodeShown(text)).toThrow(RangeError);
  });
});

describe('erasedShown', () => {
  it('replaces the ratings with x, and keeps since when they were there', () => {
    expect(erasedShown('q1.1,2,,1,12 cES,0123,3210,3,4')).toBe('q1.1,x,,1,12 cES,x,x,3,4');
  });

  it('leaves no rating of any parts', () => {
    fc.assert(
      fc.property(anyShown, (given) => {
        for (const [of, { me, us, since }] of decodeShown(erasedShown(encodeShown(given)))) {
          expect([me, us].every((left) => left === '' || left === 'x')).toBe(true);
          expect(since).toEqual(given.get(of)?.since);
        }
      }),
    );
  });
});

describe('encodeFigures and decodeFigures', () => {
  const sums = { n: 5, items: [{ sum: 7, squares: 11 }], total: { sum: 7, squares: 11 } };
  const figures: Figures = new Map([
    ['q1.1', { turn: 2, me: sums, us: { ...sums, n: 6 }, groups: [{ me: sums, us: sums }], split: true }],
    ['cES', { turn: 1, me: sums, us: sums, groups: [], split: false }],
  ]);

  it('give back figures as they were', () => {
    expect(decodeFigures(encodeFigures(figures))).toEqual(figures);
    expect(published.figures.size).toBeGreaterThan(0);
    expect(decodeFigures(encodeFigures(published.figures))).toEqual(published.figures);
  });

  it('read an empty text as no figures', () => {
    expect(decodeFigures('')).toEqual(new Map());
  });

  it.each([
    ['an unknown key', ['z1.1', figures.get('q1.1')]],
    ['a figure without a key', [figures.get('q1.1')]],
    ['a figure without a turn', ['q1.1', { ...figures.get('q1.1'), turn: undefined }]],
    ['a figure without sums of us', ['q1.1', { ...figures.get('q1.1'), us: undefined }]],
    ['sums without a count', ['q1.1', { ...figures.get('q1.1'), me: { ...sums, n: undefined } }]],
    ['sums without squares', ['q1.1', { ...figures.get('q1.1'), me: { ...sums, total: { sum: 7 } } }]],
  ])('throw for %s', (_, entry) => {
    expect(() => decodeFigures(JSON.stringify([entry]))).toThrow(/expected|invalid/i);
  });
});

describe('publishStored', () => {
  const stored = five.map(({ group }) => ({
    group,
    answers: packAnswers(answers),
    shown: '',
    hasLeft: false,
  }));

  it('publishes what publish does, from encoded values to encoded values', () => {
    expect(publishStored('', stored, instrument, 1, 5)).toEqual({
      figures: encodeFigures(published.figures),
      responses: published.shown.map((shown, i) => ({
        shown: encodeShown(shown),
        pending: published.pending[i],
      })),
    });
  });

  it('says that nobody is pending when all answers are in the figures', () => {
    const { responses } = publishStored('', stored, instrument, 1, 5);
    expect(responses.map(({ pending }) => pending)).toEqual([false, false, false, false, false]);
  });

  it('counts a member who has left, or whose answers cannot be unpacked, as one without answers', () => {
    const without = publish(
      new Map(),
      [...five.slice(1), { ...five[0], answers: noAnswers } as (typeof five)[0]],
      instrument,
      1,
      5,
    );
    const [first, ...others] = stored;
    for (const change of [{ hasLeft: true }, { answers: 'not packed' }]) {
      const found = publishStored(
        '',
        [...others, { ...first, ...change } as (typeof stored)[0]],
        instrument,
        1,
        5,
      );
      expect(found.figures).toBe(encodeFigures(without.figures));
      expect(found.responses.map(({ pending }) => pending)).toEqual(without.pending);
    }
  });

  it('goes on from the figures and parts that were stored', () => {
    const first = publishStored('', stored, instrument, 1, 5);
    const then = stored.map((member, i) => ({ ...member, shown: first.responses[i]?.shown ?? '' }));
    const members = five.map((member, i) => ({ ...member, shown: published.shown[i] ?? new Map() }));
    const next = publish(published.figures, members, instrument, 1, 5);
    expect(publishStored(first.figures, then, instrument, 1, 5).figures).toBe(encodeFigures(next.figures));
  });
});
