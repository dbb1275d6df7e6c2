/** The secrets of a team's links, and the ticket they follow from. */
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { teamKeyShape, teamKeys, teamLinkHash, teamTicket } from '../../../src/codec/database/team-keys.ts';
import { sign } from '../../../src/codec/signature.ts';
import { otherSecrets, secrets } from '../visitors.ts';

const anySeed = fc.stringMatching(/^[\w-]{22}$/);

describe('teamTicket', () => {
  it('is the seed, signed', () => {
    expect(teamTicket('a seed', secrets)).toBe(sign('a seed', 'service-mirror team', secrets));
  });
});

describe('teamKeys', () => {
  it('are 22 characters of the HMAC of use, name, groups and expected size with the seed', () => {
    const key = (use: string) =>
      createHmac('sha256', 'a seed')
        .update(`["${use}","Ward 7",["Nurses"],8]`)
        .digest('base64url')
        .slice(0, 22);
    expect(teamKeys(teamTicket('a seed', secrets), 'Ward 7', ['Nurses'], 8, secrets)).toEqual({
      id: key('id'),
      join: key('join'),
      results: key('results'),
    });
  });

  it('are the same for the same ticket, name, groups and expected size, and differ in every use and with every change', () => {
    fc.assert(
      fc.property(anySeed, fc.string(), fc.array(fc.string(), { maxLength: 6 }), (seed, text, groups) => {
        const ticket = teamTicket(seed, secrets);
        const keys = teamKeys(ticket, text, groups, 8, secrets);
        expect(teamKeys(ticket, text, groups, 8, secrets)).toEqual(keys);
        const more = [
          teamKeys(ticket, `${text}x`, groups, 8, secrets),
          teamKeys(ticket, text, [...groups, ''], 8, secrets),
          teamKeys(ticket, text, groups, 9, secrets),
          teamKeys(teamTicket(`${seed}x`, secrets), text, groups, 8, secrets),
        ];
        const all = [keys, ...more].flatMap((made) => Object.values(made ?? {}));
        expect(new Set(all).size).toBe(15);
        for (const one of all) expect(one).toMatch(teamKeyShape);
      }),
    );
  });

  it.each([
    ['the empty text', ''],
    ['an unsigned text', 'x'],
    ['a ticket of another site', teamTicket('x'.repeat(22), otherSecrets)],
  ])('are undefined for %s', (_, ticket) => {
    expect(teamKeys(ticket, 'a', [], 8, secrets)).toBeUndefined();
  });
});

describe('teamKeyShape', () => {
  it.each([
    ['a-key_of-22-characters', true],
    ['a-key_of-22-character', false],
    ['.a-key_of-22-characters', false],
    ['a-key_of-22-characters.', false],
  ])('matches %s: %s', (key, matches) => {
    expect(teamKeyShape.test(key)).toBe(matches);
  });
});

describe('teamLinkHash', () => {
  it('is the SHA-256 of the secret', () => {
    const hash = createHash('sha256').update('service-mirror team link x').digest('base64url');
    expect(teamLinkHash('x')).toBe(hash);
  });
});
