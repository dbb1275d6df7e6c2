/** Everything as a file: it gives back what was put into it, or it is refused as a whole, with a reason. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holdings } from '../../../src/assessment/holdings.ts';
import { fileLimit, fileOf, type ReadFile, readFile } from '../../../src/codec/links/file.ts';
import { decodeLink, encodeLink } from '../../../src/codec/links/link.ts';
import { nameLimit } from '../../../src/codec/state.ts';
import { anyHoldings, mutated } from '../holdings.ts';
import { editions, secrets } from '../visitors.ts';

const textOf = (holdings: Holdings) => JSON.stringify(fileOf(holdings, editions.current), null, 1);
const some = fc.sample(anyHoldings, { numRuns: 8, seed: 4 });
const [first] = some as [Holdings];

/** Expects that the holdings can be written as a file and as a link, and read again. */
function expectUsable(holdings: Holdings): void {
  expect(readFile(textOf(holdings), editions)).toEqual({ ok: true, holdings });
  expect(decodeLink(encodeLink(holdings, editions, secrets), editions, secrets).ok).toBe(true);
}

/** Returns a copy of a JSON value with another value at the place that `at` chooses. */
function replacedIn(json: unknown, at: readonly number[], value: unknown): unknown {
  const [place, ...rest] = at;
  if (place === undefined || typeof json !== 'object' || json === null) return value;
  const keys = Object.keys(json);
  const key = keys[place % Math.max(1, keys.length)];
  if (key === undefined) return value;
  if (Array.isArray(json))
    return json.map((item, i) => (String(i) === key ? replacedIn(item, rest, value) : item));
  const inside = replacedIn((json as Record<string, unknown>)[key], rest, value);
  const others = Object.entries(json).filter(([name]) => name !== key);
  return Object.fromEntries(inside === undefined ? others : [...others, [key, inside]]);
}

