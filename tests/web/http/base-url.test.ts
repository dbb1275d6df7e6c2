/** The site under the path of BASE_URL, and a crawl of all links, with and without it. */
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { testApp } from '../../site.ts';
import { Browser, cookiesOf, Jar } from '../browser.ts';
import { attributeOf, Page } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  assessmentWith,
  firstQuestion,
  instrument,
  keyQuestions,
  secondLevel,
  stateOf,
  visitorWith,
} from '../state.ts';

const prefix = '/mirror';
// Behind a proxy, so that each crawl comes from an address of its own: a fast machine asks for the PDFs of two crawls within the time
// that the limit for one address counts.
const environment = { TRUST_PROXY: '1' };
const prefixed = testApp({ environment: { ...environment, BASE_URL: `https://intranet.example${prefix}/` } });
const plain = testApp({ environment });
const question = `/questions/${firstQuestion.id}`;
const answerForm = `${question}/answer`;

const states = {
  nothing: undefined,
  half: visitorWith(
    assessmentWith(answersTo(instrument.questions.slice(0, 20)), { name: 'Ward 7' }),
    assessmentWith(answersTo([]), { id: 'second', level: secondLevel }),
  ),
  'the key questions': visitorWith(assessmentWith(answersTo(keyQuestions, { me: 0, us: 3 }))),
  everything: visitorWith(assessmentWith(answersTo(instrument.questions, { me: 3, us: 0 }))),
  'answers aside': visitorWith(assessmentWith(answersTo(keyQuestions, { me: 0, us: 0 }))),
};

function jarFor(state: keyof typeof states, path: string): Jar {
  const jar = new Jar();
  const visitor = states[state];
  if (visitor) jar.set(stateCookie, stateOf(visitor), path);
  if (state === 'answers aside')
    jar.set('mirror_aside', stateOf(visitorWith(assessmentWith(answersTo([])))), path);
  return jar;
}

interface Crawled {
  /** Addresses in links and the head. A bare "#fragment" has the page's own address before it. */
  readonly links: readonly string[];
  readonly forms: readonly string[];
  /** The forms that post. */
  readonly posts: readonly string[];
  readonly ids: ReadonlySet<string>;
}

/** Returns the values of an attribute. It uses a pattern, which is much faster than parsing the HTML. */
function attributesIn(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );
}

/** Whether a link leads to a work under "Go deeper". No other page links to another host. */
const isWork = (href: string, address: string) =>
  /^https?:/.test(href) && /\/questions\/[\d.]+\/further$/.test(address);

/**
 * Follows all links, starting from the home page. Forms are not sent.
 * @param known addresses that were found and that send every visitor the same (every-route.test.ts checks that); gets more
 */
async function crawl(
  app: RequestListener,
  base: string,
  state: keyof typeof states,
  known: Set<string>,
): Promise<{ pages: Map<string, Crawled>; broken: string[] }> {
  const from = `192.0.2.${Object.keys(states).indexOf(state) + 1}`;
  const browser = new Browser(app, jarFor(state, `${base}/`), from);
  const pages = new Map<string, Crawled>();
  const broken: string[] = [];
  const nowhere = `${base}/nowhere`;
  const waiting = [`${base}/`, nowhere];
  const seen = new Set(waiting);
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (known.has(address)) continue;
    const { status, type, text } = await browser.get(address);
    if (status !== (address === nowhere ? 404 : 200)) broken.push(`${address}: ${status}`);
    if (status === 200 && address.includes('/sample.pdf')) known.add(address);
    if (type !== 'text/html') continue;
    const links = [...attributesIn(text, 'href'), ...attributesIn(text, 'src')]
      .filter((href) => !isWork(href, address))
      .map((href) => (href.startsWith('#') ? `${address}${href}` : href));
    pages.set(address, {
      links,
      forms: attributesIn(text, 'action'),
      posts: [...text.matchAll(/<form method="post" action="([^"]*)"/g)].map(([, action = '']) => action),
      ids: new Set(attributesIn(text, 'id')),
    });
    for (const link of links) {
      const target = link.split('#')[0] ?? '';
      if (seen.has(target)) continue;
      seen.add(target);
      waiting.push(target);
    }
  }
  return { pages, broken };
}

function dangling(pages: ReadonlyMap<string, Crawled>): string[] {
  return [...pages].flatMap(([address, { links }]) =>
    links.flatMap((link) => {
      const [target = '', fragment] = link.split('#');
      return fragment === undefined || pages.get(target)?.ids.has(fragment) ? [] : `${address} -> ${link}`;
    }),
  );
}

