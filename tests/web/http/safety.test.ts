/** What the site refuses: cross-site changes, large bodies, bodies that are not forms. */

import { describe, expect, it } from 'vitest';
import { testApp } from '../../site.ts';
import { Browser, cookiesOf } from '../browser.ts';
import { Page } from '../dom.ts';
import { request } from '../request.ts';
import { answersTo, assessmentWith, firstQuestion, jarWith, jarWithAnswers, visitorWith } from '../state.ts';
import { Wire } from '../wire.ts';

const app = testApp();
const question = `/questions/${firstQuestion.id}`;
const address = `${question}/answer`;
const answer = 'me=2&us=1';

function post(headers: Record<string, string>, site = app, to = address) {
  return request(site).post(to).type('form').set(headers).send(answer);
}

describe('a POST request from a page', () => {
  it.each([
    ['of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['of another host of the same site', { 'Sec-Fetch-Site': 'same-site' }],
    ['of another site in an older browser', { Origin: 'https://elsewhere.example' }],
    ['whose origin is hidden', { Origin: 'null' }],
    ['whose origin is no origin', { Origin: 'elsewhere' }],
    ['of another port', { Host: 'mirror.example:3000', Origin: 'http://mirror.example:4000' }],
    [
      'of a host that begins like ours',
      { Host: 'mirror.example', Origin: 'http://mirror.example.evil.example' },
    ],
    [
      'of another site that claims our origin too',
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://127.0.0.1' },
    ],
    ['with an unknown Sec-Fetch-Site', { 'Sec-Fetch-Site': 'sideways' }],
  ])('%s gets a 403 page', async (_whose, headers) => {
    const response = await post(headers);
    expect(response.status).toBe(403);
    expect(cookiesOf(response)).toEqual([]);
    const page = new Page(response.text);
    expect(page.text('h1')).toBe('That change was not made');
    expect(page.text('main')).toContain('asked for by a page of another site');
  });

  it.each([
    ['of the site itself', { 'Sec-Fetch-Site': 'same-origin' }],
    ['that the visitor opened by hand', { 'Sec-Fetch-Site': 'none' }],
    ['of the site itself in an older browser', { Host: 'mirror.example', Origin: 'http://mirror.example' }],
    ['of the site itself behind TLS', { Host: 'mirror.example', Origin: 'https://mirror.example' }],
    ['of a client that is not a browser', {}],
  ])('%s is accepted', async (_whose, headers) => {
    expect((await post(headers)).status).toBe(303);
  });

  it('of the origin of BASE_URL is accepted, whatever Host the proxy sends', async () => {
    const site = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const headers = { Host: 'node-3:3000', Origin: 'https://intranet.example' };
    expect((await post(headers, site)).status).toBe(303);
    expect((await post({ ...headers, Origin: 'https://intranet.example.evil.example' }, site)).status).toBe(
      403,
    );
  });

  it.each([
    '/start/new',
    '/start/1/change',
    '/start/1/switch',
    '/start/1/route',
    '/start/1/delete',
    '/start-aside',
    '/plan/save',
    '/plan/remove',
    '/moments/save',
    '/forget',
  ])('of another site is refused at %s', async (to) => {
    const cookie = jarWithAnswers(answersTo([firstQuestion])).header('/') ?? '';
    const response = await post({ 'Sec-Fetch-Site': 'cross-site', Cookie: cookie }, app, to);
    expect(response.status).toBe(403);
    expect(cookiesOf(response)).toEqual([]);
  });

  it('of another site is refused, as are PUT, PATCH and DELETE', async () => {
    for (const method of ['put', 'patch', 'delete'] as const)
      expect((await request(app)[method](address).set('Sec-Fetch-Site', 'cross-site')).status).toBe(403);
  });

  it('of another site is refused, but a link from there works', async () => {
    expect((await request(app).get(question).set('Sec-Fetch-Site', 'cross-site')).status).toBe(200);
  });
});

describe('a GET request', () => {
  it('sets no cookie, whatever its query says', async () => {
    const browser = new Browser(app, jarWith(visitorWith(assessmentWith(answersTo([firstQuestion])))));
    for (const to of [
      `${question}?me=3&us=3&action=continue`,
      `${question}?action=clear`,
      `${question}?saved=${firstQuestion.id}a`,
      '/start?level=group&route=key&name=x',
      '/start/1/delete',
      '/start/1/delete?confirm=yes',
      '/start/1/switch',
      '/start/1/route?route=all',
      '/start-aside?action=discard',
      '/moments?action=save&moment-1-name=x',
      '/moments?blank=1&ask=1',
      '/forget?action=remove',
      '/forget?removed',
      '/questions?stopped',
      '/report?sort=low',
      '/plan?saved',
      '/plan?action=fill&goal-1-text=x',
      '/plan/remove?confirm=yes',
    ])
      expect({ to, cookies: cookiesOf(await browser.get(to)) }).toEqual({ to, cookies: [] });
  });
});

describe('a body', () => {
  const limit = 8 * 1024;

  it('as large as the limit is accepted', async () => {
    const body = `${answer}&pad=`;
    const response = await request(app).post(address).type('form').send(body.padEnd(limit, 'x'));
    expect(response.status).toBe(303);
  });

  it.each([
    ['with its length', false],
    ['in chunks of unknown length', true],
  ])('over the limit gets a 413 page, sent %s', async (_how, chunked) => {
    const wire = await Wire.to(app);
    try {
      const { status, body } = await wire.send({
        method: 'POST',
        path: address,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          ...(chunked ? { 'Transfer-Encoding': 'chunked' } : {}),
        },
        body: `${answer}&pad=`.padEnd(20 * limit, 'x'),
      });
      expect(status).toBe(413);
      expect(new Page(body.toString()).text('h1')).toBe('That was too much at once');
    } finally {
      await wire.close();
    }
  });

  it.each([
    ['JSON', 'application/json', '{"me":"2","us":"1"}'],
    ['plain text', 'text/plain', answer],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--'],
    ['XML', 'text/xml', '<a/>'],
  ])('that is %s is refused, and nothing is saved', async (_what, type, body) => {
    const response = await request(app).post(address).set('Content-Type', type).send(body);
    expect(response.status).toBe(415);
    expect(cookiesOf(response)).toEqual([]);
    expect(new Page(response.text).text('main')).toContain('Only forms are taken here.');
  });

  it('of another content type gets a page that says what is wrong', async () => {
    const page = new Page((await request(app).post(address).send({ me: 2 })).text);
    expect(page.text('h1')).not.toBe('That request was not complete');
  });

  it('may have a charset in its Content-Type', async () => {
    const type = 'application/x-www-form-urlencoded; charset=UTF-8';
    expect((await request(app).post(address).set('Content-Type', type).send(answer)).status).toBe(303);
  });

  it.each([
    '%',
    '%E0%A4%A=1',
    'me',
    '&&&&',
    '=',
    '__proto__=1&constructor=2&toString=3',
    'me[]=1&us[a][b]=2',
    'me.x=1',
  ])('that lacks the fields gets the form again with 422: %s', async (body) => {
    expect((await request(app).post(address).type('form').send(body)).status).toBe(422);
  });

  it('that is cut off does not stop the server', async () => {
    const wire = await Wire.to(app);
    try {
      const head = `POST ${address} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
      await wire.raw(`${head}Content-Length: 100\r\n\r\nme=2`);
      expect((await wire.send({ path: '/health' })).status).toBe(200);
    } finally {
      await wire.close();
    }
  });
});
