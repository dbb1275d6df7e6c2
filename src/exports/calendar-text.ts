import { withoutMarks } from '../direction.ts';

/**
 * Returns a text for a calendar file: without control characters, which section 3.3.11 of RFC 5545 forbids, and without marks that
 * change the direction of what follows, which would reach into the calendar's own words. Replaces lone surrogates, which UTF-8
 * cannot hold.
 */
export function calendarText(text: string): string {
  return withoutMarks(text.toWellFormed()).replaceAll(/(?![\t\r\n])\p{Cc}/gu, '');
}
