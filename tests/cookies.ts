/** Signed cookies as cookie-parser writes and reads them. The signature is worked out here a second time. */
import { createHmac } from 'node:crypto';
import cookieParser from 'cookie-parser';
import type { Secrets } from '../src/codec/signature.ts';

/** The value of a cookie with this text, signed with the first secret. */
export function cookieValue(text: string, [secret]: Secrets): string {
  return `s:${text}.${createHmac('sha256', secret).update(text).digest('base64').replace(/=+$/, '')}`;
}

/** The text of a cookie's value; empty when none of the secrets signed it. */
export function cookieText(value: string | undefined, secrets: Secrets): string {
  const text = value?.startsWith('s:') && cookieParser.signedCookie(value, [...secrets]);
  return text || '';
}
