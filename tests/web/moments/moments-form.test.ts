import { describe, expect, it } from 'vitest';
import { blankMoment, type Moment } from '../../../src/assessment/moments.ts';
import { longestText } from '../../../src/codec/worksheets.ts';
import {
  fingerprintOf,
  formFaults,
  longestField,
  momentsOf,
  parseAction,
  parseForm,
  parseSeen,
} from '../../../src/web/moments/moments-form.ts';

const moment = (given: Partial<Moment>): Moment => ({ ...blankMoment, ...given });

describe('parseForm', () => {
  it.each([
    ['name', ' a\n b\u0000c ', 'a b c'],
    ['who', 'Ines\r\nat dispatch', 'Ines at dispatch'],
    ['now', ' one \t\r\n two\u0000three\ud800 ', 'one\n two three'],
    ['should', 'one\n\n\n\ntwo', 'one\n\ntwo'],
    ['waste', 'one\n \n \n two', 'one\n\n two'],
  ])('cleans the text of the field %s', (field, typed, text) => {
    const { rows } = parseForm({ [`moment-1-${field}`]: typed });
    expect(rows).toEqual([moment({ [field]: text })]);
  });

  it('joins the texts of a field that was sent twice', () => {
    const body = { cycle: ['a', 'b'], 'moment-1-now': ['c', 'd'] };
    expect(parseForm(body)).toEqual({ cycle: 'a b', rows: [moment({ now: 'c\nd' })] });
  });

  it('has a row for each number that was sent, in their order, up to 20', () => {
    const body = { 'moment-20-name': 'c', 'moment-21-name': 'd', 'moment-3-who': 'b', 'moment-1-name': '' };
    expect(parseForm(body).rows).toEqual([blankMoment, moment({ who: 'b' }), moment({ name: 'c' })]);
  });

  it.each([[undefined], ['text'], [{ 'moment-1-name': { a: 1 }, cycle: 7 }]])(
    'never throws, given %j',
    (body) => {
      expect(parseForm(body).cycle).toBe('');
    },
  );
});

describe('parseAction', () => {
  it.each([
    ['add', { kind: 'add', at: -1 }],
    ['add-3', { kind: 'add', at: 2 }],
    ['up-12', { kind: 'up', at: 11 }],
    ['print', { kind: 'print' }],
    ['save', { kind: 'save' }],
    ['', { kind: 'save' }],
    ['up-1-1', { kind: 'save' }],
    ['up-x', { kind: 'save' }],
    ['up-100', { kind: 'save' }],
    ['jump-1', { kind: 'save' }],
  ])('reads “%s” as %j', (action, parsed) => {
    expect(parseAction({ action })).toEqual(parsed);
  });
});

describe('formFaults', () => {
  it('returns the fields without a name and those with too long a text, in the order of the page', () => {
    const tooLong = 'x'.repeat(longestText + 1);
    const rows = [moment({ now: tooLong }), blankMoment, moment({ name: tooLong, who: tooLong })];
    expect(formFaults({ cycle: tooLong, rows }).map(({ field }) => field)).toEqual([
      'cycle',
      'moment-1-name',
      'moment-1-now',
      'moment-3-name',
      'moment-3-who',
    ]);
  });

  it('accepts texts of 2,000 characters and blank rows', () => {
    const text = 'x'.repeat(longestText);
    expect(formFaults({ cycle: text, rows: [moment({ name: text, waste: text }), blankMoment] })).toEqual([]);
  });
});

describe('longestField', () => {
  it.each([
    ['cycle', 'xxx', { name: 'xx' }],
    ['moment-2-waste', 'xx', { name: 'x', waste: 'xxx' }],
  ])('returns %s when it has the longest text', (field, cycle, given) => {
    expect(longestField({ cycle, rows: [blankMoment, moment(given)] })).toBe(field);
  });
});

describe('momentsOf, fingerprintOf and parseSeen', () => {
  it('keep the rows with text, and tell a changed worksheet from the one that the form was made from', () => {
    const saved = momentsOf({ cycle: 'c', rows: [blankMoment, moment({ name: 'a' }), blankMoment] });
    expect(saved).toEqual({ cycle: 'c', moments: [moment({ name: 'a' })], savedOn: '' });
    const seen = parseSeen({ seen: fingerprintOf({ ...saved, savedOn: '2026-11-21' }) });
    expect(seen).toBe(fingerprintOf(saved));
    expect(seen).not.toBe(fingerprintOf({ ...saved, cycle: 'd' }));
    expect(seen).not.toBe(fingerprintOf({ ...saved, moments: [moment({ name: 'b' })] }));
    expect(parseSeen({})).toBe('');
  });
});
