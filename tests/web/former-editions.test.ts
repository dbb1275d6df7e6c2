/**
 * Answers to an edition that does not count here: pages say so in one sentence, they can be downloaded, and nothing of them is
 * counted, changed or lost.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../src/assessment/answers.ts';
import { noHoldings } from '../../src/assessment/holdings.ts';
import { partsOf, sealOf } from '../../src/codec/database/copy.ts';
import { encodeCopyCookie } from '../../src/codec/database/copy-cookie.ts';
import { memberChange } from '../../src/codec/database/figures.ts';
import { teamLinkHash } from '../../src/codec/database/team-keys.ts';
import { encodeLink } from '../../src/codec/links/link.ts';
import { encodeToken } from '../../src/codec/links/token.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { asideCookie, copyCookie, stateCookie } from '../../src/web/visitor/cookies.ts';
import { cookieText, cookieValue } from '../cookies.ts';
import { dayOf } from '../days.ts';
import { readPdf } from '../exports/pdf/pdf-reading.ts';
import { testApp, testContent, testSecret, today } from '../site.ts';
import { engines } from '../storage/postgres.ts';
import { newTeam } from '../storage/team-storage.ts';
import { Browser, Jar } from './browser.ts';
import { htmlFaults, Page } from './dom.ts';
import { answersIn } from './keeping/devices.ts';
import { answersTo, assessmentWith, firstQuestion, instrument, jarWith, visitorWith } from './state.ts';

const first = { current: 1, accepts: [] };
const secrets = secretsFrom([testSecret]);
const answers: Answers = new Map([
  ['1.1', { me: 3, us: 'not-applicable' }],
  ['7.1', { me: 0, us: 2 }],
]);
const earlier = { ...visitorWith(assessmentWith(answers, { name: 'Ward 7' })), name: 'Ruth' };
const given = { '1.1': { me: 3, us: 'not-applicable' }, '7.1': { me: 0, us: 2 } };

/** What a file with answers to edition 1 must have. */
function expectFile(text: string) {
  const file = JSON.parse(text);
  expect(file).toMatchObject({ format: 'service-mirror', edition: 1, name: 'Ruth' });
  expect(file.assessments[0]).toMatchObject({ name: 'Ward 7', answers: given });
  expect(file.asked.ratings).toEqual(['Not yet', 'Sometimes', 'Mostly', 'Always']);
  expect(file.asked.statements['7.1']).toContain('authority to put things right');
  expect(Object.keys(file.asked.statements)).toHaveLength(100);
}

const rate = (browser: Browser) =>
  browser.postAndFollow(`/questions/${firstQuestion.id}/answer`, { me: '1', us: '2', action: 'stop' });

describe('answers to edition 1 in the cookie', () => {
  const visitor = () => new Browser(testApp(), jarWith(earlier, { edition: 1 }));

  it('are said not to count, in one sentence with a download, on every personal page', async () => {
    for (const address of ['/', '/questions', '/report', '/start', `/questions/${firstQuestion.id}`]) {
      const page = await visitor().page(address);
      expect(page.notices).toEqual([
        'The answers in this browser belong to edition 1 of the questions; this site asks edition 2, with other sentences and another scale, so they do not count and you start anew. Download them as a file',
      ]);
      expect(page.attribute('.notice a', 'href')).toBe('/start/former/1.json');
      expect(await htmlFaults((await visitor().get(address)).text)).toEqual([]);
    }
    expect((await visitor().page('/questions')).text('.progress p')).toContain('0 of 25');
  });

  it('can be downloaded with the wording of their edition, and stay in the cookie', async () => {
    const browser = visitor();
    const before = browser.jar.value(stateCookie);
    const { text, headers } = await browser.get('/start/former/1.json');
    expect(headers['content-disposition']).toBe('attachment; filename="service-mirror-edition-1.json"');
    expect(headers['cache-control']).toBe('private, no-store');
    expectFile(text);
    expect(browser.jar.value(stateCookie)).toBe(before);
    expect((await browser.get('/start/former/2.json')).status).toBe(404);
    expect((await new Browser(testApp()).get('/start/former/1.json')).status).toBe(404);
  });

  it('are kept aside when the visitor starts anew, and can be downloaded from there until they are thrown away', async () => {
    const browser = visitor();
    await rate(browser);
    expect(answersIn(browser)).toEqual({ [firstQuestion.id]: '1 2' });
    expect(browser.jar.value(asideCookie)).toBeDefined();
    const page = await browser.page('/start');
    expect(page.notices).toEqual([]);
    expect(page.text('.inset')).toContain('Edition 1: Ward 7.');
    expect(page.text('.inset')).not.toContain('They come back here');
    expectFile((await browser.get(page.attribute('.inset a', 'href'))).text);
    expect(await htmlFaults((await browser.get('/start')).text)).toEqual([]);
    await browser.post('/start-aside', { action: 'discard' });
    expect(browser.jar.value(asideCookie)).toBeUndefined();
    expect((await browser.page('/start')).has('.inset')).toBe(false);
  });

  it('are named by ids alone when the content does not say what the edition asked', async () => {
    const content = { ...testContent, formerEditions: new Map() };
    const browser = new Browser(testApp({ content }), jarWith(earlier, { edition: 1 }));
    const file = JSON.parse((await browser.get('/start/former/1.json')).text);
    expect(file.assessments[0].answers).toEqual(given);
    expect(file).not.toHaveProperty('asked');
  });
});

