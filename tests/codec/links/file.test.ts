/** Everything as a file: what goes in comes out; what is wrong is refused with a reason; nothing half-way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holdings } from '../../../src/assessment/holdings.ts';
import { fileLimit, fileOf, readFile } from '../../../src/codec/links/file.ts';
import { decodeLink, encodeLink } from '../../../src/codec/links/link.ts';
import { anyHoldings, mutated } from '../holdings.ts';
import { editions, secrets } from '../visitors.ts';

const textOf = (holdings: Holdings) => JSON.stringify(fileOf(holdings, editions.current), null, 1);
const some = fc.sample(anyHoldings, { numRuns: 8, seed: 4 });
const [first] = some as [Holdings];

/** What a browser can go on with: it can be written as a file, and as a link, and read again. */
function expectUsable(holdings: Holdings): void {
  expect(readFile(textOf(holdings), editions)).toEqual({ ok: true, holdings });
  expect(decodeLink(encodeLink(holdings, editions, secrets), editions, secrets).ok).toBe(true);
}

/** The value at a place chosen by `at` in a JSON value, replaced; a new value. */
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
  it('holds all that was put into it, whatever that was', () => {
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        expect(readFile(textOf(holdings), editions)).toEqual({ ok: true, holdings });
      }),
      { numRuns: 300 },
    );
  });

  it('mutated 5,000 times in its text is refused, or holds something whole', () => {
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

  it('mutated 5,000 times in its values is refused, or holds something whole', () => {
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
  ])('is refused as %s: %#', (reason, text) => {
    expect(readFile(text, editions)).toMatchObject({ ok: false, reason });
  });

  it('says where it is damaged', () => {
    const wrong = {
      ...file,
      assessments: [{ ...file.assessments[0], answers: { '3.7': { me: 7, us: 1 } } }],
    };
    const read = readFile(JSON.stringify(wrong), editions);
    expect(read).toMatchObject({ ok: false, reason: 'damaged' });
    expect(read.ok ? '' : read.detail).toContain('assessments.0.answers.3.7.me');
  });

  it('may begin with a byte order mark, as some editors leave one', () => {
    expect(readFile(`\uFEFF${textOf(first)}`, editions).ok).toBe(true);
  });
});
