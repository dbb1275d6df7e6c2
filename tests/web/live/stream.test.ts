/** The events of a live room over real sockets: who hears what, the log, the meter, and two replicas on one PostgreSQL. */

import { get, type IncomingMessage } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { mostStreams } from '../../../src/web/live/stream/hub.ts';
import { mostOfAddress } from '../../../src/web/live/stream/places.ts';
import { testApp, today } from '../../site.ts';
import { postgresEngine } from '../../storage/postgres.ts';
import { hasPostgres, PostgresServer } from '../../storage/postgres-server.ts';
import type { Browser } from '../browser.ts';
import { type Everything, everything } from '../security/everything.ts';
import { Wire } from '../wire.ts';
import { join, joined, openRoom, rate } from './room.ts';

interface Events {
  readonly response: IncomingMessage;
  readonly all: { revision: number; joined?: number; rated?: number }[];
  readonly close: () => void;
}

/** Connects a page's stream to the app behind the wire. */
async function eventsOf(wire: Wire, path: string, browser?: Browser, from?: string): Promise<Events> {
  const all: Events['all'] = [];
  const cookie = browser?.jar.header('/') ?? '';
  const headers = { cookie, ...(from ? { 'x-forwarded-for': from } : {}) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port: wire.port, path, headers, agent: false }, resolve).on('error', reject);
  });
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    for (const [, json = ''] of chunk.toString().matchAll(/^data: (.*)$/gm)) all.push(JSON.parse(json));
  });
  onTestFinished(() => void response.destroy());
  return { response, all, close: () => response.destroy() };
}

const latest = ({ all }: Events) => all.at(-1);
const begin = { action: 'go', from: '-1', to: '0' };

describe('GET /live/events', () => {
  let site: Everything;
  let wire: Wire;
  const log: { path: string; status: number }[] = [];
  const streams: number[] = [];
  beforeAll(async () => {
    const meter = {
      request: () => undefined,
      answerSaved: () => undefined,
      stream: (change: number) => streams.push(change),
    };
    site = await everything({ meter, log: (line) => log.push(JSON.parse(line)) });
    wire = await Wire.to(site.app);
  });
  afterAll(async () => {
    await wire?.close();
    await site?.stop();
  });

  it('tells facilitator and screen how many have joined and rated, and participants only that something has changed', async () => {
    const room = await openRoom(site.app);
    const [person] = await joined(site.app, room.code, 1);
    if (!person) throw new Error('nobody is there');
    const facilitator = await eventsOf(wire, `/live/events?key=${room.key}`);
    const screen = await eventsOf(wire, room.screen.replace('screen', 'events'));
    const phone = await eventsOf(wire, '/live/events', person);
    expect(facilitator.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'private, no-store',
      'x-accel-buffering': 'no',
    });
    await vi.waitFor(() =>
      expect(latest(facilitator)).toEqual({ revision: 0, joined: 1, rated: 0, gaveDots: 0 }),
    );
    await join(site.app, room.code);
    await vi.waitFor(() => expect(latest(screen)).toEqual({ revision: 0, joined: 2, rated: 0, gaveDots: 0 }));
    await room.run(begin);
    await vi.waitFor(() => expect(latest(phone)).toEqual({ revision: 1 }));
    await rate(person, '1', '1');
    await vi.waitFor(() =>
      expect(latest(facilitator)).toEqual({ revision: 1, joined: 2, rated: 1, gaveDots: 0 }),
    );
    await later(400);
    expect(phone.all).toEqual([{ revision: 0 }, { revision: 1 }]);
    await room.run({ action: 'remove' });
    await vi.waitFor(() => expect(latest(phone)?.revision).toBeGreaterThan(1));
  });

  it('is logged and counted when it opens, and counted again when it closes', async () => {
    const room = await openRoom(site.app);
    // The streams of the tests before may still be closing.
    await vi.waitFor(() => expect(streams.reduce((open, change) => open + change, 0)).toBe(0));
    const before = streams.length;
    log.length = 0;
    const facilitator = await eventsOf(wire, `/live/events?key=${room.key}`);
    await vi.waitFor(() => expect(log.filter(({ path }) => path === '/live/events')).toHaveLength(1));
    facilitator.close();
    await vi.waitFor(() => expect(streams.slice(before)).toEqual([1, -1]));
    await later(100);
    expect(log.filter(({ path }) => path === '/live/events')).toHaveLength(1);
  });

  it('answers 404 to a visitor who has no key and has joined no room, and HEAD without a stream', async () => {
    const room = await openRoom(site.app);
    expect((await wire.send({ path: '/live/events' })).status).toBe(404);
    expect((await wire.send({ path: `/live/events?key=${'x'.repeat(22)}` })).status).toBe(404);
    expect((await wire.send({ method: 'HEAD', path: `/live/events?key=${room.key}` })).status).toBe(200);
  });

  it('is the only reason for a page to open connections', async () => {
    const room = await openRoom(site.app);
    const policy = async (address: string) =>
      String((await room.facilitator.get(address)).headers['content-security-policy']);
    expect(await policy(`/live/room?key=${room.key}`)).toContain("connect-src 'self'");
    expect(await policy('/live')).not.toContain('connect-src');
  });
});

