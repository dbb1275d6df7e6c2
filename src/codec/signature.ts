/**
 * HMAC-SHA256 over a text and what it is for, so that a value signed for one use does not pass for another.
 * The first secret signs; every secret verifies, which is how secrets are rotated (design, section 3).
 */
import { createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';

export type Secrets = readonly [KeyObject, ...KeyObject[]];

/** @param texts at least one; the first signs */
export function secretsFrom(texts: readonly string[]): Secrets {
  const [first, ...others] = texts.map((text) => createSecretKey(text, 'utf8'));
  if (!first) throw new RangeError('at least one secret is needed');
  return [first, ...others];
}

/** 43 characters of base64url. */
export const signatureLength = 43;

/** In bytes: what SHA-256 takes at a time, and what it gives (RFC 6234). */
const blockSize = 64;
const hashSize = 32;
/** In bytes: longer texts than a cookie are signed, too, but seldom. */
const usualText = 16 * 1024;

/** What is hashed for an HMAC, inside and outside: a block made of the secret, and room for what follows it. */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const padsOf = new WeakMap<KeyObject, Pads>();

function madePads(secret: KeyObject): Pads {
  const bytes = secret.export();
  const key = bytes.length > blockSize ? hash('sha256', bytes, 'buffer') : bytes;
  const pad = (mask: number, room: number) => {
    const block = Buffer.alloc(blockSize + room);
    for (let i = 0; i < blockSize; i++) block[i] = (key[i] ?? 0) ^ mask;
    return block;
  };
  const pads = { inner: pad(0x36, usualText), outer: pad(0x5c, hashSize) };
  padsOf.set(secret, pads);
  return pads;
}

/**
 * HMAC-SHA256 (RFC 2104) of a text in UTF-8, as base64url. Of two hashes in one call each: 0.6 of the time that `createHmac`
 * takes, three times an answer (docs/decisions/0012-before-express.md). A property of the tests holds it against `createHmac`.
 */
export function hmac(secret: KeyObject, text: string): string {
  const { inner, outer } = padsOf.get(secret) ?? madePads(secret);
  const isUsual = text.length * 3 <= usualText;
  const whole = isUsual
    ? inner.subarray(0, blockSize + inner.write(text, blockSize, 'utf8'))
    : Buffer.concat([inner.subarray(0, blockSize), Buffer.from(text)]);
  outer.write(hash('sha256', whole, 'binary'), blockSize, 'latin1');
  return hash('sha256', outer, 'base64url');
}

function signatureOf(text: string, purpose: string, secret: KeyObject): string {
  return hmac(secret, `${purpose}\n${text}`);
}

/** `text.signature` */
export function sign(text: string, purpose: string, [secret]: Secrets): string {
  return `${text}.${signatureOf(text, purpose, secret)}`;
}

const given = Buffer.alloc(2 * signatureLength);
const made = Buffer.alloc(2 * signatureLength);

/** The text that was signed, or undefined when no secret made this signature. */
export function verified(signed: string, purpose: string, secrets: Secrets): string | undefined {
  const dot = signed.length - signatureLength - 1;
  if (dot < 1 || signed[dot] !== '.') return undefined;
  const text = signed.slice(0, dot);
  // As UTF-16, in which no two texts are the same bytes: what is not base64url passes for nothing else.
  given.write(signed.slice(dot + 1), 'utf16le');
  for (const secret of secrets) {
    made.write(signatureOf(text, purpose, secret), 'utf16le');
    if (timingSafeEqual(made, given)) return text;
  }
  return undefined;
}
