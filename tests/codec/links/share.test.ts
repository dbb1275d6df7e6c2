import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeShared, encodeShared, type SharedReport } from '../../../src/codec/links/share.ts';
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

describe('a shared report', () => {
  it('comes out of its link as it went in', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const link = `https://mirror.example/shared?with=${encodeShared(report, editions, secrets)}`;
        expect(decodeShared(link, editions, secrets)).toEqual({ ok: true, report, edition: 3 });
      }),
    );
  });

  it('fits an address with room to spare: the fullest takes less than 800 characters', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(encodeShared(report, editions, secrets).length).toBeLessThan(800);
      }),
    );
  });

  it('is whole or refused after any change, ten thousand times', () => {
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

  it('is refused, not guessed, from any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(decodeShared(text, editions, secrets).ok).toBe(false);
      }),
    );
  });

  const [report] = fc.sample(anyReport, { numRuns: 1, seed: 1 }) as [SharedReport];
  it.each([
    [
      'an accepted edition is read',
      encodeShared(report, { current: 2, accepts: [] }, secrets),
      secrets,
      { ok: true, edition: 2 },
    ],
    [
      'another edition is named',
      encodeShared(report, { current: 1, accepts: [] }, secrets),
      secrets,
      { reason: 'other-edition', edition: 1 },
    ],
    [
      'an older secret that still counts is read',
      encodeShared(report, editions, older),
      [...secrets, ...older],
      { ok: true },
    ],
    [
      'a secret that is gone is told from an alteration',
      encodeShared(report, editions, older),
      secrets,
      { reason: 'unknown-secret' },
    ],
  ] as const)('%s', (_, token, known, result) => {
    expect(decodeShared(token, editions, known)).toMatchObject(result);
  });
});
