/** Signs and verifies cookies as cookie-parser does, with an implementation of its own. */
import { createHmac } from 'node:crypto';
import cookieParser from 'cookie-parser';
import type { Secrets } from '../src/codec/signature.ts';

/** Returns the value of a cookie with this text, signed with the first secret. */
export function cookieValue(text: string, [secret]: Secrets): string {
  return `s:${text}.${createHmac('sha256', secret).update(text).digest('base64').replace(/=+$/, '')}`;
}

/** Returns the text of a signed value; empty when its signature is invalid. */
export function cookieText(value: string | undefined, secrets: Secrets): string {
  const text = value?.startsWith('s:') && cookieParser.signedCookie(value, [...secrets]);
  return text || '';
}
