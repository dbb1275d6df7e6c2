import { describe, expect, it } from 'vitest';
import { replacementOf, replacementTicket } from '../../../src/codec/database/team-tickets.ts';
import { sign } from '../../../src/codec/signature.ts';
import { otherSecrets, secrets } from '../visitors.ts';

const replacement = { team: 'team-1', replaces: 'a hash', key: 'a-key_of-22-characters' };
const json = '{"team":"team-1","replaces":"a hash","key":"a-key_of-22-characters"}';

describe('the ticket to replace a team’s link', () => {
  it.each(['join', 'results'] as const)(
    'is JSON signed for the %s link, and comes back as it was',
    (link) => {
      const ticket = replacementTicket(replacement, link, secrets);
      expect(ticket).toBe(sign(json, `service-mirror team link ${link}`, secrets));
      expect(replacementOf(ticket, link, secrets)).toEqual(replacement);
    },
  );

  it('is undefined for the other link, with another secret, and when it is not signed', () => {
    const ticket = replacementTicket(replacement, 'join', secrets);
    expect(replacementOf(ticket, 'results', secrets)).toBeUndefined();
    expect(replacementOf(ticket, 'join', otherSecrets)).toBeUndefined();
    expect(replacementOf(json, 'join', secrets)).toBeUndefined();
  });

  it('throws for a key that is too short', () => {
    const ticket = replacementTicket({ ...replacement, key: 'short' }, 'join', secrets);
    expect(() => replacementOf(ticket, 'join', secrets)).toThrow('key');
  });
});
