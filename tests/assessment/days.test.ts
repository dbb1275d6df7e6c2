import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOfText, textOfDay } from '../../src/assessment/days.ts';

describe('dayOfText', () => {
  it.each([
    ['1969-12-31', -1],
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['2026-11-21', 20_778],
  ])('counts from 1 January 1970: %s', (text, day) => {
    expect(dayOfText(text)).toBe(day);
  });

  it.each(['', '2026-13-01', 'soon'])('is not a number for "%s"', (text) => {
    expect(dayOfText(text)).toBeNaN();
  });
});

it('textOfDay gives back the text that a day came from', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000, max: 100_000 }), (day) => {
      expect(dayOfText(textOfDay(day))).toBe(day);
      expect(dateOf(day).toISOString()).toBe(`${textOfDay(day)}T00:00:00.000Z`);
    }),
  );
});
