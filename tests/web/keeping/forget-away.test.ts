/** /forget while the database is away: what the browser holds goes at once, and what the server has goes when it is back. */
import { setTimeout as later } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sealOf } from '../../../src/codec/database/copy.ts';
import { decodeCopyCookie } from '../../../src/codec/database/copy-cookie.ts';
import { decodeRemovals } from '../../../src/codec/database/removals.ts';
import { StorageAway, wrongTables } from '../../../src/storage/away.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { copyCookie, forgetCookie, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp } from '../../site.ts';
import { Browser } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { join as joinRoom, openRoom } from '../live/room.ts';
import { answersTo, instrument, jarWithAnswers, keyQuestions } from '../state.ts';
import { join, makeTeam, memberships, secrets } from '../teams/team.ts';
import { Switchable } from './switchable.ts';

const environment = { BENCHMARK: 'on', DATABASE_URL: 'sqlite::memory:', RETENTION_DAYS: '90' };

const away = new StorageAway('stopped for the test');

describe('POST /forget while the database is away', () => {
  let real: Storage;
  let database: Switchable;
  /** A new replica has not noticed that the database is away, and remembers nothing. */
  const replica = () => testApp({ storage: database.storage, environment });
  const moved = ({ jar }: Browser) => new Browser(replica(), jar);

  beforeEach(async () => {
    real = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    database = new Switchable(real, 'copies', 'teams', 'contributions', 'live');
    onTestFinished(() => real.close());
  });

  /** A browser with a saved copy, a place in two teams and in a live room, and a contribution; and what the server has of it. */
  async function everywhere() {
    const app = replica();
    const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions)));
    await browser.postAndFollow('/copy');
    for (const name of ['Parts', 'Ward']) await join(browser, await makeTeam(new Browser(app), { name }));
    await browser.postAndFollow('/benchmark/mine');
    const room = await openRoom(app);
    await joinRoom(app, room.code, browser);
    const copy = sealOf(
      decodeCopyCookie(cookieText(browser.jar.value(copyCookie) ?? '', secrets))?.key ?? '',
    ).id;
    const teams = memberships(browser).map(({ team }) => team);
    const onServer = async () => ({
      copies: (await real.copies.changes(copy, 0)) ? 1 : 0,
      members: (await Promise.all(teams.map((team) => real.teams.progress(team)))).map(
        ({ people }) => people,
      ),
      contributions: (await real.contributions.benchmark(instrument.edition)).people,
      inRoom: Number((await room.page()).text('[data-live-joined]')),
    });
    expect(await onServer()).toEqual({ copies: 1, members: [1, 1], contributions: 1, inRoom: 1 });
    return { browser, onServer };
  }
  const none = { copies: 0, members: [0, 0], contributions: 0, inRoom: 0 };
  const lines = [
    'the copy on this site',
    'your answers in 2 teams',
    'your scores in this site’s benchmark',
    'your place in a live room',
  ];

  it('says before that what the server has goes later', async () => {
    const { browser } = await everywhere();
    expect((await browser.page('/forget')).has('main .notice')).toBe(false);
    database.fault = away;
    const page = await moved(browser).page('/forget');
    expect(page.text('main .notice')).toContain('The server’s database cannot be used just now');
    expect(page.text('main .notice')).toContain('What is in this browser goes at once');
  });

  it('removes all cookies but one without a key, and lists what is still on the server', async () => {
    const { browser } = await everywhere();
    const keys = memberships(browser).map(({ key }) => key);
    database.fault = away;
    const visitor = moved(browser);
    const { text: html } = await visitor.get(await visitor.postAndFollow('/forget'));
    expect(await htmlFaults(html)).toEqual([]);
    const page = new Page(html);
    expect(visitor.jar.names).toEqual([forgetCookie]);
    const text = cookieText(visitor.jar.value(forgetCookie) ?? '', secrets);
    for (const key of keys) expect(text).not.toContain(key);
    expect(page.text('h1')).toBe('Removed from this browser');
    expect(page.texts('main h2 + ul li')).toEqual(lines);
    expect(page.text('main')).toContain('90 days after it was last changed');
    expect(page.texts('main p + ul li')).toEqual(['1 assessment with 25 answers']);
    // The page says the same when it is opened again, and after a second removal.
    for (const address of ['/forget', await visitor.postAndFollow('/forget')])
      expect((await visitor.page(address)).texts('main h2 + ul li')).toEqual(lines);
  });

  it('is finished by the same process when the database is back, without another request', async () => {
    const { browser, onServer } = await everywhere();
    database.fault = away;
    await moved(browser).post('/forget');
    database.fault = undefined;
    while ((await onServer()).members.includes(1)) await later(200);
    await later(200);
    expect(await onServer()).toEqual(none);
  });

  it('is finished at the next visit when the process has ended before', async () => {
    const { browser, onServer } = await everywhere();
    database.fault = away;
    const visitor = moved(browser);
    await visitor.post('/forget');
    expect((await moved(visitor).page('/forget')).texts('main h2 + ul li')).toEqual(lines);
    database.fault = undefined;
    const back = moved(visitor);
    const page = await back.page('/forget');
    expect(page.text('h1')).toBe('Forget me');
    expect(page.texts('main p + ul li')).toEqual(lines);
    expect(await onServer()).toEqual(none);
    expect(back.jar.names).toEqual([]);
    expect((await back.page('/forget')).has('main li')).toBe(false);
  });

  it('is finished at a visit to any page, and does not touch what the visitor has begun since', async () => {
    const { browser, onServer } = await everywhere();
    database.fault = away;
    const visitor = moved(browser);
    await visitor.post('/forget');
    await visitor.post(`/questions/${keyQuestions[0]?.id}/answer`, { me: '1', us: '2' });
    const between = await visitor.page('/forget');
    expect(between.text('h1')).toBe('Forget me');
    expect(between.text('main')).toContain('1 of 100 questions answered');
    expect(between.text('main')).not.toContain('more cookie');
    database.fault = undefined;
    const back = moved(visitor);
    await back.get('/method');
    expect(await onServer()).toEqual(none);
    expect(back.jar.names).not.toContain(forgetCookie);
    expect((await back.page('/questions')).text('main')).toMatch(/1\s+of 100/);
  });

  it('needs several responses for many cookies, and remembers everything over them', async () => {
    const { browser, onServer } = await everywhere();
    for (let i = 0; i < 40; i++) browser.jar.set(`mirror_of_a_later_version_${i}`, '1');
    database.fault = away;
    const visitor = moved(browser);
    await visitor.postAndFollow('/forget');
    expect(visitor.jar.names).toEqual([forgetCookie]);
    expect(decodeRemovals(cookieText(visitor.jar.value(forgetCookie) ?? '', secrets))).toHaveLength(5);
    database.fault = undefined;
    await moved(visitor).get('/');
    expect(await onServer()).toEqual(none);
  });

  it('remembers everything once when the keys go in a later response', async () => {
    const app = replica();
    const browser = new Browser(app);
    // Cookies that come before those with keys, and so are removed before them.
    for (let i = 0; i < 40; i++) browser.jar.set(`mirror_of_a_later_version_${i}`, `s:1.${'a'.repeat(43)}`);
    browser.jar.set(stateCookie, jarWithAnswers(answersTo(keyQuestions)).value(stateCookie) ?? '');
    for (const name of ['Parts', 'Ward']) await join(browser, await makeTeam(new Browser(app), { name }));
    database.fault = away;
    const visitor = moved(browser);
    const page = await visitor.page(await visitor.postAndFollow('/forget'));
    expect(page.texts('main h2 + ul li')).toEqual(['your answers in 2 teams']);
    expect(decodeRemovals(cookieText(visitor.jar.value(forgetCookie) ?? '', secrets))).toHaveLength(2);
  });
});

it('POST /forget removes the rest when the table of one thing is missing', async () => {
  const real = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
  onTestFinished(() => real.close());
  const database = new Switchable(real, 'contributions');
  const app = testApp({ storage: database.storage, environment });
  const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions)));
  await browser.postAndFollow('/copy');
  await browser.postAndFollow('/benchmark/mine');
  database.fault = wrongTables('the table "contribution" is missing');
  const page = await browser.page(await browser.postAndFollow('/forget'));
  expect(page.texts('main h2 + ul li')).toEqual(['your scores in this site’s benchmark']);
  expect(page.texts('main p + ul li')).toContain('the copy on this site');
});
