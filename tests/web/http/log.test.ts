/** The log says what happened, and nothing about visitors or their answers. */

import { describe, expect, it } from 'vitest';
import type { Guidance } from '../../../src/content/content.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { testApp, testContent, testSecret, today } from '../../site.ts';
import { Browser } from '../browser.ts';
import { request } from '../request.ts';
import { answersTo, firstLevel, firstQuestion, jarWithAnswers, keyQuestions, questionAt } from '../state.ts';

const broken = questionAt(7, keyQuestions);
const content = {
  ...testContent,
  guidance: new Map(testContent.guidance).set(broken.id, {
    sources: [],
    inShort: '',
    ratings: [],
    get why(): string {
      throw new Error('this guidance is broken');
    },
  } as unknown as Guidance),
};

/** An app that collects its parsed log lines. */
function logged(environment: Record<string, string> = {}) {
  const lines: string[] = [];
  const app = testApp({ content, environment, log: (line) => lines.push(line) });
  const entries = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { app, lines, entries };
}

describe('the log', () => {
  it('has a line for each request with time, path, status and duration', async () => {
    const { app, entries } = logged();
    const response = await request(app).get('/questions?show=low');
    expect(entries()).toEqual([
      {
        level: 30,
        time: today.getTime(),
        requestId: response.headers['x-request-id'],
        method: 'GET',
        path: '/questions',
        status: 200,
        ms: expect.any(Number),
        msg: 'request',
      },
    ]);
  });

  it('has no name, answer, cookie, secret, address or user agent of a visitor who uses every feature', async () => {
    const { app, lines } = logged({ TRUST_PROXY: '1' });
    const browser = new Browser(app);
    const names = { name: 'Wildflower Ward', person: 'Zebedee Quux' };
    await browser.post('/start/new', { level: firstLevel, route: 'key', ...names });
    for (const { id } of keyQuestions) await browser.post(`/questions/${id}/answer`, { me: '3', us: 'na' });
    for (const address of [
      '/',
      '/start',
      '/start/1',
      '/questions?show=unanswered',
      '/report?sort=low',
      '/sample',
    ])
      await browser.get(address);
    await browser.post(`/questions/${firstQuestion.id}/answer`, { me: 'sausage', us: '1' });
    await browser.post('/start/new', { level: firstLevel, route: 'key', name: 'Wildflower '.repeat(20) });
    await browser.post('/start/1/change', { level: firstLevel, route: 'all', ...names });
    expect((await browser.get(`/questions/${broken.id}?me=sausage`)).status).toBe(500);
    expect((await browser.post(`/questions/${broken.id}/answer`, { me: 'sausage', us: '1' })).status).toBe(
      500,
    );
    await browser.get('/nowhere?name=Zebedee');
    await request(app).post('/start/new').send({ name: 'Zebedee' });
    await request(app).post('/start/new').set('Origin', 'https://elsewhere.example').type('form').send(names);
    await request(app)
      .get('/report')
      .set('Cookie', `${stateCookie}=forged-by-Zebedee`)
      .set('X-Forwarded-For', '203.0.113.77')
      .set('User-Agent', 'Zebedee/1.0')
      .set('Referer', 'https://elsewhere.example/Zebedee');
    await browser.post('/start/1/delete');

    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(keyQuestions.length + 15);
    const cookies = browser.jar.names.map((name) => browser.jar.value(name) ?? '');
    const private_ = [
      'Wildflower',
      'Zebedee',
      'Quux',
      'sausage',
      'mirror_',
      testSecret,
      'unanswered',
      'opened',
    ];
    for (const secret of [...private_, '203.0.113', '127.0.0.1', 'elsewhere', 'me=', '"us"', ...cookies])
      expect({ secret, found: log.includes(secret) }).toEqual({ secret, found: false });
  });

  it('has only the known fields for a request', async () => {
    const { app, entries } = logged();
    const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions)));
    for (const address of ['/', '/questions', '/report', '/nowhere']) await browser.get(address);
    for (const entry of entries())
      expect(Object.keys(entry).toSorted()).toEqual(
        ['level', 'time', 'requestId', 'method', 'path', 'status', 'ms', 'msg'].toSorted(),
      );
  });

  it('has at most 512 characters of a path', async () => {
    const { app, entries } = logged();
    await request(app).get(`/${'x'.repeat(5_000)}`);
    expect(entries()[0]?.path).toBe(`/${'x'.repeat(511)}…`);
  });

  it('has the request id on the line of an error', async () => {
    const { app, entries } = logged();
    const response = await request(app).get(`/questions/${broken.id}`);
    const failure = entries().find(({ level }) => level === 50);
    expect(failure).toMatchObject({ requestId: response.headers['x-request-id'], msg: 'request failed' });
    expect(JSON.stringify(failure)).toContain('this guidance is broken');
  });

  it('has no error line for a 4xx response', async () => {
    const { app, entries } = logged();
    await request(app).get('/nowhere');
    await request(app).post(`/questions/${firstQuestion.id}/answer`).type('form').send('me=9');
    expect(entries().map(({ level }) => level)).toEqual([30, 30]);
  });
});
