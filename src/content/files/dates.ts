import { dateOf } from '../../assessment/days.ts';

/** Made for the first date, so that the start does not wait for it. */
let dateFormat: Intl.DateTimeFormat | undefined;

/** "21 November 2026" */
export function dateText(day: number): string {
  dateFormat ??= new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return dateFormat.format(dateOf(day));
}
