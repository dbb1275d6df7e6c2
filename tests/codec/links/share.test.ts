import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeShared, encodeShared, type SharedReport } from '../../../src/codec/links/share.ts';
import { encodeToken } from '../../../src/codec/links/token.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { nameLimit } from '../../../src/codec/state.ts';
import { anyAnswers } from '../../assessment/arbitraries.ts';

const secrets = secretsFrom(['a secret that is only for these tests, 32+']);
const older = secretsFrom(['the secret before, also only for these tests']);
const editions = { current: 3, accepts: [2] };
const anyReport: fc.Arbitrary<SharedReport> = fc.record({
  person: fc.string({ unit: 'grapheme', maxLength: nameLimit }).filter((name) => name.length <= nameLimit),
  group: fc.string({ unit: 'binary', maxLength: nameLimit / 2 }),
  level: fc.constantFrom('group', 'division', 'the-whole-organisation'),
  answeredOn: fc.nat(100_000),
  answers: anyAnswers(),
});

describe('the link to a shared report', () => {
  it('gives back any report that was put into it', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const link = `https://mirror.example/shared?with=${encodeShared(report, editions, secrets)}`;
        expect(decodeShared(link, editions, secrets)).toEqual({ ok: true, report, edition: 3 });
      }),
    );
  });

  it('has a token of less than 800 characters', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(encodeShared(report, editions, secrets).length).toBeLessThan(800);
      }),
    );
  });

  it('gives back the same report or is refused when some of its characters are changed', () => {
    const [report] = fc.sample(anyReport, { numRuns: 1, seed: 7 }) as [SharedReport];
    const token = encodeShared(report, editions, secrets);
    const character = fc.constantFrom(...'ABCxyz0189-_.%=&+/ <"\u0001é');
    const change = fc.tuple(fc.nat(token.length), fc.nat(4), fc.string({ unit: character, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const mutated = changes.reduce(
          (text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut),
          token,
        );
        const read = decodeShared(mutated, editions, secrets);
        if (read.ok) expect(read.report).toEqual(report);
        else expect(read.reason).toMatch(/^[a-z-]+$/);
      }),
      { numRuns: 10_000 },
    );
  });

  it('is not read from any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(decodeShared(text, editions, secrets).ok).toBe(false);
      }),
    );
  });

  const [report] = fc.sample(anyReport, { numRuns: 1, seed: 1 }) as [SharedReport];
  it.each([
    [
      'is read when its edition is accepted',
      encodeShared(report, { current: 2, accepts: [] }, secrets),
      secrets,
      { ok: true, edition: 2 },
    ],
    [
      'is refused with its edition when that is not accepted',
      encodeShared(report, { current: 1, accepts: [] }, secrets),
      secrets,
      { reason: 'other-edition', edition: 1 },
    ],
    [
      'is read when an older known secret signed it',
      encodeShared(report, editions, older),
      [...secrets, ...older],
      { ok: true },
    ],
    [
      'is refused as unknown-secret when the secret is not known',
      encodeShared(report, editions, older),
      secrets,
      { reason: 'unknown-secret' },
    ],
  ] as const)('%s', (_, token, known, result) => {
    expect(decodeShared(token, editions, known)).toMatchObject(result);
  });

  const json = { n: 'Zoë', g: '', l: 'Our-level', d: 100_000, p: '1:a' };
  const decoded = (change: object) =>
    decodeShared(encodeToken('s', { ...json, ...change }, editions, secrets), editions, secrets);

  it('has the documented fields', () => {
    const answers = new Map([['1.1', { me: 0, us: 0 }]]);
    expect(decoded({})).toMatchObject({
      ok: true,
      report: { person: 'Zoë', group: '', level: 'Our-level', answeredOn: 100_000, answers },
    });
  });

  it.each<[string, object]>([
    ['a person’s name that is too long', { n: 'x'.repeat(nameLimit + 1) }],
    ['a group’s name that is too long', { g: 'x'.repeat(nameLimit + 1) }],
    ['an empty level', { l: '' }],
    ['a level after a space', { l: ' group' }],
    ['a level before a space', { l: 'group ' }],
    ['a level of 41 characters', { l: 'x'.repeat(41) }],
    ['a negative day', { d: -1 }],
    ['a day after 2243', { d: 100_001 }],
    ['answers that are not packed', { p: '1:z' }],
    ['no answers', { p: undefined }],
  ])('with %s is refused as damaged, though signed', (_, change) => {
    expect(decoded(change)).toEqual({ ok: false, reason: 'damaged' });
  });
});
