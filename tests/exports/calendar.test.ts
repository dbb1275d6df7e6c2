/** The calendar of the plan, read with ical.js. */
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { emptyPlan, type Goal, type Plan } from '../../src/assessment/plan.ts';
import { planCalendar } from '../../src/exports/calendar.ts';
import { dayIn } from '../../src/time-zone.ts';
import { instrument } from '../assessment/arbitraries.ts';
import { anyDayText } from '../codec/holdings.ts';
import { anyPlan, oddText } from './worksheets.ts';

/** A Saturday. */
const today = new Date('2026-11-21T12:34:56Z');

function calendarOf(plan: Partial<Plan>, now = today): string {
  return planCalendar(
    { ...emptyPlan, ...plan },
    {
      now,
      today: dayIn('UTC', now),
      instrument,
      planAddress: 'https://intranet.example/mirror/plan',
      startAddress: 'https://intranet.example/mirror/start',
      uid: (entry) => `uid-${Buffer.from(entry.toWellFormed()).toString('hex')}`,
    },
  );
}

interface Entry {
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly start: string;
  /** The day after the last one. */
  readonly end: string;
  readonly wholeDay: boolean;
  readonly isReminder: boolean;
  readonly sequence: number;
  /** The days on which it occurs, at most a hundred. */
  readonly days: string[];
  readonly alarms: string[];
  readonly stamp: string;
}

/** @throws Error when ical.js cannot read it */
function entriesOf(text: string): Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual(
    calendar.getAllSubcomponents('vevent').map(() => 'vevent'),
  );
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const days: string[] = [];
    const times = event.iterator();
    for (let time = times.next(); time && days.length < 100; time = times.next()) days.push(dayOf(time));
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      start: String(event.startDate),
      end: String(component.getFirstPropertyValue('dtend')),
      wholeDay: event.startDate.isDate,
      isReminder: event.isRecurring(),
      sequence: Number(component.getFirstPropertyValue('sequence')),
      days,
      alarms: component
        .getAllSubcomponents('valarm')
        .map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
      stamp: String(component.getFirstPropertyValue('dtstamp')),
    };
  });
}

const dayOf = (time: { toString(): string }) => String(time).slice(0, 10);
const goal = (given: Partial<Goal>): Goal => ({
  ...{ text: 'Call back within a day', owner: '', due: '2027-03-01', question: '', state: 'open' },
  ...given,
});

