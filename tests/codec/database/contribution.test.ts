import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Contribution,
  GivenScores,
  PictureKey,
  Pictures,
} from '../../../src/assessment/comparison/benchmark.ts';
import {
  contributorOf,
  decodeContributionKey,
  decodeCounted,
  decodePictures,
  decodeScores,
  encodeContributionKey,
  encodeCounted,
  encodePictures,
  encodeScores,
} from '../../../src/codec/database/contribution.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';

const secrets = secretsFrom(['a secret that is long enough for this test']);
const key = fc.stringMatching(/^[\w-]{22}$/);
const points = fc.option(fc.nat({ max: 100 }), { nil: undefined });
const scores: fc.Arbitrary<GivenScores> = fc
  .uniqueArray(fc.tuple(fc.string(), fc.record({ me: points, us: points })), { selector: ([id]) => id })
  .map((entries) => new Map(entries));
const pictureKey = fc
  .tuple(fc.constantFrom('me', 'us'), fc.stringMatching(/^\w{1,8}$/))
  .map(([who, id]) => `${who} ${id}` as PictureKey);
const counted: fc.Arbitrary<Contribution['counted']> = fc
  .array(
    fc.tuple(
      pictureKey,
      fc.record({ first: fc.nat(), since: fc.nat(), band: fc.integer({ min: -1, max: 9 }) }),
    ),
  )
  .map((entries) => new Map(entries));
const pictures: fc.Arbitrary<Pictures> = fc
  .array(fc.tuple(pictureKey, fc.record({ sizes: fc.array(fc.nat()), shares: fc.array(fc.nat()) })))
  .map((entries) => new Map(entries));

describe('a contribution', () => {
  it('comes back from the database as it went in', () => {
    fc.assert(
      fc.property(scores, counted, pictures, (given, places, shown) => {
        expect(decodeScores(encodeScores(given))).toEqual(given);
        expect(decodeCounted(encodeCounted(places))).toEqual(places);
        expect(decodePictures(encodePictures(shown))).toEqual(shown);
      }),
    );
    expect(decodePictures('')).toEqual(new Map());
  });

  it('has a key that comes back from the cookie, in characters that a cookie takes', () => {
    fc.assert(
      fc.property(key, (given) => {
        const value = encodeContributionKey(given, secrets);
        expect(value).toMatch(/^[\w.-]+$/);
        expect(decodeContributionKey(value, secrets)).toBe(given);
        expect(
          decodeContributionKey(value, secretsFrom(['another secret, of another site'])),
        ).toBeUndefined();
      }),
    );
  });

  it('is not opened by anything else, and nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(decodeContributionKey(text, secrets)).toBeUndefined();
      }),
    );
    const value = encodeContributionKey('A'.repeat(22), secrets);
    for (const at of value.split('').keys())
      expect(decodeContributionKey(`${value.slice(0, at)}*${value.slice(at + 1)}`, secrets)).toBeUndefined();
  });

  it('stands in the database under another name than its key, the same each time', () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(contributorOf(one)).toBe(contributorOf(one));
        expect(contributorOf(one)).not.toContain(one);
        expect(contributorOf(one) === contributorOf(other)).toBe(one === other);
      }),
    );
  });
});
