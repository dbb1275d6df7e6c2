/** The metrics of the real app: route patterns and counts, nothing that a visitor typed. */
import { createServer } from 'node:http';
import request from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openMetrics } from '../../src/metrics/metrics.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { testApp } from '../site.ts';
import { Browser } from '../web/browser.ts';
import { firstQuestion, questionAt } from '../web/state.ts';

const secondQuestion = questionAt(1);

function measured() {
  const metrics = openMetrics();
  const app = testApp({ meter: metrics.meter });
  return { metrics, app, figures: () => figuresOf(metrics) };
}

/** The value of each line, by name and labels. */
async function figuresOf({ serve }: ReturnType<typeof openMetrics>): Promise<Map<string, number>> {
  const { text } = await request(createServer(serve)).get('/metrics');
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))] as const),
  );
}

const requests = (method: string, route: string, status: string) =>
  `mirror_http_requests_total{method="${method}",route="${route}",status="${status}"}`;

describe('GET /metrics', () => {
  it('counts requests by method, route pattern and class of status, and their durations', async () => {
    const { app, figures } = measured();
    const browser = new Browser(app);
    await browser.get(`/questions/${firstQuestion.id}`);
    await browser.get(`/questions/${secondQuestion.id}`);
    await browser.post(`/questions/${firstQuestion.id}/answer`, { me: '3' });
    await browser.get('/robots.txt');
    const found = await figures();
    expect(found.get(requests('GET', '/questions/:id', '2xx'))).toBe(2);
    expect(found.get(requests('POST', '/questions/:id/answer', '4xx'))).toBe(1);
    expect(found.get(requests('GET', 'file', '2xx'))).toBe(1);
    const name = 'mirror_http_request_duration_seconds';
    expect(found.get(`${name}_count{route="/questions/:id"}`)).toBe(2);
    expect(found.get(`${name}_bucket{le="+Inf",route="/questions/:id"}`)).toBe(2);
    expect(found.get(`${name}_sum{route="/questions/:id"}`)).toBeGreaterThan(0);
  });

  it('counts saved answers, not those that were rejected or cleared', async () => {
    const { app, figures } = measured();
    const browser = new Browser(app);
    await browser.post(`/questions/${firstQuestion.id}/answer`, { me: '3', us: '2' });
    await browser.post(`/questions/${secondQuestion.id}/answer`, { me: '3', us: 'na' });
    await browser.post(`/questions/${secondQuestion.id}/answer`, { me: '9', us: '1' });
    await browser.post(`/questions/${secondQuestion.id}/answer`, { action: 'clear' });
    expect((await figures()).get('mirror_answers_saved_total')).toBe(2);
  });

  it('has no label that a visitor typed, and no new label for unknown paths', async () => {
    const { app, figures } = measured();
    const size = async () => [...(await figures()).keys()].filter((name) => name.includes('route=')).length;
    await request(app).get('/nowhere/zebedee-0');
    await request(app).get('/questions/zebedee-0?name=zebedee');
    const before = await size();
    for (let i = 1; i < 20; i++) {
      await request(app).get(`/nowhere/zebedee-${i}`);
      await request(app).get(`/questions/zebedee-${i}`).set('Cookie', 'mirror_state=zebedee');
    }
    expect(await size()).toBe(before);
    expect(JSON.stringify([...(await figures())])).not.toContain('zebedee');
    expect((await figures()).get(requests('GET', 'none', '4xx'))).toBe(20);
  });

  it('counts unusual methods under one label', async () => {
    const { app, figures } = measured();
    for (const method of ['delete', 'propfind', 'put'] as const) await request(app)[method]('/');
    expect((await figures()).get(requests('other', 'none', '4xx'))).toBe(3);
  });

  it('says whether the database answers, and counts failed queries', async () => {
    const metrics = openMetrics();
    const storage = await openStorage(
      { engine: 'sqlite', file: ':memory:' },
      () => undefined,
      metrics.databaseFailed,
    );
    metrics.watch(storage);
    expect((await figuresOf(metrics)).get('mirror_database_up')).toBe(1);
    expect((await figuresOf(metrics)).get('mirror_database_errors_total')).toBe(0);
    await storage.close();
    await expect(storage.copies.changes('x', 0)).rejects.toThrow('the database is away');
    const found = await figuresOf(metrics);
    expect(found.get('mirror_database_up')).toBe(0);
    expect(found.get('mirror_database_errors_total')).toBeGreaterThanOrEqual(1);
  });

  it('has the default metrics of a Node process', async () => {
    const names = [...(await measured().figures()).keys()].map((name) => name.split('{')[0]);
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds'])
      expect(names).toContain(name);
  });
});

describe('the metrics server', () => {
  it('is not a route of the site', async () => {
    const { app } = measured();
    expect((await request(app).get('/metrics')).status).toBe(404);
  });

  it('serves only GET /metrics', async () => {
    const server = createServer(openMetrics().serve);
    onTestFinished(() => void server.close());
    expect((await request(server).get('/')).status).toBe(404);
    expect((await request(server).post('/metrics')).status).toBe(404);
    const { status, headers } = await request(server).get('/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(headers['cache-control']).toBe('no-store');
  });
});
