/** From how many members on a team's results show an interval and Cronbach's alpha, and which questions they list. */
import { describe, expect, it } from 'vitest';
import type { Sums } from '../../../src/assessment/team/statistics.ts';
import { alphaOf, halfIntervalOf } from '../../../src/assessment/team/statistics.ts';
import type { Figure, FigureKey } from '../../../src/assessment/team/team-figures.ts';
import { teamResults } from '../../../src/assessment/team/team-results.ts';
import { instrument } from '../arbitraries.ts';

const [competency] = instrument.competencies as [(typeof instrument.competencies)[0]];
const count = competency.questions.length;
const { competency: points } = instrument.points;

/** Sums of n members whose ratings alternate between two values, the same for every question. */
function sumsOf(n: number, low: number, high: number, questions = 1): Sums {
  const ratings = Array.from({ length: n }, (_, i) => (i % 2 ? high : low));
  const powers = (times: number) => ({
    sum: ratings.reduce((sum, rating) => sum + times * rating, 0),
    squares: ratings.reduce((sum, rating) => sum + (times * rating) ** 2, 0),
  });
  return { n, items: Array.from({ length: questions }, () => powers(1)), total: powers(questions) };
}

const figureOf = (me: Sums, us: Sums, groups: Figure['groups'] = []): Figure => ({
  me,
  us,
  groups,
});

/** The results of a team of n of whom all rated every question of one competency: me 1 or 2, us 0 or 3. */
function resultOf(n: number) {
  const figures = new Map<FigureKey, Figure>([
    [`c${competency.id}`, figureOf(sumsOf(n, 1, 2, count), sumsOf(n, 0, 3, count))],
    ...competency.questions.map(({ id }): [FigureKey, Figure] => [
      `q${id}`,
      figureOf(sumsOf(n, 1, 2), sumsOf(n, 0, 3)),
    ]),
  ]);
  return teamResults(figures, instrument).competencies[0]?.result;
}

describe('teamResults', () => {
  it('has no interval for 9 members who rated all of a competency', () => {
    expect(resultOf(9)).toMatchObject({ me: { complete: 9, interval: undefined, alpha: undefined } });
  });

  it('has an interval of t around the mean from 10 members on', () => {
    const half = (points / 3) * (halfIntervalOf(sumsOf(10, 1, 2, count).total, 10) / count);
    const { mean, interval, alpha } = resultOf(10)?.me ?? {};
    expect(mean).toBe(points / 2);
    expect(interval?.from).toBeCloseTo(points / 2 - half, 9);
    expect(interval?.to).toBeCloseTo(points / 2 + half, 9);
    expect(alpha).toBeUndefined();
  });

  it('cuts an interval off at 0 and at the competency’s points', () => {
    const figures = (low: number, high: number) =>
      new Map<FigureKey, Figure>([
        [`c${competency.id}`, figureOf(sumsOf(10, 0, 3, count), sumsOf(10, 0, 3, count))],
        ...competency.questions.map(({ id }): [FigureKey, Figure] => [
          `q${id}`,
          figureOf(sumsOf(10, low, low), sumsOf(10, high, high)),
        ]),
      ]);
    const { me, us } = teamResults(figures(0, 3), instrument).competencies[0]?.result ?? {};
    expect(me?.interval?.from).toBe(0);
    expect(us?.interval?.to).toBe(points);
  });

  it('has Cronbach’s alpha from 30 members on', () => {
    expect(resultOf(29)?.us.alpha).toBeUndefined();
    expect(resultOf(30)?.us.alpha).toBe(alphaOf(sumsOf(30, 0, 3, count)));
    expect(resultOf(30)?.us.alpha).toBeCloseTo(1, 9);
  });

  it('has neither a result nor an agreement for a competency without shown questions', () => {
    expect(teamResults(new Map(), instrument).competencies[0]).toEqual({
      competency,
      shown: 0,
      result: undefined,
    });
  });

  it('lists a question without a gap among the lowest, but not among the gaps', () => {
    const [first, second] = instrument.questions;
    const figures = new Map<FigureKey, Figure>([
      [`q${first?.id ?? ''}`, figureOf(sumsOf(6, 1, 2), sumsOf(6, 1, 2))],
      [`q${second?.id ?? ''}`, figureOf(sumsOf(6, 1, 2), sumsOf(6, 2, 3))],
    ]);
    const { gaps, lowest } = teamResults(figures, instrument);
    expect(gaps.map(({ question }) => question)).toEqual([second]);
    expect(lowest.map(({ question }) => question)).toEqual([first, second]);
  });

  it('takes the means of role groups only from the questions that are split', () => {
    const pair = (me: number, us: number) => ({ me: sumsOf(5, me, me), us: sumsOf(5, us, us) });
    const half = Math.ceil(count / 2);
    const figures = (split: number) =>
      new Map<FigureKey, Figure>(
        competency.questions.map(({ id }, i): [FigureKey, Figure] => [
          `q${id}`,
          // The question that is not split comes first.
          figureOf(sumsOf(10, 1, 2), sumsOf(10, 1, 2), i >= count - split ? [pair(0, 3), pair(3, 0)] : []),
        ]),
      );
    const groups = (split: number) => teamResults(figures(split), instrument).competencies[0]?.result?.groups;
    expect(groups(half)).toEqual([
      { me: 0, us: points },
      { me: points, us: 0 },
    ]);
    expect(groups(half - 1)).toEqual([]);
  });
});
