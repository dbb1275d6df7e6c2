/** A saved copy: the same answers on every device, on both engines; the cookie carries on alone while the database is away. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealOf } from '../../../src/codec/database/copy.ts';
import { decodeCopyCookie } from '../../../src/codec/database/copy-cookie.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { decodeState } from '../../../src/codec/state.ts';
import { StorageAway } from '../../../src/storage/away.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { copyCookie, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp, testSecret } from '../../site.ts';
import { engines, sqliteEngine, stoppablePostgres } from '../../storage/postgres.ts';
import { hasPostgres } from '../../storage/postgres-server.ts';
import { Browser, cookiesOf } from '../browser.ts';
import { instrument, questionAt } from '../state.ts';

const secrets = secretsFrom([testSecret]);
const editions = { current: instrument.edition, accepts: [] };

/** What a browser holds of its current assessment: question id to "me us". */
function answersIn(browser: Browser): Record<string, string> {
  const decoded = decodeState(cookieText(browser.jar.value(stateCookie) ?? '', secrets), editions);
  if (!decoded.ok) return {};
  const { assessments, current } = decoded.visitor;
  const answers = assessments.find(({ id }) => id === current)?.answers ?? new Map();
  return Object.fromEntries([...answers].map(([id, { me, us }]) => [id, `${me} ${us}`]));
}

const answer = (browser: Browser, place: number, me: number, us: number) =>
  browser.postAndFollow(`/questions/${questionAt(place).id}`, {
    me: `${me}`,
    us: `${us}`,
    action: 'continue',
  });

/** The link for other devices, from the page. */
async function linkOf(browser: Browser): Promise<string> {
  const page = await browser.page('/copy');
  return page.attribute('#copy-link', 'value');
}

/** A second device that uses the copy of the first. */
async function secondDevice(first: Browser, own: Browser, mine = 'add'): Promise<Browser> {
  const address = new URL(await linkOf(first));
  const page = await own.page(`/copy/open${address.search}`);
  const link = page.attribute('input[name="link"]', 'value');
  await own.postAndFollow('/copy/open', { link, mine });
  return own;
}

