import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOfDay } from '../src/assessment/days.ts';
import { dayIn, timeIn } from '../src/time-zone.ts';

const day = (timeZone: string, moment: string) => textOfDay(dayIn(timeZone, new Date(moment)));

describe('dayIn', () => {
  it.each([
    ['UTC', '2026-11-30T23:59:59.999Z', '2026-11-30'],
    ['UTC', '2026-12-01T00:00:00Z', '2026-12-01'],
    ['America/Los_Angeles', '2026-12-01T07:30:00Z', '2026-11-30'],
    ['America/Los_Angeles', '2026-12-01T08:00:00Z', '2026-12-01'],
    // Clocks go back on 1 November 2026: midnight is an hour later in UTC.
    ['America/Los_Angeles', '2026-11-01T06:59:59Z', '2026-10-31'],
    ['America/Los_Angeles', '2026-11-01T07:00:00Z', '2026-11-01'],
    ['Pacific/Kiritimati', '2026-11-30T10:00:00Z', '2026-12-01'],
    ['Asia/Kolkata', '2026-11-30T18:30:00Z', '2026-12-01'],
  ])('in %s, of %s', (timeZone, moment, expected) => {
    expect(day(timeZone, moment)).toBe(expected);
  });

  it('is the whole days since 1970 in UTC', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (moment) => {
          expect(dayIn('UTC', moment)).toBe(Math.floor(moment.getTime() / 86_400_000));
        },
      ),
    );
  });

  it('never goes back as time passes, and grows by one at a time, in any zone', () => {
    const hour = 3_600_000;
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const from = Date.parse('2026-03-01T00:00:00Z');
      const days = Array.from({ length: 60 * 4 }, (_, i) => dayIn(timeZone, new Date(from + 6 * i * hour)));
      const steps = new Set(days.slice(1).map((one, i) => one - (days[i] ?? 0)));
      expect([...steps].toSorted(), timeZone).toEqual([0, 1]);
    }
  });
});

describe('timeIn', () => {
  it('has the zone beside the time', () => {
    const moment = new Date('2026-12-01T07:30:00Z');
    expect(timeIn('UTC', moment)).toBe('07:30 UTC');
    expect(timeIn('America/Los_Angeles', moment)).toBe('23:30 GMT-8');
    expect(timeIn('Europe/Berlin', moment)).toBe('08:30 CET');
  });
});
