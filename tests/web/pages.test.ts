/** What every page has: status, title, description, caching, headers. */
import type { Response } from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { daysKept } from '../../src/assessment/visitor.ts';
import { testApp } from '../site.ts';
import { Browser } from './browser.ts';
import { Page } from './dom.ts';
import { postTooMuch, request } from './request.ts';
import {
  answersTo,
  assessmentWith,
  firstQuestion,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  visitorWith,
} from './state.ts';

const questionPages = instrument.questions.map(({ id }) => `/questions/${id}`);
const principlePages = instrument.principles.map(({ id }) => `/principles/${id}`);
const personalPages = ['/start', '/questions', questionPages[0] ?? '', '/report'];
const informationPages = ['/sample', '/method', '/privacy', '/accessibility', '/about', '/glossary'];
const allPages = [
  '/',
  '/start',
  '/questions',
  '/report',
  ...informationPages,
  ...principlePages,
  ...questionPages,
];

const app = testApp();

interface Opened {
  readonly address: string;
  readonly status: number;
  readonly page: Page;
}

/** Every page as a new visitor sees it. */
let opened: readonly Opened[];
beforeAll(async () => {
  opened = await Promise.all(
    allPages.map(async (address) => {
      const { status, text } = await request(app).get(address);
      return { address, status, page: new Page(text) };
    }),
  );
});

const pageAt = (address: string) => new Browser(app).page(address);

function repeated(values: readonly string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}

describe('every page', () => {
  it('answers 200 without a cookie', () => {
    expect(opened.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('answers 200 when everything is answered', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo(instrument.questions)));
    for (const address of allPages) {
      const { status } = await browser.get(address);
      expect({ address, status }).toEqual({ address, status: 200 });
    }
  });

  it('has a unique title that ends with the name of the site', () => {
    const titles = opened.map(({ page }) => page.text('title'));
    expect(repeated(titles)).toEqual([]);
    for (const title of titles) expect(title).toMatch(/^\S.* – Service Mirror$/);
  });

  it('has a unique description', () => {
    const descriptions = opened.map(({ page }) => page.attribute('meta[name="description"]', 'content'));
    expect(repeated(descriptions)).toEqual([]);
    for (const description of descriptions) expect(description.length).toBeGreaterThan(30);
  });

  it('has one h1 and states its language', () => {
    for (const { address, page } of opened) {
      expect({ address, headings: page.all('h1').length }).toEqual({ address, headings: 1 });
      expect(page.attribute('html', 'lang')).toBe('en');
    }
  });

  it('has an icon that exists', async () => {
    const icon = await request(app).get((await pageAt('/')).attribute('link[rel="icon"]', 'href'));
    expect([icon.status, icon.type]).toEqual([200, 'image/svg+xml']);
  });

  it('loads nothing from another host', () => {
    for (const { page } of opened)
      for (const address of [
        ...page.attributes('script', 'src'),
        ...page.attributes('link', 'href'),
        ...page.attributes('img', 'src'),
        ...page.attributes('form', 'action'),
      ])
        expect(address).toMatch(/^\/(?!\/)/);
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    for (const address of [
      ...personalPages,
      ...informationPages,
      '/',
      '/principles/1',
      '/health',
      '/ready',
    ]) {
      const get = await request(app).get(address).set('Accept-Encoding', 'identity');
      const head = await request(app).head(address).set('Accept-Encoding', 'identity');
      expect(head.status).toBe(200);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
      expect(head.text ?? '').toBe('');
    }
  });

  it('has no inline script, style or event handler, which the content security policy forbids', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo(instrument.questions, { me: 0, us: 3 })));
    for (const address of [...personalPages, ...informationPages, '/', '/principles/1', '/nowhere']) {
      const page = await browser.page(address);
      expect(page.all('script').filter((script) => !script.hasAttribute('src'))).toEqual([]);
      expect(page.all('style')).toEqual([]);
      const names = page.all('*').flatMap(({ attributes }) => Object.keys(attributes));
      expect(names.filter((name) => name === 'style' || /^on/.test(name))).toEqual([]);
    }
  });
});

describe('a personal page', () => {
  it.each(personalPages)('%s is not indexed and not cached', async (address) => {
    const response = await request(app).get(address);
    expect(response.headers['x-robots-tag']).toBe('noindex');
    expect(new Page(response.text).attribute('meta[name="robots"]', 'content')).toBe('noindex');
    expect(response.headers['cache-control']).toBe('private, no-store, no-transform');
  });

  it.each(['/start/1', '/start/1/delete'])('%s is not indexed and not cached', async (address) => {
    const { headers, status } = await new Browser(app, jarWithAnswers(new Map())).get(address);
    expect([status, headers['x-robots-tag'], headers['cache-control']]).toEqual([
      200,
      'noindex',
      'private, no-store, no-transform',
    ]);
  });

  it.each(['/', principlePages[0] ?? ''])(
    '%s is not cached, because it shows answers or progress, but is indexed',
    async (address) => {
      const { headers } = await request(app).get(address);
      expect(headers['cache-control']).toBe('private, no-store, no-transform');
      expect(headers['x-robots-tag']).toBeUndefined();
    },
  );

  it('redirects with a response that is not cached', async () => {
    const response = await new Browser(app).post(`/questions/${firstQuestion.id}/answer`, {
      me: '1',
      us: '1',
    });
    expect(response.headers['cache-control']).toBe('private, no-store');
  });
});

