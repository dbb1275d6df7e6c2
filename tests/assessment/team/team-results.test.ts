/** Compares a team's results with an independent calculation from the members' answers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import type { Figures } from '../../../src/assessment/team/team-figures.ts';
import {
  alphaFrom,
  fromThreshold,
  intervalFrom,
  listed,
  teamResults,
} from '../../../src/assessment/team/team-results.ts';
import { talkedOf } from '../../../src/assessment/team/team-talk.ts';
import { agreementWord, gapText, rounded, teamSentences } from '../../../src/assessment/team/team-text.ts';
import { answersTo, instrument } from '../../web/state.ts';
import { publishedFigures } from './published.ts';
import { oracle } from './team-oracle.ts';

const threshold = 5;
const { questions } = instrument;

const figuresOf = (people: readonly Answers[], groups = 0) =>
  publishedFigures(people, instrument, groups, threshold);

const rated = fc.constantFrom<PerspectiveAnswer[]>(0, 1, 2, 3);
const response = fc.constantFrom<PerspectiveAnswer[]>(0, 1, 2, 3, 'not-applicable');
/** @param kept 9 leaves most questions out */
const personOf = (
  answer: fc.Arbitrary<PerspectiveAnswer>,
  ...kept: readonly number[]
): fc.Arbitrary<Answers> =>
  fc
    .tuple(
      fc.array(fc.record<Answer>({ me: answer, us: answer }), { minLength: 25, maxLength: 25 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(...kept),
    )
    .map(
      ([given, stride, kept]) =>
        new Map(
          questions.flatMap(({ id }, i): [string, Answer][] => {
            const answer = given[(i * stride) % given.length];
            return answer && (kept !== 9 || i % 5 < 2) ? [[id, answer]] : [];
          }),
        ),
    );

/** Some leave a few questions out, some most. */
const person = personOf(response, 1, 2, 9);
/** So many who rated every question that there are intervals, among others. */
const manyWhole = fc
  .tuple(
    fc.array(personOf(rated, 1), { minLength: intervalFrom, maxLength: 20 }),
    fc.array(person, { maxLength: 10 }),
  )
  .map((all) => all.flat());

describe('a team’s results', () => {
  it('agree with the answers themselves', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(person, { maxLength: 45 }), manyWhole), (people) => {
        const results = teamResults(figuresOf(people), instrument);
        const wanted = oracle(people, instrument, threshold);
        expect(results.questions.map(({ question }) => question.id)).toEqual(
          wanted.questions.map(({ id }) => id),
        );
        for (const [i, { me, us, gap }] of results.questions.entries()) {
          const other = wanted.questions[i];
          for (const [view, given] of [
            ['me', me],
            ['us', us],
          ] as const) {
            expect(given.n).toBe(other?.[view].n);
            expect(given.mean).toBeCloseTo(other?.[view].mean ?? -1, 9);
            expect(given.deviation).toBeCloseTo(other?.[view].deviation ?? -1, 9);
          }
          expect(gap).toBeCloseTo((other?.us.mean ?? 0) - (other?.me.mean ?? 0), 9);
        }
        for (const [i, { result }] of results.competencies.entries()) {
          const other = wanted.competencies[i]?.result;
          expect(result === undefined).toBe(other === undefined);
          if (!result || !other) continue;
          expect(result.agreement).toBeCloseTo(other.agreement, 9);
          for (const view of ['me', 'us'] as const) {
            const { mean, spread, complete, interval, alpha } = result[view];
            expect(mean).toBeCloseTo(other[view].mean, 9);
            expect(spread).toBeCloseTo(other[view].spread, 9);
            expect(complete).toBe(other[view].ratedAll);
            expect(interval !== undefined).toBe(complete >= intervalFrom);
            if (complete < alphaFrom) expect(alpha).toBeUndefined();
            if (!interval) continue;
            expect(interval.from).toBeGreaterThanOrEqual(0);
            expect(interval.to).toBeLessThanOrEqual(24);
            expect(interval.from).toBeCloseTo(Math.max(0, mean - (other[view].half ?? 99)), 2);
            expect(interval.to).toBeCloseTo(Math.min(24, mean + (other[view].half ?? 99)), 2);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 20_000);

  it('do not disclose by the interval what a member gave who left one question out', () => {
    const [competency] = instrument.competencies;
    const [left] = competency?.questions ?? [];
    const skipping = (rating: PerspectiveAnswer) => {
      const answers = new Map(answersTo(questions, { me: rating, us: rating }));
      answers.delete(left?.id ?? '');
      return answers;
    };
    const ten = Array.from({ length: 10 }, (_, i) => {
      const rating = ([1, 2] as const)[i % 2] ?? 1;
      return answersTo(questions, { me: rating, us: rating });
    });
    for (const rating of [0, 3] as const) {
      const { result } = teamResults(figuresOf([...ten, skipping(rating)]), instrument).competencies[0] ?? {};
      const { mean = 0, complete, interval } = result?.us ?? {};
      expect(complete).toBe(10);
      // The middle is what the questions' means say, and not the mean of the ten, which is 12 points.
      expect(((interval?.from ?? 0) + (interval?.to ?? 0)) / 2).toBeCloseTo(mean, 9);
      expect(Math.abs(mean - 12)).toBeGreaterThan(0.5);
    }
  });

  it('list the widest gaps and the lowest, the recommended order among equals', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 5, maxLength: 9 }), (people) => {
        const { gaps, lowest, questions: shown } = teamResults(figuresOf(people), instrument);
        const place = new Map(shown.map(({ question }, i) => [question.id, i]));
        const isOrdered = (list: typeof gaps, rank: (one: (typeof gaps)[number]) => number) =>
          list.every((one, i) => {
            const next = list[i + 1];
            if (!next) return true;
            const more = rank(next) - rank(one);
            if (Math.abs(more) > 1e-9) return more > 0;
            return (place.get(one.question.id) ?? 0) < (place.get(next.question.id) ?? 0);
          });
        const width = ({ gap }: (typeof gaps)[number]) => -Math.abs(gap);
        const height = ({ me, us }: (typeof gaps)[number]) => me.mean + us.mean;
        expect(isOrdered(gaps, width)).toBe(true);
        expect(isOrdered(lowest, height)).toBe(true);
        expect(lowest).toHaveLength(Math.min(listed, shown.length));
        const left = shown.filter((one) => !gaps.includes(one));
        expect(left.every((one) => Math.abs(one.gap) <= Math.abs(gaps.at(-1)?.gap ?? 0) + 1e-9)).toBe(true);
        const { wide, low } = talkedOf({ gaps, lowest, questions: shown, competencies: [] });
        expect(new Set([...wide, ...low]).size).toBe(wide.length + low.length);
      }),
      { numRuns: 60 },
    );
  });

  it('are empty below the threshold, and for figures published under a lower threshold', () => {
    const four = Array.from({ length: threshold - 1 }, () => answersTo(questions));
    expect(teamResults(figuresOf(four), instrument).questions).toEqual([]);
    const five = figuresOf([...four, answersTo(questions)]);
    expect(fromThreshold(five, threshold)).toEqual(five);
    const empty = teamResults(fromThreshold(five, threshold + 1), instrument);
    expect(empty.questions).toEqual([]);
    expect(empty.competencies.every(({ result }) => result === undefined)).toBe(true);
    expect(teamSentences(empty, instrument)).toEqual([]);
  });

  it('show a competency from half of its questions on', () => {
    const [competency] = instrument.competencies;
    const own = competency?.questions ?? [];
    const half = Math.ceil(own.length / 2);
    const resultsOf = (count: number) =>
      teamResults(figuresOf(Array.from({ length: 5 }, () => answersTo(own.slice(0, count)))), instrument);
    expect(resultsOf(half - 1).competencies[0]?.result).toBeUndefined();
    expect(resultsOf(half).competencies[0]?.result).toMatchObject({
      me: { mean: 16 },
      us: { mean: 8 },
      gap: -8,
    });
  });

  it('split by role group where each is large enough', () => {
    const people = Array.from({ length: 10 }, (_, i) =>
      answersTo(questions, i % 2 ? { me: 3, us: 2 } : { me: 1, us: 0 }),
    );
    const of = (count: number) =>
      teamResults(figuresOf(people.slice(0, count), 2), instrument).competencies[0]?.result;
    expect(of(10)?.groups).toEqual([
      { me: 8, us: 0 },
      { me: 24, us: 16 },
    ]);
    expect(of(9)?.groups).toEqual([]);
    expect(of(9)?.agreement).toBeLessThan(1);
  });
});