describe('the pages of one address', () => {
  it('are connected up to its limit: a hall of 500 people, and not all that a replica takes', async () => {
    const site = await everything({ environment: { TRUST_PROXY: '1' } });
    const wire = await Wire.to(site.app);
    onTestFinished(async () => {
      await wire.close();
      await site.stop();
    });
    expect(mostOfAddress).toBeGreaterThanOrEqual(600);
    expect(mostOfAddress).toBeLessThanOrEqual(mostStreams / 4);
    const room = await openRoom(site.app);
    const path = `/live/events?key=${room.key}`;
    // All at the same time, from addresses of one IPv6 /56.
    const own = (i: number) => `2001:db8:0:12${(i % 256).toString(16).padStart(2, '0')}::${i.toString(16)}`;
    const asked = await Promise.all(
      Array.from({ length: mostOfAddress + 5 }, (_, i) => eventsOf(wire, path, undefined, own(i))),
    );
    const refused = asked.filter(({ response }) => response.statusCode === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.response.headers['retry-after']).toBe('10');
    const from = async (address: string) =>
      (await eventsOf(wire, path, undefined, address)).response.statusCode;
    expect(await from('192.0.2.1')).toBe(200);
    expect(await from(own(1))).toBe(429);
    // A visitor's own words in front of an empty last element do not make another address of it.
    expect(await from('192.0.2.7, ')).toBe(200);
    asked.find(({ response }) => response.statusCode === 200)?.close();
    await vi.waitFor(async () => expect(await from(own(1))).toBe(200));
  }, 60_000);

  it('take no place when there is no room', async () => {
    const site = await everything();
    const wire = await Wire.to(site.app);
    onTestFinished(async () => {
      await wire.close();
      await site.stop();
    });
    const statuses = await Promise.all(
      Array.from({ length: mostOfAddress + 1 }, () => wire.send({ path: '/live/events' })),
    );
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([404]));
  }, 60_000);
});

describe.runIf(hasPostgres)('two replicas on one PostgreSQL (skipped without PostgreSQL)', () => {
  const server = new PostgresServer();
  let storages: readonly [Storage, Storage];
  let wires: readonly [Wire, Wire];
  const away: string[] = [];
  const environment = { DATABASE_URL: 'sqlite:unused.db' };
  let apps: readonly [Express, Express];
  beforeAll(async () => {
    await server.start();
    const open = () =>
      openStorage({ engine: 'postgres', url: server.url }, (error) => away.push(error.message));
    storages = [await open(), await open()];
    const appOn = (storage: Storage) => testApp({ storage, environment, now: () => today });
    apps = [appOn(storages[0]), appOn(storages[1])];
    wires = [await Wire.to(apps[0]), await Wire.to(apps[1])];
  });
  afterAll(async () => {
    for (const wire of wires ?? []) await wire.close();
    for (const storage of storages ?? []) await storage.close();
    await server.remove();
  });

  it('share a room: what happens on one is told on the other', async () => {
    const [app, other] = apps;
    const room = await openRoom(app);
    const facilitator = await eventsOf(wires[0], `/live/events?key=${room.key}`);
    const [person] = await joined(other, room.code, 1);
    if (!person) throw new Error('nobody is there');
    const phone = await eventsOf(wires[1], '/live/events', person);
    // Sooner than the 15 seconds after which a replica looks at the room by itself.
    await vi.waitFor(() => expect(latest(facilitator)).toMatchObject({ joined: 1 }), 5_000);
    await room.run(begin);
    await vi.waitFor(() => expect(latest(phone)).toEqual({ revision: 1 }), 5_000);
    await rate(person, '2', '2');
    await vi.waitFor(() => expect(latest(facilitator)).toMatchObject({ rated: 1 }), 5_000);
  });

  it('go on after the database was restarted, with the same room and streams', async () => {
    const [app, other] = apps;
    const room = await openRoom(app);
    const facilitator = await eventsOf(wires[0], `/live/events?key=${room.key}`);
    await vi.waitFor(() => expect(latest(facilitator)).toMatchObject({ joined: 0 }), 5_000);
    away.length = 0;
    await server.stop();
    await vi.waitFor(() => expect(away.length).toBeGreaterThan(0), 5_000);
    await server.start();
    // The pause after a failed query is three seconds.
    await later(3_500);
    await vi.waitFor(() => join(other, room.code), { timeout: 10_000, interval: 500 });
    await vi.waitFor(() => expect(latest(facilitator)).toMatchObject({ joined: 1 }), 14_000);
  });
});

describe('PGlite or PostgreSQL', () => {
  it('runs a room with ratings that come at the same time', async () => {
    const site = await everything({}, postgresEngine());
    onTestFinished(() => site.stop());
    const room = await openRoom(site.app);
    const people = await joined(site.app, room.code, 12);
    await room.run(begin);
    const [sent] = await Promise.all([
      Promise.all(people.map((person, i) => rate(person, String(i % 4), '1'))),
      later(5).then(() => room.run({ action: 'reveal', from: '0' })),
    ]);
    await room.run({ action: 'reveal', from: '0' });
    const taken = sent.filter((to) => to.includes('rated')).length;
    const page = await room.page();
    const counts = page.texts('.live-spread .us td').map(Number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(taken);
  });
});
