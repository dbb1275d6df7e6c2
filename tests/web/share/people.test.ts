import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameLimit } from '../../../src/codec/state.ts';
import { othersNamed } from '../../../src/web/share/people.ts';

const full = (names: readonly string[], mine = true) => othersNamed(names, mine).map((name) => name.full);

describe('the people of a comparison', () => {
  it.each<[string, string[], string[]]>([
    ['keep their names', ['Anna', 'Ben'], ['Anna', 'Ben']],
    ['without a name are numbered', ['', 'Ben', '\u200b'], ['Colleague 1', 'Ben', 'Colleague 2']],
    ['of the same name are told apart', ['Anna', 'Anna', 'Ben'], ['Anna (1)', 'Anna (2)', 'Ben']],
    ['whose names only look the same are told apart', ['Anna', 'a\u200bnna'], ['Anna (1)', 'a\u200bnna (2)']],
    ['are not taken for me', ['Me', 'Ben'], ['Me (1)', 'Ben']],
    [
      'are not taken for somebody without a name',
      ['', 'Colleague 1'],
      ['Colleague 1 (1)', 'Colleague 1 (2)'],
    ],
    [
      'named like a numbered one are told apart',
      ['Anna', 'Anna', 'Anna (1)'],
      ['Anna (2)', 'Anna (3)', 'Anna (1)'],
    ],
  ])('%s', (_, names, shown) => {
    expect(full(names)).toEqual(shown);
  });

  it('may be called Me when I am not among them', () => {
    expect(full(['Me'], false)).toEqual(['Me']);
  });

  it('are never mixed up, in full or in short, and short names fit a chart', () => {
    const name = fc.oneof(
      fc.constantFrom('', 'Me', 'Anna', 'anna', 'Anna (1)', 'Colleague 1', 'Ö'.repeat(nameLimit)),
      fc.string({ unit: 'grapheme', maxLength: nameLimit }).map((text) => text.trim()),
      fc.constantFrom('a', 'b').map((end) => `A very long name that only differs at its ${end}`),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), (names) => {
        const named = othersNamed(names, true);
        for (const kind of ['full', 'short'] as const)
          expect(new Set(['Me', ...named.map((one) => one[kind])]).size).toBe(names.length + 1);
        for (const { short } of named) expect([...short].length).toBeLessThanOrEqual(22);
      }),
    );
  });
});
