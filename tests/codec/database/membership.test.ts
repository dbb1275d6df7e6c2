/** The cookie of somebody's teams, and the keys of a team: whole there and back, and nothing else gets in. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeMemberships,
  encodeMemberships,
  type Membership,
  outcomes,
  personId,
  teamNameLimit,
  teamsKept,
} from '../../../src/codec/database/membership.ts';
import { teamKeyShape, teamKeys, teamLinkHash, teamTicket } from '../../../src/codec/database/team-keys.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { cookieText, cookieValue } from '../../cookies.ts';

const secrets = secretsFrom(['a secret that is only for tests, 32+ characters']);
const others = secretsFrom(['another secret that is only for tests, 32+']);
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
});
const memberships = fc.array(membership, { maxLength: teamsKept });

describe('memberships', () => {
  it('come back as they were, in characters that a cookie may have', () => {
    fc.assert(
      fc.property(memberships, (teams) => {
        const value = cookieValue(encodeMemberships(teams), secrets);
        expect(value).toMatch(/^[\w.:+/-]+$/);
        expect(decodeMemberships(cookieText(value, secrets))).toEqual(teams);
        expect(decodeMemberships(cookieText(value, others))).toBeUndefined();
      }),
    );
  });

  it('fit a cookie, as many and as long as there can be', () => {
    const longest = { team: 'x'.repeat(22), key: 'x'.repeat(22), group: 5, assessment: 'x'.repeat(12) };
    for (const letter of ['ß', '漢', '"', '😀'.slice(0, 1)]) {
      const full = { ...longest, name: letter.repeat(teamNameLimit), edition: 999, last: 'x'.repeat(8) };
      const teams = Array.from({ length: teamsKept }, () => ({ ...full, outcome: 'closed' as const }));
      expect(cookieValue(encodeMemberships(teams), secrets).length).toBeLessThan(4000);
    }
  });

  it('of anything else are none', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeMemberships(cookieText(text, secrets)) === undefined));
    const six = Array.from(
      { length: teamsKept + 1 },
      (_, i): Membership => ({
        team: `${i}`.repeat(22),
        name: 'x',
        edition: 1,
        key: 'x'.repeat(22),
        group: -1,
        assessment: '1',
        last: '',
        outcome: 'none',
      }),
    );
    expect(
      decodeMemberships(cookieText(cookieValue(encodeMemberships(six), secrets), secrets)),
    ).toBeUndefined();
    const [one] = six as [Membership];
    const wrong = { ...one, team: 'too short' };
    expect(
      decodeMemberships(cookieText(cookieValue(encodeMemberships([wrong]), secrets), secrets)),
    ).toBeUndefined();
  });

  it('make ids that differ from team to team and from key to key', () => {
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

describe('the keys of a team', () => {
  it('follow from the ticket and what was entered, and differ in every use', () => {
    fc.assert(
      fc.property(key, fc.string(), fc.array(fc.string(), { maxLength: 6 }), (seed, text, groups) => {
        const ticket = teamTicket(seed, secrets);
        const keys = teamKeys(ticket, text, groups, secrets);
        expect(teamKeys(ticket, text, groups, secrets)).toEqual(keys);
        const more = [
          teamKeys(ticket, `${text}x`, groups, secrets),
          teamKeys(ticket, text, [...groups, ''], secrets),
          teamKeys(teamTicket(`${seed}x`, secrets), text, groups, secrets),
        ];
        const all = [keys, ...more].flatMap((made) => Object.values(made ?? {}));
        expect(new Set(all).size).toBe(12);
        for (const one of all) expect(one).toMatch(teamKeyShape);
      }),
    );
  });

  it('are not made from a ticket of another site, or of one’s own', () => {
    for (const ticket of ['', 'x', teamTicket('x'.repeat(22), others)])
      expect(teamKeys(ticket, 'a', [], secrets)).toBeUndefined();
  });

  it('are hashed for the database', () => {
    expect(teamLinkHash('x'.repeat(22))).toMatch(/^[\w-]{43}$/);
    expect(teamLinkHash('x'.repeat(22))).not.toBe(teamLinkHash('y'.repeat(22)));
  });
});