describe('fromThreshold', () => {
  const sums = (n: number) => ({ n, items: [], total: { sum: 0, squares: 0 } });
  const pair = (me: number, us: number) => ({ me: sums(me), us: sums(us) });
  const figures = (me: number, us: number, ...groups: ReturnType<typeof pair>[]): Figures =>
    new Map([['q1.1', { turn: 1, ...pair(me, us), groups, split: groups.length > 0 }]]);

  it.each([
    [5, 5, 1],
    [4, 5, 0],
    [5, 4, 0],
  ])('with %i ratings of me and %i of us keeps %i figures', (me, us, count) => {
    expect(fromThreshold(figures(me, us), 5).size).toBe(count);
  });

  it('hides all groups of a figure when one of them is too small', () => {
    const small = figures(9, 9, pair(5, 5), pair(4, 5));
    expect(fromThreshold(small, 5)).toEqual(new Map([['q1.1', { ...small.get('q1.1'), groups: [] }]]));
    const enough = figures(10, 10, pair(5, 5), pair(5, 5));
    expect(fromThreshold(enough, 5)).toEqual(enough);
  });
});

describe('in words and numbers', () => {
  it.each([
    [0.5, 'low'],
    [0.504, 'low'],
    [0.51, 'moderate'],
    [0.704, 'moderate'],
    [0.706, 'high'],
    [1, 'high'],
  ])('an agreement of %f is %s', (agreement, word) => expect(agreementWord(agreement)).toBe(word));

  it.each([
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [0.05, 1, 0.1],
    [-0.04, 1, 0],
    [2.675, 2, 2.68],
  ])('%f to %i places is %f', (value, places, wanted) => expect(rounded(value, places)).toBe(wanted));

  it.each([
    [0.4, '+0.40'],
    [-1.2, '−1.20'],
    [-0.001, '0.00'],
  ])('a gap of %f is %s', (gap, text) => expect(gapText(gap, 2)).toBe(text));
});
