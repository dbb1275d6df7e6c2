/**
 * The secrets of a live room. The database has only their hashes. Each is computed from the one before, and not the other way
 * round, so that the facilitator's page can show all of them and nothing need be stored:
 *
 *     ticket          = seed "." signature                       in the form that opens the room
 *     facilitator key = HMAC-SHA256(seed, "facilitator" attempt)   128 bits; in the facilitator's link
 *     screen key      = HMAC-SHA256(facilitator key, "screen")     128 bits; in the link of the presentation view
 *     code            = HMAC-SHA256(screen key, "code")            six letters; typed, or in the QR code
 *
 * The same form sent twice opens one room. A code is short, so its hash is made with the site's secret: the database alone does
 * not give it away. It is of use only while the room is open.
 */
import { createHash, createHmac } from 'node:crypto';
import { type Secrets, sign, signatureOf, verified } from '../signature.ts';

const purpose = 'service-mirror live room';
const codePurpose = 'service-mirror live code';
const keyLength = 22;

/** The key in a link: 128 bits. */
export const liveKeyShape = /^[\w-]{22}$/;

/** No vowels and no Y, so that no code is a word, and none of the letters that are taken for others: I, L, O and Q. */
export const codeLetters = 'BCDFGHJKMNPRSTVWXZ';
export const codeLength = 6;

export function liveTicket(seed: string, secrets: Secrets): string {
  return sign(seed, purpose, secrets);
}

const derived = (key: string, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Returns the facilitator's key; undefined for a ticket that none of the secrets signed.
 * @param attempt 0, or more when the code that follows from the key is taken
 */
export function facilitatorKeyOf(ticket: string, attempt: number, secrets: Secrets): string | undefined {
  const seed = verified(ticket, purpose, secrets);
  return seed && derived(seed, `facilitator ${attempt}`).toString('base64url').slice(0, keyLength);
}

export function screenKeyOf(facilitatorKey: string): string {
  return derived(facilitatorKey, 'screen').toString('base64url').slice(0, keyLength);
}

/** Returns the code of a room, six of `codeLetters`. */
export function codeOf(screenKey: string): string {
  let number = derived(screenKey, 'code').readBigUInt64BE();
  let code = '';
  for (let i = 0; i < codeLength; i++) {
    code += codeLetters[Number(number % BigInt(codeLetters.length))];
    number /= BigInt(codeLetters.length);
  }
  return code;
}

/** Returns the code in what somebody typed, with spaces, hyphens or small letters; undefined when there is none. */
export function typedCode(text: string): string | undefined {
  const code = text.toUpperCase().replaceAll(/[^A-Z]/g, '');
  const isCode = code.length === codeLength && [...code].every((letter) => codeLetters.includes(letter));
  return isCode ? code : undefined;
}

/** Returns the id by which the database finds the room of a link. */
export function liveLinkHash(key: string): string {
  return createHash('sha256').update(`service-mirror live link ${key}`).digest('base64url');
}

/** Returns the hash of the code under each secret, the first for a new room, because secrets may be rotated meanwhile. */
export function codeHashes(code: string, secrets: Secrets): readonly [string, ...string[]] {
  const [first, ...others] = secrets;
  const hash = (secret: string) => signatureOf(code, codePurpose, secret);
  return [hash(first), ...others.map(hash)];
}

/**
 * Returns the key of a browser that joins its first room: the same for the same form sent twice at once.
 * @param once random, from the form @returns undefined when it has not the shape of a key
 */
export function participantKey(once: string, [secret]: Secrets): string | undefined {
  return liveKeyShape.test(once)
    ? signatureOf(once, 'service-mirror live participant', secret).slice(0, keyLength)
    : undefined;
}
