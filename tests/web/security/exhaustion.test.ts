/** Expensive requests are refused early. tests/ops/greedy.test.ts has slow clients and bodies of 100 MB. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeToken, encodeToken, type TokenKind } from '../../../src/codec/links/token.ts';
import { sign } from '../../../src/codec/signature.ts';
import { recentPrefix } from '../../../src/web/visitor/cookies.ts';
import { testApp } from '../../site.ts';
import { cookiesOf } from '../browser.ts';
import { editions, secrets } from '../carry/carried.ts';
import { Page } from '../dom.ts';
import { request } from '../request.ts';
import { answersTo, instrument, jarWithAnswers, questionAt } from '../state.ts';
import { Wire } from '../wire.ts';
import { type Everything, everything } from './everything.ts';

const form = 'application/x-www-form-urlencoded';
const question = `/questions/${questionAt(0).id}`;
let site: Everything;
let wire: Wire;
beforeAll(async () => {
  site = await everything();
  wire = await Wire.to(site.app);
});
afterAll(async () => {
  await wire?.close();
  await site?.stop();
});

const uses: readonly [kind: TokenKind, address: string][] = [
  ['r', '/resume/open?link='],
  ['s', '/shared?with='],
  ['s', '/compare?with='],
  ['c', '/copy/open?link='],
];

describe('a link with a decompression bomb', () => {
  const megabytes = 8;
  const bomb = deflateRawSync(JSON.stringify({ v: 'x'.repeat(megabytes * 1024 * 1024) }), { level: 9 });

  it.each(uses)('of the kind %s is not decompressed at %s when it is not signed', async (kind, address) => {
    const token = `${kind}1.${editions.current}.aaaaaa.${bomb.toString('base64url')}.${'A'.repeat(43)}`;
    expect(bomb.length).toBeLessThan(12_000);
    expect(decodeToken(kind, token, editions, secrets)).toEqual({ ok: false, reason: 'unknown-secret' });
    const { status } = await wire.send({ path: address + token });
    expect([200, 422]).toContain(status);
  });

  it.each(uses)('of the kind %s is refused at %s even when it is signed', async (kind, address) => {
    const [head, edition, key] = encodeToken(kind, {}, editions, secrets).split('.');
    const unsigned = `${head}.${edition}.${key}.${bomb.toString('base64url')}`;
    const token = sign(unsigned, `service-mirror link ${kind}`, secrets);
    // Decompressed it is valid JSON, so only its size can be the reason to refuse it.
    expect(decodeToken(kind, token, editions, secrets)).toEqual({ ok: false, reason: 'damaged' });
    const { status, body } = await wire.send({ path: address + token });
    expect([200, 422]).toContain(status);
    expect(body.length).toBeLessThan(100_000);
  });
});

describe('a body', () => {
  it('that is compressed is refused with 415', async () => {
    const body = gzipSync(`me=1&us=1&pad=${'x'.repeat(4 * 1024 * 1024)}`);
    const headers = { 'Content-Type': form, 'Content-Encoding': 'gzip' };
    expect((await wire.send({ method: 'POST', path: `${question}/answer`, headers, body })).status).toBe(415);
  });

  it('of too many fields is refused with 413', async () => {
    const fields = Array.from({ length: 1_200 }, (_, i) => `f${i}=`).join('&');
    const response = await request(site.app)
      .post(`${question}/answer`)
      .type('form')
      .send(`${fields}&me=1&us=1`);
    expect(response.status).toBe(413);
    expect(cookiesOf(response)).toEqual([]);
  });

  it.each([
    ['of thousands of parts', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n', 4_500],
    [
      'of thousands of files',
      '--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n\r\n',
      3_800,
    ],
    ['whose boundary is everywhere', '--x\r\n', 50_000],
    ['whose headers never end', '--x\r\nX: y\r\n'.repeat(3), 8_000],
  ])('with a file, %s, gets an error page', async (_what, part, count) => {
    const body = `${part.repeat(count)}--x--\r\n`;
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const answer = await wire.send({ method: 'POST', path: '/resume/file', headers, body });
    expect(answer.status).toBe(422);
    expect(new Page(answer.body.toString()).errors.length).toBe(1);
  });

  it.each([
    ['nested a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['with a hundred thousand keys', `{${Array.from({ length: 20_000 }, (_, i) => `"${i}":1`).join()}}`],
    ['with a number of a hundred thousand digits', `{"version":${'9'.repeat(100_000)}}`],
    ['with names that mean something', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'],
  ])('with a file %s gets an error page', async (_what, text) => {
    const response = await request(site.app)
      .post('/resume/file')
      .attach('file', Buffer.from(text), 'mirror.json');
    expect(response.status).toBe(422);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('a pasted link', () => {
  // A regular expression with catastrophic backtracking would take minutes for these.
  const long = 120_000;
  it.each([
    ['of digits', `r${'1'.repeat(long)}`],
    ['of beginnings', 'r1.1.aaaaaa.'.repeat(long / 12)],
    ['of one beginning and no end', `r1.1.aaaaaa.${'a'.repeat(long)}`],
    ['of kinds', 'rsc'.repeat(long / 3)],
    ['of equals signs', '='.repeat(long)],
    ['of blanks', `${' '.repeat(long)}x`],
    ['of punctuation', `${'!'.repeat(long)}x`],
    ['of questions', '?link='.repeat(long / 6)],
    ['of escapes', '%2E'.repeat(long / 9)],
  ])(
    '%s gets an error page',
    async (_what, link) => {
      const body = `link=${link.replaceAll('%', '%25').replaceAll(' ', '+').replaceAll('=', '%3D').slice(0, 126_000)}`;
      const { status } = await wire.send({
        method: 'POST',
        path: '/resume/link',
        headers: { 'Content-Type': form },
        body,
      });
      expect(status).toBe(422);
    },
    5_000,
  );
});

describe('an address or a cookie', () => {
  const cookie = jarWithAnswers(answersTo(instrument.questions)).header('/') ?? '';

  it.each([
    ['of one long value', `x=${'y'.repeat(12_000)}`],
    ['of thousands of fields', Array.from({ length: 2_500 }, (_, i) => `f${i}`).join('&')],
    ['of thousands of reports to compare', 'with=x&'.repeat(1_700)],
    ['of brackets', `with${'[a]'.repeat(3_000)}=1`],
    ['of escapes', `show=${'%00'.repeat(3_900)}`],
  ])('whose query is %s is answered', async (_what, query) => {
    for (const path of ['/compare', '/questions', '/shared', '/resume/open', question, '/teams/results']) {
      const { status, body } = await wire.send({ path: `${path}?${query}`, headers: { Cookie: cookie } });
      expect({ path, status }).not.toMatchObject({ status: 500 });
      expect(body.length).toBeLessThan(250_000);
    }
  });

  it('with hundreds of recent answers is answered in time', async () => {
    const recents = Array.from({ length: 180 }, (_, i) => `${recentPrefix}1_${i}.1=${'x'.repeat(50)}`).join(
      '; ',
    );
    const { status } = await wire.send({
      path: '/questions',
      headers: { Cookie: `${cookie}; ${recents}`.slice(0, 15_000) },
    });
    expect(status).toBe(200);
  });
});

describe('documents', () => {
  it('are limited for each address', async () => {
    const app = testApp();
    const statuses = [];
    for (let i = 0; i < 25; i++) statuses.push((await request(app).get('/report.pdf')).status);
    expect(statuses.filter((status) => status === 429).length).toBe(5);
  });
});
