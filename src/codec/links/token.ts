/**
 * The token in a link: a signed, compressed JSON value.
 *
 *     token     = kind version "." edition "." secret-id "." payload "." signature
 *     kind      = "r" / "s" / "c"                ; to carry on (resume), a shared report, the key of a saved copy
 *     secret-id = 6 characters that identify the secret, to tell an altered token from one of an unknown secret
 *     payload   = base64url(raw deflate(JSON))     ; RFC 1951, compressed before signing and inflated only after verification
 *
 * Decoding never throws: it returns a value or the reason for refusing the token. Mail programs cut links and add to them.
 */
import { createHmac } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Secrets, sign, signatureLength, verified } from '../signature.ts';
import type { Editions } from '../state.ts';

export type TokenKind = 'r' | 's' | 'c';
const tokenVersion = 1;
/** Bytes of inflated JSON, far above what the cookies can hold. */
const mostUnpacked = 64 * 1024;

/** Another link of this site: to carry on, to a shared report, to a saved copy, to a team, to a live room. */
export type OtherKind = 'is-resume' | 'is-report' | 'is-copy' | 'is-team' | 'is-room';

export type TokenFault =
  | 'empty'
  /** Something else, without a token of this site. */
  | 'no-link'
  | 'cut-short'
  | 'altered'
  | 'unknown-secret'
  | OtherKind
  | 'other-format'
  | 'other-edition'
  | 'damaged';

export type Token =
  | { readonly ok: true; readonly edition: number; readonly json: unknown }
  /** `edition` and `json` are set when the reason is 'other-edition'. */
  | { readonly ok: false; readonly reason: TokenFault; readonly edition?: number; readonly json?: unknown };

const purposeOf = (kind: TokenKind) => `service-mirror link ${kind}`;

function secretIdOf(secret: Secrets[0]): string {
  return createHmac('sha256', secret).update('service-mirror key').digest('base64url').slice(0, 6);
}

export function encodeToken(kind: TokenKind, json: unknown, { current }: Editions, secrets: Secrets): string {
  const payload = deflateRawSync(JSON.stringify(json), { level: 9 }).toString('base64url');
  return sign(
    `${kind}${tokenVersion}.${current}.${secretIdOf(secrets[0])}.${payload}`,
    purposeOf(kind),
    secrets,
  );
}

/** A whole token. Its signature has a known length, so text that follows it without a space is not taken for a part of it. */
const whole = /[rsc]\d+\.\d+\.[\w-]{6}\.[\w-]+\.[\w-]{43}/;

/**
 * Returns the token in pasted text: a link with the token in its query, also inside the link of a mail filter, or the token
 * alone, with line breaks and punctuation that mail programs add. Without a whole token it returns the part that there is.
 */
export function tokenIn(pasted: string): string {
  const text = pasted.replaceAll(/=?[\s\u200b\u00ad<>"'“”]+/g, '').replaceAll(/%2E/gi, '.');
  const found = whole.exec(text);
  if (found) return found[0];
  const inLink = /[?&](?:link|with)=([^&#]*)/.exec(text)?.[1] ?? text;
  // The lookbehind keeps this linear for a long run of other characters in front of a word.
  return inLink.replace(/(?<![^\w-])[^\w-]+$/, '');
}

const kinds = { r: 'is-resume', s: 'is-report', c: 'is-copy' } as const;

/** The end of a token: key, payload and signature. */
const ending = /\.[\w-]{6}\.[\w-]+\.[\w-]{43}/;

/** Tells by its beginning which link this is. Those of teams and live rooms have no token, and are found by their address. */
function kindOf(token: string): OtherKind | undefined {
  const head = /^([rsc])\d+(?:\.|$)/.exec(token)?.[1];
  if (head === 'r' || head === 's' || head === 'c') return kinds[head];
  if (/\/teams\/(?:join|results)\b/.test(token)) return 'is-team';
  return /\/live(?:\/(?:room|screen|sheet))?\?/.test(token) ? 'is-room' : undefined;
}

export function decodeToken(kind: TokenKind, token: string, editions: Editions, secrets: Secrets): Token {
  if (token === '') return { ok: false, reason: 'empty' };
  const parts = token.split('.');
  const [head = '', edition = '', secretId = '', payload = '', signature = ''] = parts;
  const other = kindOf(token);
  if (other !== undefined && other !== kinds[kind]) return { ok: false, reason: other };
  if (/^[rsc]\d+$/.test(head) && head.slice(1) !== String(tokenVersion))
    return { ok: false, reason: 'other-format' };
  if (head !== `${kind}${tokenVersion}` || parts.length > 5)
    return { ok: false, reason: ending.test(token) ? 'altered' : 'no-link' };
  if (parts.length < 5 || signature.length < signatureLength) return { ok: false, reason: 'cut-short' };
  if (verified(token, purposeOf(kind), secrets) === undefined) {
    const known = secrets.some((secret) => secretIdOf(secret) === secretId);
    return { ok: false, reason: known ? 'altered' : 'unknown-secret' };
  }
  const made = Number(edition);
  try {
    const unpacked = inflateRawSync(Buffer.from(payload, 'base64url'), { maxOutputLength: mostUnpacked });
    const json: unknown = JSON.parse(unpacked.toString('utf8'));
    if ([editions.current, ...editions.accepts].includes(made)) return { ok: true, edition: made, json };
    return { ok: false, reason: 'other-edition', edition: made, json };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}