describe('a file', () => {
  it('gives back any holdings that were put into it', () => {
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        expect(readFile(textOf(holdings), editions)).toEqual({ ok: true, holdings });
      }),
      { numRuns: 300 },
    );
  });

  it('with some characters changed is refused, or gives holdings that can be written again', () => {
    const texts = some.map((holdings) => JSON.stringify(fileOf(holdings, editions.current)));
    let refused = 0;
    fc.assert(
      fc.property(mutated(texts, '{}[]",:0123.-nme'), ([, mutant]) => {
        const read = readFile(mutant, editions);
        if (read.ok) expectUsable(read.holdings);
        else refused++;
      }),
      { numRuns: 5_000 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('with one value changed is refused, or gives holdings that can be written again', () => {
    const files = some.map((holdings) => fileOf(holdings, editions.current));
    const anyValue = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(undefined, -1, 1e300, '2026-02-30', '0000-01-01', '9999-12-31', '__proto__', []),
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
        anyValue,
        (file, at, value) => {
          const read = readFile(JSON.stringify(replacedIn(file, at, value)), editions);
          if (read.ok) expectUsable(read.holdings);
          else refused++;
        },
      ),
      { numRuns: 5_000 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  const file = fileOf(first, editions.current);
  it('says that it is a service-mirror file of version 1', () => {
    expect(file).toMatchObject({ format: 'service-mirror', version: 1, edition: editions.current });
  });

  it.each([
    ['empty', ''],
    ['empty', ' \n'],
    ['not-json', 'PK\u0003\u0004'],
    ['not-json', JSON.stringify(file).slice(0, -1)],
    ['foreign', '[]'],
    ['foreign', '{"answers": {}}'],
    ['foreign', JSON.stringify({ ...file, format: 'another' })],
    ['newer', JSON.stringify({ ...file, version: 2 })],
    ['older', JSON.stringify({ ...file, version: 0 })],
    ['other-edition', JSON.stringify({ ...file, edition: 2 })],
    ['damaged', JSON.stringify({ ...file, savedOn: 'yesterday' })],
    ['damaged', JSON.stringify({ ...file, current: 'nobody' })],
    ['too-large', JSON.stringify({ ...file, more: 'x'.repeat(fileLimit) })],
  ])('is refused as %s: case %#', (reason, text) => {
    expect(readFile(text, editions)).toMatchObject({ ok: false, reason });
  });

  const damaged = (assessment: object, others: object = {}) =>
    readFile(
      JSON.stringify({ ...file, assessments: [{ ...file.assessments[0], ...assessment }], ...others }),
      editions,
    );
  const refused = (reason: string, detail: string) => ({ ok: false, reason, detail });

  it.each([
    ['is empty', '', refused('empty', '')],
    ['is newer', JSON.stringify({ ...file, version: 2 }), refused('newer', 'version 2')],
    ['is older', JSON.stringify({ ...file, version: 0 }), refused('older', 'version 0')],
    ['is of another edition', JSON.stringify({ ...file, edition: 2 }), refused('other-edition', 'edition 2')],
    [
      'names a current assessment that is missing',
      JSON.stringify({ ...file, current: 'nobody' }),
      refused('damaged', 'its assessments or snapshots are there twice, or out of order'),
    ],
  ])('says in detail that it %s', (_, text, result) => {
    expect(readFile(text, editions)).toEqual(result);
  });

  it.each<[string, object]>([
    ['answers.3.7.me', { answers: { '3.7': { me: 7, us: 1 } } }],
    ['answers.03.7', { answers: { '03.7': { me: 1, us: 1 } } }],
    ['answers.3.7.', { answers: { '3.7.': { me: 1, us: 1 } } }],
    ['answers.3.1000', { answers: { '3.1000': { me: 1, us: 1 } } }],
    ['id', { id: '.a1' }],
    ['id', { id: 'a1.' }],
    ['id', { id: 'x'.repeat(13) }],
    ['level', { level: '!group' }],
    ['level', { level: 'group!' }],
    ['level', { level: 'x'.repeat(41) }],
    ['name', { name: 'x'.repeat(nameLimit + 1) }],
    ['route', { route: 'none' }],
  ])('names the place that is damaged: %s in %j', (place, assessment) => {
    const read = damaged(assessment);
    expect(read).toMatchObject({ ok: false, reason: 'damaged' });
    expect(read.ok ? '' : read.detail).toMatch(new RegExp(`^assessments\\.0\\.${place}: `));
  });

  it.each([
    ['yesterday', 'savedOn: expected a date such as 2026-11-21; savedOn: expected a day from 1970 to 2243'],
    ['1969-12-31', 'savedOn: expected a day from 1970 to 2243'],
    ['2243-10-18', 'savedOn: expected a day from 1970 to 2243'],
  ])('says what is expected instead of the day %s', (savedOn, detail) => {
    expect(damaged({}, { savedOn })).toEqual(refused('damaged', detail));
  });

  it('says what is expected instead of something that is no id of a question', () => {
    expect(damaged({ answers: { first: { me: 1, us: 1 } } })).toEqual(
      refused('damaged', 'assessments.0.answers.first: expected the id of a question, such as 3.7'),
    );
  });

  it.each(['1970-01-01', '2243-10-17'])('is read with the day %s', (savedOn) => {
    expect(readFile(JSON.stringify({ ...file, savedOn }), editions).ok).toBe(true);
  });

  it('names the first three faults and counts the others', () => {
    const faults = { edition: 0, name: 1, current: 1 };
    const three = damaged({}, faults);
    const five = damaged({ id: '!', level: '!' }, faults);
    const places = (read: ReadFile) => (read.ok ? '' : read.detail).replaceAll(/: [^;]*/g, '');
    expect(places(three)).toBe('edition; name; current');
    expect(places(five)).toBe('edition; name; current; and 2 more');
  });

  it('may have exactly as many characters as the limit', () => {
    const text = textOf(first);
    expect(readFile(text.padEnd(fileLimit), editions).ok).toBe(true);
    expect(readFile(text.padEnd(fileLimit + 1), editions)).toEqual(refused('too-large', ''));
  });

  it('keeps a byte order mark inside a text', () => {
    const named = { ...first, visitor: { ...first.visitor, name: 'Zoë\uFEFF' } };
    expect(readFile(textOf(named), editions)).toEqual({ ok: true, holdings: named });
  });

  it('may begin with a byte order mark, which some editors write', () => {
    expect(readFile(`\uFEFF${textOf(first)}`, editions).ok).toBe(true);
  });
});
