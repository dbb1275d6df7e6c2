/**
 * Days of the calendar as numbers, so that they can be counted. A day is the count since 1 January 1970 and has no time zone:
 * src/time-zone.ts says which day a moment is.
 */
import type { DayText } from './plan.ts';

const millisecondsADay = 86_400_000;

/** Returns the day of a text such as "2026-11-21"; NaN when it is none. */
export function dayOfText(text: DayText): number {
  return Math.floor(Date.parse(`${text}T00:00:00Z`) / millisecondsADay);
}

/** "2026-11-21" */
export function textOfDay(day: number): DayText {
  return dateOf(day).toISOString().slice(0, 10);
}

/** Returns the start of the day in UTC, for functions that format dates; they must do so in UTC. */
export function dateOf(day: number): Date {
  return new Date(day * millisecondsADay);
}
