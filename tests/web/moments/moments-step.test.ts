import { describe, expect, it } from 'vitest';
import { blankMoment, type Moment, momentsKept } from '../../../src/assessment/moments.ts';
import { addressAfter, stepOf, withBlanks } from '../../../src/web/moments/moments-step.ts';

const rowsOf = (names: string): Moment[] =>
  [...names].map((name) => ({ ...blankMoment, name: name === '_' ? '' : name }));
const namesOf = (rows: readonly Moment[]) => rows.map(({ name }) => name || '_').join('');
const most = 'x'.repeat(momentsKept);

describe('withBlanks', () => {
  it.each<[string, string, readonly number[] | undefined, string]>([
    ['three to no rows by default', '', undefined, '___'],
    ['one at the end of other rows by default', 'ab', undefined, 'ab_'],
    ['none when none is named', 'ab', [], 'ab'],
    ['them at the numbers given', 'ab', [1, 3], '_a_b'],
    ['them in order of their numbers', 'abc', [4, 2], 'a_b_c'],
    ['each number once', 'ab', [2, 2, 2], 'a_b'],
    ['number 0 at the start', 'ab', [0], '_ab'],
    ['a number beyond the end at the end', 'ab', [9], 'ab_'],
    ['none to a full worksheet', most, undefined, most],
    ['no more than fit', most.slice(1), [1, 2, 3], `_${most.slice(1)}`],
  ])('adds %s', (_what, rows, blank, expected) => {
    expect(namesOf(withBlanks(rowsOf(rows), blank))).toBe(expected);
  });
});

describe('stepOf', () => {
  const form = { cycle: 'c', rows: rowsOf('ab_') };
  it.each([
    ['save', { kind: 'save' }, 'ab_', { at: 0 }],
    ['print', { kind: 'print' }, 'ab_', { at: 0 }],
    ['keep', { kind: 'keep', at: 1 }, 'ab_', { at: 1 }],
    ['up', { kind: 'up', at: 1 }, 'ba_', { at: 0 }],
    ['down', { kind: 'down', at: 0 }, 'ba_', { at: 1 }],
    ['add before the first row', { kind: 'add', at: -1 }, '_ab_', { at: 0 }],
    ['add after a row', { kind: 'add', at: 0 }, 'a_b_', { at: 1 }],
    ['remove of a row with text, which asks', { kind: 'remove', at: 1 }, 'ab_', { at: 1, ask: 1 }],
    ['remove of a blank row', { kind: 'remove', at: 2 }, 'ab', { at: 1 }],
    ['sure', { kind: 'sure', at: 1 }, 'a_', { at: 1 }],
    ['remove of a row that is not there', { kind: 'remove', at: 7 }, 'ab_', { at: 2 }],
  ] as const)('carries out %s', (_what, action, rows, rest) => {
    const { form: after, ...step } = stepOf(form, action);
    expect([namesOf(after.rows), after.cycle]).toEqual([rows, 'c']);
    expect(step).toEqual(rest);
  });

  it('adds no row to 20, and says so at the field', () => {
    const full = { cycle: '', rows: rowsOf(most) };
    const step = stepOf(full, { kind: 'add', at: 0 });
    expect(step.form).toBe(full);
    expect(step.fault?.field).toBe('add');
    const almost = { cycle: '', rows: rowsOf(most.slice(1)) };
    expect(stepOf(almost, { kind: 'add', at: 0 }).form.rows).toHaveLength(momentsKept);
  });
});

describe('addressAfter', () => {
  it.each([
    ['save', { kind: 'save' }, 'a', {}, '/moments?saved'],
    ['print', { kind: 'print' }, 'a', {}, '/moments/sheet'],
    [
      'a step, with the numbers of the blank rows',
      { kind: 'up', at: 1 },
      'a__',
      {},
      '/moments?blank=2,3#moment-1',
    ],
    [
      'a question, with its row',
      { kind: 'remove', at: 0 },
      'a',
      { ask: 0 },
      '/moments?blank=&ask=1#moment-1',
    ],
    ['the last removal, at the button that adds', { kind: 'sure', at: 0 }, '', {}, '/moments?blank=#add'],
  ] as const)('is right after %s', (_what, action, rows, rest, address) => {
    expect(addressAfter(action, { form: { cycle: '', rows: rowsOf(rows) }, at: 0, ...rest })).toBe(address);
  });
});
