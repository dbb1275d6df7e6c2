import type { Request, Response } from 'express';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  documentsAWindow,
  limitDocuments,
  limitRates,
  pagesAWindow,
  writesAWindow,
} from '../../../src/web/http/middleware/rate-limit.ts';
import { subscriberAt } from '../../../src/web/http/middleware/subscriber.ts';
import { testApp } from '../../site.ts';
import { htmlFaults, Page } from '../dom.ts';
import { answersTo, firstQuestion, instrument, jarWithAnswers, questionAt } from '../state.ts';
import { type Received, type Sent, Wire } from '../wire.ts';

// Stops the clock of the counters, so that no window ends during a flood on a slow machine.
vi.useFakeTimers({ toFake: ['performance'] });
afterAll(() => {
  vi.useRealTimers();
});

/** Makes a new app, with counters that start at zero, for a group of tests. */
function wired(environment: Record<string, string> = {}): () => Wire {
  let wire: Wire;
  beforeAll(async () => {
    wire = await Wire.to(testApp({ environment }));
  });
  afterAll(() => wire.close());
  return () => wire;
}

describe('subscriberAt', () => {
  it.each([
    ['an address', '192.0.2.1', '192.0.2.1'],
    ['a port after it', '192.0.2.1:4711', '192.0.2.1'],
    ['blanks around it', ' 192.0.2.1 ', '192.0.2.1'],
    ['an IPv4 address as IPv6', '::ffff:192.0.2.1', '192.0.2.1'],
  ])('counts %s as that address: %s', (_what, given, key) => {
    expect(subscriberAt(given)).toBe(key);
  });

  it('counts all addresses of an IPv6 /56 as one, and those of others apart', () => {
    const own = subscriberAt('2001:db8:0:1200::1');
    for (const same of ['2001:db8:0:12ff:1::1', '[2001:db8:0:1234::5]', '[2001:db8:0:1234::5]:443'])
      expect(subscriberAt(same)).toBe(own);
    expect(subscriberAt('2001:db8:0:1300::1')).not.toBe(own);
  });

  it('counts everything that is no address together', () => {
    const keys = [
      '',
      'rubbish',
      'rubbish2',
      '1.2.3',
      '1.2.3.4.5:6',
      '4711',
      '010.1.1.1',
      '[',
      ':::',
      '1.2.3.4, 5.6.7.8',
    ];
    expect(new Set(keys.map(subscriberAt)).size).toBe(1);
  });
});

/** Sends `count` requests, fifty at a time, and counts the responses by status. */
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
/** A POST that is cheap to answer. */
const write = (headers = {}): Sent => ({
  method: 'POST',
  path: '/nowhere',
  headers: { ...form, ...headers },
  body: 'x=1',
});

function expectDesigned429({ status, headers, body }: Received): void {
  expect(status).toBe(429);
  expect(headers['retry-after']).toBe('10');
  expect(headers['cache-control']).toBe('private, no-store, no-transform');
  const page = new Page(body.toString());
  expect(page.text('h1')).toBe('Too much, too fast');
  expect(page.text('main')).toContain('Your answers are safe in your browser.');
}

describe('limitRates, for an office of 500 people behind one address', () => {
  const wire = wired();

  it('allows 1,000 answers and 1,000 pages in ten seconds', async () => {
    const cookie = jarWithAnswers(answersTo([firstQuestion])).header('/') ?? '';
    const statuses = await flood(wire(), 2000, (i) => {
      const path = `/questions/${questionAt(i % instrument.questions.length).id}`;
      if (i % 2) return { path, headers: { Cookie: cookie } };
      return {
        method: 'POST',
        path: `${path}/answer`,
        headers: { ...form, Cookie: cookie },
        body: 'me=2&us=1',
      };
    });
    expect(Object.fromEntries(statuses)).toEqual({ 200: 1000, 303: 1000 });
  });
});

describe('limitRates, for a flood of POST requests from one address', () => {
  const wire = wired();
  let statuses: Map<number, number>;
  beforeAll(async () => {
    statuses = await flood(wire(), writesAWindow, (i) =>
      write({ 'X-Forwarded-For': `198.51.100.${i % 250}` }),
    );
  });

  it('allows as many as the limit', () => {
    expect([...statuses.keys()]).toEqual([404]);
  });

  it('answers one more with a 429 page and Retry-After', async () => {
    const response = await wire().send(write());
    expectDesigned429(response);
    expect(await htmlFaults(response.body.toString())).toEqual([]);
  });

  it('ignores X-Forwarded-For when no proxy is trusted', async () => {
    expect((await wire().send(write({ 'X-Forwarded-For': '203.0.113.1' }))).status).toBe(429);
  });

  it('still allows GET requests', async () => {
    expect((await wire().send({ path: '/questions' })).status).toBe(200);
  });
});

