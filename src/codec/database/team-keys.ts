/**
 * The secrets of a team's two links. The database has only their hashes, from `teamLinkHash`.
 *
 * The form that creates a team contains a signed seed. The team's id and both secrets are computed from the seed and the
 * entered values. The same form sent twice, by a reload or a double click, therefore makes one team with the same links,
 * although the links are not stored. A seed without a valid signature is refused, so that secrets cannot be chosen or guessed.
 *
 *     ticket = seed "." signature
 *     secret = HMAC-SHA256(seed, JSON [use, name, groups, expected]), its first 128 bits as base64url
 */
import { createHash, createHmac } from 'node:crypto';
import { type Secrets, sign, signatureOf, verified } from '../signature.ts';

const purpose = 'service-mirror team';
const keyLength = 22;

/** The secret in a link: 128 bits. */
export const teamKeyShape = /^[\w-]{22}$/;

/** What mail clients and chats put into links: spaces, zero-width and other invisible characters, quotes and brackets. */
const strays = /=?[\s\p{Cf}<>"'“”„‘’«»]+/gu;

/**
 * Returns the key in a text, which is a key or a whole link; empty when there is none. Ignores what was added by the way: invisible
 * characters, line breaks, and anything before or after the key.
 */
export function keyIn(text: string): string {
  const plain = text.slice(0, 2_000).replaceAll(strays, '');
  // A mail that was not decoded has "=3D" for "=". The browser takes "3D" for a part of the key.
  const [, after = plain] =
    /[?&]key=(?:3D(?=[\w-]{22}))?([^&#]*)/.exec(plain) ?? /^3D([\w-]{22}.*)/.exec(plain) ?? [];
  return /[\w-]{22}/.exec(after)?.[0] ?? '';
}

/** Returns the hash by which the database finds the team of a link. */
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

/** Returns undefined for a ticket that none of the secrets signed. */
export function teamKeys(
  ticket: string,
  name: string,
  groups: readonly string[],
  expected: number,
  secrets: Secrets,
): TeamKeys | undefined {
  const seed = verified(ticket, purpose, secrets);
  if (seed === undefined) return undefined;
  const key = (use: string) =>
    createHmac('sha256', seed)
      .update(JSON.stringify([use, name, groups, expected]))
      .digest('base64url')
      .slice(0, keyLength);
  return { id: key('id'), join: key('join'), results: key('results') };
}

/**
 * Returns the key of a new member: the same for the same form sent twice at once, which would otherwise count one person twice. It
 * depends on the visitor as well, so that the next person at a computer who sends a form from its history is another member.
 * @param once random, from the form @param visitor the id of the visitor's state; empty when there is none
 * @returns undefined when only a random key will do
 */
export function memberKey(
  once: string,
  visitor: string,
  team: string,
  [secret]: Secrets,
): string | undefined {
  if (!teamKeyShape.test(once) || visitor === '') return undefined;
  return signatureOf(JSON.stringify([once, visitor, team]), 'service-mirror member', secret).slice(
    0,
    keyLength,
  );
}
