/** The error pages. They show neither a stack nor what the visitor sent. */

import { describe, expect, it } from 'vitest';
import type { Content, Guidance } from '../../../src/content/content.ts';
import { createApp } from '../../../src/web/app.ts';
import { testApp, testContent, testDependencies } from '../../site.ts';
import { Browser } from '../browser.ts';
import { Page } from '../dom.ts';
import { request } from '../request.ts';
import { answersTo, firstQuestion, jarWithAnswers, keyQuestions } from '../state.ts';

const app = testApp();
const marker = 'an unexpected error';

/** Content that throws when the guidance of the first key question is read. */
function broken(): Content {
  const throwing = new Proxy({} as Guidance, {
    get(_target, property) {
      if (property === 'sources') return [];
      throw new Error(marker);
    },
  });
  return { ...testContent, guidance: new Map(testContent.guidance).set(keyQuestions[0]?.id ?? '', throwing) };
}

describe('the 404 page', () => {
  it.each([
    '/nowhere',
    '/questions/',
    '/questions/3.7/',
    '/Questions',
    '/start/1/2/3',
    '/index.php',
    '/.env',
    '//',
  ])('is sent for %s, unless the address leads to a page or to its usual spelling', async (address) => {
    expect([200, 301, 404]).toContain((await request(app).get(address)).status);
  });

  it('says what happened and links to the questions and the home page', async () => {
    const page = new Page((await request(app).get('/nowhere')).text);
    expect(page.text('h1')).toBe('No such page');
    expect(page.text('main')).toContain('There is no page at this address.');
    expect(page.attributes('main a', 'href')).toEqual(['/questions', '/']);
  });

  it('does not repeat the address', async () => {
    const { text } = await request(app).get('/%3Cscript%3Ealert(1)%3C/script%3E?q=%3Cscript%3E');
    expect(text).not.toContain('alert(1)');
  });

  it.each(['/questions/%010%01', '/principles/%010%01', '/start/%010%01'])(
    'cannot be made to show fragments of other pages: %s',
    async (address) => {
      const { status, text } = await request(app).get(address);
      expect(status).toBe(404);
      expect(text).not.toContain('\u0001');
      expect(text.match(/<\/html>/g)).toHaveLength(1);
    },
  );

  it.each(['put', 'patch', 'delete'] as const)('is sent for the method %s', async (method) => {
    expect((await request(app)[method]('/start')).status).toBe(404);
  });
});

describe('a malformed address', () => {
  it.each([
    '/questions/%E0%A4%A',
    '/principles/%',
    '/principles/%E0%A4%A',
    '/start/%C0%AF',
    '/start/%/delete',
  ])('%s gets a 400 page without a stack', async (address) => {
    const response = await request(app).get(address);
    expect(response.status).toBe(400);
    expect(new Page(response.text).text('h1')).toBe('That request was not complete');
    expect(response.text).not.toMatch(/URIError|decode|\bat .*\.(?:ts|js):/);
  });
});

describe('an error in a page', () => {
  const failing = () =>
    new Browser(testApp({ content: broken() }), jarWithAnswers(answersTo(keyQuestions, { me: 0, us: 0 })));

  it.each([`/questions/${keyQuestions[0]?.id}`, '/report/all'])(
    'on %s gets a 500 page with the request id and without a stack',
    async (address) => {
      const response = await failing().get(address);
      expect(response.status).toBe(500);
      const page = new Page(response.text);
      expect(page.text('h1')).toBe('Something failed here');
      expect(page.text('main code')).toBe(response.headers['x-request-id']);
      expect(page.text('main')).toContain('Your answers are safe in your browser.');
      expect(response.text).not.toContain(marker);
      expect(response.text).not.toMatch(/\bat .*\.(?:ts|js|ejs):|node_modules|(?<!<title>)Error:/);
    },
  );

  it('shows no more in development', async () => {
    const site = testApp({
      content: broken(),
      environment: { NODE_ENV: 'development', LOG_LEVEL: 'silent' },
    });
    const response = await request(site).get(`/questions/${keyQuestions[0]?.id}`);
    expect(response.status).toBe(500);
    expect(response.text).not.toContain(marker);
  });

  it('is neither cached nor indexed', async () => {
    const { headers } = await failing().get('/report/all');
    expect(headers['cache-control']).toBe('private, no-store, no-transform');
    expect(headers['x-robots-tag']).toBe('noindex');
  });

  it('does not affect other pages', async () => {
    const browser = failing();
    await browser.get('/report/all');
    const page = await browser.page(`/questions/${keyQuestions[1]?.id}`);
    expect(page.text('h1')).toBe(keyQuestions[1]?.statements.us);
  });

  it('gets a whole 500 page each time', async () => {
    const browser = failing();
    for (let i = 0; i < 3; i++) {
      const { text, status } = await browser.get('/report/all');
      expect(status).toBe(500);
      expect(text.match(/<html/g)).toHaveLength(1);
      expect(text.trimEnd().endsWith('</html>')).toBe(true);
    }
  });

  it('that is an invalid Location header gets a 500 page without that header', async () => {
    const deps = testDependencies();
    const app = createApp({ ...deps, config: { ...deps.config, basePath: '/€' } });
    const response = await request(app)
      .post(`/questions/${firstQuestion.id}/answer`)
      .type('form')
      .send('action=stop');
    expect(response.status).toBe(500);
    expect(response.headers.location).toBeUndefined();
    const page = new Page(response.text);
    expect(page.text('h1')).toBe('Something failed here');
    expect(page.text('main code')).toBe(response.headers['x-request-id']);
  });

  it('keeps the answer that was posted before it', async () => {
    const browser = failing();
    await browser.post(`/questions/${firstQuestion.id}/answer`, { me: '3', us: '3' });
    expect((await browser.page('/questions')).text('.progress strong')).toBe(String(keyQuestions.length));
  });
});
