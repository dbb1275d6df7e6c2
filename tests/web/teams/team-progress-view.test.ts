import { describe, expect, it } from 'vitest';
import type { TeamResults } from '../../../src/assessment/team/team-results.ts';
import { progressView } from '../../../src/web/teams/results/team-progress-view.ts';

const none = { people: 0, late: 0, days: [] };
const results = {} as TeamResults;
const nothing = { results: undefined, waiting: 0, movable: 0, held: { questions: 0, leftOut: 0 } };
const team = { expected: 0, round: 1, closed: false };
const viewOf = (progress: object, reading: object = {}, given: object = {}) =>
  progressView({ ...team, ...given }, { ...none, ...progress }, 5, { ...nothing, ...reading });

describe('progressView', () => {
  it('counts answers by week from Monday to Sunday, the newest first', () => {
    // 20,779 is Sunday, 22 November 2026.
    const days = [20_772, 20_773, 20_779, 20_780].map((day, i) => ({ day, people: i + 1 }));
    expect(viewOf({ days }).weeks).toEqual([
      { week: '23 November 2026', count: 4 },
      { week: '16 November 2026', count: 5 },
      { week: '9 November 2026', count: 1 },
    ]);
  });

  it('adds up what is older than eight weeks', () => {
    const days = Array.from({ length: 10 }, (_, i) => ({ day: 20_000 + 7 * i, people: i + 1 }));
    const { weeks } = viewOf({ days });
    expect(weeks.map(({ count }) => count)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 3]);
    expect(weeks.at(-1)?.week).toBe('earlier');
    expect(viewOf({ days: days.slice(2) }).weeks).toHaveLength(8);
  });

  it.each([
    [2, undefined, 3],
    [5, undefined, 0],
    [6, undefined, 0],
    [4, results, 0],
  ])('says how many of five people are missing: %d have answered', (people, shown, needed) => {
    const view = viewOf({ people }, { results: shown });
    expect(view.needed).toBe(needed);
    expect(view.seats.filter(Boolean)).toHaveLength(Math.min(people, 5));
    expect(view.seats).toHaveLength(5);
  });

  it('counts people of those who are asked, with a seat for each of them', () => {
    const view = viewOf({ people: 6, late: 1 }, {}, { expected: 8 });
    expect(view.people).toBe('6 of 8');
    expect(view.seats.map(Number)).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
    expect(view.late).toBe('1 person');
    expect(viewOf({ people: 1 }).people).toBe('1 person');
  });
});
