/** /benchmark and /benchmark/mine: adding scores, comparing them, removing them. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fewestContributions, scoresToGive } from '../../../src/assessment/comparison/benchmark.ts';
import {
  contributorOf,
  decodeContributionCookie,
  decodeScores,
} from '../../../src/codec/database/contribution.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { benchmarkCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp, testSecret } from '../../site.ts';
import { engines, sqliteEngine, stoppablePostgres } from '../../storage/postgres.ts';
import { hasPostgres } from '../../storage/postgres-server.ts';
import { Browser, Jar } from '../browser.ts';
import { htmlFaults, Page, textOf } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  assessmentWith,
  countingAs,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  stateOf,
  visitorWith,
} from '../state.ts';

const secrets = secretsFrom([testSecret]);
/** The database of this address is not opened: the tests pass their own storage. */
const environment = { BENCHMARK: 'on', DATABASE_URL: 'sqlite::memory:' };
const [competency] = instrument.competencies;
const wild = '<b>Ward</b> & "7"';

const full = (me: 0 | 1 | 2 | 3, us: 0 | 1 | 2 | 3) => countingAs(instrument.questions, { me, us });
const jarOf = (me: 0 | 1 | 2 | 3, us: 0 | 1 | 2 | 3) =>
  jarWith({ ...visitorWith(assessmentWith(full(me, us), { name: wild })), name: wild });
const keyOf = (browser: Browser) =>
  decodeContributionCookie(cookieText(browser.jar.value(benchmarkCookie), secrets)) ?? '';
const personOf = (browser: Browser) => contributorOf(keyOf(browser));

/** The numbers of a table with two columns, row by row. */
const pairs = (cells: readonly string[]) =>
  cells.flatMap((cell, i) => (i % 2 ? [[Number(cells[i - 1]), Number(cell)]] : []));

/** Adds the scores through the page, as a visitor does. */
async function add(browser: Browser): Promise<string> {
  const page = await browser.page('/benchmark/mine');
  return browser.postAndFollow('/benchmark/mine', { key: page.attribute('input[name="key"]', 'value') });
}

