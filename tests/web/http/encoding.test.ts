/** Caching and compression of assets and pages. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../site.ts';
import { Jar } from '../browser.ts';
import { Page } from '../dom.ts';
import { addressOf, everything as everythingOn, regular, routesOf } from '../security/everything.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  firstLevel,
  firstQuestion,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  visitorWith,
} from '../state.ts';
import { Wire } from '../wire.ts';

let wire: Wire;
let css: string;
let script: string;
let icon: string;

beforeAll(async () => {
  wire = await Wire.to(testApp());
  const home = new Page((await wire.send({ path: '/' })).body.toString());
  css = home.attribute('link[rel="stylesheet"]', 'href');
  script = home.attribute('script', 'src');
  icon = home.attribute('link[rel="icon"]', 'href');
});
afterAll(() => wire.close());

function ask(path: string, encoding: string | undefined, jar?: Jar) {
  const headers: Record<string, string> = {};
  if (encoding !== undefined) headers['Accept-Encoding'] = encoding;
  const cookie = jar?.header(path);
  if (cookie !== undefined) headers.Cookie = cookie;
  return wire.send({ path, headers });
}

const addresses = () => [
  ['the style sheet', css],
  ['the script', script],
  ['the icon', icon],
];

describe('an asset', () => {
  it('is cacheable for a year and immutable', async () => {
    for (const [, address = ''] of addresses())
      expect((await ask(address, undefined)).headers['cache-control']).toBe(
        'public, max-age=31536000, immutable',
      );
  });

  it('has its hash in its address, and gets a 404 under another hash', async () => {
    for (const [, address = ''] of addresses()) {
      expect(address).toMatch(/^\/assets\/.+\.[0-9a-f]{8}\.\w+$/);
      const other = address.replace(/\.[0-9a-f]{8}\./, '.00000000.');
      const response = await ask(other, undefined);
      expect(response.status).toBe(404);
      expect(response.headers['cache-control']).toBe('private, no-store, no-transform');
    }
  });

  it('gets a 404 without its hash', async () => {
    expect((await ask('/assets/css/site.css', undefined)).status).toBe(404);
  });

  it.each([
    ['/assets/../package.json'],
    ['/assets/%2e%2e/package.json'],
    ['/assets/..%2fpackage.json'],
    ['/assets/css/../../src/server.ts'],
    ['/assets//etc/passwd'],
  ])('cannot be used to read files outside public/: %s', async (address) => {
    expect((await ask(address, undefined)).status).toBe(404);
  });

  it('has the bytes of its file and its content type', async () => {
    const response = await ask(script, undefined);
    expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(response.body).toEqual(readFileSync('public/js/site.js'));
    expect((await ask(css, undefined)).headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('is sent in brotli to browsers that accept it, else in gzip', async () => {
    const plain = (await ask(css, undefined)).body;
    const br = await ask(css, 'gzip, deflate, br, zstd');
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body)).toEqual(plain);
    const gzip = await ask(css, 'gzip, deflate');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body)).toEqual(plain);
    expect(br.body.length).toBeLessThan(gzip.body.length);
    expect(gzip.body.length).toBeLessThan(plain.length);
  });

  it('has Vary: Accept-Encoding when it is compressible', async () => {
    for (const encoding of [undefined, 'gzip', 'br'])
      expect((await ask(css, encoding)).headers.vary).toMatch(/accept-encoding/i);
  });

  it.each([
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['br; q=0.0, gzip ;q=0.000', undefined],
    ['br;q=0.1', 'br'],
    ['BR', 'br'],
    ['identity', undefined],
    ['', undefined],
    ['brotli, gzipped', undefined],
  ])('for Accept-Encoding "%s" has the encoding %s', async (accepted, expected) => {
    expect((await ask(css, accepted)).headers['content-encoding']).toBe(expected);
  });

  it('is not compressed when it is a bitmap image', async () => {
    const response = await ask('/favicon.ico', 'br, gzip');
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.body).toEqual(readFileSync('public/icons/icon-32.png'));
  });

  it.each([
    ['/favicon.ico', 'image/png'],
    ['/apple-touch-icon.png', 'image/png'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
  ])('is served at the well-known address %s, cacheable for a day', async (address, type) => {
    const { status, headers } = await ask(address, undefined);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      type,
      'public, max-age=86400',
    ]);
  });

  it('answers HEAD with the Content-Length of GET and no body', async () => {
    const get = await ask(css, 'br');
    const head = await wire.send({ method: 'HEAD', path: css, headers: { 'Accept-Encoding': 'br' } });
    expect(head.headers['content-length']).toBe(String(get.body.length));
    expect(head.body).toHaveLength(0);
  });

  it('gets a 404 for other methods', async () => {
    const response = await wire.send({ method: 'POST', path: css, body: '' });
    expect(response.status).toBe(404);
  });
});

describe('a page in gzip', () => {
  const everything = visitorWith(
    assessmentWith(answersTo(instrument.questions, { me: 0, us: 3 }), { name: 'Ward “7” & <sons> 漢字 😀' }),
    assessmentWith(answersTo(keyQuestions), { id: 'second' }),
  );
  const pages = ['/', '/start', '/questions', '/questions?show=low', `/questions/${firstQuestion.id}`]
    .concat([
      '/report',
      '/sample',
      '/method',
      '/privacy',
      '/accessibility',
      '/about',
      '/glossary',
      '/nowhere',
    ])
    .concat(['/start/second', '/start/second/delete', '/principles/1']);

  it.each(pages)('%s decompresses to the uncompressed page', async (address) => {
    const jar = jarWith(everything);
    const plain = await ask(address, undefined, jar);
    const gzip = await ask(address, 'gzip, deflate, br', jar);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(plain.body.toString());
    expect(gzip.body.length).toBeLessThan(plain.body.length);
  });

  it('decompresses to the uncompressed page on every route, for a visitor with a copy and for a newcomer', async () => {
    const { app, stop } = await everythingOn();
    const all = await Wire.to(app);
    const visitor = (await regular(app, 'Zoë “7” & <sons>', '漢字 😀')).jar;
    // Keys of forms, which are new on each page.
    const withoutOnce = (page: Buffer) =>
      page.toString().replaceAll(/name="(?:ticket|once|key)" value="[^"]*"/g, '');
    let compressed = 0;
    for (const jar of [visitor, new Jar()])
      for (const route of routesOf(app).filter(({ method }) => method === 'get')) {
        const path = addressOf(route);
        // A stream of events does not end.
        if (path === '/live/events' || path.endsWith('.pdf')) continue;
        const sent = { path, headers: { Cookie: jar.header(path) ?? '' } };
        const plain = await all.send(sent);
        const gzip = await all.send({ path, headers: { ...sent.headers, 'Accept-Encoding': 'gzip' } });
        if (gzip.headers['content-encoding'] !== 'gzip') continue;
        compressed++;
        expect(withoutOnce(gunzipSync(gzip.body)), path).toBe(withoutOnce(plain.body));
      }
    expect(compressed).toBeGreaterThan(100);
    await all.close();
    await stop();
  });

  it('decompresses to the uncompressed page for any answers and any order of requests', async () => {
    const addresses = [
      '/',
      '/questions',
      '/report',
      ...instrument.questions.map(({ id }) => `/questions/${id}`),
    ];
    await fc.assert(
      fc.asyncProperty(
        anyAnswers(instrument, keyQuestions),
        fc.constantFrom(...addresses),
        async (answers, address) => {
          const jar = jarWith(visitorWith(assessmentWith(answers, { level: firstLevel })));
          const [gzip, plain] = await Promise.all([ask(address, 'gzip', jar), ask(address, undefined, jar)]);
          expect(gunzipSync(gzip.body).toString()).toBe(plain.body.toString());
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ['gzip;q=0', undefined],
    ['gzip; q=0.00', undefined],
    ['*;q=0', undefined],
    ['br', undefined],
    ['GZIP', 'gzip'],
    ['deflate, gzip;q=0.5', 'gzip'],
  ])('is sent for Accept-Encoding "%s" as %s', async (accepted, expected) => {
    expect((await ask('/', accepted)).headers['content-encoding']).toBe(expected);
  });

  it('has the exact Content-Length and Vary: Accept-Encoding', async () => {
    const response = await ask('/questions', 'gzip', jarWithAnswers(answersTo(keyQuestions)));
    expect(response.headers['content-length']).toBe(String(response.body.length));
    expect(response.headers.vary).toMatch(/accept-encoding/i);
  });
});

describe('the first visit to a question page', () => {
  /** Requests with the Accept-Encoding of a browser: pages are sent in gzip, style sheets in Brotli. */
  const received = async (path: string) => {
    const { body, headers } = await ask(path, 'gzip, deflate, br');
    return { body, bytes: body.length, encoding: headers['content-encoding'] };
  };

  it('takes at most 14,336 bytes with its style sheets, for each question', async () => {
    const sheets = new Map<string, number>();
    for (const { id } of instrument.questions) {
      const page = await received(`/questions/${id}`);
      expect(page.encoding).toBe('gzip');
      const links = [
        ...gunzipSync(page.body)
          .toString()
          .matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
      ];
      expect(links.length).toBeGreaterThan(0);
      let bytes = page.bytes;
      for (const [, address = ''] of links) {
        if (!sheets.has(address)) {
          const sheet = await received(address);
          expect(sheet.encoding).toBe('br');
          sheets.set(address, sheet.bytes);
        }
        bytes += sheets.get(address) ?? Number.NaN;
      }
      expect({ id, fits: bytes <= 14_336, bytes }).toMatchObject({ id, fits: true });
    }
  });
});
