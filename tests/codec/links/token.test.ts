/** The signed token in a link, and how it is found in pasted text. */
import { createHmac } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeToken, encodeToken, tokenIn } from '../../../src/codec/links/token.ts';
import { secretsFrom, sign } from '../../../src/codec/signature.ts';
import { editions, newSecret, oldSecret, otherSecrets, secrets } from '../visitors.ts';

const keyOf = (secret: string) =>
  createHmac('sha256', secret).update('service-mirror key').digest('base64url').slice(0, 6);
const payloadOf = (text: string) => deflateRawSync(text, { level: 9 }).toString('base64url');
const signed = (payload: string, head = 'r1', edition = '3') =>
  sign(`${head}.${edition}.${keyOf(newSecret)}.${payload}`, 'service-mirror link r', secrets);

const json = { name: 'Zoë' };
const token = encodeToken('r', json, editions, secrets);
const decode = (text: string, known = secrets) => decodeToken('r', text, editions, known);
const signature = 'x'.repeat(43);

describe('encodeToken', () => {
  it('has the documented form', () => {
    expect(token).toBe(signed(payloadOf('{"name":"Zoë"}')));
  });
});

describe('decodeToken', () => {
  it('returns the value and the edition of what encodeToken made', () => {
    expect(decode(token)).toEqual({ ok: true, edition: 3, json });
  });

  it('returns a value of an accepted edition, and names one that is not accepted', () => {
    const earlier = encodeToken('r', json, { current: 2, accepts: [] }, secrets);
    const accepting = { current: 3, accepts: [1, 2] };
    expect(decodeToken('r', earlier, accepting, secrets)).toEqual({ ok: true, edition: 2, json });
    expect(decode(earlier)).toEqual({ ok: false, reason: 'other-edition', edition: 2, json });
  });

  it.each([
    ['empty', ''],
    ['is-report', token.replace('r1', 's1')],
    ['is-report', 's12.3'],
    ['is-copy', token.replace('r1', 'c1')],
    ['is-team', 'https://mirror.example/teams/join?key=abc'],
    ['is-team', 'https://mirror.example/teams/results?key=abc'],
    ['is-room', 'https://mirror.example/live?code=BCDFGH'],
    ['is-room', 'https://mirror.example/live/room?key=abc'],
    ['no-link', 'https://alive.example/?x'],
    ['other-format', token.replace('r1', 'r2')],
    ['other-format', 'r12.3'],
    ['no-link', 'hello'],
    ['altered', `xs1.3.${keyOf(newSecret)}.x.${signature}`],
    ['altered', `s1x.3.${keyOf(newSecret)}.x.${signature}`],
    ['altered', `xr1.3.${keyOf(newSecret)}.x.${signature}`],
    ['altered', `r1x.3.${keyOf(newSecret)}.x.${signature}`],
    ['altered', `x1.3.aaaaaa.x.${signature}`],
    ['altered', `r1.3.aaaaaa.x.${signature}.more`],
    ['altered', `r1.3.${keyOf(newSecret)}.x.${signature}`],
    ['cut-short', 'r1'],
    ['cut-short', token.slice(0, -1)],
    ['unknown-secret', `r1.3.aaaaaa.x.${signature}`],
    ['damaged', signed(payloadOf('{'))],
    ['damaged', signed('AAAA')],
    ['damaged', signed(payloadOf(JSON.stringify('x'.repeat(64 * 1024))))],
  ])('returns %s for %j', (reason, text) => {
    expect(decode(text)).toEqual({ ok: false, reason });
  });

  it('returns a value that unpacks to 64 kB', () => {
    const text = 'x'.repeat(64 * 1024 - 2);
    expect(decode(signed(payloadOf(JSON.stringify(text))))).toEqual({ ok: true, edition: 3, json: text });
  });

  it('returns unknown-secret for a token of another site, and altered when any known secret signed it', () => {
    expect(decode(token, otherSecrets)).toEqual({ ok: false, reason: 'unknown-secret' });
    const both = secretsFrom([newSecret, oldSecret]);
    const old = encodeToken('r', json, editions, secretsFrom([oldSecret]));
    expect(decode(old, both)).toEqual({ ok: true, edition: 3, json });
    const altered = old.slice(0, -1) + (old.endsWith('A') ? 'B' : 'A');
    expect(decode(altered, both)).toEqual({ ok: false, reason: 'altered' });
  });
});

describe('tokenIn', () => {
  const two = 'r12.34.abcdef.payload-_.'.concat(signature);

  it.each([
    ['the token alone', token],
    ['text around it', `Here: ${token}, thanks`],
    ['a link', `https://mirror.example/open?link=${token}&more=1`],
    [
      'line breaks and quoted-printable in it',
      `${token.slice(0, 9)}=\r\n${token.slice(9, 20)} \n${token.slice(20)}`,
    ],
    ['invisible characters and quotation marks', `“${token.slice(0, 9)}\u200b\u00ad${token.slice(9)}”`],
    ['its dots escaped, in either case', token.replace('.', '%2E').replace('.', '%2e')],
  ])('finds a token in %s', (_, text) => {
    expect(tokenIn(text)).toBe(token);
  });

  it('finds a token of a version and an edition of two digits', () => {
    expect(tokenIn(`Here: ${two}, thanks`)).toBe(two);
  });

  it.each([
    ['https://mirror.example/open?link=r1.3.abc', 'r1.3.abc'],
    ['https://mirror.example/open?a=1&with=s1.3.abc&b=2', 's1.3.abc'],
    ['https://mirror.example/open?link=r1.3.abc#top', 'r1.3.abc'],
    ['https://mirror.example/open?link=', ''],
    ['r1.3.abc', 'r1.3.abc'],
    ['r1.3.abc-_', 'r1.3.abc-_'],
    ['r1.3.abc.', 'r1.3.abc'],
    ['r1.3.abc?!.', 'r1.3.abc'],
    ['...', ''],
    ['', ''],
  ])('returns what there is of an incomplete token: %j gives %j', (text, found) => {
    expect(tokenIn(text)).toBe(found);
  });
});