describe('a link with answers to edition 1', () => {
  it('says that they do not count, and offers them as a file', async () => {
    const link = encodeLink({ ...noHoldings, visitor: earlier }, first, secrets);
    const browser = new Browser(testApp());
    const { status, text } = await browser.get(`/resume/open?link=${link}`);
    expect(status).toBe(422);
    const page = new Page(text);
    expect(page.errors[0]?.text).toContain('edition 1 of the questions, and this site asks edition 2');
    expect(page.text('.advice-now')).toContain('you start anew');
    expectFile((await browser.get(page.attribute('.advice-now a', 'href'))).text);
    expect(browser.jar.names).toEqual([]);
  });

  it('of edition 2 has no such file', async () => {
    const link = encodeLink({ ...noHoldings, visitor: earlier }, { current: 2, accepts: [] }, secrets);
    const { status, headers } = await new Browser(testApp()).get(`/resume/former.json?link=${link}`);
    expect([status, headers.location]).toEqual([303, '/resume']);
  });
});

describe.each(engines)('on $name', (engine) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(await engine.fresh(), () => undefined);
  }, 60_000);
  afterAll(async () => {
    await storage?.close();
    await engine.stop();
  });

  /** A browser with a saved copy that was made before copies named their edition. */
  async function withCopy(key: string): Promise<Browser> {
    const seal = sealOf(key);
    const parts = new Map(partsOf({ ...noHoldings, visitor: earlier }, 1));
    parts.set('profile', JSON.stringify({ n: 'Ruth', c: '1', o: ['1'] }));
    const sealed = [...parts].map(([name, value]) => seal.seal(name, value));
    const revision = await storage.copies.write(seal.id, sealed, dayOf(today));
    const jar = jarWith(earlier, { edition: 1 });
    jar.set(copyCookie, cookieValue(encodeCopyCookie({ key, revision, unsent: new Set() }), secrets));
    return new Browser(testApp({ storage }), jar);
  }
  const partsIn = async (key: string) => (await storage.copies.changes(sealOf(key).id, 0))?.parts.length;

  it('a saved copy of edition 1 is not read, added to or removed, and can be downloaded', async () => {
    const key = 'a'.repeat(22);
    const browser = await withCopy(key);
    const before = await partsIn(key);
    const notices = (await browser.page('/questions')).notices.join();
    expect(notices).toContain('Your copy on this site answers an earlier edition of the questions');
    await rate(browser);
    await browser.get('/questions');
    await rate(new Browser(browser.app, browser.jar));
    expect(answersIn(browser)).toEqual({ [firstQuestion.id]: '1 2' });
    expect(await partsIn(key)).toBe(before);
    const { text } = await browser.get('/copy');
    expect(await htmlFaults(text)).toEqual([]);
    expectFile((await browser.get(new Page(text).attribute('.primary', 'href'))).text);
  });

  it('a new copy can be kept after the one of edition 1 is removed', async () => {
    const key = 'b'.repeat(22);
    const browser = await withCopy(key);
    await rate(browser);
    await browser.post('/copy/stop', { what: 'remove' });
    expect(await partsIn(key)).toBeUndefined();
    await browser.post('/copy');
    expect((await browser.page('/questions')).text('.saved')).toContain('with a copy on this site');
  });

  it('the link to a saved copy of edition 1 is refused, with what it holds as a file', async () => {
    const key = 'c'.repeat(22);
    await withCopy(key);
    const browser = new Browser(testApp({ storage }), new Jar());
    const token = encodeToken('c', { k: key }, first, secrets);
    const page = new Page((await browser.get(`/copy/open?link=${token}`)).text);
    expect(page.errors[0]?.text).toContain('belongs to another edition');
    expectFile((await browser.get(page.attribute('a[href^="/copy/former.json"]', 'href'))).text);
    const anew = encodeToken('c', { k: key }, { current: 2, accepts: [] }, secrets);
    expect((await browser.post('/copy/open', { link: anew, mine: 'replace' })).status).toBe(422);
    expect(cookieText(browser.jar.value(stateCookie) ?? '', secrets)).toBe('');
  });

  it('a team of edition 1 keeps its figures in its own words, and takes no part in a comparison', async () => {
    const key = `${engine.name[0]}`.padEnd(22, '1');
    const id = `former ${engine.name}`;
    const hashes = { join: teamLinkHash(`${key.slice(1)}j`), results: teamLinkHash(key) };
    await storage.teams.create(newTeam({ id, name: 'Ward 7', edition: 1, expected: 6 }), hashes);
    // As the site published them when it asked edition 1: without reverse questions.
    const plain = {
      ...instrument,
      questions: instrument.questions.map((question) => ({ ...question, reverse: false })),
      competencies: instrument.competencies.map((one) => ({
        ...one,
        questions: one.questions.map((question) => ({ ...question, reverse: false })),
      })),
    };
    const own = memberChange(plain, 5, answersTo(instrument.questions, { me: 1, us: 3 }));
    const when = { today: dayOf(today), mostMembers: 100 };
    for (let i = 0; i < 6; i++)
      await storage.teams.respond(id, { person: `p${i}`, group: -1, round: 1 }, when, own);
    const facilitator = new Browser(testApp({ storage }));
    const { text } = await facilitator.get(`/teams/results?key=${key}`);
    expect(await htmlFaults(text)).toEqual([]);
    const page = new Page(text);
    expect(page.text('.inset')).toContain(
      'This team answered edition 1 of the questions, and this site now asks edition 2, with other sentences and another scale: its figures stay as they were last shown, and are not compared with those of edition 2.',
    );
    expect(page.text('main')).toContain('Customer voice');
    expect(page.text('main')).toContain('Our leaders show excellent service in what they do every day');
    expect(page.text('main')).not.toContain('other way round; the figures');
    // Reverse in edition 2, but not turned here: us 3, me 1.
    expect(page.texts('.heat td')).toContain('7.1 us 3.0 me 1.0');
    // The figures are never worked out with the questions of edition 2.
    await facilitator.post('/teams/results', { key, action: 'show' });
    const json = JSON.parse((await facilitator.get(`/teams/results.json?key=${key}`)).text);
    expect(json).toMatchObject({ edition: 1 });
    expect(json.questions[0]).toMatchObject({ me: { n: 6, mean: 1 }, us: { n: 6, mean: 3 } });
    const pdf = await facilitator.get(`/teams/results.pdf?key=${key}`);
    const printed = (await readPdf(pdf.body)).text;
    expect(printed).toContain('edition 1');
    expect(printed).toContain('authority to put things right on the spot');
  });
});

it('has the 100 statements of edition 1', () => {
  const former = testContent.formerEditions.get(1);
  expect([...(former?.statements.keys() ?? [])].toSorted()).toEqual(
    instrument.questions.map(({ id }) => id).toSorted(),
  );
  expect([...(former?.competencies.keys() ?? [])]).toEqual(instrument.competencies.map(({ id }) => id));
});
