/** The cookie that holds a browser's team memberships, and the ids made from it. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answersMark,
  decodeMemberships,
  encodeMemberships,
  type Membership,
  outcomes,
  personId,
  teamNameLimit,
  teamsKept,
} from '../../../src/codec/database/membership.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { otherSecrets, secrets } from '../visitors.ts';

const letters = (from: string, size: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom(...from), ...size });
const key = letters('aZ09_-', { minLength: 22, maxLength: 22 });
const name = fc.string({ unit: 'binary' }).map((text) => text.slice(0, teamNameLimit).toWellFormed());

const membership: fc.Arbitrary<Membership> = fc.record({
  team: key,
  name,
  edition: fc.integer({ min: 1, max: 99 }),
  key,
  group: fc.integer({ min: -1, max: 5 }),
  assessment: letters('az09', { minLength: 1, maxLength: 12 }),
  last: letters('aZ09_-', { minLength: 0, maxLength: 8 }),
  outcome: fc.constantFrom(...outcomes),
  round: fc.integer({ min: 1, max: 99 }),
});
const memberships = fc.array(membership, { maxLength: teamsKept });

const one: Membership = {
  team: 'a-team_of-22-character',
  name: 'Zoë’s team',
  edition: 3,
  key: 'a-key_of-22-characters',
  group: -1,
  assessment: 'a1',
  last: 'abcd-_12',
  outcome: 'in',
  round: 2,
};
const json = JSON.stringify([[one.team, one.name, 3, one.key, -1, 'a1', 'abcd-_12', 'in', 2]]);
const cookieOf = (text: string, head = 'teams.3.') => head + Buffer.from(text).toString('base64url');

describe('the memberships cookie', () => {
  it('has the documented form', () => {
    expect(encodeMemberships([one])).toBe(cookieOf(json));
    expect(decodeMemberships(cookieOf(json))).toEqual([one]);
  });

  it('comes back as it was, in characters that a cookie may have, and not with another secret', () => {
    fc.assert(
      fc.property(memberships, (teams) => {
        const value = cookieValue(encodeMemberships(teams), secrets);
        expect(value).toMatch(/^[\w.:+/-]+$/);
        expect(decodeMemberships(cookieText(value, secrets))).toEqual(teams);
        expect(decodeMemberships(cookieText(value, otherSecrets))).toBeUndefined();
      }),
    );
  });

  it('fits a cookie with as many teams as are kept and the longest names', () => {
    const longest = { team: 'x'.repeat(22), key: 'x'.repeat(22), group: 5, assessment: 'x'.repeat(12) };
    for (const letter of ['ß', '漢', '"', '😀'.slice(0, 1)]) {
      const full = {
        ...longest,
        name: letter.repeat(teamNameLimit),
        edition: 999,
        round: 99,
        last: 'x'.repeat(8),
      };
      const teams = Array.from({ length: teamsKept }, () => ({ ...full, outcome: 'closed' as const }));
      expect(cookieValue(encodeMemberships(teams), secrets).length).toBeLessThan(4000);
    }
  });

  it('is read without a round, as it was written before, as of the first', () => {
    const before = JSON.stringify([[one.team, one.name, 3, one.key, -1, 'a1', 'abcd-_12', 'in']]);
    expect(decodeMemberships(cookieOf(before, 'teams.2.'))).toEqual([{ ...one, round: 1 }]);
    expect(decodeMemberships(cookieOf(json, 'teams.2.'))).toBeUndefined();
  });

  it.each<[string, Partial<Membership>]>([
    ['a name of 60 characters', { name: 'x'.repeat(60) }],
    ['edition 1', { edition: 1 }],
    ['group 20', { group: 20 }],
    ['an assessment id of 12 characters', { assessment: 'abcdefghi012' }],
    ['nothing sent yet', { last: '', outcome: 'none' }],
  ])('is read with %s', (_, change) => {
    expect(decodeMemberships(encodeMemberships([{ ...one, ...change }]))).toEqual([{ ...one, ...change }]);
  });

  it.each<[string, object]>([
    ['a team id that is too short', { team: 'x' }],
    ['a key that is too long', { key: 'x'.repeat(23) }],
    ['a name of 61 characters', { name: 'x'.repeat(61) }],
    ['edition 0', { edition: 0 }],
    ['group -2', { group: -2 }],
    ['group 21', { group: 21 }],
    ['half a group', { group: 0.5 }],
    ['an empty assessment id', { assessment: '' }],
    ['an assessment id of 13 characters', { assessment: 'x'.repeat(13) }],
    ['an assessment id after a dot', { assessment: '.a1' }],
    ['an assessment id before a dot', { assessment: 'a1.' }],
    ['a mark of 9 characters', { last: 'x'.repeat(9) }],
    ['a mark after a dot', { last: '.x' }],
    ['a mark before a dot', { last: 'x.' }],
    ['an unknown outcome', { outcome: 'out' }],
    ['round 0', { round: 0 }],
  ])('is undefined with %s', (_, change) => {
    expect(decodeMemberships(encodeMemberships([{ ...one, ...change } as Membership]))).toBeUndefined();
  });

  it.each([
    ['the empty text', ''],
    ['another kind', cookieOf(json, 'team.3.')],
    ['another version', cookieOf(json, 'teams.1.')],
    ['no payload', 'teams.3'],
    ['text that is not JSON', cookieOf('[')],
    ['one membership outside a list', cookieOf(json.slice(1, -1))],
    ['more teams than are kept', encodeMemberships(Array.from({ length: teamsKept + 1 }, () => one))],
  ])('is undefined for %s', (_, text) => {
    expect(decodeMemberships(text)).toBeUndefined();
  });
});

describe('personId', () => {
  it('is the SHA-256 of team and key', () => {
    const hash = createHash('sha256').update(`service-mirror person ${one.team} ${one.key}`);
    expect(personId(one)).toBe(hash.digest('base64url'));
  });

  it('differs from team to team and from key to key, and does not contain the key', () => {
    fc.assert(
      fc.property(key, key, key, (team, own, other) => {
        fc.pre(own !== other && team !== other);
        const id = personId({ team, key: own });
        expect(personId({ team, key: own })).toBe(id);
        expect(personId({ team, key: other })).not.toBe(id);
        expect(personId({ team: other, key: own })).not.toBe(id);
        expect(id).not.toContain(own);
      }),
    );
  });
});

describe('answersMark', () => {
  it('is 8 characters of the SHA-256 of the packed answers', () => {
    expect(answersMark('1:a')).toBe(createHash('sha256').update('1:a').digest('base64url').slice(0, 8));
  });
});
