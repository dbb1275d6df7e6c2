/**
 * The secrets of a team's two links. The database has only what `teamLinkHash` makes of them.
 *
 * A form to make a team carries a signed seed, and the team's id and both secrets follow from the seed and from what was
 * entered. So the same form sent twice, by a reload or an impatient click, is the same team with the same links, although
 * nobody keeps the links; and a seed of somebody's own choice is refused, so that no secret can be guessed.
 *
 *     ticket = seed "." signature
 *     secret = HMAC-SHA256(seed, JSON [use, name, groups]), its first 128 bits as base64url
 */
import { createHash, createHmac } from 'node:crypto';
import { type Secrets, sign, verified } from '../signature.ts';

const purpose = 'service-mirror team';
const keyLength = 22;

/** A secret as it stands in a link: 128 bits. */
export const teamKeyShape = /^[\w-]{22}$/;

/** Under which a link's team is found in the database. */
export function teamLinkHash(secret: string): string {
  return createHash('sha256').update(`service-mirror team link ${secret}`).digest('base64url');
}

export function teamTicket(seed: string, secrets: Secrets): string {
  return sign(seed, purpose, secrets);
}

export interface TeamKeys {
  readonly id: string;
  readonly join: string;
  readonly results: string;
}

/** Undefined for a ticket that this site did not make, or made under a secret it no longer has. */
export function teamKeys(
  ticket: string,
  name: string,
  groups: readonly string[],
  secrets: Secrets,
): TeamKeys | undefined {
  const seed = verified(ticket, purpose, secrets);
  if (seed === undefined) return undefined;
  const key = (use: string) =>
    createHmac('sha256', seed)
      .update(JSON.stringify([use, name, groups]))
      .digest('base64url')
      .slice(0, keyLength);
  return { id: key('id'), join: key('join'), results: key('results') };
}
