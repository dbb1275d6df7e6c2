/** A replica is killed in the middle of a live session, behind nginx with deploy/nginx.conf. */
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasPostgres, PostgresServer } from '../storage/postgres-server.ts';
import { Page } from '../web/dom.ts';
import { Nginx, nginxProgram, Replica } from './running.ts';

const postgres = new PostgresServer();
let replicas: [Replica, Replica];
let nginx: Nginx;

/** A browser without scripts that keeps its cookies. */
class Phone {
  #cookie = '';

  async send(path: string, fields?: Record<string, string>): Promise<Response> {
    const response = await fetch(nginx.address + path, {
      redirect: 'manual',
      headers: { cookie: this.#cookie },
      ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
    });
    const set = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    if (set.length > 0) this.#cookie = set.join('; ');
    return response;
  }

  async page(path: string): Promise<Page> {
    return new Page(await (await this.send(path)).text());
  }

  async post(path: string, fields: Record<string, string>): Promise<string> {
    const response = await this.send(path, fields);
    expect(response.status).toBe(303);
    return response.headers.get('location') ?? '';
  }

  /** Follows the events as a browser does: connects again when the connection breaks. */
  follow(
    path: string,
    isOver: () => boolean,
  ): { latest: { revision: number; joined?: number; rated?: number } } {
    const seen = { latest: { revision: -1 } };
    const connect = async () => {
      const response = await fetch(nginx.address + path, { headers: { cookie: this.#cookie } });
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += new TextDecoder().decode(chunk);
        const last = [...text.matchAll(/^data: (.*)\n\n/gm)].at(-1)?.[1];
        if (last) seen.latest = JSON.parse(last);
        if (isOver()) return;
      }
    };
    const again = async () => {
      while (!isOver()) {
        await connect().catch(() => undefined);
        await later(200);
      }
    };
    void again();
    return seen;
  }
}

describe.runIf(hasPostgres && nginxProgram)('a live room (skipped without PostgreSQL or nginx)', () => {
  beforeAll(async () => {
    await postgres.start();
    const environment = { DATABASE_URL: postgres.url, TRUST_PROXY: '1' };
    replicas = await Promise.all([Replica.started(environment), Replica.started(environment)]);
    nginx = await Nginx.before(replicas);
  }, 60_000);
  afterAll(async () => {
    await nginx?.stop();
    await Promise.all((replicas ?? []).map((replica) => replica.stop('SIGKILL')));
    await postgres.remove();
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'goes on when a replica gets %s: no rating and no page is lost',
    async (signal) => {
      let isOver = false;
      onTestFinished(() => {
        isOver = true;
      });
      const facilitator = new Phone();
      const form = await facilitator.page('/live/new');
      const ticket = form.attribute('input[name="ticket"]', 'value');
      const to = await facilitator.post('/live/open', { ticket, choice: 'key' });
      const key = new URL(to, nginx.address).searchParams.get('key') ?? '';
      const code = (await facilitator.page(to)).text('.live-code');
      const run = (fields: Record<string, string>) => facilitator.post('/live/run', { key, ...fields });
      const phones = Array.from({ length: 8 }, () => new Phone());
      for (const phone of phones) await phone.post('/live/enter', { code });
      const seen = phones.map((phone) => phone.follow('/live/events', () => isOver));
      const events = facilitator.follow(`/live/events?key=${key}`, () => isOver);
      await run({ action: 'go', from: '-1', to: '0' });
      await expect
        .poll(() => seen.filter(({ latest }) => latest.revision === 1).length, { timeout: 10_000 })
        .toBe(8);

      const rate = (phone: Phone) => phone.post('/live/rate', { place: '0', me: '1', us: '2' });
      for (const phone of phones.slice(0, 4)) expect(await rate(phone)).toContain('rated');
      const [first] = replicas;
      await first.stop(signal);
      for (const phone of phones.slice(4)) expect(await rate(phone)).toContain('rated');
      await expect.poll(() => events.latest.rated, { timeout: 10_000 }).toBe(8);
      await run({ action: 'reveal', from: '0' });
      await expect
        .poll(() => seen.filter(({ latest }) => latest.revision === 2).length, { timeout: 10_000 })
        .toBe(8);
      for (const phone of phones)
        expect((await phone.page('/live/here')).texts('.live-spread .us td')).toEqual(['0', '0', '8', '0']);

      await first.start();
      await run({ action: 'go', from: '0', to: '1', note: 'Seen after the restart' });
      await expect
        .poll(() => seen.filter(({ latest }) => latest.revision === 4).length, { timeout: 10_000 })
        .toBe(8);
    },
    90_000,
  );

  it('shares the moments of truth: phones on two replicas add while the facilitator merges two, and nothing is lost', async () => {
    let isOver = false;
    onTestFinished(() => {
      isOver = true;
    });
    const facilitator = new Phone();
    const form = await facilitator.page('/live/new');
    const ticket = form.attribute('input[name="ticket"]', 'value');
    const to = await facilitator.post('/live/open', { ticket, purpose: 'map', customer: 'A tenant' });
    const key = new URL(to, nginx.address).searchParams.get('key') ?? '';
    const code = (await facilitator.page(to)).text('.live-code');
    await facilitator.post('/live/run', { key, action: 'go', from: '-1', to: '0' });
    const phones = Array.from({ length: 8 }, () => new Phone());
    for (const phone of phones) await phone.post('/live/enter', { code });
    const seen = phones.map((phone) => phone.follow('/live/events', () => isOver));
    const give = (phone: Phone, name: string) => phone.post('/live/give', { name, after: 'last' });
    const [first = facilitator] = phones;
    for (const name of ['one', 'two']) await give(first, name);
    const room = await facilitator.page(`/live/room?key=${key}`);
    const [one = '', two = ''] = room.attributes('#moments > li', 'id').map((id) => id.slice('m-'.length));
    const page = await facilitator.page(`/live/moment?key=${key}&moment=${one}`);
    const merge = facilitator.post('/live/moment/save', {
      ...{ key, moment: one, action: 'merge', other: two, name: 'one' },
      seen: page.attribute('input[name="seen"]', 'value'),
    });
    // nginx gives every other request to the other replica.
    await Promise.all([merge, ...phones.flatMap((phone, i) => [give(phone, `a${i}`), give(phone, `b${i}`)])]);
    const names = phones.flatMap((_, i) => [`a${i}`, `b${i}`]);
    await expect
      .poll(() => new Set(seen.map(({ latest }) => latest.revision)), { timeout: 10_000 })
      .toEqual(new Set([20]));
    for (const phone of phones)
      expect((await phone.page('/live/here')).texts('.live-moments strong').toSorted()).toEqual(
        [...names, 'one / two'].toSorted(),
      );
  }, 60_000);
});
