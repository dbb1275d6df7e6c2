/**
 * Signatures of links, tickets and ids. (Cookies are signed by cookie-parser, see web/visitor/cookie-jar.ts.)
 *
 * A signature is HMAC-SHA256 over the text and its purpose, so that a value signed for one purpose is refused for any other.
 * The first secret signs and every secret verifies, so that secrets can be rotated.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The secrets of a site. The first one signs. */
export type Secrets = readonly [string, ...string[]];

/** @throws RangeError when there is none */
export function secretsFrom([first, ...others]: readonly string[]): Secrets {
  if (first === undefined) throw new RangeError('at least one secret is needed');
  return [first, ...others];
}

/** Characters of base64url: 256 bits. */
export const signatureLength = 43;

/** Returns the signature alone, as base64url. */
export function signatureOf(text: string, purpose: string, secret: string): string {
  return createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
}

/** Returns the text, a dot and the signature. */
export function sign(text: string, purpose: string, [secret]: Secrets): string {
  return `${text}.${signatureOf(text, purpose, secret)}`;
}

/** Returns the text of a value that `sign` made for this purpose with one of the secrets, otherwise undefined. */
export function verified(signed: string, purpose: string, secrets: Secrets): string | undefined {
  const dot = signed.length - signatureLength - 1;
  if (dot < 1 || signed[dot] !== '.') return undefined;
  const text = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1));
  for (const secret of secrets) {
    const expected = Buffer.from(signatureOf(text, purpose, secret));
    // Characters outside ASCII make the given bytes longer than 43, and timingSafeEqual throws for unequal lengths.
    if (given.length === expected.length && timingSafeEqual(given, expected)) return text;
  }
  return undefined;
}
