/** /copy: making a saved copy, opening it on another device, and removing it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealOf } from '../../../src/codec/database/copy.ts';
import { decodeCopyCookie } from '../../../src/codec/database/copy-cookie.ts';
import { StorageAway } from '../../../src/storage/away.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { dayIn } from '../../../src/time-zone.ts';
import { dateText } from '../../../src/web/render/wording.ts';
import { copyCookie, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp, today } from '../../site.ts';
import { engines, sqliteEngine } from '../../storage/postgres.ts';
import { hasPostgres } from '../../storage/postgres-server.ts';
import { openTestStorage } from '../../storage/team-storage.ts';
import { Browser, cookiesOf } from '../browser.ts';
import { Page } from '../dom.ts';
import { keyQuestions, questionAt } from '../state.ts';
import { stoppableSite } from '../stoppable.ts';
import { join, makeTeam, responsesOf } from '../teams/team.ts';
import { answer, answersIn, currentIn, linkOf, secondDevice, secrets } from './devices.ts';

const day = dateText(dayIn('UTC', today));

describe.each(engines)('on $name', (engine) => {
  let storage: Storage;
  let newcomer: () => Browser;
  beforeAll(async () => {
    storage = await openTestStorage(await engine.fresh());
    const app = testApp({ storage });
    newcomer = () => new Browser(app);
  }, 60_000);
  afterAll(async () => {
    await storage?.close();
    await engine.stop();
  });

  describe('POST /copy', () => {
    it('makes a copy, which no GET makes', async () => {
      const browser = newcomer();
      await answer(browser, 0, 1, 2);
      expect((await browser.page('/resume')).attributes('main a', 'href')).toContain('/copy');
      expect((await browser.page('/copy')).text('main')).toContain(
        'nothing has been saved to it for 400 days',
      );
      expect(browser.jar.names).not.toContain(copyCookie);
      expect(await browser.postAndFollow('/copy')).toBe('/copy');
      expect(browser.jar.names).toContain(copyCookie);
      expect((await browser.get('/questions')).text).toContain('with a copy on this site');
    });

    it('keeps the copy that the browser has', async () => {
      const browser = newcomer();
      await answer(browser, 0, 1, 2);
      await browser.post('/copy');
      const link = await linkOf(browser);
      await browser.post('/copy');
      expect(await linkOf(browser)).toBe(link);
    });
  });

  describe('GET /copy/open', () => {
    it('has a title that says so when the link was cut short or cannot be used', async () => {
      const browser = newcomer();
      await answer(browser, 0, 1, 2);
      await browser.post('/copy');
      const link = new URL(await linkOf(browser)).searchParams.get('link') ?? '';
      const titleOf = async (given: string) => (await newcomer().page(`/copy/open?link=${given}`)).text('h1');
      expect(await titleOf(link)).toBe('Use this saved copy here?');
      expect((await browser.page(`/copy/open?link=${link}`)).text('h1')).toBe(
        'This browser uses this saved copy',
      );
      expect(await titleOf(link.slice(0, -10))).toBe('This link was cut short');
      expect(await titleOf(link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toBe(
        'This link was changed on its way',
      );
      expect(await titleOf('')).toBe('Which saved copy?');
      await browser.post('/copy/stop', { what: 'remove' });
      expect(await titleOf(link)).toBe('This link opens no saved copy');
    });

    it('shows what the copy holds, since when, and that anyone with the link can read and change it', async () => {
      const owner = newcomer();
      await owner.post('/start/new', { level: 'group', name: 'Ward 7', person: 'Ruth', route: 'key' });
      await answer(owner, 0, 1, 1);
      await owner.post('/copy');
      const page = await newcomer().page(
        new URL(await linkOf(owner)).pathname + new URL(await linkOf(owner)).search,
      );
      const held = page.text('[aria-labelledby="copy"]');
      expect(held).toContain('Ward 7');
      expect(held).toContain('1 of 100 questions answered');
      expect(held).toContain('Ruth');
      expect(held).toContain(`Kept on this site since ${day}, last changed on ${day}.`);
      expect(page.text('.inset')).toContain(
        'Whoever has this link reads what is answered in the copy, and can change it.',
      );
      expect(page.text('[aria-labelledby="here"]')).toContain('Nothing yet.');
    });

    it('preselects nothing when this browser holds answers, and shows them beside the copy', async () => {
      const owner = newcomer();
      await answer(owner, 0, 1, 1);
      await owner.post('/copy');
      const browser = newcomer();
      await answer(browser, 1, 3, 3);
      await answer(browser, 2, 3, 3);
      const page = await browser.page(`/copy/open${new URL(await linkOf(owner)).search}`);
      expect(page.attributes('input[name="mine"]', 'value')).toEqual(['add', 'replace', 'own']);
      expect(page.chosen).toEqual({});
      expect(page.text('[aria-labelledby="here"]')).toContain('2 of 100 questions answered');
      expect(browser.jar.names).not.toContain(copyCookie);
    });

    it('says so when this browser keeps another saved copy', async () => {
      const [owner, browser] = [newcomer(), newcomer()];
      for (const one of [owner, browser]) await one.post('/copy');
      const page = await browser.page(`/copy/open${new URL(await linkOf(owner)).search}`);
      expect(page.text('.inset')).toContain('This browser keeps another saved copy.');
    });
  });

  describe('POST /copy/open', () => {
    it('changes nothing and shows the page again when nothing was chosen', async () => {
      const owner = newcomer();
      await answer(owner, 0, 1, 1);
      await owner.post('/copy');
      const browser = newcomer();
      await answer(browser, 1, 3, 3);
      const link = new URL(await linkOf(owner)).searchParams.get('link') ?? '';
      const response = await browser.post('/copy/open', { link });
      expect([response.status, cookiesOf(response)]).toEqual([422, []]);
      const page = new Page(response.text);
      expect(page.errors).toEqual([{ text: 'Choose what is to be done', field: 'mine' }]);
      expect(page.attribute('#mine', 'type')).toBe('radio');
      await owner.get('/questions');
      expect(Object.keys(answersIn(owner))).toEqual([questionAt(0).id]);
    });

    it('with "own" keeps both sides under a new key, which the other browser neither reads nor changes', async () => {
      const stranger = newcomer();
      await answer(stranger, 0, 1, 1);
      await stranger.post('/copy');
      const browser = newcomer();
      await answer(browser, 1, 3, 3);
      await secondDevice(stranger, browser, 'own');
      const both = { [questionAt(0).id]: '1 1', [questionAt(1).id]: '3 3' };
      expect(answersIn(browser)).toEqual(both);
      await answer(browser, 2, 2, 2);
      await answer(stranger, 3, 0, 0);
      await stranger.get('/questions');
      expect(Object.keys(answersIn(stranger))).toEqual([questionAt(0).id, questionAt(3).id]);
      await browser.get('/questions');
      expect(answersIn(browser)).toEqual({ ...both, [questionAt(2).id]: '2 2' });
      expect(answersIn(await secondDevice(browser, newcomer()))).toEqual(answersIn(browser));
      expect(await linkOf(browser)).not.toBe(await linkOf(stranger));
    });

    it('with "own" begins a copy of their own for a browser that holds nothing', async () => {
      const stranger = newcomer();
      await answer(stranger, 0, 1, 1);
      await stranger.post('/copy');
      const browser = await secondDevice(stranger, newcomer(), 'own');
      expect(answersIn(browser)).toEqual({ [questionAt(0).id]: '1 1' });
      expect(await linkOf(browser)).not.toBe(await linkOf(stranger));
    });

    it('with "own" adds to the copy that the browser keeps already, whose link stays', async () => {
      const stranger = newcomer();
      await answer(stranger, 0, 1, 1);
      await stranger.post('/copy');
      const browser = newcomer();
      await answer(browser, 1, 3, 3);
      await browser.post('/copy');
      const before = await linkOf(browser);
      const other = await secondDevice(browser, newcomer());
      await secondDevice(stranger, browser, 'own');
      expect(await linkOf(browser)).toBe(before);
      await other.get('/questions');
      expect(answersIn(other)).toEqual({ [questionAt(0).id]: '1 1', [questionAt(1).id]: '3 3' });
      expect(answersIn(browser)).toEqual(answersIn(other));
    });

    it.each([
      { mine: 'add', says: 'This browser now uses the saved copy. You carry on where you stopped.' },
      {
        mine: 'own',
        says: 'This browser now keeps a copy of its own, with what the other copy held. You carry on where you stopped.',
      },
    ])(
      'leads an empty browser to the next question, which says what became of it: $mine',
      async ({ mine, says }) => {
        const owner = newcomer();
        await answer(owner, 0, 1, 1);
        await owner.post('/copy');
        const link = new URL(await linkOf(owner)).searchParams.get('link') ?? '';
        const browser = newcomer();
        const page = await browser.page(await browser.postAndFollow('/copy/open', { link, mine }));
        expect(page.notices).toEqual([says]);
      },
    );

    it('says that what the browser held is added to the copy', async () => {
      const owner = newcomer();
      await answer(owner, 0, 1, 1);
      await owner.post('/copy');
      const link = new URL(await linkOf(owner)).searchParams.get('link') ?? '';
      const browser = newcomer();
      await answer(browser, 1, 3, 3);
      const page = await browser.page(await browser.postAndFollow('/copy/open', { link, mine: 'add' }));
      expect(page.notices.join()).toContain('What this browser held is added to the saved copy');
    });

    it('does nothing when the same form is sent twice', async () => {
      const first = newcomer();
      await answer(first, 0, 1, 1);
      await first.post('/copy');
      const second = await secondDevice(first, newcomer());
      const link = new URL(await linkOf(first)).searchParams.get('link') ?? '';
      const again = await second.post('/copy/open', { link, mine: 'add' });
      expect([again.status, again.headers.location]).toEqual([303, `/questions/${questionAt(1).id}`]);
    });

    it('with "add" keeps the answers of both, and the copy’s where both have one', async () => {
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

    it('with "add" keeps an answer of this browser that another device cleared in the copy', async () => {
      const first = newcomer();
      await answer(first, 0, 1, 1);
      await answer(first, 1, 1, 1);
      await first.post('/copy');
      await first.post(`/questions/${questionAt(0).id}/answer`, { action: 'clear' });
      const other = newcomer();
      await answer(other, 0, 3, 3);
      await secondDevice(first, other);
      expect(answersIn(other)).toEqual({ [questionAt(0).id]: '3 3', [questionAt(1).id]: '1 1' });
      await first.get('/questions');
      expect(answersIn(first)).toEqual(answersIn(other));
    });

    it('with "add" changes nothing when the database fails between reading and writing', async () => {
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
      expect([response.status, failures]).toEqual([503, 1]);
      expect(cookiesOf(response)).toEqual([]);
      expect(other.jar.names).not.toContain(copyCookie);
      expect(other.jar.value(stateCookie)).toBe(before);
      await first.get('/questions');
      expect(Object.keys(answersIn(first))).toEqual([questionAt(0).id]);
    });

    it('with "replace" drops the answers of this browser', async () => {
      const first = newcomer();
      await answer(first, 0, 1, 1);
      await first.post('/copy');
      const other = newcomer();
      await answer(other, 1, 3, 3);
      await secondDevice(first, other, 'replace');
      expect(answersIn(other)).toEqual({ [questionAt(0).id]: '1 1' });
    });

    it('with "replace" drops the contract of this browser when the copy has none', async () => {
      const first = newcomer();
      await answer(first, 0, 1, 1);
      await first.post('/copy');
      const other = newcomer();
      await other.postAndFollow('/plan/save', { 'goal-1-text': 'Answer the phone', action: 'save' });
      await secondDevice(first, other, 'replace');
      expect(answersIn(other)).toEqual(answersIn(first));
      expect((await other.get('/plan')).text).not.toContain('Answer the phone');
    });

    it.each(['', 'nonsense', 'c1.1.abcdef.x.y', 'r1.1.aaaaaa.bbbb.'.concat('c'.repeat(43))])(
      'refuses the link %j, as GET /copy/open does',
      async (link) => {
        const browser = newcomer();
        const response = await browser.get(`/copy/open?link=${encodeURIComponent(link)}`);
        expect(response.status).toBe(422);
        const posted = await browser.post('/copy/open', { link });
        expect(posted.status).toBe(422);
        expect(browser.jar.names).toEqual([]);
      },
    );

    it('with "replace" sends no more answers to the teams of this browser', async () => {
      const other = newcomer();
      for (const { id } of keyQuestions)
        await other.post(`/questions/${id}/answer`, { me: '3', us: '3', action: 'continue' });
      await other.post('/copy');
      const browser = newcomer();
      const made = await makeTeam(newcomer());
      await join(browser, made, { assessment: 'new' });
      await secondDevice(other, browser, 'replace');
      await browser.get('/questions');
      expect(await responsesOf(storage, made)).toEqual([]);
    });
  });

  describe('POST /copy/stop', () => {
    it('with "own" goes on with a copy under a new link, which the old link does not reach', async () => {
      const browser = newcomer();
      await answer(browser, 0, 1, 1);
      await browser.post('/copy');
      const old = await linkOf(browser);
      const other = await secondDevice(browser, newcomer());
      expect(await browser.postAndFollow('/copy/stop', { what: 'own' })).toBe('/copy?own');
      const page = await browser.page('/copy?own');
      expect(page.notices.join()).toContain('a copy of its own, under a new link');
      expect(page.attribute('#copy-link', 'value')).not.toBe(old);
      await answer(browser, 1, 3, 3);
      await other.get('/questions');
      expect(Object.keys(answersIn(other))).toEqual([questionAt(0).id]);
      expect(answersIn(await secondDevice(browser, newcomer()))).toEqual(answersIn(browser));
    });

    it('stops on this device only unless "remove" is sent', async () => {
      const browser = newcomer();
      await answer(browser, 0, 1, 1);
      await browser.post('/copy');
      const key = decodeCopyCookie(cookieText(browser.jar.value(copyCookie) ?? '', secrets))?.key ?? '';
      await browser.post('/copy/stop', { what: 'leave' });
      expect(browser.jar.names).not.toContain(copyCookie);
      expect(await storage.copies.changes(sealOf(key).id, 0)).toBeDefined();
    });

    it('with "remove" deletes the copy, and the other device keeps its answers and shows a notice', async () => {
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
  });

  describe('POST /forget', () => {
    it('deletes the copy and names it', async () => {
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
  });
});

describe('the database file', () => {
  it('contains no name, no question and no answer of a saved copy', async () => {
    const engine = sqliteEngine();
    const address = await engine.fresh();
    const storage = await openStorage(address, () => undefined);
    const browser = new Browser(testApp({ storage }));
    await browser.post('/start/new', {
      level: 'group',
      name: 'Ward Seventeen',
      person: 'Zebulon',
      route: 'all',
    });
    await answer(browser, 0, 1, 2);
    await browser.post('/copy');
    await storage.close();
    const file = address.engine === 'sqlite' ? readFileSync(address.file).toString('latin1') : '';
    expect(file.length).toBeGreaterThan(1000);
    for (const secret of [
      'Zebulon',
      'Ward Seventeen',
      `q ${currentIn(browser)} ${questionAt(0).id}`,
      'assessment',
    ])
      expect(file.includes(secret), secret).toBe(false);
    await engine.stop();
  });
});

describe.runIf(hasPostgres)('while the database is away (skipped without PostgreSQL)', () => {
  const { server, site } = stoppableSite();

  it('making and removing a copy fail and change no cookie', async () => {
    const browser = site();
    await answer(browser, 0, 1, 1);
    await browser.post('/copy');
    await server.stop();
    const stopped = await browser.post('/copy/stop', { what: 'remove' });
    expect(stopped.status).toBe(422);
    expect(browser.jar.names).toContain(copyCookie);
    const other = site();
    expect((await other.post('/copy')).status).toBe(422);
    expect(other.jar.names).not.toContain(copyCookie);
  });
});
