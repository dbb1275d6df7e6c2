/**
 * What a browser with a saved copy keeps: the key, how far it has read, and what it could not yet send.
 *
 *     cookie = version "." key "." revision "." unsent "." signature
 *     unsent = "-" / "*" / base64url(JSON list of names)      ; nothing, everything, or these (copy.ts)
 */
import { z } from 'zod';
import { type Secrets, sign, verified } from '../signature.ts';
import { copyKeyShape } from './copy.ts';

const purpose = 'service-mirror copy';
const version = '1';
/** Bytes of names; with more than that to send, everything is sent. */
const mostNames = 1_500;

export interface CopyCookie {
  readonly key: string;
  /** Of the newest write that this browser has seen. */
  readonly revision: number;
  readonly unsent: ReadonlySet<string> | 'everything';
}

const names = z.array(z.string());

export function encodeCopyCookie({ key, revision, unsent }: CopyCookie, secrets: Secrets): string {
  const json = unsent === 'everything' ? '' : JSON.stringify([...unsent]);
  const list = Buffer.from(json).toString('base64url');
  const text = unsent === 'everything' || json.length > mostNames ? '*' : unsent.size === 0 ? '-' : list;
  // "*" and "-" are cookie-octets as well (RFC 6265, section 4.1.1).
  return sign(`${version}.${key}.${revision}.${text}`, purpose, secrets);
}

/** Undefined for anything that is not ours. */
export function decodeCopyCookie(value: string, secrets: Secrets): CopyCookie | undefined {
  const [made, key = '', revision = '', text = ''] = verified(value, purpose, secrets)?.split('.') ?? [];
  if (made !== version || !copyKeyShape.test(key) || !/^\d{1,15}$/.test(revision)) return undefined;
  if (text === '*') return { key, revision: Number(revision), unsent: 'everything' };
  try {
    const list = text === '-' ? [] : names.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { key, revision: Number(revision), unsent: new Set(list) };
  } catch {
    return undefined;
  }
}