describe.each(engines)('a saved copy on $name', (engine) => {
  let storage: Storage;
  let newcomer: () => Browser;
  beforeAll(async () => {
    storage = await openStorage(await engine.fresh(), () => undefined);
    const app = testApp({ storage });
    newcomer = () => new Browser(app);
  }, 60_000);
  afterAll(async () => {
    await storage?.close();
    await engine.stop();
  });

  it('is made only when the visitor asks for it', async () => {
    const browser = newcomer();
    await answer(browser, 0, 1, 2);
    expect((await browser.page('/resume')).attributes('main a', 'href')).toContain('/copy');
    await browser.get('/copy');
    expect(browser.jar.names).not.toContain(copyCookie);
    expect(await browser.postAndFollow('/copy')).toBe('/copy');
    expect(browser.jar.names).toContain(copyCookie);
    expect((await browser.get('/questions')).text).toContain('with a copy on this site');
  });

  it('shows the same on another device, and what either answers afterwards', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 2);
    await answer(first, 1, 3, 0);
    await first.post('/copy');
    const second = await secondDevice(first, newcomer());
    expect(answersIn(second)).toEqual(answersIn(first));
    await answer(second, 2, 2, 2);
    await answer(first, 3, 0, 0);
    await second.get('/questions');
    await first.get('/questions');
    expect(Object.keys(answersIn(first))).toHaveLength(4);
    expect(answersIn(second)).toEqual(answersIn(first));
  });

  it('keeps the last write of each question, whichever device it came from', async () => {
    const first = newcomer();
    await answer(first, 0, 0, 0);
    await first.post('/copy');
    const second = await secondDevice(first, newcomer());
    await answer(first, 0, 1, 1);
    await answer(second, 0, 2, 2);
    await answer(second, 1, 2, 2);
    await answer(first, 1, 3, 3);
    await Promise.all([first.get('/questions'), second.get('/questions')]);
    const expected = { [questionAt(0).id]: '2 2', [questionAt(1).id]: '3 3' };
    expect(answersIn(first)).toEqual(expected);
    expect(answersIn(second)).toEqual(expected);
  });

  it('carries a cleared answer, a deleted assessment and the contract across', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await answer(first, 1, 1, 1);
    await first.post('/copy');
    const second = await secondDevice(first, newcomer());
    await first.post(`/questions/${questionAt(0).id}`, { action: 'clear' });
    await second.get('/questions');
    expect(Object.keys(answersIn(second))).toEqual([questionAt(1).id]);
    await second.post('/start/1/delete');
    await first.get('/questions');
    expect(answersIn(first)).toEqual({});
  });

  it('removes a contract from the other device after it was removed from one', async () => {
    const first = newcomer();
    await first.post('/plan', { 'goal-1-text': 'Answer the phone', action: 'save' });
    await first.post('/copy');
    const second = await secondDevice(first, newcomer());
    expect((await second.get('/plan')).text).toContain('Answer the phone');
    await first.post('/plan/remove');
    expect((await second.get('/plan')).text).not.toContain('Answer the phone');
  });

  it('POST /copy/open with "replace" removes the contract of this browser when the copy has none', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const other = newcomer();
    await other.postAndFollow('/plan', { 'goal-1-text': 'Answer the phone', action: 'save' });
    await secondDevice(first, other, 'replace');
    expect(answersIn(other)).toEqual(answersIn(first));
    expect((await other.get('/plan')).text).not.toContain('Answer the phone');
  });

  it('POST /copy/open with "add" keeps an answer of this browser that another device cleared in the copy', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await answer(first, 1, 1, 1);
    await first.post('/copy');
    await first.post(`/questions/${questionAt(0).id}`, { action: 'clear' });
    const other = newcomer();
    await answer(other, 0, 3, 3);
    await secondDevice(first, other);
    expect(answersIn(other)).toEqual({ [questionAt(0).id]: '3 3', [questionAt(1).id]: '1 1' });
    await first.get('/questions');
    expect(answersIn(first)).toEqual(answersIn(other));
  });

  it('POST /copy/open with "add" changes nothing when the database fails between reading and writing', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const { copies } = storage;
    let failures = 0;
    const failing: Storage = {
      ...storage,
      copies: {
        ...copies,
        write: (...sent) => {
          if (++failures > 1) return copies.write(...sent);
          return Promise.reject(new StorageAway('stopped for the test'));
        },
      },
    };
    const other = new Browser(testApp({ storage: failing }));
    await answer(other, 1, 3, 3);
    const before = other.jar.value(stateCookie);
    const link = new URL(await linkOf(first)).searchParams.get('link') ?? '';
    const response = await other.post('/copy/open', { link, mine: 'add' });
    expect([response.status, failures]).toEqual([422, 1]);
    expect(cookiesOf(response)).toEqual([]);
    expect(other.jar.names).not.toContain(copyCookie);
    expect(other.jar.value(stateCookie)).toBe(before);
    await first.get('/questions');
    expect(Object.keys(answersIn(first))).toEqual([questionAt(0).id]);
  });

  it('adds a second device’s own answers when asked to, the copy’s counting where both have one', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const other = newcomer();
    await answer(other, 0, 3, 3);
    await answer(other, 1, 3, 3);
    await secondDevice(first, other);
    expect(answersIn(other)).toEqual({ [questionAt(0).id]: '1 1', [questionAt(1).id]: '3 3' });
    await first.get('/questions');
    expect(answersIn(first)).toEqual(answersIn(other));
  });

  it('replaces a second device’s own answers when asked to', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const other = newcomer();
    await answer(other, 1, 3, 3);
    await secondDevice(first, other, 'replace');
    expect(answersIn(other)).toEqual({ [questionAt(0).id]: '1 1' });
  });

  it('is gone from the server when it is removed, and the other device says so and keeps its answers', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const key = decodeCopyCookie(cookieText(first.jar.value(copyCookie) ?? '', secrets))?.key ?? '';
    const second = await secondDevice(first, newcomer());
    await first.post('/copy/stop', { what: 'remove' });
    expect(await storage.copies.changes(sealOf(key).id, 0)).toBeUndefined();
    expect((await second.get('/questions')).text).toContain('has been removed');
    expect(second.jar.names).not.toContain(copyCookie);
    expect(Object.keys(answersIn(second))).toHaveLength(1);
    await answer(second, 1, 1, 1);
    expect(await storage.copies.changes(sealOf(key).id, 0)).toBeUndefined();
  });

  it('gets back what a restored backup lacks from the browser that has it', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const { id } = sealOf(
      decodeCopyCookie(cookieText(first.jar.value(copyCookie) ?? '', secrets))?.key ?? '',
    );
    const backup = (await storage.copies.changes(id, 0))?.parts ?? [];
    await answer(first, 0, 3, 3);
    await answer(first, 1, 2, 2);
    await storage.copies.remove(id);
    await storage.copies.write(id, backup, 20_000);
    await first.get('/questions');
    const second = await secondDevice(first, newcomer());
    expect(answersIn(second)).toEqual({ [questionAt(0).id]: '3 3', [questionAt(1).id]: '2 2' });
    await answer(second, 2, 1, 1);
    await first.get('/questions');
    expect(answersIn(first)).toEqual(answersIn(second));
  });

  it('goes with everything else when the visitor is forgotten', async () => {
    const browser = newcomer();
    await answer(browser, 0, 1, 1);
    await browser.post('/copy');
    const key = decodeCopyCookie(cookieText(browser.jar.value(copyCookie) ?? '', secrets))?.key ?? '';
    const asked = (await browser.page('/forget')).texts('main li').join();
    expect(asked).toContain('The copy on this site. It is removed on the server.');
    expect(asked).not.toContain('more cookie');
    const done = await browser.page(await browser.postAndFollow('/forget'));
    expect(done.texts('main li')).toContain('the copy on this site');
    expect(done.texts('main li').join()).not.toContain('more cookie');
    expect(browser.jar.names).toEqual([]);
    expect(await storage.copies.changes(sealOf(key).id, 0)).toBeUndefined();
  });

  it.each(['', 'nonsense', 'c1.1.abcdef.x.y', 'r1.1.aaaaaa.bbbb.'.concat('c'.repeat(43))])(
    'is not opened by the link %j, and the page says why',
    async (link) => {
      const browser = newcomer();
      const response = await browser.get(`/copy/open?link=${encodeURIComponent(link)}`);
      expect(response.status).toBe(422);
      const posted = await browser.post('/copy/open', { link });
      expect(posted.status).toBe(422);
      expect(browser.jar.names).toEqual([]);
    },
  );
});

