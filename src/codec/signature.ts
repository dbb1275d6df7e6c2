/**
 * HMAC-SHA256 over a text and what it is for, so that a value signed for one use does not pass for another.
 * The first secret signs; every secret verifies, which is how secrets are rotated (design, section 3).
 */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

export type Secrets = readonly [KeyObject, ...KeyObject[]];

/** @param texts at least one; the first signs */
export function secretsFrom(texts: readonly string[]): Secrets {
  const [first, ...others] = texts.map((text) => createSecretKey(text, 'utf8'));
  if (!first) throw new RangeError('at least one secret is needed');
  return [first, ...others];
}

/** 43 characters of base64url. */
export const signatureLength = 43;

function signatureOf(text: string, purpose: string, secret: KeyObject): string {
  return createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
}

/** `text.signature` */
export function sign(text: string, purpose: string, [secret]: Secrets): string {
  return `${text}.${signatureOf(text, purpose, secret)}`;
}

/** The text that was signed, or undefined when no secret made this signature. */
export function verified(signed: string, purpose: string, secrets: Secrets): string | undefined {
  const dot = signed.length - signatureLength - 1;
  if (dot < 1 || signed[dot] !== '.') return undefined;
  const text = signed.slice(0, dot);
  // Only base64url: as latin1 below, any other character could pass for one.
  if (!/^[\w-]+$/.test(signed.slice(dot + 1))) return undefined;
  const given = Buffer.from(signed.slice(dot + 1), 'latin1');
  const made = (secret: KeyObject) => Buffer.from(signatureOf(text, purpose, secret), 'latin1');
  return secrets.some((secret) => timingSafeEqual(made(secret), given)) ? text : undefined;
}
