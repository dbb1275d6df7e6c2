import { step } from '../../../assessment/team/disclosure.ts';
import { showing } from '../../../assessment/team/showing.ts';
import type { Team, TeamProgress } from '../../../storage/tables/teams.ts';
import { counted, dateText } from '../../render/wording.ts';
import type { TeamReading } from './team-reader.ts';

/** Earlier weeks are shown as one sum. */
const mostWeeks = 8;

/** The view model of how many people have answered, week by week, and what showing the figures now would mean. */
export function progressView(
  { expected, round, closed }: Pick<Team, 'expected' | 'round' | 'closed'>,
  { people, late, days }: TeamProgress,
  threshold: number,
  { results, waiting, movable, held }: TeamReading,
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
    people: expected > 0 ? `${people} of ${expected}` : counted(people, 'person', 'people'),
    isOne: expected === 0 && people === 1,
    expected,
    round,
    waiting,
    waitingText: counted(waiting, 'person', 'people'),
    late: late === 0 ? '' : counted(late, 'person', 'people'),
    threshold,
    step,
    needed: results ? 0 : Math.max(0, threshold - people),
    showing: showing({
      ...{ people, expected, threshold, round, movable, held, closed },
      isShown: results !== undefined,
    }),
    /** What a new round waits for is said with the button. */
    isNewRound: round > 1,
    /** One for each person who is asked, or whom the threshold needs: whether that person has answered. */
    seats: Array.from({ length: Math.min(40, Math.max(expected, threshold)) }, (_, i) => i < people),
    weeks: [
      ...newest.slice(0, mostWeeks).map(([monday, count]) => ({ week: dateText(monday), count })),
      ...(earlier > 0 ? [{ week: 'earlier', count: earlier }] : []),
    ],
  };
}
