import { dateOf } from '../../assessment/days.ts';

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** "21 November 2026" */
export function dateText(day: number): string {
  return dateFormat.format(dateOf(day));
}