describe('limitRates, for a flood of POST requests through a trusted proxy', () => {
  const wire = wired({ TRUST_PROXY: '1' });

  it('limits the address that the proxy names and no other', async () => {
    await flood(wire(), writesAWindow, () => write({ 'X-Forwarded-For': '198.51.100.7' }));
    expect((await wire().send(write({ 'X-Forwarded-For': '198.51.100.7' }))).status).toBe(429);
    expect((await wire().send(write({ 'X-Forwarded-For': '198.51.100.8' }))).status).toBe(404);
  });
});

describe('limitRates, through a trusted proxy that leaves the last element of X-Forwarded-For empty', () => {
  const wire = wired({ TRUST_PROXY: '1' });

  it('takes no address that the visitor has written before it', async () => {
    const statuses = await flood(wire(), writesAWindow + 1, (i) =>
      write({ 'X-Forwarded-For': `198.51.${i % 200}.7,${i % 2 ? ' ' : ''}` }),
    );
    expect(statuses.get(429)).toBe(1);
  });
});

describe('limitRates, for a flood of GET requests from one address', () => {
  const wire = wired();
  beforeAll(async () => {
    await flood(wire(), pagesAWindow, () => ({ path: '/health' }));
  });

  it('answers one more than the limit with a 429 page', async () => {
    expectDesigned429(await wire().send({ path: '/questions' }));
  });

  it('still serves the style sheet of the 429 page', async () => {
    const response = await wire().send({ path: '/' });
    expect(response.status).toBe(429);
    const css = new Page(response.body.toString()).attribute('link[rel="stylesheet"]', 'href');
    expect((await wire().send({ path: css })).status).toBe(200);
  });
});

/** Calls the middleware itself, because thousands of requests would be slow. */
function counting(limit: typeof limitRates) {
  const clock = { ms: 0 };
  const handler = limit(() => clock.ms);
  const ask = (address: string, method = 'POST'): boolean => {
    let through = false;
    const response = { set: () => response } as unknown as Response;
    handler({ method, ip: address } as Request, response, (problem?: unknown) => {
      through = problem === undefined;
    });
    return through;
  };
  /** Returns how many of `count` requests are refused. */
  const flood = (count: number, ip: (i: number) => string, method?: string) =>
    Array.from({ length: count }, (_, i) => ask(ip(i), method)).filter((through) => !through).length;
  return { clock, ask, flood };
}

describe.each([
  ['limitRates', limitRates, writesAWindow],
  ['limitDocuments', limitDocuments, documentsAWindow],
] as const)('%s', (_name, limit, most) => {
  it('allows requests again after exactly ten seconds, and not before', () => {
    const { clock, ask, flood } = counting(limit);
    expect(flood(most, () => '198.51.100.7')).toBe(0);
    expect(ask('198.51.100.7')).toBe(false);
    clock.ms = 9_999;
    expect(ask('198.51.100.7')).toBe(false);
    clock.ms = 10_000;
    expect(ask('198.51.100.7')).toBe(true);
  });

  it('counts the IPv6 addresses of one subscriber, a /56, as one address', () => {
    const { ask, flood } = counting(limit);
    expect(flood(most, (i) => `2001:db8:1:2::${i.toString(16)}`)).toBe(0);
    expect(ask('2001:db8:1:ff:ffff:0:0:1')).toBe(false);
    expect(ask('2001:db8:1:100::1')).toBe(true);
    expect(ask('2001:db8::1:2:0:1')).toBe(true);
  });

  it('counts each IPv4 address by itself, also those written as IPv6', () => {
    const { ask, flood } = counting(limit);
    expect(flood(most, () => '::ffff:198.51.100.7')).toBe(0);
    expect(ask('::ffff:198.51.100.7')).toBe(false);
    expect(ask('::ffff:198.51.100.8')).toBe(true);
  });
});

describe('limitRates', () => {
  it('counts POST requests apart from GET and HEAD requests, which it counts together', () => {
    const { ask, flood } = counting(limitRates);
    expect(flood(pagesAWindow, () => '198.51.100.7', 'GET')).toBe(0);
    expect(ask('198.51.100.7', 'HEAD')).toBe(false);
    expect(ask('198.51.100.7', 'POST')).toBe(true);
  });
});