describe('an information page', () => {
  it.each(informationPages)('%s is cached and indexed', async (address) => {
    const { headers } = await request(app).get(address);
    expect(headers['cache-control']).toMatch(/^public, max-age=\d+/);
    expect(headers['x-robots-tag']).toBeUndefined();
  });

  it.each(informationPages)('%s is the same for every visitor and sets no cookie', async (address) => {
    const visitor = new Browser(app, jarWithAnswers(answersTo(instrument.questions)));
    const personal = await visitor.get(address);
    const anonymous = await request(app).get(address);
    expect(personal.text).toBe(anonymous.text);
    expect(personal.headers['set-cookie']).toBeUndefined();
  });
});

describe('GET /privacy', () => {
  it('names every cookie that the site sets', async () => {
    const named = (await pageAt('/privacy')).texts('th code');
    const browser = new Browser(
      app,
      jarWith(visitorWith(assessmentWith(new Map())), { secret: 'a'.repeat(40) }),
    );
    await browser.post(`/questions/${firstQuestion.id}/answer`, { me: '1', us: '1' });
    expect(browser.jar.names).toHaveLength(3);
    for (const name of browser.jar.names)
      expect(named.some((known) => name.startsWith(known.replace('…', '')))).toBe(true);
  });
});

describe('every response', () => {
  type Ask = readonly [string, number, () => PromiseLike<Response>];
  const state = () => new Browser(app, jarWithAnswers(answersTo(keyQuestions)));
  const asks: readonly Ask[] = [
    ['a public page', 200, () => request(app).get('/')],
    ['a personal page', 200, () => state().get('/report')],
    ['a HEAD request', 200, () => request(app).head('/method')],
    ['a redirect', 303, () => state().post(`/questions/${firstQuestion.id}/answer`, { me: '1', us: '1' })],
    [
      'a form from another site',
      403,
      () => request(app).post('/start/new').set('Sec-Fetch-Site', 'cross-site'),
    ],
    ['an unknown page', 404, () => request(app).get('/nowhere')],
    ['an unknown asset', 404, () => request(app).get('/assets/css/site.00000000.css')],
    ['a malformed address', 400, () => request(app).get('/principles/%E0%A4%A')],
    ['a form that is too large', 413, () => postTooMuch(app)],
    ['a body that is not a form', 415, () => request(app).post('/start/new').send({ name: 'x' })],
    ['a form with errors', 422, () => state().post(`/questions/${firstQuestion.id}/answer`)],
    ['an asset', 200, () => request(app).get('/favicon.ico')],
    ['the health check', 200, () => request(app).get('/health')],
    ['an unusual method', 404, () => request(app).delete('/start')],
  ];

  it.each(asks)('to %s has the status %i', async (_name, status, ask) => {
    expect((await ask()).status).toBe(status);
  });

  it.each(asks)('to %s does not name the server or the framework', async (_name, _status, ask) => {
    const { headers } = await ask();
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers.server).toBeUndefined();
  });

  it.each(asks)('to %s has a request id', async (_name, _status, ask) => {
    expect((await ask()).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(asks)('to %s has the security headers', async (_name, _status, ask) => {
    const { headers } = await ask();
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
    });
  });

  it.each(asks)(
    'to %s has a content security policy that allows only the site itself',
    async (_name, _status, ask) => {
      const policy = String((await ask()).headers['content-security-policy']);
      const directives = Object.fromEntries(
        policy.split(';').map((directive) => {
          const [name = '', ...values] = directive.trim().split(/\s+/);
          return [name, values];
        }),
      );
      expect(directives).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'font-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      });
    },
  );

  it('has a request id of its own', async () => {
    const [a, b] = await Promise.all([request(app).get('/'), request(app).get('/')]);
    expect(a.headers['x-request-id']).not.toBe(b.headers['x-request-id']);
  });

  it('does not use the request id that the client sends', async () => {
    const { headers } = await request(app).get('/').set('X-Request-Id', 'mine');
    expect(headers['x-request-id']).not.toBe('mine');
  });

  it('has Strict-Transport-Security only when BASE_URL begins with https', async () => {
    expect((await request(app).get('/')).headers['strict-transport-security']).toBeUndefined();
    const secure = testApp({ environment: { BASE_URL: 'https://mirror.example/' } });
    const { headers } = await request(secure).get('/');
    expect(headers['strict-transport-security']).toMatch(/^max-age=31536000/);
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

describe('GET /health and /ready', () => {
  it.each(['/health', '/ready'])(
    '%s answers {status: "ok"}, is not cached and sets no cookie',
    async (address) => {
      const response = await request(app).get(address);
      expect(response.body).toEqual({ status: 'ok' });
      expect(response.headers['cache-control']).toBe('no-store');
      expect(response.headers['set-cookie']).toBeUndefined();
    },
  );
});

describe('daysKept', () => {
  it('is a year', () => {
    expect(daysKept).toBe(365);
  });
});
