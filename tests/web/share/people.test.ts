import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameLimit } from '../../../src/codec/state.ts';
import { othersNamed } from '../../../src/web/share/people.ts';

const full = (names: readonly string[], mine = true) => othersNamed(names, mine).map((name) => name.full);

describe('othersNamed', () => {
  it.each<[string, string[], string[]]>([
    ['keeps different names', ['Anna', 'Ben'], ['Anna', 'Ben']],
    ['numbers people without a name', ['', 'Ben', '\u200b'], ['Colleague 1', 'Ben', 'Colleague 2']],
    ['numbers equal names', ['Anna', 'Anna', 'Ben'], ['Anna (1)', 'Anna (2)', 'Ben']],
    ['numbers names that look equal', ['Anna', 'a\u200bnna'], ['Anna (1)', 'a\u200bnna (2)']],
    ['numbers a person who is called You', ['You', 'Ben'], ['You (1)', 'Ben']],
    [
      'numbers a person who is called like one without a name',
      ['', 'Colleague 1'],
      ['Colleague 1 (1)', 'Colleague 1 (2)'],
    ],
    [
      'skips a number that another name has already',
      ['Anna', 'Anna', 'Anna (1)'],
      ['Anna (2)', 'Anna (3)', 'Anna (1)'],
    ],
  ])('%s', (_, names, shown) => {
    expect(full(names)).toEqual(shown);
  });

  it('keeps the name You when the visitor is not compared', () => {
    expect(full(['You'], false)).toEqual(['You']);
  });

  it('returns unique full and short names, and short names that fit a chart', () => {
    const name = fc.oneof(
      fc.constantFrom('', 'You', 'Anna', 'anna', 'Anna (1)', 'Colleague 1', 'Ö'.repeat(nameLimit)),
      fc.string({ unit: 'grapheme', maxLength: nameLimit }).map((text) => text.trim()),
      fc.constantFrom('a', 'b').map((end) => `A very long name that only differs at its ${end}`),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), (names) => {
        const named = othersNamed(names, true);
        for (const kind of ['full', 'short'] as const)
          expect(new Set(['You', ...named.map((one) => one[kind])]).size).toBe(names.length + 1);
        for (const { short } of named) expect([...short].length).toBeLessThanOrEqual(22);
      }),
    );
  });
});