describe('planCalendar', () => {
  it('writes the expected bytes for a plan with a goal and a date to take the assessment again', () => {
    const plan = {
      goals: [goal({ owner: 'Zoë', question: '3.7' })],
      record: 'In the red book; on Mondays, at nine',
      retakeOn: '2027-05-20',
    };
    const [statement = ''] = instrument.questions.flatMap(({ id, statements }) =>
      id === '3.7' ? statements.us : [],
    );
    const unfolded = calendarOf(plan).replaceAll('\r\n ', '');
    expect(unfolded).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Service Mirror//My contract for change//EN',
        'BEGIN:VEVENT',
        `UID:uid-${Buffer.from('reminder').toString('hex')}`,
        'SEQUENCE:29921074',
        'DTSTAMP:20261121T123456Z',
        'DTSTART;VALUE=DATE:20261123',
        'DTEND;VALUE=DATE:20261124',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
        'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
        'RRULE:FREQ=WEEKLY;COUNT=26;BYDAY=MO',
        'SUMMARY:My contract for change: note the progress of this week',
        'TRANSP:TRANSPARENT',
        'DESCRIPTION:How I record it: In the red book\\; on Mondays\\, at nine\\n\\nGoal: Call back within a day\\n\\nMy contract: https://intranet.example/mirror/plan',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER;RELATED=START:PT9H',
        'DESCRIPTION:My contract for change: note the progress of this week',
        'END:VALARM',
        'URL;VALUE=URI:https://intranet.example/mirror/plan',
        'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
        'LAST-MODIFIED:20261121T123456Z',
        'END:VEVENT',
        'BEGIN:VEVENT',
        `UID:uid-${Buffer.from('goal 0 3.7').toString('hex')}`,
        'SEQUENCE:29921074',
        'DTSTAMP:20261121T123456Z',
        'DTSTART;VALUE=DATE:20270301',
        'DTEND;VALUE=DATE:20270302',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
        'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
        'SUMMARY:Due: Call back within a day',
        'TRANSP:TRANSPARENT',
        `DESCRIPTION:Who sees to it: Zoë\\n\\nFrom question 3.7: ${statement.replaceAll(/[,;]/g, '\\$&')}\\n\\nMy contract: https://intranet.example/mirror/plan`,
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER;RELATED=START:-PT15H',
        'DESCRIPTION:Due: Call back within a day',
        'END:VALARM',
        'URL;VALUE=URI:https://intranet.example/mirror/plan',
        'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
        'LAST-MODIFIED:20261121T123456Z',
        'END:VEVENT',
        'BEGIN:VEVENT',
        `UID:uid-${Buffer.from('retake').toString('hex')}`,
        'SEQUENCE:29921074',
        'DTSTAMP:20261121T123456Z',
        'DTSTART;VALUE=DATE:20270520',
        'DTEND;VALUE=DATE:20270521',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
        'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
        'SUMMARY:Take the self-assessment again',
        'TRANSP:TRANSPARENT',
        'DESCRIPTION:See what has changed.\\n\\nStart here: https://intranet.example/mirror/start',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER;RELATED=START:PT9H',
        'DESCRIPTION:Take the self-assessment again',
        'END:VALARM',
        'URL;VALUE=URI:https://intranet.example/mirror/start',
        'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
        'LAST-MODIFIED:20261121T123456Z',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('reminds every Monday for half a year when there is no date to take the assessment again', () => {
    const [reminder, ...others] = entriesOf(calendarOf({ less: 'Meetings' }));
    expect(others).toEqual([]);
    expect(reminder).toMatchObject({ start: '2026-11-23', wholeDay: true, alarms: ['PT9H'] });
    expect(reminder?.days).toHaveLength(26);
    expect(reminder?.days.at(-1)).toBe('2027-05-17');
  });

  it.each([
    ['a Sunday', '2026-11-22T23:59:59Z', '2026-11-23'],
    ['a Monday', '2026-11-23T00:00:00Z', '2026-11-30'],
    ['a Tuesday', '2026-11-24T08:00:00Z', '2026-11-30'],
    ['a leap day, a Thursday', '2024-02-29T08:00:00Z', '2024-03-04'],
  ])('sets the first reminder on the Monday after %s', (_, now, first) => {
    expect(entriesOf(calendarOf({}, new Date(now)))[0]?.days[0]).toBe(first);
  });

  it.each([
    ['a Monday, including it', '2026-12-07', ['2026-11-23', '2026-11-30', '2026-12-07']],
    ['a Sunday, on the Monday before', '2026-12-06', ['2026-11-23', '2026-11-30']],
    ['tomorrow, with no reminder', '2026-11-22', undefined],
  ])('reminds until the day to take the assessment again: %s', (_, retakeOn, days) => {
    const entries = entriesOf(calendarOf({ retakeOn }));
    expect(entries.find(({ isReminder }) => isReminder)?.days).toEqual(days);
    expect(entries.at(-1)).toMatchObject({ days: [retakeOn], wholeDay: true, alarms: ['PT9H'] });
  });

  it.each(['2026-11-21', '2026-11-20'])(
    'reminds for half a year when the day to take the assessment again is today or past: %s',
    (retakeOn) => {
      expect(entriesOf(calendarOf({ retakeOn }))[0]?.days).toHaveLength(26);
    },
  );

  it('has an entry for each goal that is open or going on and has a date, and for no other', () => {
    const goals = [
      goal({ text: 'one', state: 'going-on', due: '2027-01-01' }),
      goal({ text: 'two', due: '' }),
      goal({ text: 'three', due: '2028-02-29' }),
    ];
    const over = [goal({ text: 'four', state: 'done' }), goal({ text: 'five', state: 'dropped' })];
    const days = (given: Goal[]) =>
      entriesOf(calendarOf({ goals: given }))
        .filter(({ isReminder }) => !isReminder)
        .map(({ summary, days: [day], alarms }) => ({ summary, day, alarms }));
    expect(days(goals)).toEqual([
      { summary: 'Due: one', day: '2027-01-01', alarms: ['-PT15H'] },
      { summary: 'Due: three', day: '2028-02-29', alarms: ['-PT15H'] },
    ]);
    expect(days(over)).toEqual([]);
  });

  it('keeps the id of an entry when its date or the wording of its goal changes', () => {
    const ids = (given: Partial<Plan>) => entriesOf(calendarOf(given)).map(({ uid }) => uid);
    const before = ids({ goals: [goal({ question: '3.7' })], retakeOn: '2027-05-20' });
    const after = ids({
      goals: [goal({ question: '3.7', text: 'Another wording', due: '2027-04-01' })],
      retakeOn: '2027-06-01',
    });
    expect(after).toEqual(before);
  });

  it('keeps the id of a goal of the visitor’s own when it is worded anew', () => {
    const ids = (text: string) =>
      entriesOf(calendarOf({ goals: [goal({ text }), goal({ question: '3.7' })] })).map(({ uid }) => uid);
    expect(ids('Another wording')).toEqual(ids('Call back within a day'));
  });

  it('raises SEQUENCE from minute to minute, so that calendars accept a later file as a change', () => {
    const sequences = (now: string) =>
      entriesOf(calendarOf({ retakeOn: '2027-05-20' }, new Date(now))).map(({ sequence }) => sequence);
    const [before = 0] = sequences('2026-11-21T12:34:56Z');
    expect(sequences('2026-11-21T12:35:56Z')).toEqual([before + 1, before + 1]);
    // A signed number of 32 bits, as some calendars keep it.
    expect(sequences('2199-12-31T00:00:00Z')[0]).toBeLessThan(2 ** 31);
  });

  it('removes marks that change the direction of the text after them', () => {
    const [reminder, due] = entriesOf(
      calendarOf({ record: 'a\u202eb\u2066c\u2069', goals: [goal({ text: '\u202aשלום\u202c' })] }),
    );
    expect(reminder?.description).toContain('How I record it: abc\n\nGoal: שלום');
    expect(due?.summary).toBe('Due: שלום');
  });

  it('gives different ids to goals from the same question or of the same wording', () => {
    const goals = [goal({ question: '3.7' }), goal({ question: '3.7' }), goal({})];
    const ids = entriesOf(calendarOf({ goals: [...goals, goal({})] })).map(({ uid }) => uid);
    expect(new Set(ids).size).toBe(5);
  });
});

/** A text without white space and control characters. */
const visible = (text: string) =>
  text.toWellFormed().replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');

describe('planCalendar of any plan', () => {
  const anyNow = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });

  it('ends each line in CRLF, and has at most 75 octets and no control character on it', () => {
    fc.assert(
      fc.property(anyPlan, anyNow, (plan, now) => {
        const text = calendarOf(plan, now);
        expect(text.isWellFormed()).toBe(true);
        const lines = text.split('\r\n');
        expect(lines.pop()).toBe('');
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/(?!\t)\p{Cc}/u);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has an entry for each date of the plan, with the texts of the plan', () => {
    fc.assert(
      fc.property(anyPlan, anyNow, (plan, now) => {
        const entries = entriesOf(Buffer.from(calendarOf(plan, now)).toString());
        const dated = plan.goals.filter(({ due, state }) => due && /open|going-on/.test(state));
        expect(entries.filter(({ isReminder }) => !isReminder).map(({ days: [day] }) => day)).toEqual([
          ...dated.map(({ due }) => due),
          ...(plan.retakeOn ? [plan.retakeOn] : []),
        ]);
        expect(entries.length).toBeGreaterThan(0);
        const [reminder] = entries.filter(({ isReminder }) => isReminder);
        if (reminder) expect(visible(reminder.description)).toContain(visible(plan.record));
        const goals = entries.filter(({ alarms }) => alarms[0] === '-PT15H');
        for (const [i, { text, owner }] of dated.entries()) {
          expect(visible(goals[i]?.summary ?? '')).toBe(visible(`Due: ${text}`));
          expect(visible(goals[i]?.description ?? '')).toContain(visible(owner));
        }
        for (const { stamp, start, end, wholeDay } of entries) {
          expect(stamp).toBe(`${now.toISOString().slice(0, 19)}Z`);
          expect([wholeDay, Date.parse(end) - Date.parse(start)]).toEqual([true, 86_400_000]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps line breaks', () => {
    fc.assert(
      fc.property(oddText, anyDayText, (text, retakeOn) => {
        const plan = { record: `one\r\n${text}\ntwo\rthree`, retakeOn };
        const [entry] = entriesOf(calendarOf(plan, new Date('2000-01-01')));
        if (entry?.isReminder) {
          const [first, ...others] = entry.description.replace('How I record it: ', '').split('\n');
          expect(first).toBe('one');
          expect(others.some((line) => line.endsWith('two'))).toBe(true);
          expect(others).toContain('three');
        }
      }),
      { numRuns: 60 },
    );
  });
});
