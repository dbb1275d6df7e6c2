/** What holds for each route: no framing, no cross-site change, no caching of personal pages, no open redirect. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../browser.ts';
import { cookiesOf } from '../browser.ts';
import { request } from '../request.ts';
import { keyQuestions } from '../state.ts';
import { addressOf, type Everything, everything, regular, routesOf, sharedAddress } from './everything.ts';

let site: Everything;
let visitor: Browser;
let cookie = '';
beforeAll(async () => {
  site = await everything();
  visitor = await regular(site.app);
  cookie = visitor.jar.header('/') ?? '';
});
afterAll(() => site?.stop());

const addresses = (method: 'get' | 'post') =>
  routesOf(site.app)
    .filter((route) => route.method === method)
    .map(addressOf);

const asked = (address: string) => request(site.app).get(address).set('Cookie', cookie);

/** Pages that show nothing of a visitor, and may be cached. */
const publicPages = [
  '/method',
  '/privacy',
  '/accessibility',
  '/glossary',
  '/about',
  '/sample',
  '/sample.pdf',
  '/principles/3',
  `/questions/${keyQuestions[0]?.id}/further`,
  '/teams/anonymity',
  '/live/guide',
  '/live/guide/moments',
];

describe('every route', () => {
  it('is found by this test', () => {
    expect(addresses('get')).toEqual(expect.arrayContaining(['/', '/report', '/copy/open', '/teams/join']));
    expect(addresses('post')).toEqual(
      expect.arrayContaining(['/start/new', '/forget', '/copy/stop', '/teams/new']),
    );
    expect(routesOf(site.app).length).toBeGreaterThan(50);
  });

  it('forbids framing and content sniffing', async () => {
    for (const address of [...addresses('get'), '/nowhere', '/robots.txt', '/assets/nothing.css']) {
      const { headers } = await asked(address);
      expect({ address, frames: headers['x-frame-options'] }).toEqual({ address, frames: 'DENY' });
      expect(headers['content-security-policy'], address).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options'], address).toBe('nosniff');
    }
  });

  it('that posts refuses requests from another origin, and sets no cookie', async () => {
    for (const address of addresses('post'))
      for (const headers of [
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
      ]) {
        const response = await request(site.app)
          .post(address)
          .set('Cookie', cookie)
          .type('form')
          .set(headers)
          .send('x=1');
        expect({ address, headers, status: response.status }).toEqual({ address, headers, status: 403 });
        expect(cookiesOf(response)).toEqual([]);
      }
  });

  it('has no-store unless it is on the list of public pages', async () => {
    const cached = [];
    for (const address of [...addresses('get'), sharedAddress]) {
      const { headers, status } = await asked(address);
      const caching = String(headers['cache-control']);
      if (!caching.includes('no-store')) cached.push(address);
      expect({ address, status, caching }).not.toMatchObject({ caching: 'undefined' });
    }
    expect(cached.filter((address) => !publicPages.includes(address))).toEqual([]);
  });

  it('that is cacheable sends the same bytes to each visitor', async () => {
    for (const address of publicPages) {
      const [theirs, mine] = await Promise.all([
        request(site.app).get(address).responseType('blob'),
        asked(address).responseType('blob'),
      ]);
      if (String(mine.headers['cache-control']).includes('no-store')) continue;
      expect(mine.headers['set-cookie'], address).toBeUndefined();
      expect(Buffer.compare(theirs.body, mine.body), address).toBe(0);
    }
  });

  it('sends no personal page under an address that a cache takes for a style sheet', async () => {
    for (const address of ['/report', '/questions', '/start', '/plan', '/copy', '/share'])
      for (const trick of ['/x.css', '%2Fx.css', ';x.css', '%00.css', '%3Fx.css', '/..%2fx.css', '.css']) {
        const { status, headers, text } = await asked(address + trick);
        expect({ trick: address + trick, status }).not.toMatchObject({ status: 200 });
        expect(headers['cache-control']).toBe('private, no-store, no-transform');
        expect(text).not.toContain('Ruth');
      }
  });

  const elsewhere = 'https://evil.example/';
  const outside = [elsewhere, '//evil.example', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)'];

  it('redirects only to this site, whatever a form or a query says', async () => {
    const names = [
      'return',
      'returnTo',
      'next',
      'to',
      'url',
      'redirect',
      'back',
      'link',
      'with',
      'key',
      'action',
      'route',
    ];
    let redirects = 0;
    for (const to of outside) {
      const fields = new URLSearchParams(names.map((name): [string, string] => [name, to])).toString();
      const responses = [];
      for (const address of addresses('post'))
        responses.push(
          await request(site.app)
            .post(address)
            .set({ Cookie: cookie, Referer: elsewhere, 'Sec-Fetch-Site': 'same-origin' })
            .type('form')
            .send(`me=1&us=1&level=group&route=key&${fields}`),
        );
      for (const address of addresses('get'))
        responses.push(await asked(`${address}?${fields}`).set('Referer', elsewhere));
      for (const { status, headers } of responses) {
        if (status < 300 || status > 399) continue;
        redirects++;
        expect(headers.location).toMatch(/^\/(?![/\\])/);
        expect(headers.location).not.toContain('evil');
      }
    }
    expect(redirects).toBeGreaterThan(20);
  });

  it('gets a 404 for an address that begins like another host', async () => {
    for (const address of [
      '//evil.example',
      '//evil.example/..',
      '/\\evil.example',
      '/%5cevil.example',
      '/.//evil.example',
    ]) {
      const { status, headers } = await request(site.app).get(address);
      expect({ address, status }).toEqual({ address, status: 404 });
      expect(headers.location).toBeUndefined();
    }
  });
});
