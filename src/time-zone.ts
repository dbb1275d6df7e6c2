/** What day and what time of day a moment is in a time zone. Everything that shows or stores a day has it from here. */
import { dayOfText } from './assessment/days.ts';

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns the day of the calendar, in days since 1 January 1970.
 * @param timeZone an IANA name, such as that of TIME_ZONE
 */
export function dayIn(timeZone: string, moment: Date): number {
  if (timeZone === 'UTC') return Math.floor(moment.getTime() / 86_400_000);
  let format = dayFormats.get(timeZone);
  if (!format) {
    // Sweden writes 2026-11-21.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    dayFormats.set(timeZone, format);
  }
  return dayOfText(format.format(moment));
}

/** "14:05 UTC", "23:30 GMT-8" */
export function timeIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(moment);
}
