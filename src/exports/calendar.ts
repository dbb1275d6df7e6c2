/**
 * The plan as calendar entries (RFC 5545): a weekly reminder, the day when each goal is due, and the day to take the
 * assessment again. What Outlook, Google and Apple make of each property decides its form:
 *
 * - Every entry is of whole days. Outlook takes times without a time zone for such entries only, and the site does not know
 *   the time zone of the visitor.
 * - Every entry has an end. Exchange refuses entries without one ([MS-STANXICAL], 2.2.67).
 * - An entry keeps its UID, and its SEQUENCE and DTSTAMP grow, so that a second import changes the entry.
 * - The file has no name. Outlook and Apple make a new calendar of a file with one, and a second import would double it.
 * - Alarms: Outlook takes a time after the start for one before it ([MS-OXCICAL], 2.1.3.1.1.20.62), so that "nine o'clock on
 *   the day" rings there at three o'clock on the day before. Google does not read alarms.
 */

import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  type ICalCalendar,
  type ICalEvent,
  ICalEventBusyStatus,
  ICalEventRepeatingFreq,
  ICalEventTransparency,
  ICalWeekday,
} from 'ical-generator';
import { dayOfText, textOfDay } from '../assessment/days.ts';
import { type Instrument, questionOf } from '../assessment/instrument.ts';
import type { DayText, Goal, Plan } from '../assessment/plan.ts';
import { calendarText } from './calendar-text.ts';

export interface CalendarSetting {
  readonly now: Date;
  /** The first reminder is on the Monday that follows. */
  readonly today: number;
  readonly instrument: Instrument;
  /** With the origin, because calendars open them as links. */
  readonly planAddress: string;
  readonly startAddress: string;
  /**
   * Returns the id of an entry: always the same for this plan, so that a calendar replaces the entry, and different for
   * every other plan, because ids are globally unique (section 3.8.4.7).
   */
  readonly uid: (entry: string) => string;
}

/** Half a year. Used when the plan has no date to take the assessment again. */
const reminderWeeks = 26;
const nine = 9 * 3600;
const dayAndNight = 24 * 3600;
/** In milliseconds. */
const minute = 60_000;

/** @returns the text of the file; lines end in CRLF and are folded at 75 octets */
export function planCalendar(plan: Plan, setting: CalendarSetting): string {
  const calendar = ical({
    prodId: { company: 'Service Mirror', product: 'My contract for change', language: 'EN' },
  });
  addReminder(calendar, plan, setting);
  addGoals(calendar, plan, setting);
  addRetake(calendar, plan, setting);
  // The library does not end the last line, as section 3.1 asks.
  return `${calendar.toString()}\r\n`;
}

function addReminder(calendar: ICalCalendar, plan: Plan, setting: CalendarSetting): void {
  const { today } = setting;
  const first = mondayAfter(today);
  const last = plan.retakeOn > textOfDay(today) ? plan.retakeOn : textOfDay(first + 7 * (reminderWeeks - 1));
  const weeks = Math.floor((dayOfText(last) - first) / 7) + 1;
  if (weeks < 1) return;
  const event = addDay(calendar, setting, 'reminder', textOfDay(first), {
    summary: 'My contract for change: note the progress of this week',
    description: paragraphs(
      plan.record && `How I record it: ${plan.record}`,
      ...plan.goals.filter(isLive).map(({ text }) => `Goal: ${text}`),
      `My contract: ${setting.planAddress}`,
    ),
    address: setting.planAddress,
  });
  event.repeating({ freq: ICalEventRepeatingFreq.WEEKLY, count: weeks, byDay: [ICalWeekday.MO] });
  remind(event, nine);
}

function addGoals(calendar: ICalCalendar, { goals }: Plan, setting: CalendarSetting): void {
  for (const [i, goal] of goals.entries()) {
    if (!isLive(goal) || goal.due === '') continue;
    const statement = goal.question && questionOf(setting.instrument, goal.question)?.statements.us;
    const earlier = goals.slice(0, i).filter(({ question }) => question === goal.question).length;
    const event = addDay(calendar, setting, `goal ${earlier} ${goal.question}`, goal.due, {
      summary: `Due: ${goal.text}`,
      description: paragraphs(
        goal.owner && `Who sees to it: ${goal.owner}`,
        statement && `From question ${goal.question}: ${statement}`,
        `My contract: ${setting.planAddress}`,
      ),
      address: setting.planAddress,
    });
    // At nine o'clock on the day before.
    remind(event, nine - dayAndNight);
  }
}

function addRetake(calendar: ICalCalendar, { retakeOn }: Plan, setting: CalendarSetting): void {
  if (retakeOn === '') return;
  const event = addDay(calendar, setting, 'retake', retakeOn, {
    summary: 'Take the self-assessment again',
    description: paragraphs('See what has changed.', `Start here: ${setting.startAddress}`),
    address: setting.startAddress,
  });
  remind(event, nine);
}

interface DayEntry {
  readonly summary: string;
  readonly description: string;
  readonly address: string;
}

/** Adds an all-day entry that does not mark the person as busy. Its id stays the same when its day or its words change. */
function addDay(
  calendar: ICalCalendar,
  { uid, now }: CalendarSetting,
  entry: string,
  day: DayText,
  { summary, description, address }: DayEntry,
) {
  return calendar.createEvent({
    id: uid(entry),
    sequence: Math.floor(now.getTime() / minute),
    stamp: now,
    lastModified: now,
    start: day,
    // The day after, which does not belong to the entry (section 3.6.1).
    end: textOfDay(dayOfText(day) + 1),
    allDay: true,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    summary: calendarText(summary).replaceAll(/\s+/g, ' '),
    description,
    url: address,
  });
}

/** @param seconds after the beginning of the event; negative for before */
function remind(event: ICalEvent, seconds: number): void {
  // The constructor ignores `relatesTo`, and a positive time would count from the end of the event without it.
  event
    .createAlarm({ type: ICalAlarmType.display, triggerAfter: seconds })
    .relatesTo(ICalAlarmRelatesTo.start);
}

const isLive = ({ state }: Goal) => state === 'open' || state === 'going-on';

/** 1 January 1970 was a Thursday. */
function mondayAfter(day: number): number {
  const sinceMonday = (day + 3) % 7;
  return day + 7 - sinceMonday;
}

function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.flatMap((text) => (text ? calendarText(text) : [])).join('\n\n');
}
