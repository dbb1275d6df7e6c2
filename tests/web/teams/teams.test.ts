/** Teams: making one, joining, what is sent and when, leaving; on both engines, and while the database is away. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { step } from '../../../src/assessment/team/disclosure.ts';
import { figureKeys } from '../../../src/assessment/team/team-figures.ts';
import { decodeFigures, publishStored } from '../../../src/codec/database/figures.ts';
import {
  decodeMemberships,
  encodeMemberships,
  type Membership,
} from '../../../src/codec/database/membership.ts';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import { unpackAnswers } from '../../../src/codec/packed/packed.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import type { StoredResponse } from '../../../src/storage/tables/team-figures.ts';
import { stateCookie, teamsCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { testApp, testContent, testSecret } from '../../site.ts';
import { engines, sqliteEngine, stoppablePostgres } from '../../storage/postgres.ts';
import { hasPostgres } from '../../storage/postgres-server.ts';
import { Browser, cookieSet, cookiesOf, type Fields, Jar } from '../browser.ts';
import { holding, openAddress } from '../carry/carried.ts';
import { attributeOf, htmlFaults, Page } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  questionAt,
  secondLevel,
  visitorWith,
} from '../state.ts';

const secrets = secretsFrom([testSecret]);
const wild = '<b>Parts</b> & "counter"';
const [firstKey, lastKey] = [questionAt(0, keyQuestions), questionAt(-1, keyQuestions)];
const almost = keyQuestions.slice(0, -1);

interface Made {
  readonly page: Page;
  readonly join: string;
  readonly results: string;
}

/** Path and query of a link of ours. */
const local = (link: string) => link.replace(/^https?:\/\/[^/]+/, '');
const keyOf = (link: string) => new URL(link).searchParams.get('key') ?? '';

async function makeTeam(facilitator: Browser, fields: Fields = {}): Promise<Made> {
  const form = await facilitator.page('/teams');
  const ticket = form.attribute('input[name="ticket"]', 'value');
  const { status, text } = await facilitator.post('/teams', { ticket, name: 'Parts counter', ...fields });
  if (status !== 200) throw new Error(`the team was not made: ${new Page(text).errors[0]?.text}`);
  const page = new Page(text);
  return { page, join: page.attribute('#join', 'value'), results: page.attribute('#results', 'value') };
}

const joining = (browser: Browser, { join }: Made, fields: Fields = {}) =>
  browser.post('/teams/join', { key: keyOf(join), assessment: '1', ...fields });

async function join(browser: Browser, made: Made, fields: Fields = {}): Promise<void> {
  const response = await joining(browser, made, fields);
  if (response.status !== 303) throw new Error(`expected 303, came ${response.status}`);
}

const answer = (browser: Browser, id: string, rating: number, action = 'stop') =>
  browser.post(`/questions/${id}`, { me: `${rating}`, us: `${rating}`, action });

const memberships = ({ jar }: Browser): readonly Membership[] =>
  decodeMemberships(cookieText(jar.value(teamsCookie) ?? '', secrets)) ?? [];

const savedLine = async (browser: Browser) => (await browser.page('/questions')).text('.saved');

/** Everything that the database holds of a team's answers, as whoever runs the server sees it. */
async function responsesOf(storage: Storage, { join: link }: Made): Promise<readonly StoredResponse[]> {
  const team = await storage.teams.find('join', teamLinkHash(keyOf(link)));
  let all: readonly StoredResponse[] = [];
  await storage.teams.published(team?.id ?? '', 0, (figures, responses) => {
    all = responses;
    return {
      figures,
      responses: responses.map(({ shown }) => ({ shown, pending: true })),
    };
  });
  return all;
}

const ratingsOf = ({ answers }: StoredResponse, id: string) => unpackAnswers(answers)?.get(id);

