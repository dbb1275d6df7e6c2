/** HTTP messages: request smuggling, unused methods, repeated fields, content types. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { testApp } from '../../site.ts';
import { cookieSet, cookiesOf } from '../browser.ts';
import { request } from '../request.ts';
import { questionAt } from '../state.ts';
import { Wire } from '../wire.ts';
import { addressOf, type Everything, everything, regular, routesOf } from './everything.ts';

const question = `/questions/${questionAt(0).id}`;
const form = 'Content-Type: application/x-www-form-urlencoded';

describe('a request with an ambiguous length', () => {
  let wire: Wire;
  beforeAll(async () => {
    wire = await Wire.to(testApp());
  });
  afterAll(() => wire.close());

  const smuggled = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
  it.each([
    ['a length and chunks', `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths', `Content-Length: 4\r\nContent-Length: ${4 + smuggled.length}\r\n\r\nme=1${smuggled}`],
    ['a length with a sign', `Content-Length: +4\r\n\r\nme=1${smuggled}`],
    ['chunks by another name', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['an unknown coding before chunks', `Transfer-Encoding: cow, chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks twice', `Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['compressed chunks', `Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks after something else', `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a folded header', `X: 1\r\n Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nme=1${smuggled}`],
    ['a blank before the colon', `Content-Length : 4\r\n\r\nme=1${smuggled}`],
  ])('by %s is refused, and the request hidden in it is not answered', async (_what, rest) => {
    const answer = await wire.raw(`POST ${question}/answer HTTP/1.1\r\nHost: x\r\n${form}\r\n${rest}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('"status":"ok"');
  });

  it('would be two requests if the length were not ambiguous', async () => {
    const answer = await wire.raw(
      `POST ${question}/answer HTTP/1.1\r\nHost: x\r\n${form}\r\nContent-Length: 4\r\n\r\nme=1${smuggled}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 422 /);
    expect(answer).toContain('"status":"ok"');
  });

  it('is not echoed by TRACE', async () => {
    const { status, body } = await wire.send({
      method: 'TRACE',
      path: '/',
      headers: { Cookie: 'mirror_state=hush' },
    });
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('hush');
  });
});

describe('a repeated field', () => {
  it.each(['me=1&me=2&us=1', 'me=1&us=1&us=3'])('is not accepted as an answer: %s', async (body) => {
    const response = await request(testApp()).post(`${question}/answer`).type('form').send(body);
    expect(response.status).toBe(422);
    expect(cookieSet(response, stateCookie)).toBeUndefined();
  });

  it('is read from the form and not from the query', async () => {
    const app = testApp();
    expect((await request(app).post(`${question}/answer?me=1&us=1`).type('form').send('')).status).toBe(422);
    const link = await request(app).get('/resume/open').type('form').send('link=x');
    expect(cookiesOf(link)).toEqual([]);
  });
});

describe('a response', () => {
  let site: Everything;
  beforeAll(async () => {
    site = await everything();
  });
  afterAll(() => site?.stop());

  it('has a content type with a charset, for each route', async () => {
    const visitor = await regular(site.app);
    for (const route of routesOf(site.app).filter(({ method }) => method === 'get')) {
      const address = addressOf(route);
      const { status, headers } = await visitor.get(address);
      if (status === 303) continue;
      expect(headers['content-type'], address).toMatch(
        /^(?:(?:text\/[a-z]+|application\/json); charset=utf-8(?:; header=present)?|application\/(?:pdf|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet))$/,
      );
      expect(headers['access-control-allow-origin'], address).toBeUndefined();
    }
  });

  it('has Strict-Transport-Security of a year when BASE_URL is https', async () => {
    const secure = testApp({ environment: { BASE_URL: 'https://intranet.example/' } });
    for (const address of ['/', '/nowhere', '/health', '/report', '/robots.txt'])
      expect((await request(secure).get(address)).headers['strict-transport-security'], address).toBe(
        'max-age=31536000; includeSubDomains',
      );
    expect((await request(testApp()).get('/')).headers['strict-transport-security']).toBeUndefined();
  });
});
