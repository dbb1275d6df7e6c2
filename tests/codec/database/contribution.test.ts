/** A contribution to the benchmark, in the visitor's cookie, in a form and in the database. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Contribution,
  type GivenScores,
  type PictureKey,
  type Pictures,
  publishPictures,
} from '../../../src/assessment/comparison/benchmark.ts';
import {
  contributorOf,
  decodeContributionCookie,
  decodeContributionKey,
  decodeCounted,
  decodePictures,
  decodeScores,
  encodeContributionCookie,
  encodeContributionKey,
  encodeCounted,
  encodePictures,
  encodeScores,
  publishStoredPictures,
} from '../../../src/codec/database/contribution.ts';
import { sign } from '../../../src/codec/signature.ts';
import { instrument } from '../../assessment/arbitraries.ts';
import { otherSecrets, secrets } from '../visitors.ts';

const anyKey = fc.stringMatching(/^[\w-]{22}$/);
const points = fc.option(fc.nat({ max: 100 }), { nil: undefined });
const anyScores: fc.Arbitrary<GivenScores> = fc
  .uniqueArray(fc.tuple(fc.string(), fc.record({ me: points, us: points })), { selector: ([id]) => id })
  .map((entries) => new Map(entries));
const pictureKey = fc
  .tuple(fc.constantFrom('me', 'us'), fc.stringMatching(/^\w{1,8}$/))
  .map(([who, id]) => `${who} ${id}` as PictureKey);
const anyCounted: fc.Arbitrary<Contribution['counted']> = fc
  .array(
    fc.tuple(
      pictureKey,
      fc.record({ first: fc.nat(), since: fc.nat(), band: fc.integer({ min: -1, max: 9 }) }),
    ),
  )
  .map((entries) => new Map(entries));
const anyPictures: fc.Arbitrary<Pictures> = fc
  .array(fc.tuple(pictureKey, fc.record({ sizes: fc.array(fc.nat()), shares: fc.array(fc.nat()) })))
  .map((entries) => new Map(entries));

const key = 'a-key_of-22-characters';

describe('the contribution cookie', () => {
  it('has the documented form and gives the key back', () => {
    expect(encodeContributionCookie(key)).toBe(`benchmark.2.${key}`);
    expect(decodeContributionCookie(`benchmark.2.${key}`)).toBe(key);
  });

  it.each([
    '',
    'benchmark.2',
    `teams.2.${key}`,
    `benchmark.1.${key}`,
    'benchmark.2.short',
    `benchmark.2.*${key}`,
    `benchmark.2.${key}*`,
    `benchmark.2.${key}.more`,
  ])('is undefined for %j', (text) => {
    expect(decodeContributionCookie(text)).toBeUndefined();
  });
});

describe('the key in the contribution form', () => {
  it('is version and key, signed', () => {
    expect(encodeContributionKey(key, secrets)).toBe(sign(`1.${key}`, 'service-mirror benchmark', secrets));
  });

  it('comes back from what was encoded, and not with another secret', () => {
    fc.assert(
      fc.property(anyKey, (given) => {
        const value = encodeContributionKey(given, secrets);
        expect(value).toMatch(/^[\w.-]+$/);
        expect(decodeContributionKey(value, secrets)).toBe(given);
        expect(decodeContributionKey(value, otherSecrets)).toBeUndefined();
      }),
    );
  });

  it.each(['1', `2.${key}`, '1.short', `1.*${key}`, `1.${key}*`, `1.${key}.more`])(
    'is undefined for %j, though signed',
    (text) => {
      expect(decodeContributionKey(sign(text, 'service-mirror benchmark', secrets), secrets)).toBeUndefined();
    },
  );

  it('is undefined for any unsigned text, and for a signed one with one character changed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(decodeContributionKey(text, secrets)).toBeUndefined();
      }),
    );
    const value = encodeContributionKey('A'.repeat(22), secrets);
    for (const at of value.split('').keys())
      expect(decodeContributionKey(`${value.slice(0, at)}*${value.slice(at + 1)}`, secrets)).toBeUndefined();
  });
});

describe('contributorOf', () => {
  it('is the SHA-256 of the key, so that the database does not have the key', () => {
    const hash = createHash('sha256').update(`service-mirror benchmark ${key}`).digest('base64url');
    expect(contributorOf(key)).toBe(hash);
  });
});

describe('the stored scores, counts and pictures', () => {
  it('come back from the database as they went in', () => {
    fc.assert(
      fc.property(anyScores, anyCounted, anyPictures, (scores, counted, pictures) => {
        expect(decodeScores(encodeScores(scores))).toEqual(scores);
        expect(decodeCounted(encodeCounted(counted))).toEqual(counted);
        expect(decodePictures(encodePictures(pictures))).toEqual(pictures);
      }),
    );
  });

  it('are written as lists, a missing score as null', () => {
    expect(encodeScores(new Map([['ES', { me: 0, us: undefined }]]))).toBe('[["ES",0,null]]');
    expect(encodeCounted(new Map([['me ES', { first: 1, since: 2, band: 3 }]]))).toBe('[["me ES",1,2,3]]');
    const pictures: Pictures = new Map([['us ES', { sizes: [9], shares: [100, 0] }]]);
    expect(encodePictures(pictures)).toBe('[["us ES",{"sizes":[9],"shares":[100,0]}]]');
  });

  it('are an empty text for no counts, and read from an empty text as none', () => {
    expect(encodeCounted(new Map())).toBe('');
    expect(decodeCounted('')).toEqual(new Map());
    expect(decodePictures('')).toEqual(new Map());
  });

  it.each([
    ['scores', decodeScores, '[["ES",-1,0]]'],
    ['scores', decodeScores, '[["ES",0.5,0]]'],
    ['scores', decodeScores, '[["ES",1]]'],
    ['counts', decodeCounted, '[["ES",1,2,3]]'],
    ['counts', decodeCounted, '[["me ES",1,2]]'],
    ['pictures', decodePictures, '[["them ES",{"sizes":[],"shares":[]}]]'],
    ['pictures', decodePictures, '[["me ES",{"sizes":[]}]]'],
    ['pictures', decodePictures, '[["me ES"]]'],
  ])('throw for malformed %s: %o %s', (_, decode, text) => {
    expect(() => decode(text)).toThrow(/expected|invalid|too small/i);
  });
});

describe('publishStoredPictures', () => {
  it('publishes what publishPictures does, from encoded values to encoded values', () => {
    const contributions = Array.from({ length: 60 }, (_, i) => ({
      scores: new Map(instrument.competencies.map(({ id }) => [id, { me: i % 25, us: (3 * i) % 25 }])),
      counted: new Map(),
    }));
    const stored = contributions.map(({ scores }) => ({ scores: encodeScores(scores), counted: '' }));
    const expected = publishPictures(new Map(), contributions, instrument);
    const found = publishStoredPictures('', stored, instrument);
    expect(expected.pictures.size).toBeGreaterThan(0);
    expect(found).toEqual({
      pictures: encodePictures(expected.pictures),
      counted: expected.counted.map(encodeCounted),
    });
    const counted = stored.map(({ scores }, i) => ({ scores, counted: found.counted[i] ?? '' }));
    expect(publishStoredPictures(found.pictures, counted, instrument)).toEqual(found);
  });
});