describe.each(engines)('on $name', (engine) => {
  let storage: Storage;
  let app: ReturnType<typeof testApp>;
  // A new database for each test, so that each begins with an empty benchmark.
  beforeEach(async () => {
    storage = await openStorage(await engine.fresh(), () => undefined);
    app = testApp({ storage, environment });
  }, 60_000);
  afterEach(() => storage.close());
  afterAll(() => engine.stop());

  const visitor = (jar: Jar = jarOf(2, 1)) => new Browser(app, jar);
  async function fill(count: number): Promise<Browser[]> {
    const all = Array.from({ length: count }, (_, i) => visitor(jarOf(i % 2 ? 3 : 1, i % 3 ? 2 : 0)));
    for (const browser of all) await browser.postAndFollow('/benchmark/mine');
    return all;
  }
  const people = async () => (await storage.contributions.benchmark(instrument.edition)).people;

  it('POST /benchmark/mine stores exactly what the page shows, under the hash of a key that only the browser has', async () => {
    const browser = visitor();
    const before = await browser.page('/benchmark/mine');
    const told = pairs(before.texts('tbody td'));
    expect(before.texts('main li')).toEqual(
      expect.arrayContaining([`Edition of the questions: ${instrument.edition}`, 'Day: 21 November 2026']),
    );
    expect(await people()).toBe(0);
    expect(await add(browser)).toBe('/benchmark/mine?added');
    const stored = await storage.contributions.find(personOf(browser));
    const { scores, ...rest } = stored ?? { scores: '[]' };
    expect(rest).toEqual({ edition: instrument.edition, givenOn: 20_778 });
    expect([...decodeScores(scores).values()].map(({ me, us }) => [me, us])).toEqual(told);
    expect(decodeScores(scores)).toEqual(scoresToGive(instrument, full(2, 1)));
    expect(await storage.contributions.find(keyOf(browser))).toBeUndefined();
    const after = await browser.page('/benchmark/mine?added');
    expect(after.notices).toEqual(['Your scores are in the benchmark now.']);
    expect(after.text('h1')).toBe('My scores in the benchmark');
    expect(pairs(after.texts('tbody td'))).toEqual(told);
  });

  it('POST /benchmark/mine stores one contribution when the form is sent several times', async () => {
    const browser = visitor();
    const key = (await browser.page('/benchmark/mine')).attribute('input[name="key"]', 'value');
    const cookieless = () => new Browser(app, jarOf(2, 1)).post('/benchmark/mine', { key });
    await Promise.all([cookieless(), cookieless(), cookieless()]);
    await browser.post('/benchmark/mine', { key });
    await browser.post('/benchmark/mine', { key: 'x' });
    await browser.post('/benchmark/mine');
    expect(await people()).toBe(1);
  });

  it('POST /benchmark/mine updates the scores, which no other request changes', async () => {
    const browser = visitor();
    await add(browser);
    const unchanged = await browser.page('/benchmark/mine');
    expect(unchanged.texts('button').join()).not.toContain('Update');
    browser.jar.set('mirror_state', stateOf(visitorWith(assessmentWith(full(3, 3)))));
    for (const address of ['/report', '/benchmark', '/benchmark/mine']) await browser.get(address);
    const before = await storage.contributions.find(personOf(browser));
    expect(decodeScores(before?.scores ?? '[]')).toEqual(scoresToGive(instrument, full(2, 1)));
    expect((await browser.page('/benchmark/mine')).texts('button')).toContain('Update what I added');
    expect(await browser.postAndFollow('/benchmark/mine')).toBe('/benchmark/mine?updated');
    const after = await storage.contributions.find(personOf(browser));
    expect(decodeScores(after?.scores ?? '[]')).toEqual(scoresToGive(instrument, full(3, 3)));
    expect(await people()).toBe(1);
  });

  it('POST /benchmark/mine/remove and POST /forget delete the contribution', async () => {
    const [one, other] = [visitor(), visitor()];
    await add(one);
    await add(other);
    const [person, otherPerson] = [personOf(one), personOf(other)];
    expect(await one.postAndFollow('/benchmark/mine/remove')).toBe('/benchmark/mine?removed');
    expect(one.jar.names).not.toContain(benchmarkCookie);
    expect(await storage.contributions.find(person)).toBeUndefined();
    const listed = (await other.page('/forget')).texts('main li');
    expect(listed).toContain(
      'The scores you added to this site’s benchmark. They are removed on the server.',
    );
    expect(listed.join()).not.toContain('unreadable or empty');
    const forgotten = await other.postAndFollow('/forget');
    expect(await storage.contributions.find(otherPerson)).toBeUndefined();
    expect(other.jar.names).toEqual([]);
    expect((await other.page(forgotten)).texts('main li')).toContain('your scores in this site’s benchmark');
    expect(await people()).toBe(0);
  });

  it('POST /forget deletes the contribution after the operator has switched the benchmark off', async () => {
    const browser = visitor();
    await add(browser);
    const person = personOf(browser);
    const off = new Browser(testApp({ storage }), browser.jar);
    expect((await off.get('/benchmark')).status).toBe(404);
    await off.postAndFollow('/forget');
    expect(await storage.contributions.find(person)).toBeUndefined();
  });

  it('GET /benchmark shows charts from thirty people on, with the visitor’s own scores, and the report links to it', async () => {
    await fill(fewestContributions - 1);
    const browser = visitor();
    const early = await browser.page('/benchmark');
    expect(early.text('main')).toContain('29 people have added their scores so far');
    expect(early.text('main')).toContain('at least 30 people');
    expect(early.has('.drawing')).toBe(false);
    expect((await browser.page('/report')).attributes('main a', 'href')).not.toContain('/benchmark');
    await add(browser);
    // At once, before anybody has opened the benchmark again.
    expect((await browser.page('/report')).attributes('main a', 'href')).toContain('/benchmark');
    const page = await browser.page('/benchmark');
    expect(page.all('.drawing')).toHaveLength(instrument.competencies.length);
    for (const chart of page.all('.drawing'))
      expect(chart.querySelectorAll('.number').map(textOf)).toEqual(['16', '8']);
    // For me, 15 people have 8 points, 14 have 24 and this one has 16.
    const [bands, cells] = [
      page.texts('tbody th').slice(0, 6),
      pairs(page.texts('tbody td').map(parseFloat).map(String)),
    ];
    expect(bands.map((band, i) => [band, ...(cells[i] ?? [])])).toEqual([
      ['0 to 4', 0, 35],
      ['5 to 8', 50, 5],
      ['9 to 12', 0, 0],
      ['13 to 16', 5, 65],
      ['17 to 20', 0, 0],
      ['21 to 24', 45, 0],
    ]);
    expect(page.text('main section')).toContain(
      'For me, 5 to 8 is the most common, about 50 %. Yours, 16, is higher.',
    );
    expect((await browser.page('/report')).attributes('main a', 'href')).toContain('/benchmark');
    const stranger = await new Browser(app).page('/benchmark');
    expect(stranger.all('.drawing')).toHaveLength(instrument.competencies.length);
    expect(stranger.has('.drawing .number')).toBe(false);
    expect(stranger.text('main')).not.toContain('Yours');
  });

  it('GET /benchmark stays the same when one person adds, updates or removes scores, and shows no chart below thirty', async () => {
    const all = await fill(35);
    const looker = new Browser(app);
    const seen = async () => (await looker.page('/benchmark')).text('main');
    const before = await seen();
    expect(before).toContain('from at least 30 people');
    const newcomer = visitor(jarOf(0, 3));
    await add(newcomer);
    expect(await seen()).toBe(before);
    newcomer.jar.set('mirror_state', stateOf(visitorWith(assessmentWith(full(3, 3)))));
    await newcomer.postAndFollow('/benchmark/mine');
    expect(await seen()).toBe(before);
    await newcomer.postAndFollow('/benchmark/mine/remove');
    expect(await seen()).toBe(before);
    for (const browser of all.slice(0, 6)) await browser.post('/benchmark/mine/remove');
    expect(await seen()).toContain('29 people have added their scores so far');
  });

  it('POST /benchmark/mine refuses answers without an open report or without any rating', async () => {
    for (const jar of [new Jar(), jarWithAnswers(answersTo(keyQuestions.slice(1)))]) {
      const browser = visitor(jar);
      expect((await browser.page('/benchmark/mine')).has('main form')).toBe(false);
      const response = await browser.post('/benchmark/mine');
      expect(response.status).toBe(422);
      expect(new Page(response.text).errors).toEqual([
        { text: 'Answer the key questions first; then you have scores to add.', field: 'mine' },
      ]);
    }
    const inapplicable = answersTo(keyQuestions, { me: 'not-applicable', us: 'not-applicable' });
    const browser = visitor(jarWithAnswers(inapplicable));
    expect((await browser.page('/benchmark/mine')).has('main form')).toBe(false);
    expect((await browser.post('/benchmark/mine')).status).toBe(422);
    expect(await people()).toBe(0);
  });

  it('POST /benchmark/mine leaves out scores from fewer than half of the questions, which the page lists', async () => {
    const own = competency?.questions.map(({ id }) => id) ?? [];
    const rated = keyQuestions.map(({ id }, i): [string, { me: 2; us: 2 | 'not-applicable' }] => [
      id,
      { me: 2, us: own.includes(id) || i === 0 ? 'not-applicable' : 2 },
    ]);
    const browser = visitor(jarWithAnswers(new Map(rated)));
    const page = await browser.page('/benchmark/mine');
    expect(page.texts('main li')).toContain(`${competency?.short}, us: 0 of ${own.length} rated`);
    await add(browser);
    const stored = await storage.contributions.find(personOf(browser));
    expect(decodeScores(stored?.scores ?? '[]').get(competency?.id ?? '')?.us).toBeUndefined();
  });

  it('GET /benchmark/mine says that the contribution was purged, and it can be added again', async () => {
    const browser = visitor();
    await add(browser);
    await storage.contributions.purge(30_000);
    expect((await browser.page('/benchmark/mine')).notices.join()).toContain('not on the server any more');
    await browser.postAndFollow('/benchmark/mine', {});
    expect(await people()).toBe(1);
  });

  it('POST /benchmark/mine/remove deletes nothing for a forged cookie', async () => {
    const mine = visitor();
    await add(mine);
    const value = mine.jar.value(benchmarkCookie) ?? '';
    const hostile = fc.oneof(
      fc.constantFrom(
        '',
        '1',
        value.slice(0, -1),
        `x${value}`,
        value.replace('benchmark.2', 'benchmark.3'),
        `${keyOf(mine)}`,
      ),
      fc.stringMatching(/^[\w.-]{0,80}$/).filter((text) => text !== value),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const thief = visitor(jarOf(0, 0).set(benchmarkCookie, text));
        expect((await thief.get('/benchmark/mine')).status).toBe(200);
        expect((await thief.post('/benchmark/mine/remove')).status).toBe(303);
      }),
      { numRuns: 30 },
    );
    expect(await storage.contributions.find(personOf(mine))).toBeDefined();
  });

  it('GET /benchmark changes nothing and is neither cached nor indexed, and a POST from another site is refused', async () => {
    const browser = visitor();
    await add(browser);
    for (const address of ['/benchmark', '/benchmark/mine', '/benchmark/mine/remove']) {
      const { status, headers } = await browser.get(address);
      expect(status).toBe(address.endsWith('remove') ? 303 : 200);
      expect(headers['cache-control']).toContain('private, no-store');
      if (status === 200) expect(headers['x-robots-tag']).toBe('noindex');
    }
    expect(await people()).toBe(1);
    expect((await browser.get('/benchmark/mine')).text).not.toContain(keyOf(browser));
    const posted = request(app).post('/benchmark/mine/remove').set('Origin', 'https://elsewhere.example');
    const { status } = await posted.set('Cookie', browser.jar.header('/') ?? '');
    expect(status).toBe(403);
    expect(await people()).toBe(1);
  });

  it('the pages are valid HTML in every state when names contain HTML', async () => {
    const pages: [string, string][] = [];
    const look = async (what: string, browser: Browser, addresses: readonly string[]) => {
      for (const address of addresses) pages.push([`${what} ${address}`, (await browser.get(address)).text]);
    };
    const mine = ['/benchmark', '/benchmark/mine', '/report', '/forget'];
    const browser = visitor();
    await look('none', browser, mine);
    await look('nothing answered', new Browser(app), mine);
    await look('key answered', visitor(jarWithAnswers(answersTo(keyQuestions))), mine);
    pages.push(['refused', (await new Browser(app).post('/benchmark/mine')).text]);
    await fill(30);
    await add(browser);
    await look('added', browser, [...mine, '/benchmark/mine?added', '/method', '/privacy']);
    browser.jar.set('mirror_state', stateOf(visitorWith(assessmentWith(full(3, 3)))));
    await look('changed', browser, mine);
    await storage.contributions.purge(30_000);
    await look('gone', browser, mine);
    const faults = [];
    for (const [what, html] of pages)
      for (const fault of await htmlFaults(html)) faults.push(`${what}: ${fault}`);
    expect(faults).toEqual([]);
  }, 30_000);
});

