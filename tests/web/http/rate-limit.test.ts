/** Floods are stopped with a page that says so; an office behind one address is not. */

import type { Request, Response } from 'express';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { limitRates, pagesAWindow, writesAWindow } from '../../../src/web/http/middleware/rate-limit.ts';
import { testApp } from '../../site.ts';
import { htmlFaults, Page } from '../dom.ts';
import { answersTo, firstQuestion, instrument, jarWithAnswers, questionAt } from '../state.ts';
import { type Received, type Sent, Wire } from '../wire.ts';

// The clock of the counters stands still, so that no window ends in the middle of a flood on a slow machine.
vi.useFakeTimers({ toFake: ['performance'] });
afterAll(() => {
  vi.useRealTimers();
});

/** An app of its own, with counters of its own, for each group of tests. */
function wired(environment: Record<string, string> = {}): () => Wire {
  let wire: Wire;
  beforeAll(async () => {
    wire = await Wire.to(testApp({ environment }));
  });
  afterAll(() => wire.close());
  return () => wire;
}

/** Sends as many as asked, fifty at a time, and counts the answers by status. */
async function flood(wire: Wire, count: number, sent: (i: number) => Sent): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const { status } = await wire.send(sent(next++));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 50 }, worker));
  return statuses;
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
/** A write that costs the server little. */
const write = (headers = {}): Sent => ({
  method: 'POST',
  path: '/nowhere',
  headers: { ...form, ...headers },
  body: 'x=1',
});

function expectDesigned429({ status, headers, body }: Received): void {
  expect(status).toBe(429);
  expect(headers['retry-after']).toBe('10');
  expect(headers['cache-control']).toBe('private, no-store');
  const page = new Page(body.toString());
  expect(page.text('h1')).toBe('Too much, too fast');
  expect(page.text('main')).toContain('Your answers are safe in your browser.');
}

describe('an office of 500 people behind one address', () => {
  const wire = wired();

  it('is not limited at 1,000 answers and 1,000 pages in ten seconds', async () => {
    const cookie = jarWithAnswers(answersTo([firstQuestion])).header('/') ?? '';
    const statuses = await flood(wire(), 2000, (i) => {
      const path = `/questions/${questionAt(i % instrument.questions.length).id}`;
      if (i % 2) return { path, headers: { Cookie: cookie } };
      return { method: 'POST', path, headers: { ...form, Cookie: cookie }, body: 'me=2&us=1' };
    });
    expect(Object.fromEntries(statuses)).toEqual({ 200: 1000, 303: 1000 });
  });
});

describe('a flood of writes', () => {
  const wire = wired();
  let statuses: Map<number, number>;
  beforeAll(async () => {
    statuses = await flood(wire(), writesAWindow, (i) =>
      write({ 'X-Forwarded-For': `198.51.100.${i % 250}` }),
    );
  });

  it('is let through up to the limit', () => {
    expect([...statuses.keys()]).toEqual([404]);
  });

  it('then gets a designed 429 that says when to come back', async () => {
    const response = await wire().send(write());
    expectDesigned429(response);
    expect(await htmlFaults(response.body.toString())).toEqual([]);
  });

  it('cannot hide behind made-up addresses where no proxy is trusted', async () => {
    expect((await wire().send(write({ 'X-Forwarded-For': '203.0.113.1' }))).status).toBe(429);
  });

  it('leaves reading alone', async () => {
    expect((await wire().send({ path: '/questions' })).status).toBe(200);
  });
});

describe('a flood of writes through a trusted proxy', () => {
  const wire = wired({ TRUST_PROXY: '1' });

  it('from one address leaves the others alone', async () => {
    await flood(wire(), writesAWindow, () => write({ 'X-Forwarded-For': '198.51.100.7' }));
    expect((await wire().send(write({ 'X-Forwarded-For': '198.51.100.7' }))).status).toBe(429);
    expect((await wire().send(write({ 'X-Forwarded-For': '198.51.100.8' }))).status).toBe(404);
  });
});

describe('a flood of reads', () => {
  const wire = wired();
  beforeAll(async () => {
    await flood(wire(), pagesAWindow, () => ({ path: '/health' }));
  });

  it('gets a designed 429 too', async () => {
    expectDesigned429(await wire().send({ path: '/questions' }));
  });

  it('does not reach assets, so that the 429 page still has its looks', async () => {
    const response = await wire().send({ path: '/' });
    expect(response.status).toBe(429);
    const css = new Page(response.body.toString()).attribute('link[rel="stylesheet"]', 'href');
    expect((await wire().send({ path: css })).status).toBe(200);
  });
});

describe('the counting', () => {
  /** Whether a request is let through, asked of the middleware itself: thousands at once cost nothing. */
  function counter() {
    const clock = { ms: 0 };
    const handler = limitRates(() => clock.ms);
    const ask = (address: string, method = 'POST'): boolean => {
      let through = false;
      const response = { set: () => response } as unknown as Response;
      handler({ method, ip: address } as Request, response, (problem?: unknown) => {
        through = problem === undefined;
      });
      return through;
    };
    const flood = (count: number, ip: (i: number) => string, method?: string) =>
      Array.from({ length: count }, (_, i) => ask(ip(i), method)).filter((through) => !through).length;
    return { clock, ask, flood };
  }

  it('lets everyone in again after ten seconds', () => {
    const { clock, ask, flood } = counter();
    expect(flood(writesAWindow, () => '198.51.100.7')).toBe(0);
    expect(ask('198.51.100.7')).toBe(false);
    clock.ms = 10_000;
    expect(ask('198.51.100.7')).toBe(true);
  });

  it('takes the addresses of one IPv6 subscriber, a /64, for one', () => {
    const { ask, flood } = counter();
    expect(flood(writesAWindow, (i) => `2001:db8:1:2::${i.toString(16)}`)).toBe(0);
    expect(ask('2001:db8:1:2:ffff:0:0:1')).toBe(false);
    expect(ask('2001:db8:1:3::1')).toBe(true);
    expect(ask('2001:db8::1:2:0:1')).toBe(true);
  });

  it('takes IPv4 addresses one by one, also those written as IPv6', () => {
    const { ask, flood } = counter();
    expect(flood(writesAWindow, () => '::ffff:198.51.100.7')).toBe(0);
    expect(ask('::ffff:198.51.100.7')).toBe(false);
    expect(ask('::ffff:198.51.100.8')).toBe(true);
  });

  it('counts reads and writes apart', () => {
    const { ask, flood } = counter();
    expect(flood(pagesAWindow, () => '198.51.100.7', 'GET')).toBe(0);
    expect(ask('198.51.100.7', 'HEAD')).toBe(false);
    expect(ask('198.51.100.7', 'POST')).toBe(true);
  });
});