describe('what the database holds of a copy', () => {
  it('tells neither who it is nor what was answered', async () => {
    const engine = sqliteEngine();
    const address = await engine.fresh();
    const storage = await openStorage(address, () => undefined);
    const browser = new Browser(testApp({ storage }));
    await browser.post('/start', { level: 'group', name: 'Ward Seventeen', person: 'Zebulon', route: 'all' });
    await answer(browser, 0, 1, 2);
    await browser.post('/copy');
    await storage.close();
    const file = address.engine === 'sqlite' ? readFileSync(address.file).toString('latin1') : '';
    expect(file.length).toBeGreaterThan(1000);
    for (const secret of ['Zebulon', 'Ward Seventeen', questionAt(0).id, 'assessment'])
      expect(file.includes(secret), secret).toBe(false);
    await engine.stop();
  });
});

describe.runIf(hasPostgres)('while the database is away (skipped without PostgreSQL)', () => {
  const { server, storage } = stoppablePostgres();

  /** After it was away, the site asks the database again only some seconds later: a new site asks at once. */
  const site = (browser?: Browser) => new Browser(testApp({ storage: storage() }), browser?.jar);

  it('the cookie carries on, the page says so, and what was answered arrives when it is back', async () => {
    const first = site();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const second = await secondDevice(first, site());
    await server.stop();
    await answer(first, 1, 2, 2);
    await answer(first, 0, 3, 3);
    await first.post(`/questions/${questionAt(2).id}`, { me: '0', us: '0', action: 'stop' });
    expect((await first.get('/questions')).text).toContain('cannot be reached just now');
    expect(Object.keys(answersIn(first))).toHaveLength(3);
    await server.start();
    const back = site(first);
    expect((await back.get('/questions')).text).toContain('with a copy on this site');
    await site(second).get('/questions');
    expect(answersIn(second)).toEqual(answersIn(first));
    expect(answersIn(second)[questionAt(0).id]).toBe('3 3');
  });

  it('nothing is promised: a copy is neither made nor removed, and a page says so', async () => {
    const browser = site();
    await answer(browser, 0, 1, 1);
    await browser.post('/copy');
    await server.stop();
    const stopped = await browser.post('/copy/stop', { what: 'remove' });
    expect(stopped.status).toBe(422);
    const forgotten = await browser.post('/forget');
    expect(forgotten.status).toBe(503);
    expect(browser.jar.names).toContain(copyCookie);
    const other = site();
    expect((await other.post('/copy')).status).toBe(422);
    expect(other.jar.names).not.toContain(copyCookie);
  });

  it('who has no copy does not notice', async () => {
    await server.stop();
    const browser = site();
    await answer(browser, 0, 1, 1);
    expect((await browser.get('/questions')).text).not.toContain('cannot be reached');
  });
});