describe('a site without BENCHMARK=on', () => {
  it.each([
    ['with a database', { DATABASE_URL: 'sqlite::memory:' }],
    ['without one', {}],
  ])('responds 404 to /benchmark and mentions it on no page, %s', async (_how, setting) => {
    const engine = sqliteEngine();
    const storage = await openStorage(await engine.fresh(), () => undefined);
    const options = 'DATABASE_URL' in setting ? { storage, environment: setting } : {};
    const browser = new Browser(testApp(options), jarOf(2, 1));
    for (const address of ['/benchmark', '/benchmark/mine'])
      expect((await browser.get(address)).status).toBe(404);
    expect((await browser.post('/benchmark/mine')).status).toBe(404);
    for (const address of ['/report', '/privacy', '/method', '/'])
      expect((await browser.get(address)).text).not.toMatch(/benchmark/i);
    await storage.close();
    await engine.stop();
  });
});

describe('a contribution', () => {
  it('is stored without names and without the key', async () => {
    const engine = sqliteEngine();
    const address = await engine.fresh();
    const storage = await openStorage(address, () => undefined);
    const browser = new Browser(
      testApp({ storage, environment }),
      jarWith({ ...visitorWith(assessmentWith(full(2, 1), { name: 'Ward Seventeen' })), name: 'Zebulon' }),
    );
    await add(browser);
    await storage.close();
    const file = address.engine === 'sqlite' ? readFileSync(address.file).toString('latin1') : '';
    expect(file).toContain(personOf(browser));
    for (const secret of ['Zebulon', 'Ward Seventeen', '127.0.0.1', keyOf(browser)])
      expect(file.includes(secret), secret).toBe(false);
    await engine.stop();
  });

  it('is not logged', async () => {
    const engine = sqliteEngine();
    const storage = await openStorage(await engine.fresh(), () => undefined);
    const lines: string[] = [];
    const app = testApp({ storage, environment, log: (line) => lines.push(line) });
    const browser = new Browser(app, jarOf(2, 1));
    const key = (await browser.page('/benchmark/mine')).attribute('input[name="key"]', 'value');
    await browser.post('/benchmark/mine', { key });
    expect(lines.length).toBeGreaterThan(1);
    for (const secret of [key, keyOf(browser), personOf(browser)]) expect(lines.join()).not.toContain(secret);
    await storage.close();
    await engine.stop();
  });
});

