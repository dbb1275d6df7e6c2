/**
 * The plan as a calendar (RFC 5545): a weekly reminder, the day when each goal is due, and the day to take the assessment
 * again. The reminder is at nine o'clock in the time zone of the calendar (section 3.3.5, form 1).
 */
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  type ICalCalendar,
  type ICalEvent,
  ICalEventRepeatingFreq,
  ICalEventTransparency,
} from 'ical-generator';
import { type Instrument, questionOf } from '../assessment/instrument.ts';
import type { DayText, Goal, Plan } from '../assessment/plan.ts';
import { dayOf } from '../assessment/visitor.ts';
import { textOfDay } from '../codec/links/file.ts';

export interface CalendarSetting {
  /** The first reminder is on the next Monday. */
  readonly now: Date;
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

/** @returns the text of the file; lines end in CRLF and are folded at 75 octets */
export function planCalendar(plan: Plan, setting: CalendarSetting): string {
  const calendar = ical({
    name: 'My contract for change',
    prodId: { company: 'Service Mirror', product: 'My contract for change', language: 'EN' },
  });
  addReminder(calendar, plan, setting);
  addGoals(calendar, plan, setting);
  addRetake(calendar, plan, setting);
  // The library does not end the last line, as section 3.1 asks.
  return `${calendar.toString()}\r\n`;
}

function addReminder(calendar: ICalCalendar, plan: Plan, setting: CalendarSetting): void {
  const today = dayOf(setting.now);
  const first = mondayAfter(today);
  const last = plan.retakeOn > textOfDay(today) ? plan.retakeOn : textOfDay(first + 7 * (reminderWeeks - 1));
  if (textOfDay(first) > last) return;
  const start = textOfDay(first);
  const event = calendar.createEvent({
    id: setting.uid('reminder'),
    stamp: setting.now,
    // A floating time: the library drops the Z.
    start: `${start}T09:00:00Z`,
    end: `${start}T09:15:00Z`,
    floating: true,
    repeating: { freq: ICalEventRepeatingFreq.WEEKLY, until: `${last}T23:59:59Z` },
    summary: 'My contract for change: note the progress of this week',
    description: paragraphs(
      plan.record && `How I record it: ${plan.record}`,
      ...plan.goals.filter(isLive).map(({ text }) => `Goal: ${text}`),
      `My contract: ${setting.planAddress}`,
    ),
    url: setting.planAddress,
  });
  remind(event, 0);
}

function addGoals(calendar: ICalCalendar, { goals }: Plan, setting: CalendarSetting): void {
  for (const [i, goal] of goals.entries()) {
    if (!isLive(goal) || goal.due === '') continue;
    const statement = goal.question && questionOf(setting.instrument, goal.question)?.statements.us;
    const earlier = goals.slice(0, i).filter((other) => sourceOf(other) === sourceOf(goal)).length;
    const event = addDay(calendar, setting, `goal ${earlier} ${sourceOf(goal)}`, goal.due, {
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

/** Adds an entry of a whole day, in which the person is not busy. */
function addDay(
  calendar: ICalCalendar,
  { uid, now }: CalendarSetting,
  entry: string,
  day: DayText,
  { summary, description, address }: DayEntry,
) {
  return calendar.createEvent({
    id: uid(entry),
    stamp: now,
    start: day,
    allDay: true,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: clean(summary).replaceAll(/\s+/g, ' '),
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

/** Stays the same when the wording of a goal from a question changes. */
const sourceOf = ({ question, text }: Goal) => question || text;

/** 1 January 1970 was a Thursday. */
function mondayAfter(day: number): number {
  const sinceMonday = (day + 3) % 7;
  return day + 7 - sinceMonday;
}

function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.flatMap((text) => (text ? clean(text) : [])).join('\n\n');
}

/** Drops control characters, which section 3.3.11 forbids, and replaces lone surrogates, which UTF-8 cannot hold. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll(/(?![\t\r\n])\p{Cc}/gu, '');
}
