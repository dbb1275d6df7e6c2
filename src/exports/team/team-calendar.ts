/** The due days of a team's actions as calendar entries (RFC 5545). exports/calendar.ts says why they have this form. */

import ical, { ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator';
import { dayOfText, textOfDay } from '../../assessment/days.ts';
import type { TeamAction } from '../../assessment/team/actions.ts';

import { calendarText } from '../calendar-text.ts';

/** In milliseconds. */
const minute = 60_000;

/**
 * @param uid returns an id that stays the same for the action of that number, so that a calendar replaces the entry
 * @returns the text of the file; lines end in CRLF
 */
export function teamCalendar(
  name: string,
  actions: readonly TeamAction[],
  now: Date,
  uid: (action: number) => string,
): string {
  const calendar = ical({ prodId: { company: 'Service Mirror', product: 'Team actions', language: 'EN' } });
  for (const [i, { what, owner, due, state }] of actions.entries()) {
    if (due === '' || state === 'done' || state === 'dropped') continue;
    calendar.createEvent({
      id: uid(i),
      start: due,
      // The day after, which does not belong to the entry (section 3.6.1).
      end: textOfDay(dayOfText(due) + 1),
      allDay: true,
      stamp: now,
      lastModified: now,
      sequence: Math.floor(now.getTime() / minute),
      summary: calendarText(`${name}: ${what}`),
      description: owner ? calendarText(`Owner: ${owner}`) : '',
      busystatus: ICalEventBusyStatus.FREE,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`;
}