describe.each([
  ['without a prefix', plain, ''],
  ['with a prefix', prefixed, prefix],
])('the site %s', (_how, app, base) => {
  const crawls = new Map<keyof typeof states, ReturnType<typeof crawl>>();
  const known = new Set<string>();
  /** Each state is crawled once for all tests. */
  const crawled = (state: keyof typeof states) => {
    const found = crawls.get(state) ?? crawl(app, base, state, known);
    crawls.set(state, found);
    return found;
  };

  it.each(Object.keys(states) as (keyof typeof states)[])(
    'has no link to a missing page or anchor, with %s answered',
    async (state) => {
      const { pages, broken } = await crawled(state);
      expect(broken).toEqual([]);
      expect(pages.size).toBeGreaterThan(instrument.questions.length + 8);
      expect(dangling(pages)).toEqual([]);
    },
  );

  it('keeps each link, form and asset under its path', async () => {
    const { pages } = await crawled('half');
    const outside = [...pages].flatMap(([address, { links, forms }]) =>
      [...links, ...forms]
        .filter((link) => !link.startsWith(`${base}/`))
        .map((link) => `${address} -> ${link}`),
    );
    expect(outside).toEqual([]);
  });

  it('has a POST route for each form', async () => {
    const { pages } = await crawled('answers aside');
    const actions = new Set([...pages.values()].flatMap(({ posts }) => posts));
    expect(actions.size).toBeGreaterThan(instrument.questions.length);
    for (const action of actions) {
      const { status } = await new Browser(app, jarFor('answers aside', `${base}/`)).post(action);
      expect({ action, status: [303, 422].includes(status) ? 'answered' : status }).toEqual({
        action,
        status: 'answered',
      });
    }
  });

  it('redirects to existing pages under its path', async () => {
    const posts: [string, Record<string, string>][] = [
      [answerForm, { me: '1', us: '1' }],
      [answerForm, { action: 'stop' }],
      [answerForm, { action: 'clear' }],
      ['/start/new', { level: secondLevel, route: 'all' }],
      ['/start/1/change', { level: secondLevel, route: 'all' }],
      ['/start/1/switch', {}],
      ['/start/1/route', { route: 'all' }],
      ['/start/1/delete', {}],
      ['/start-aside', { action: 'restore' }],
      ['/start-aside', { action: 'discard' }],
    ];
    for (const [address, fields] of posts) {
      const browser = new Browser(app, jarFor('answers aside', `${base}/`));
      const to = await browser.postAndFollow(`${base}${address}`, fields);
      expect(to.startsWith(`${base}/`)).toBe(true);
      expect({ to, status: (await browser.get(to)).status }).toEqual({ to, status: 200 });
    }
  });
});

describe('BASE_URL with a path', () => {
  it.each([
    '/',
    '/start',
    '/questions',
    question,
    '/report',
    '/sample',
    '/method',
    '/health',
    '/ready',
    '/favicon.ico',
  ])('serves %s with the path and, for a proxy that removes it, without', async (address) => {
    const [inside, outside] = await Promise.all([
      request(prefixed).get(`${prefix}${address}`),
      request(prefixed).get(address),
    ]);
    expect([inside.status, outside.status]).toEqual([200, 200]);
    expect(inside.text).toBe(outside.text);
  });

  it('serves assets with the path and without', async () => {
    const page = new Page((await request(prefixed).get(`${prefix}/`)).text);
    const css = page.attribute('link[rel="stylesheet"]', 'href');
    expect(css.startsWith(`${prefix}/assets/`)).toBe(true);
    for (const address of [css, css.slice(prefix.length)])
      expect((await request(prefixed).get(address)).status).toBe(200);
  });

  it.each(['/mirror', '/mirror?x=1'])('serves the home page at %s too', async (address) => {
    const response = await request(prefixed).get(address);
    expect(response.status).toBe(200);
    expect(new Page(response.text).text('h1')).toBe('How well do we serve our customers?');
  });

  it.each(['/mirrors', '/mirrorquestions', '/mirror/mirror/', '/Mirror/questions'])(
    'does not serve %s, which only begins like its path',
    async (address) => {
      const { status, headers } = await request(prefixed).get(address);
      const last = status === 301 ? await request(prefixed).get(String(headers.location)) : { status };
      expect(last.status).toBe(404);
    },
  );

  it('redirects to addresses with the path, whether the request had it or not', async () => {
    for (const address of [answerForm, `${prefix}${answerForm}`]) {
      const response = await request(prefixed).post(address).type('form').send('me=1&us=1');
      expect(response.headers.location).toMatch(/^\/mirror\/questions\//);
    }
  });

  it('sets cookies with its path and Secure', async () => {
    const response = await request(prefixed).post(`${prefix}${answerForm}`).type('form').send('me=1&us=1');
    for (const { attributes } of cookiesOf(response)) {
      expect(attributes.get('path')).toBe(`${prefix}/`);
      expect(attributes.has('secure')).toBe(true);
    }
  });

  it('keeps the answers of a visitor whose browser follows cookie paths', async () => {
    const browser = new Browser(prefixed);
    const to = await browser.postAndFollow(`${prefix}${answerForm}`, { me: '3', us: '2' });
    expect((await browser.page(to)).text('.saved-line')).toContain(`${firstQuestion.id} saved`);
    const form = (await browser.page(`${prefix}/start`)).one('.assessments form');
    expect(attributeOf(form, 'action')).toMatch(/^\/mirror\/start\/\w+\/switch$/);
    expect(browser.jar.header('/elsewhere')).toBeUndefined();
  });
});
