import { describe, expect, it } from 'vitest';
import type { TeamResults } from '../../../src/assessment/team/team-results.ts';
import { progressView } from '../../../src/web/teams/results/team-progress-view.ts';

const none = { people: 0, waiting: 0, days: [] };
const results = {} as TeamResults;

describe('progressView', () => {
  it('counts answers by week from Monday to Sunday, the newest first', () => {
    // 20,779 is Sunday, 22 November 2026.
    const days = [20_772, 20_773, 20_779, 20_780].map((day, i) => ({ day, people: i + 1 }));
    expect(progressView({ ...none, days }, 5, undefined).weeks).toEqual([
      { week: '23 November 2026', count: 4 },
      { week: '16 November 2026', count: 5 },
      { week: '9 November 2026', count: 1 },
    ]);
  });

  it('adds up what is older than eight weeks', () => {
    const days = Array.from({ length: 10 }, (_, i) => ({ day: 20_000 + 7 * i, people: i + 1 }));
    const { weeks } = progressView({ ...none, days }, 5, undefined);
    expect(weeks.map(({ count }) => count)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 3]);
    expect(weeks.at(-1)?.week).toBe('earlier');
    expect(progressView({ ...none, days: days.slice(2) }, 5, undefined).weeks).toHaveLength(8);
  });

  it.each([
    [2, undefined, 3],
    [5, undefined, 0],
    [6, undefined, 0],
    [4, results, 0],
  ])('says how many of five people are missing: %d have answered', (people, shown, needed) => {
    const view = progressView({ ...none, people }, 5, shown);
    expect(view.needed).toBe(needed);
    expect(view.seats.filter(Boolean)).toHaveLength(Math.min(people, 5));
    expect(view.seats).toHaveLength(5);
  });
});
