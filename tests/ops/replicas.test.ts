/** Replicas that share a secret and a PostgreSQL database act as one site, and each of them may fail. */
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asideCookie, recentPrefix, stateCookie } from '../../src/web/visitor/cookies.ts';
import { hasPostgres, PostgresServer } from '../storage/postgres-server.ts';
import { instrument, questionAt } from '../web/state.ts';
import { Nginx, nginxProgram, Replica } from './running.ts';
import { Visitor } from './visitor.ts';

const postgres = new PostgresServer();
let replicas: [Replica, Replica];

describe.runIf(hasPostgres)('two replicas with one database (skipped without PostgreSQL)', () => {
  beforeAll(async () => {
    await postgres.start();
    const environment = { DATABASE_URL: postgres.url, TRUST_PROXY: '1' };
    replicas = await Promise.all([Replica.started(environment), Replica.started(environment)]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all((replicas ?? []).map((replica) => replica.stop('SIGKILL')));
    await postgres.remove();
  });

  /** Opens the saved copy on a new device and returns the answers. */
  async function copyOf(visitor: Visitor, ...addresses: string[]): Promise<Map<string, string>> {
    const device = new Visitor(...addresses);
    const response = await device.post('/copy/open', { link: await visitor.copyLink(), mine: 'replace' });
    expect(response.status).toBe(303);
    return device.held;
  }

  it('keep all answers when each request goes to the other replica', async () => {
    const addresses = replicas.map(({ address }) => address);
    const visitor = new Visitor(...addresses);
    await visitor.post('/start/new', { level: 'group', name: 'Ward Seven', person: 'Ada', route: 'all' });
    for (let i = 0; i < 10; i++) await visitor.answer();
    expect((await visitor.post('/copy')).status).toBe(303);
    while (visitor.acknowledged.size < instrument.questions.length) {
      await visitor.answer();
      await visitor.text('/questions');
    }
    expect(visitor.held).toEqual(visitor.acknowledged);
    expect(await copyOf(visitor, ...addresses)).toEqual(visitor.acknowledged);
    expect(await visitor.text('/report')).toContain('Ada');
    const file = await (await visitor.get('/report.json')).json();
    const other = await (await visitor.get('/report.json')).json();
    expect(file).toEqual(other);
  });

  it('keep the answers of two tabs that save at the same time on different replicas', async () => {
    const visitor = new Visitor(...replicas.map(({ address }) => address));
    await visitor.answer();
    const [second, third] = [questionAt(1).id, questionAt(2).id];
    // Both requests have the same cookies, so the state that arrives last has only one of the answers.
    await Promise.all(
      [second, third].map((id) =>
        visitor.post(`/questions/${id}/answer`, { me: '3', us: '0', action: 'continue' }),
      ),
    );
    expect(visitor.cookie).toContain(recentPrefix);
    await visitor.text('/questions');
    expect(Object.fromEntries(visitor.held)).toMatchObject({ [second]: '3 0', [third]: '3 0' });
  });

  describe.runIf(nginxProgram)('behind nginx with deploy/nginx.conf (skipped without nginx)', () => {
    let nginx: Nginx;
    beforeAll(async () => {
      nginx = await Nginx.before(replicas);
    });
    afterAll(() => nginx?.stop());

    it('share the requests, and the log has no query strings', async () => {
      const visitor = new Visitor(nginx.address);
      for (let i = 0; i < 6; i++) await visitor.answer();
      await visitor.get('/shared?with=a-report-that-is-nobodys-business');
      expect(visitor.held.size).toBe(6);
      // A line comes through a pipe, after its response.
      await vi.waitFor(() => expect(nginx.log.join('\n')).toContain('GET /shared '));
      const log = nginx.log.join('\n');
      for (const { port } of replicas) expect(log).toContain(`127.0.0.1:${port} `);
      expect(log).not.toContain('nobodys-business');
    });

    it('pass the largest cookies in both directions', async () => {
      const unreadable = 'x'.repeat(2_400);
      const filler = `mirror_filler=${'x'.repeat(4_500)}`;
      const response = await fetch(`${nginx.address}/questions/${questionAt(0).id}/answer`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `${stateCookie}=${unreadable}; ${filler}` },
        body: new URLSearchParams({ me: '1', us: '1', action: 'continue' }),
      });
      // One response has no room for the old state and the new one: the form is repeated once the old one is set aside.
      expect(response.status).toBe(307);
      expect(response.headers.getSetCookie().join()).toContain(`${asideCookie}=${unreadable}`);
    });

    it('ignore X-Forwarded headers of a visitor', async () => {
      const visitor = new Visitor(nginx.address);
      await visitor.answer();
      const response = await fetch(`${nginx.address}/resume`, {
        headers: { cookie: visitor.cookie, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      });
      const page = await response.text();
      expect(page).toContain(`${nginx.address}/resume/open?link=`);
      expect(page).not.toContain('evil.example');
    });

    it.each([
      ['is killed', 'SIGKILL'],
      ['is stopped for an upgrade', 'SIGTERM'],
    ] as const)(
      'hide it from visitors when one of them %s, and lose no answers',
      async (_, signal) => {
        const visitors = Array.from({ length: 10 }, () => new Visitor(nginx.address));
        for (const visitor of visitors) {
          await visitor.answer();
          expect((await visitor.post('/copy')).status).toBe(303);
        }
        let running = true;
        // `answer` and `text` fail the test on an unexpected status.
        const going = visitors.map(async (visitor) => {
          while (running) {
            await visitor.answer();
            await visitor.text('/questions');
          }
        });
        const count = () => visitors.reduce((sum, { answered }) => sum + answered, 0);
        const first = replicas[0];
        await later(300);
        await first.stop(signal);
        const whenItDied = count();
        await later(1_000);
        await first.start();
        await later(300);
        running = false;
        await Promise.all(going);
        expect(count()).toBeGreaterThan(whenItDied);
        for (const visitor of visitors) {
          expect(visitor.held).toEqual(visitor.acknowledged);
          expect(await copyOf(visitor, nginx.address)).toEqual(visitor.acknowledged);
        }
      },
      60_000,
    );
  });
});