describe.each(engines)('teams on $name', (engine) => {
  let storage: Storage;
  let newcomer: (jar?: Jar) => Browser;
  beforeAll(async () => {
    storage = await openStorage(await engine.fresh(), () => undefined);
    const app = testApp({ storage });
    newcomer = (jar) => new Browser(app, jar);
  }, 60_000);
  afterAll(async () => {
    await storage?.close();
    await engine.stop();
  });
  const answered = (answers = answersTo(keyQuestions)) => newcomer(jarWithAnswers(answers));

  describe('are made', () => {
    it('with two links, of which only hashes are stored', async () => {
      const made = await makeTeam(newcomer(), { groups: 'Counter\r\n\r\n  Workshop \r\n' });
      const team = await storage.teams.find('join', teamLinkHash(keyOf(made.join)));
      expect(team).toMatchObject({ name: 'Parts counter', groups: ['Counter', 'Workshop'], closed: false });
      expect(await storage.teams.find('results', teamLinkHash(keyOf(made.results)))).toEqual(team);
      expect(await storage.teams.find('results', teamLinkHash(keyOf(made.join)))).toBeUndefined();
      expect(await storage.teams.find('join', keyOf(made.join))).toBeUndefined();
      expect(made.page.text('#words')).toContain(made.join);
      expect(made.page.text('#words')).not.toContain(keyOf(made.results));
    });

    it('once, however often the form is sent, with the same links; another name makes another', async () => {
      const browser = newcomer();
      const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
      const send = async (name: string) => {
        const { status, text } = await browser.post('/teams', { ticket, name });
        expect(status).toBe(200);
        const page = new Page(text);
        return ['#join', '#results'].map((field) => local(page.attribute(field, 'value')));
      };
      const [first, ...others] = await Promise.all([send('Ward 7'), send('Ward 7'), send('Ward 7')]);
      expect(others).toEqual([first, first]);
      expect(await send('Ward 7')).toEqual(first);
      const other = await send('Ward 8');
      expect(new Set([...(first ?? []), ...other]).size).toBe(4);
    });

    it('and a reload after a link was replaced does not show the old one as if it still led somewhere', async () => {
      const browser = newcomer();
      const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
      const made = new Page((await browser.post('/teams', { ticket, name: 'Ward 7' })).text);
      const key = keyOf(made.attribute('#join', 'value'));
      const team = await storage.teams.find('join', teamLinkHash(key));
      await storage.teams.replaceLink(team?.id ?? '', 'join', teamLinkHash(key), 'another');
      const again = await browser.post('/teams', { ticket, name: 'Ward 7' });
      expect(again.text).toContain('has been replaced since');
      expect(again.text).not.toContain(key);
    });

    it.each([
      ['no name', { name: ' \u200b ' }, 'name', 'Give the team a name'],
      ['a name that is too long', { name: 'x'.repeat(61) }, 'name', 'at most 60'],
      ['one group', { groups: 'Counter' }, 'groups', 'at least two'],
      ['seven groups', { groups: 'a\nb\nc\nd\ne\nf\ng' }, 'groups', 'at most 6'],
      ['a group twice', { groups: 'Day\nNight\n day ' }, 'groups', 'there twice'],
      ['a group that is too long', { groups: `Day\n${'x'.repeat(41)}` }, 'groups', 'at most 40'],
      ['a ticket that is not ours', { ticket: 'made-up' }, 'name', 'Make the team once more'],
    ])('only from a whole form: not with %s', async (_what, fields, field, words) => {
      const browser = newcomer();
      const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
      const sent = { ticket, name: wild, ...fields };
      const { status, text } = await browser.post('/teams', sent);
      expect(status).toBe(422);
      const page = new Page(text);
      expect(page.errors.map((error) => error.field)).toEqual([field]);
      expect(page.errors[0]?.text).toContain(words);
      expect(page.attribute('#name', 'value')).toBe(sent.name);
      expect(await htmlFaults(text)).toEqual([]);
    });
  });

  describe('are joined', () => {
    it('by a newcomer, who is given an assessment and told what comes next', async () => {
      // Who is about to give a team their answers is not told that these stay in the browser.
      const made = await makeTeam(newcomer());
      const browser = newcomer();
      expect((await browser.page(local(made.join))).text('main')).not.toContain('stay in this browser only');
      expect(browser.jar.names).toEqual([]);
      await join(browser, made, { assessment: 'new' });
      const page = await browser.page('/teams?joined');
      expect(page.notices).toEqual(['You have joined the team.']);
      expect(page.text('.memberships')).toContain('25 key questions still to answer. The team gets nothing');
      expect(await responsesOf(storage, made)).toEqual([]);
    });

    it('with the answers that are there, at once', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const [response, ...others] = await responsesOf(storage, made);
      expect(others).toEqual([]);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 2, us: 1 });
      expect(await savedLine(browser)).toContain('and with the team “Parts counter”');
      expect((await browser.page('/teams')).text('.memberships')).toContain(
        'Your answers have reached the team.',
      );
    });

    it('twice without any change', async () => {
      const made = await makeTeam(newcomer(), { groups: 'Day\nNight' });
      const browser = answered();
      await join(browser, made, { group: '1' });
      const before = memberships(browser);
      expect((await browser.page(local(made.join))).has('form[action="/teams/join"]')).toBe(false);
      await join(browser, made, { group: '0', assessment: 'new' });
      expect(memberships(browser)).toEqual(before);
      expect((await responsesOf(storage, made)).map(({ group }) => group)).toEqual([1]);
    });

    it('with a group where there are groups, and with answers that this browser has', async () => {
      const made = await makeTeam(newcomer(), { groups: 'Day\nNight' });
      const browser = answered();
      for (const fields of [{}, { group: '2' }, { group: '-1' }, { group: 'Day' }]) {
        const response = await joining(browser, made, fields);
        expect(response.status).toBe(422);
        expect(new Page(response.text).errors.map(({ field }) => field)).toEqual(['group']);
      }
      const response = await joining(browser, made, { assessment: 'nobody', group: '1' });
      expect(new Page(response.text).errors.map(({ field }) => field)).toEqual(['assessment']);
      expect(new Page(response.text).chosen.group).toBe('1');
      expect(memberships(browser)).toEqual([]);
      expect(await htmlFaults(response.text)).toEqual([]);
    });

    it('with the assessment that was chosen, and no other is sent', async () => {
      const made = await makeTeam(newcomer());
      const own = assessmentWith(answersTo(keyQuestions, { me: 3, us: 3 }), { id: 'own' });
      const other = assessmentWith(answersTo(keyQuestions), { id: 'other', level: secondLevel });
      const browser = newcomer(jarWith(visitorWith(own, other)));
      await join(browser, made, { assessment: 'own' });
      await answer(browser, firstKey.id, 0);
      const [response] = await responsesOf(storage, made);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 3, us: 3 });
      expect(await savedLine(browser)).not.toContain('team');
    });

    it('up to five by one browser', async () => {
      const browser = answered();
      for (let i = 0; i < 5; i++)
        await join(browser, await makeTeam(newcomer(), { name: `Team ${i}${'ß'.repeat(54)}` }));
      const sixth = await makeTeam(newcomer());
      expect((await joining(browser, sixth)).status).toBe(422);
      expect((await browser.get(local(sixth.join))).text).toContain('Leave one of them first');
      expect(memberships(browser)).toHaveLength(5);
      expect(`${teamsCookie}=${browser.jar.value(teamsCookie)}`.length).toBeLessThan(4000);
    });

    it.each([
      ['nothing', '', 'to its last letter'],
      ['half a key', 'abc', 'to its last letter'],
      ['markup', wild, 'to its last letter'],
      ['SQL', "' or 1=1; drop table team; --", 'to its last letter'],
      ['a key of nobody', 'A'.repeat(22), 'replaced by a new one'],
    ])('not by a link with %s: the page says why', async (_what, key, words) => {
      const browser = newcomer();
      const opened = await browser.get(`/teams/join?key=${encodeURIComponent(key)}`);
      const posted = await browser.post('/teams/join', { key });
      for (const { status, text } of [opened, posted]) {
        expect(status).toBe(422);
        expect(text).toContain(words);
        expect(await htmlFaults(text)).toEqual([]);
      }
      expect(browser.jar.names).toEqual([]);
    });

    it('not by the results link, a replaced link, when closed, or for another edition', async () => {
      const made = await makeTeam(newcomer());
      const team = await storage.teams.find('join', teamLinkHash(keyOf(made.join)));
      const id = team?.id ?? '';
      const browser = answered();
      expect((await browser.get(`/teams/join?key=${keyOf(made.results)}`)).status).toBe(422);
      const content = { ...testContent, instrument: { ...instrument, edition: instrument.edition + 1 } };
      const later = new Browser(testApp({ storage, content }));
      expect((await later.get(local(made.join))).text).toContain('made for edition');
      expect((await joining(later, made, { assessment: 'new' })).status).toBe(422);
      await storage.teams.close(id, true);
      expect((await browser.get(local(made.join))).text).toContain('This team is closed');
      expect((await joining(browser, made)).status).toBe(422);
      await storage.teams.close(id, false);
      await storage.teams.replaceLink(
        id,
        'join',
        teamLinkHash(keyOf(made.join)),
        teamLinkHash('B'.repeat(22)),
      );
      expect((await joining(browser, made)).status).toBe(422);
      expect(memberships(browser)).toEqual([]);
      expect(await responsesOf(storage, made)).toEqual([]);
    });

    it('never by a GET, nor from another site', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      const response = await browser.get(`${local(made.join)}&group=0&assessment=1`);
      expect(cookieSet(response, teamsCookie)).toBeUndefined();
      expect(response.headers).toMatchObject({
        'referrer-policy': 'origin',
        'cache-control': 'private, no-store',
        'x-robots-tag': 'noindex',
      });
      const posted = await request(browser.app)
        .post('/teams/join')
        .set('Origin', 'https://elsewhere.example')
        .send(`key=${keyOf(made.join)}&assessment=1`);
      expect(posted.status).toBe(403);
    });
  });

  describe('get the answers', () => {
    it('once the key questions are answered, and with every save from then on', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered(answersTo(almost));
      await join(browser, made);
      await answer(browser, firstKey.id, 0);
      expect(await responsesOf(storage, made)).toEqual([]);
      await answer(browser, lastKey.id, 1);
      const other = questionAt(0, otherQuestions);
      await answer(browser, other.id, 3, 'continue');
      const [response, ...others] = await responsesOf(storage, made);
      expect(others).toEqual([]);
      const sent = response && [firstKey, lastKey, other].map(({ id }) => ratingsOf(response, id)?.me);
      expect(sent).toEqual([0, 1, 3]);
    });

    it('which stay as they were while a key question is open again', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      await browser.post(`/questions/${firstKey.id}`, { action: 'clear' });
      const [response] = await responsesOf(storage, made);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 2, us: 1 });
      expect(await savedLine(browser)).not.toContain('team');
      expect((await browser.page('/teams')).text('.memberships')).toContain(
        'keeps your answers as they were',
      );
      await answer(browser, firstKey.id, 3);
      const [later] = await responsesOf(storage, made);
      expect(later && ratingsOf(later, firstKey.id)).toEqual({ me: 3, us: 3 });
    });

    it('of each team that a person belongs to, under marks that do not tell it is the same person', async () => {
      const teams = [await makeTeam(newcomer()), await makeTeam(newcomer())];
      const browser = answered();
      for (const made of teams) await join(browser, made);
      await answer(browser, firstKey.id, 0);
      const responses = (await Promise.all(teams.map((made) => responsesOf(storage, made)))).flat();
      expect(responses.map((response) => ratingsOf(response, firstKey.id)?.me)).toEqual([0, 0]);
      expect(new Set(responses.map(({ person }) => person)).size).toBe(2);
    });

    it('that another device gave, by way of the saved copy', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      await browser.post('/copy');
      const device = newcomer();
      const link = (await browser.page('/copy')).attribute('#copy-link', 'value');
      await device.post('/copy/open', { link });
      await answer(device, firstKey.id, 0);
      expect(device.jar.names).not.toContain(teamsCookie);
      await browser.get('/questions');
      const [response] = await responsesOf(storage, made);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(0);
    });

    it('not of somebody else, who has replaced everything in this browser by their own', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const theirs = visitorWith(assessmentWith(answersTo(keyQuestions, { me: 0, us: 0 })));
      const page = await browser.page(openAddress(holding(theirs)));
      const hidden = page.all('main form input[type="hidden"]');
      const fields = hidden.map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]);
      expect(
        await browser.postAndFollow('/resume/open', { ...Object.fromEntries(fields), how: 'replace' }),
      ).toContain('brought');
      await answer(browser, firstKey.id, 3);
      const [response] = await responsesOf(storage, made);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 2, us: 1 });
      expect((await browser.page('/teams')).text('.memberships')).toContain('no longer in this browser');
    });

    it('not while closed, and the page says so; again when opened', async () => {
      const made = await makeTeam(newcomer());
      const team = await storage.teams.find('join', teamLinkHash(keyOf(made.join)));
      const browser = answered();
      await join(browser, made);
      await storage.teams.close(team?.id ?? '', true);
      await answer(browser, firstKey.id, 0);
      expect(await savedLine(browser)).toContain('but not with the team “Parts counter”, which is closed');
      expect((await browser.page('/teams')).text('.memberships')).toContain(
        'your latest answers did not reach it',
      );
      const [response] = await responsesOf(storage, made);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(2);
      await storage.teams.close(team?.id ?? '', false);
      await browser.get('/teams');
      const [later] = await responsesOf(storage, made);
      expect(later && ratingsOf(later, firstKey.id)?.me).toBe(0);
    });

    it('not when the team is deleted: the page says so, and it can be left', async () => {
      const made = await makeTeam(newcomer());
      const team = await storage.teams.find('join', teamLinkHash(keyOf(made.join)));
      const browser = answered();
      await join(browser, made);
      await storage.teams.remove(team?.id ?? '');
      await answer(browser, firstKey.id, 0);
      expect((await browser.page('/teams')).text('.memberships')).toContain('no longer there');
      expect(await browser.postAndFollow('/teams/leave', { team: team?.id ?? '' })).toBe('/teams?left');
      expect(browser.jar.names).not.toContain(teamsCookie);
    });

    it('not when the site asks another edition of the questions', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const { edition } = instrument;
      const content = { ...testContent, instrument: { ...instrument, edition: edition + 1 } };
      const later = new Browser(testApp({ storage, content }), new Jar());
      later.jar.set(teamsCookie, browser.jar.value(teamsCookie) ?? '');
      for (const { id } of keyQuestions) await answer(later, id, 0);
      const [response] = await responsesOf(storage, made);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(2);
      expect((await later.page('/teams')).text('.memberships')).toContain('another edition');
    });

    it('of six people as figures of six, which say what they rated', async () => {
      const made = await makeTeam(newcomer());
      for (const rating of [0, 1, 1, 2, 3, 3])
        await join(answered(answersTo(instrument.questions, { me: rating as 0, us: 1 })), made);
      const team = await storage.teams.find('results', teamLinkHash(keyOf(made.results)));
      const text = await storage.teams.published(team?.id ?? '', step, (before, responses) =>
        publishStored(before, responses, instrument, 0, 5),
      );
      const figures = decodeFigures(text);
      expect([...figures.keys()].toSorted()).toEqual([...figureKeys(instrument).keys()].toSorted());
      expect(figures.get(`q${firstKey.id}`)?.me).toMatchObject({ n: 6, total: { sum: 10, squares: 24 } });
    });
  });

  describe('are left', () => {
    it('after a question, which erases the answers at once and the membership with them', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const [{ team: id } = { team: '' }] = memberships(browser);
      const asked = await browser.get(`/teams/leave?team=${id}`);
      expect(await htmlFaults(asked.text)).toEqual([]);
      expect(await responsesOf(storage, made)).toHaveLength(1);
      expect(await browser.postAndFollow('/teams/leave', { team: id })).toBe('/teams?left');
      expect(browser.jar.names).toEqual([stateCookie]);
      expect((await storage.teams.progress(id)).people).toBe(0);
      await answer(browser, firstKey.id, 0);
      expect((await storage.teams.progress(id)).people).toBe(0);
      expect((await browser.get(`/teams/leave?team=${id}`)).status).toBe(404);
    });

    it('for good: a save from a tab that still held the membership does not bring the answers back', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const tab = newcomer(new Jar());
      for (const name of [stateCookie, teamsCookie]) tab.jar.set(name, browser.jar.value(name) ?? '');
      const [{ team: id } = { team: '' }] = memberships(browser);
      await browser.post('/teams/leave', { team: id });
      await answer(tab, firstKey.id, 0);
      expect((await storage.teams.progress(id)).people).toBe(0);
      expect((await responsesOf(storage, made)).every(({ answers }) => answers === '')).toBe(true);
      expect(memberships(tab)).toEqual([]);
    });

    it('with the assessment that was deleted, and not with another', async () => {
      const made = await makeTeam(newcomer(), { name: wild });
      const own = assessmentWith(answersTo(keyQuestions), { id: 'own' });
      const browser = newcomer(
        jarWith(visitorWith(own, assessmentWith(answersTo(keyQuestions), { id: 'b' }))),
      );
      await join(browser, made, { assessment: 'own' });
      await browser.post('/start/b/delete');
      expect(memberships(browser)).toHaveLength(1);
      const page = await browser.get('/start/own/delete');
      expect(new Page(page.text).text('main')).toContain(`The team “${wild}” gets these answers`);
      expect(await htmlFaults(page.text)).toEqual([]);
      await browser.post('/start/own/delete');
      expect(memberships(browser)).toEqual([]);
      expect((await responsesOf(storage, made)).map(({ answers }) => answers)).toEqual(['']);
    });

    it('all of them, by who wants to be forgotten', async () => {
      const teams = [await makeTeam(newcomer(), { name: wild }), await makeTeam(newcomer())];
      const browser = answered();
      for (const made of teams) await join(browser, made);
      expect((await browser.page('/forget')).texts('main li').join()).toContain(`the team “${wild}”`);
      const address = await browser.postAndFollow('/forget');
      expect((await browser.page(address)).texts('main li')).toContain('your answers in 2 teams');
      expect(browser.jar.names).toEqual([]);
      for (const made of teams)
        expect((await responsesOf(storage, made)).map(({ answers }) => answers)).toEqual(['']);
    });
  });

  it('are valid HTML, with names that look like HTML, in every state', async () => {
    const made = await makeTeam(newcomer(), { name: wild, groups: `${wild}\nOthers` });
    const named = assessmentWith(answersTo(keyQuestions), { name: wild });
    const member = newcomer(jarWith(visitorWith(named)));
    const guest = newcomer(jarWith(visitorWith(named)));
    await join(member, made, { group: '0' });
    const pages = [
      await newcomer().get('/teams'),
      await member.get('/teams?joined'),
      await member.get('/questions'),
      await member.get('/forget'),
      await member.get(local(made.join)),
      await guest.get(local(made.join)),
      await newcomer().get(local(made.join)),
      await newcomer().get('/teams/anonymity'),
      await newcomer().get('/privacy'),
      await joining(guest, made, { assessment: 'x' }),
    ];
    const ticket = (await newcomer().page('/teams')).attribute('input[name="ticket"]', 'value');
    pages.push(await newcomer().post('/teams', { ticket, name: wild, groups: `${wild}\nb` }));
    for (const { text } of pages) {
      expect(text).not.toContain('<b>Parts');
      expect(await htmlFaults(text)).toEqual([]);
    }
  });

  it('do not fall over any cookie, key or form', async () => {
    const made = await makeTeam(newcomer());
    const browser = answered();
    await join(browser, made);
    const ours = browser.jar.value(teamsCookie) ?? '';
    const garbled = fc
      .tuple(fc.nat({ max: ours.length }), fc.string({ unit: fc.constantFrom(...'aZ0-_.~*%') }))
      .map(([at, text]) => ours.slice(0, at) + text + ours.slice(at + 1))
      .filter((value) => value !== ours);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(garbled, fc.string()),
        fc.string({ unit: 'binary' }),
        async (cookie, text) => {
          const value = cookie.replaceAll(/[^\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]/g, '');
          expect(decodeMemberships(cookieText(value, secrets))).toBeUndefined();
          const other = newcomer(new Jar().set(teamsCookie, value || 'x'));
          for (const { status } of [
            await other.get('/teams'),
            await other.get(`/teams/join?key=${encodeURIComponent(text.toWellFormed())}`),
            await other.post('/teams/join', { key: keyOf(made.join), group: text, assessment: text }),
            await other.post('/teams', { ticket: text, name: text, groups: [text, text] }),
            await other.post('/teams/leave', { team: text }),
            await answer(other, firstKey.id, 1),
          ])
            expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('that a lost secret hides are told of, kept aside when another is joined, and come back with it', async () => {
    const made = await makeTeam(newcomer());
    const browser = answered();
    await join(browser, made);
    const old = browser.jar.value(teamsCookie) ?? '';
    const foreign = cookieValue(encodeMemberships(memberships(browser)), secretsFrom(['z'.repeat(40)]));
    browser.jar.set(teamsCookie, foreign);
    expect((await browser.page('/teams')).notices.join()).toContain('cannot read any more');
    await join(browser, await makeTeam(newcomer(), { name: 'Another' }));
    expect(browser.jar.value(`${teamsCookie}_aside`)).toBe(foreign);
    browser.jar.set(`${teamsCookie}_aside`, old);
    expect((await browser.page('/teams')).texts('.memberships h3')).toEqual(['Another', 'Parts counter']);
  });
});

describe('a site below a path of its own', () => {
  it('makes links that lead there, and keeps its cookie to itself', async () => {
    const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    const app = testApp({ storage, environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const at = (address: string) => `/mirror${address}`;
    const browser = new Browser(app);
    const form = await browser.page(at('/teams'));
    expect(form.attributes('main form', 'action')).toEqual([at('/teams')]);
    const ticket = form.attribute('input[name="ticket"]', 'value');
    const made = new Page((await browser.post(at('/teams'), { ticket, name: 'Ward 7' })).text);
    const link = made.attribute('#join', 'value');
    expect(link).toMatch(/^https:\/\/intranet\.example\/mirror\/teams\/join\?key=[\w-]{22}$/);
    const joined = await browser.post(at('/teams/join'), { key: keyOf(link) });
    expect(joined.headers.location).toBe(at('/teams?joined'));
    const cookie = cookiesOf(joined).find(({ name }) => name === teamsCookie);
    expect(['path', 'httponly', 'secure'].map((name) => cookie?.attributes.get(name))).toEqual([
      '/mirror/',
      '',
      '',
    ]);
    expect((await browser.page(at('/teams'))).attribute('.memberships a', 'href')).toMatch(
      /^\/mirror\/teams\/leave/,
    );
    await storage.close();
  });
});

describe('a site without a database', () => {
  it('has no teams, and nothing that leads to them', async () => {
    const browser = new Browser(testApp());
    for (const address of ['/teams', '/teams/join?key=x', '/teams/leave?team=x', '/teams/anonymity'])
      expect((await browser.get(address)).status).toBe(404);
    for (const address of ['/', '/questions', '/privacy', '/forget'])
      expect((await browser.get(address)).text).not.toContain('/teams');
  });
});

describe('what the database and the log hold of a team', () => {
  it('names nobody, and holds neither a link nor a key', async () => {
    const engine = sqliteEngine();
    const address = await engine.fresh();
    const storage = await openStorage(address, () => undefined);
    let log = '';
    const app = testApp({
      storage,
      log: (line) => {
        log += line;
      },
    });
    const made = await makeTeam(new Browser(app), { name: 'Parts counter', groups: 'Day\nNight' });
    const assessment = assessmentWith(answersTo(keyQuestions), { name: 'Ward Seventeen' });
    const browser = new Browser(app, jarWith({ ...visitorWith(assessment), name: 'Zebulon' }));
    await browser.get(local(made.join));
    await join(browser, made, { group: '1' });
    await answer(browser, firstKey.id, 0);
    const [{ key } = { key: '' }] = memberships(browser);
    await storage.close();
    const file = address.engine === 'sqlite' ? readFileSync(address.file).toString('latin1') : '';
    expect(file).toContain('Parts counter');
    for (const secret of [
      'Zebulon',
      'Ward Seventeen',
      keyOf(made.join),
      keyOf(made.results),
      key,
      '127.0.0.1',
    ]) {
      expect(secret.length).toBeGreaterThan(5);
      expect(file.includes(secret), secret).toBe(false);
    }
    expect(log).toContain('/teams/join');
    for (const secret of ['Zebulon', 'Parts counter', keyOf(made.join), keyOf(made.results), key])
      expect(log.includes(secret), secret).toBe(false);
    await engine.stop();
  });
});

describe('the database file', () => {
  it('has nothing left of the answers of somebody who has left', async () => {
    const engine = sqliteEngine();
    const address = await engine.fresh();
    const storage = await openStorage(address, () => undefined);
    const team = { id: 'team', name: 'Ward 7', edition: 1, groups: [], createdOn: 0, closed: false };
    await storage.teams.create(team, { join: 'j', results: 'r' });
    const answersOf = (person: string) => `answers-of-${person}-`.repeat(20);
    for (const person of ['one', 'two'])
      await storage.teams.respond('team', { person, group: -1, answers: answersOf(person) }, 0);
    await storage.teams.leave('team', 'one', () => '');
    await storage.close();
    const file = address.engine === 'sqlite' ? readFileSync(address.file).toString('latin1') : '';
    expect(file).toContain('answers-of-two-');
    expect(file).not.toContain('answers-of-one-');
    await engine.stop();
  });
});

describe.runIf(hasPostgres)('while the database is away (skipped without PostgreSQL)', () => {
  const { server, storage } = stoppablePostgres();

  /** After it was away, the site asks the database again only some seconds later: a new site asks at once. */
  const site = (browser?: Browser) => new Browser(testApp({ storage: storage() }), browser?.jar);
  const answered = () =>
    new Browser(testApp({ storage: storage() }), jarWithAnswers(answersTo(keyQuestions)));

  it('answers are saved in the browser, the page says so, and they reach the team when it is back', async () => {
    const made = await makeTeam(site());
    const browser = answered();
    await join(browser, made);
    await server.stop();
    await answer(browser, firstKey.id, 0);
    await answer(browser, lastKey.id, 3);
    expect((await browser.page('/questions')).notices.join()).toContain(
      'The team “Parts counter” cannot be reached just now',
    );
    expect((await browser.page('/teams')).text('.memberships')).toContain('have not reached the team');
    await server.start();
    const back = site(browser);
    expect(await savedLine(back)).toContain('and with the team “Parts counter”');
    expect((await back.page('/questions')).notices).toEqual([]);
    const [response, ...others] = await responsesOf(storage(), made);
    expect(others).toEqual([]);
    expect(response && [firstKey, lastKey].map(({ id }) => ratingsOf(response, id)?.me)).toEqual([0, 3]);
  });

  it('nothing is promised: a team is neither made, joined nor left, and what was entered is shown again', async () => {
    const made = await makeTeam(site());
    const browser = answered();
    await join(browser, made);
    const [{ team } = { team: '' }] = memberships(browser);
    const other = answered();
    const ticket = (await other.page('/teams')).attribute('input[name="ticket"]', 'value');
    await server.stop();
    const making = await other.post('/teams', { ticket, name: 'Ward 9', groups: 'a\nb' });
    expect(making.status).toBe(422);
    const page = new Page(making.text);
    expect(page.errors[0]?.text).toContain('does not answer just now');
    expect([page.attribute('#name', 'value'), page.text('#groups')]).toEqual(['Ward 9', 'a b']);
    expect((await joining(site(other), made)).status).toBe(503);
    expect(memberships(other)).toEqual([]);
    for (const [address, fields] of [
      ['/teams/leave', { team }],
      ['/start/1/delete', {}],
      ['/forget', {}],
    ] as const) {
      expect((await site(browser).post(address, fields)).status).toBe(503);
      expect(memberships(browser)).toHaveLength(1);
      expect(browser.jar.names).toContain(stateCookie);
    }
    await server.start();
    await site(browser).post('/forget');
    expect((await storage().teams.progress(team)).people).toBe(0);
  });

  it('who belongs to no team does not notice', async () => {
    await server.stop();
    const browser = answered();
    await answer(browser, firstKey.id, 0);
    expect((await browser.page('/questions')).notices).toEqual([]);
  });
});
