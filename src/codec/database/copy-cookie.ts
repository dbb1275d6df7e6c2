/**
 * The signed cookie of a browser with a saved copy: the key, the newest revision that the browser has read, and the names of
 * the parts that it could not send yet.
 *
 *     cookie = "copy." version "." key "." revision "." unsent
 *     unsent = "-" / "*" / base64url(JSON list of names)      ; nothing, everything, or these parts (copy.ts)
 */
import { z } from 'zod';
import { copyKeyShape } from './copy.ts';

const kind = 'copy';
const version = '2';
/** Characters of the list of names, so that the cookie fits beside the answers. When it is longer, everything counts as unsent. */
const mostNames = 130;

/** The length of the longest text: with a revision of 15 digits and a list of the most names. */
export const longestCopyText =
  `${kind}.${version}.${'k'.repeat(22)}.${'9'.repeat(15)}.`.length + Math.ceil((mostNames * 4) / 3);

export interface CopyCookie {
  readonly key: string;
  /** The revision of the newest write that this browser has read. */
  readonly revision: number;
  readonly unsent: ReadonlySet<string> | 'everything';
}

const names = z.array(z.string());

export function encodeCopyCookie({ key, revision, unsent }: CopyCookie): string {
  const json = unsent === 'everything' ? '' : JSON.stringify([...unsent]);
  const list = Buffer.from(json).toString('base64url');
  const text = unsent === 'everything' || json.length > mostNames ? '*' : unsent.size === 0 ? '-' : list;
  // "*" and "-" are cookie-octets too (RFC 6265, section 4.1.1).
  return `${kind}.${version}.${key}.${revision}.${text}`;
}

/**
 * Returns undefined for anything that `encodeCopyCookie` could not have made.
 * @param cookie the text of a cookie whose signature was verified
 */
export function decodeCopyCookie(cookie: string): CopyCookie | undefined {
  const [found, made, key = '', revision = '', text = ''] = cookie.split('.');
  if (found !== kind || made !== version || !copyKeyShape.test(key) || !/^\d{1,15}$/.test(revision))
    return undefined;
  if (text === '*') return { key, revision: Number(revision), unsent: 'everything' };
  try {
    const list = text === '-' ? [] : names.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { key, revision: Number(revision), unsent: new Set(list) };
  } catch {
    return undefined;
  }
}