describe('a site with a path in BASE_URL', () => {
  it('has that path in every link and form of the benchmark', async () => {
    const engine = sqliteEngine();
    const storage = await openStorage(await engine.fresh(), () => undefined);
    const BASE_URL = 'https://intranet.example/mirror/';
    const app = testApp({ storage, environment: { ...environment, BASE_URL } });
    const browser = new Browser(
      app,
      new Jar().set('mirror_state', stateOf(visitorWith(assessmentWith(full(2, 1)))), '/mirror/'),
    );
    expect(await browser.postAndFollow('/mirror/benchmark/mine')).toBe('/mirror/benchmark/mine?added');
    const page = await browser.page('/mirror/benchmark/mine');
    for (const address of [...page.attributes('main a', 'href'), ...page.attributes('form', 'action')])
      expect(address).toMatch(/^\/mirror\//);
    await storage.close();
    await engine.stop();
  });
});

describe.runIf(hasPostgres)('while the database is away (skipped without PostgreSQL)', () => {
  const { server, storage } = stoppablePostgres();

  it('the pages of the benchmark respond 503 and change nothing, and the report still works', async () => {
    const browser = new Browser(testApp({ storage: storage(), environment }), jarOf(2, 1));
    await browser.postAndFollow('/benchmark/mine');
    await server.stop();
    // A new app: DatabasePause of the used one would not ask the database again for some seconds.
    const away = new Browser(testApp({ storage: storage(), environment }), browser.jar);
    for (const address of ['/benchmark', '/benchmark/mine'])
      expect((await away.get(address)).status).toBe(503);
    expect((await away.post('/benchmark/mine')).status).toBe(503);
    expect((await away.post('/benchmark/mine/remove')).status).toBe(503);
    expect(away.jar.names).toContain(benchmarkCookie);
    expect((await away.get('/report')).status).toBe(200);
    const stranger = new Browser(testApp({ storage: storage(), environment }), jarOf(2, 1));
    expect((await stranger.post('/benchmark/mine')).status).toBe(503);
    expect(stranger.jar.names).not.toContain(benchmarkCookie);
    await server.start();
    const back = new Browser(testApp({ storage: storage(), environment }), browser.jar);
    expect((await back.page('/benchmark/mine')).text('h1')).toBe('My scores in the benchmark');
  }, 30_000);
});
