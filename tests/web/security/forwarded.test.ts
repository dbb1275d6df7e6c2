/** Forged Host and Forwarded headers: no cache poisoning, no forged links. */
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../site.ts';
import { cookiesOf } from '../browser.ts';
import { request } from '../request.ts';
import { answersTo, instrument, jarWithAnswers, questionAt } from '../state.ts';
import { everything, regular } from './everything.ts';

const cookie = jarWithAnswers(answersTo(instrument.questions)).header('/') ?? '';
const lies = {
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-For': '203.0.113.9',
  'X-Forwarded-Prefix': '/evil',
  'X-Forwarded-Port': '8443',
  'X-Original-URL': '/report',
  'X-Rewrite-URL': '/report',
  'X-HTTP-Method-Override': 'POST',
  Forwarded: 'host=evil.example;proto=https',
};
const host = 'mirror.example';
/** Requests without compression, because a report is compressed better when it is requested again. */
const get = (app: RequestListener, address: string, headers: Record<string, string> = {}) =>
  request(app)
    .get(address)
    .set({ Cookie: cookie, Host: host, 'Accept-Encoding': 'identity', ...headers });

/** Returns a response without the headers that differ each time. */
const whole = ({
  status,
  text,
  headers,
}: {
  status: number;
  text: string;
  headers: Record<string, string>;
}) => {
  const { date, 'x-request-id': id, ...others } = headers;
  return { status, text, others };
};

describe('headers that only a proxy may set', () => {
  it('do not change the page when no proxy is trusted', async () => {
    const app = testApp();
    for (const address of [
      '/',
      '/method',
      '/sample',
      '/report',
      '/resume',
      '/share',
      `/questions/${questionAt(0).id}`,
    ])
      expect(whole(await get(app, address, lies)), address).toEqual(whole(await get(app, address)));
  });

  it('do not change the link of /copy', async () => {
    const { app, stop } = await everything();
    const visitor = await regular(app);
    const { text } = await get(app, '/copy', { Cookie: visitor.jar.header('/') ?? '', ...lies });
    expect(text).toContain(`http://${host}/copy/open?link=`);
    expect(text).not.toContain('evil.example');
    await stop();
  });

  it('do not let a cross-site change pass', async () => {
    const response = await request(testApp())
      .post(`/questions/${questionAt(0).id}/answer`)
      .set({ Host: host, Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' })
      .type('form')
      .send('me=1&us=1');
    expect(response.status).toBe(403);
    expect(cookiesOf(response)).toEqual([]);
  });

  it('do not make a cookie Secure over plain HTTP', async () => {
    const response = await request(testApp())
      .post(`/questions/${questionAt(0).id}/answer`)
      .set({ Host: host, ...lies })
      .type('form')
      .send('me=1&us=1');
    expect(cookiesOf(response).some(({ attributes }) => attributes.has('secure'))).toBe(false);
  });
});

describe('behind a trusted proxy, without BASE_URL', () => {
  const app = testApp({ environment: { TRUST_PROXY: '1' } });

  it.each(['javascript', 'data', 'ftp', 'https://evil.example/?'])(
    'no link begins with %j',
    async (scheme) => {
      const { status, text } = await get(app, '/resume', { 'X-Forwarded-Proto': scheme });
      expect(status).toBe(400);
      expect(text).not.toContain(`${scheme}:`);
    },
  );

  it('links begin with what the proxy was asked by', async () => {
    for (const scheme of ['http', 'https'])
      expect((await get(app, '/resume', { 'X-Forwarded-Proto': scheme })).text).toContain(
        `${scheme}://${host}/resume/open?link=`,
      );
  });
});

describe('with BASE_URL', () => {
  const app = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/', TRUST_PROXY: '1' } });

  it.each([
    ['a made-up Host', { Host: 'evil.example' }],
    ['what a proxy passed on unread', { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' }],
  ])('%s changes no page, link or cookie, even from a trusted proxy', async (_what, headers) => {
    for (const address of [
      '/mirror/',
      '/mirror/method',
      '/mirror/resume',
      '/mirror/share',
      '/mirror/report',
    ]) {
      const honest = await get(app, address, { Host: 'intranet.example' });
      expect(honest.status, address).toBe(200);
      expect(whole(await get(app, address, headers)), address).toEqual(whole(honest));
    }
    const { text } = await get(app, '/mirror/resume', headers);
    expect(text).toContain('https://intranet.example/mirror/resume/open?link=');
  });
});

describe('a cacheable page', () => {
  it('does not contain the Host of the request', async () => {
    const app = testApp();
    for (const address of ['/method', '/privacy', '/accessibility', '/glossary', '/about', '/sample']) {
      const response = await get(app, address, { Host: 'evil.example' });
      expect(response.headers['cache-control'], address).toContain('public');
      expect(response.text, address).not.toContain('evil.example');
      expect(JSON.stringify(response.headers), address).not.toContain('evil.example');
    }
  });

  it('does not depend on an unknown query', async () => {
    const app = testApp();
    const plain = whole(await get(app, '/method'));
    expect(whole(await get(app, '/method?utm_source=x&callback=%3Cscript%3E'))).toEqual(plain);
  });
});

describe('a Host', () => {
  it.each([
    'localhost',
    'mirror.example:8080',
    'site_1:3000',
    '192.0.2.1',
    '[2001:db8::1]:443',
    'xn--bcher-kva.example.',
  ])('that names a host is served: %s', async (host) => {
    expect((await get(testApp(), '/method', { Host: host })).status).toBe(200);
  });

  it.each(['', 'a..b', '-', 'a:b', 'a:123456', 'a/b', '[::1', '[evil]', 'x'.repeat(254)])(
    'that names none is refused: %j',
    async (host) => {
      expect((await get(testApp(), '/method', { Host: host })).status).toBe(400);
    },
  );

  it('does not matter when BASE_URL is set', async () => {
    const app = testApp({ environment: { BASE_URL: 'https://mirror.example/' } });
    expect((await get(app, '/method', { Host: 'a/b' })).status).toBe(200);
  });
});

describe('an invalid Host', () => {
  it.each(['evil.example/"><b>', 'a b', '"', "'><x>", 'ü.example', '@evil.example'])(
    'is refused and never shown unescaped: %j',
    async (bad) => {
      const { status, text } = await get(testApp(), '/resume', { Host: Buffer.from(bad).toString('latin1') });
      expect(status).toBe(400);
      expect(text).not.toMatch(/"><b>|'><x>/);
    },
  );
});
