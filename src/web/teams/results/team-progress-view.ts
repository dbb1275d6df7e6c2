import { step } from '../../../assessment/team/disclosure.ts';
import type { TeamResults } from '../../../assessment/team/team-results.ts';
import { dateOf } from '../../../assessment/visitor.ts';
import type { TeamProgress } from '../../../storage/tables/teams.ts';
import { counted, dateText } from '../../render/wording.ts';

/** Earlier weeks are shown as one sum. */
const mostWeeks = 8;

/** The view model of how many people have answered, week by week, and how many more are needed. */
export function progressView(
  { people, waiting, days }: TeamProgress,
  threshold: number,
  results: TeamResults | undefined,
) {
  const weeks = new Map<number, number>();
  for (const { day, people: count } of days) {
    // Day 0 was a Thursday; weeks begin on Mondays.
    const monday = day - ((day + 3) % 7);
    weeks.set(monday, (weeks.get(monday) ?? 0) + count);
  }
  const newest = [...weeks].toSorted(([a], [b]) => b - a);
  const earlier = newest.slice(mostWeeks).reduce((sum, [, count]) => sum + count, 0);
  return {
    people: counted(people, 'person', 'people'),
    count: people,
    waiting,
    waitingText: counted(waiting, 'person', 'people'),
    threshold,
    step,
    needed: results ? 0 : Math.max(0, threshold - people),
    /** One for each person that the threshold needs: whether that person has answered. */
    seats: Array.from({ length: threshold }, (_, i) => i < people),
    weeks: [
      ...newest.slice(0, mostWeeks).map(([monday, count]) => ({ week: dateText(dateOf(monday)), count })),
      ...(earlier > 0 ? [{ week: 'earlier', count: earlier }] : []),
    ],
  };
}
