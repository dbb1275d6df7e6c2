/** What two devices with the same saved copy hold after either has changed something. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import { partsOf, sealOf } from '../../../src/codec/database/copy.ts';
import { decodeCopyCookie } from '../../../src/codec/database/copy-cookie.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { copyCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp } from '../../site.ts';
import { engines } from '../../storage/postgres.ts';
import { hasPostgres } from '../../storage/postgres-server.ts';
import { Browser, Jar } from '../browser.ts';
import { answer, answersIn, secondDevice, secrets } from '../keeping/devices.ts';
import { answersTo, assessmentWith, instrument, questionAt, visitorWith } from '../state.ts';
import { stoppableSite } from '../stoppable.ts';

describe.each(engines)('two devices with a saved copy on $name', (engine) => {
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

  it('hold the same answers, also those that either gives afterwards', async () => {
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

  it('hold the last answer to each question, whichever device gave it', async () => {
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

  it('both lose an answer that was cleared and an assessment that was deleted on one', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await answer(first, 1, 1, 1);
    await first.post('/copy');
    const second = await secondDevice(first, newcomer());
    await first.post(`/questions/${questionAt(0).id}/answer`, { action: 'clear' });
    await second.get('/questions');
    expect(Object.keys(answersIn(second))).toEqual([questionAt(1).id]);
    const address = (await second.page('/start')).attribute('a[href$="/delete"]', 'href');
    await second.post(address);
    await first.get('/questions');
    expect(answersIn(first)).toEqual({});
  });

  it('both lose a contract that was removed on one', async () => {
    const first = newcomer();
    await first.post('/plan/save', { 'goal-1-text': 'Answer the phone', action: 'save' });
    await first.post('/copy');
    const second = await secondDevice(first, newcomer());
    expect((await second.get('/plan')).text).toContain('Answer the phone');
    await first.post('/plan/remove');
    expect((await second.get('/plan')).text).not.toContain('Answer the phone');
  });

  it('both get the answers again when one has lost its cookie of answers', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 2);
    await first.post('/copy');
    const jar = new Jar().set(copyCookie, first.jar.value(copyCookie) ?? '');
    const emptied = new Browser(first.app, jar);
    await emptied.get('/questions');
    expect(answersIn(emptied)).toEqual({ [questionAt(0).id]: '1 2' });
  });

  it('both have an answer that one gives while the other’s is being saved', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const second = await secondDevice(first, newcomer());
    const { copies } = storage;
    let isFirstWrite = true;
    const write: Storage['copies']['write'] = async (...sent) => {
      if (isFirstWrite) {
        isFirstWrite = false;
        await answer(second, 2, 2, 2);
      }
      return copies.write(...sent);
    };
    const slow = new Browser(testApp({ storage: { ...storage, copies: { ...copies, write } } }), first.jar);
    await answer(slow, 1, 3, 3);
    await first.get('/questions');
    await second.get('/questions');
    const expected = { [questionAt(0).id]: '1 1', [questionAt(1).id]: '3 3', [questionAt(2).id]: '2 2' };
    expect(answersIn(first)).toEqual(expected);
    expect(answersIn(second)).toEqual(expected);
  });

  it('keep what they have while the copy is larger than the cookie, and then read all of it', async () => {
    const first = newcomer();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const before = answersIn(first);
    const seal = sealOf(decodeCopyCookie(cookieText(first.jar.value(copyCookie) ?? '', secrets))?.key ?? '');
    const many = Array.from({ length: 60 }, (_, i) =>
      assessmentWith(answersTo(instrument.questions), { id: `id${i}`, name: 'x'.repeat(60) }),
    );
    const holdings = { visitor: visitorWith(...many), plan: emptyPlan, moments: emptyMoments };
    const parts = [...partsOf(holdings, instrument.edition)];
    const write = (written: typeof parts) => {
      const sealed = written.map(([name, value]) => seal.seal(name, value));
      return storage.copies.write(seal.id, sealed, 20_000);
    };
    await write(parts);
    for (let request = 0; request < 2; request++)
      expect((await first.page('/questions')).notices.join()).toContain('more than this browser can hold');
    expect(answersIn(first)).toEqual(before);

    const removed = parts.filter(([name]) => name !== 'profile' && name.split(' ')[1] !== 'id0');
    await write(removed.map(([name]) => [name, '']));
    expect((await first.page('/questions')).notices).toEqual([]);
    expect(Object.keys(answersIn(first))).toHaveLength(instrument.questions.length);
  });

  it('both keep what a database restored from a backup lacks', async () => {
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
});

describe.runIf(hasPostgres)('while the database is away (skipped without PostgreSQL)', () => {
  const { server, site } = stoppableSite();

  it('answers are saved in the browser and reach the other device when the database is back', async () => {
    const first = site();
    await answer(first, 0, 1, 1);
    await first.post('/copy');
    const second = await secondDevice(first, site());
    await server.stop();
    await answer(first, 1, 2, 2);
    await answer(first, 0, 3, 3);
    await first.post(`/questions/${questionAt(2).id}/answer`, { me: '0', us: '0', action: 'stop' });
    expect((await first.get('/questions')).text).toContain('cannot be reached just now');
    expect(Object.keys(answersIn(first))).toHaveLength(3);
    await server.start();
    const back = site(first);
    expect((await back.get('/questions')).text).toContain('with a copy on this site');
    await site(second).get('/questions');
    expect(answersIn(second)).toEqual(answersIn(first));
    expect(answersIn(second)[questionAt(0).id]).toBe('3 3');
  });

  it('a visitor without a saved copy sees no notice', async () => {
    await server.stop();
    const browser = site();
    await answer(browser, 0, 1, 1);
    expect((await browser.get('/questions')).text).not.toContain('cannot be reached');
  });
});
