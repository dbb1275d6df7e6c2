/** /teams/join and /teams/leave. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { joinsAWindow } from '../../../src/web/http/middleware/rate-limit.ts';
import { roomForRecents, roomInRequest } from '../../../src/web/visitor/cookie-room.ts';
import { asideCookies, stateCookie, teamsCookie } from '../../../src/web/visitor/cookies.ts';
import { testApp, testContent } from '../../site.ts';
import { engines, sqliteEngine } from '../../storage/postgres.ts';
import { hasPostgres } from '../../storage/postgres-server.ts';
import { leave, newTeam, respond } from '../../storage/team-storage.ts';
import { Browser, cookieSet, Jar } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  secondLevel,
  visitorWith,
} from '../state.ts';
import { stoppableSite } from '../stoppable.ts';
import {
  answer,
  firstKey,
  join,
  joining,
  keyOf,
  local,
  makeTeam,
  memberships,
  ratingsOf,
  responsesOf,
  savedLine,
  teamSite,
  wild,
} from './team.ts';

describe.each(engines)('on $name', (engine) => {
  const { storage, newcomer, answered } = teamSite(engine);
  /** On another process of the site: one process refuses more than `joinsAWindow` forms of an address in ten seconds. */
  const elsewhere = (jar?: Jar) => new Browser(testApp({ storage: storage() }), jar);

  describe('POST /teams/join', () => {
    it('makes an assessment for a visitor who has none, and sends no answers yet', async () => {
      const made = await makeTeam(newcomer());
      const browser = newcomer();
      expect((await browser.page(local(made.join))).text('main')).not.toContain('stay in this browser only');
      expect(browser.jar.names).toEqual([]);
      await join(browser, made, { assessment: 'new' });
      const page = await browser.page('/teams?joined');
      expect(page.notices).toEqual(['You have joined the team.']);
      expect(page.text('.memberships')).toContain('25 key questions still to answer. The team gets nothing');
      expect(await responsesOf(storage(), made)).toEqual([]);
    });

    it('sends the answers that the browser has at once', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const [response, ...others] = await responsesOf(storage(), made);
      expect(others).toEqual([]);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 2, us: 1 });
      expect(await savedLine(browser)).toContain('and with the team “Parts counter”');
      expect((await browser.page('/teams')).text('.memberships')).toContain(
        'Your answers have reached the team.',
      );
    });

    it(`refuses more than ${joinsAWindow} forms of one address in ten seconds`, async () => {
      const alone = elsewhere();
      const statuses = await Promise.all(
        Array.from({ length: joinsAWindow + 1 }, () => alone.post('/teams/join', { key: 'x' })),
      );
      const count = (wanted: number) => statuses.filter(({ status }) => status === wanted).length;
      expect([count(422), count(429)]).toEqual([joinsAWindow, 1]);
    });

    it('leads to the teams of the member, with what others need to know folded', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      expect((await browser.page('/teams')).has('details.others')).toBe(false);
      await join(browser, made);
      const page = await browser.page('/teams?joined');
      expect(page.has('details.others:not([open]) form[action="/teams/new"]')).toBe(true);
      const refused = await browser.post('/teams/new', { ticket: 'x', name: '', expected: '8' });
      expect(new Page(refused.text).has('details.others[open] #name')).toBe(true);
    });

    it('changes nothing for a member', async () => {
      const made = await makeTeam(newcomer(), { groups: 'Day\nNight' });
      const browser = answered();
      await join(browser, made, { group: '1' });
      const before = memberships(browser);
      expect((await browser.page(local(made.join))).has('form[action="/teams/join"]')).toBe(false);
      await join(browser, made, { group: '0', assessment: 'new' });
      expect(memberships(browser)).toEqual(before);
      expect((await responsesOf(storage(), made)).map(({ group }) => group)).toEqual([1]);
    });

    it('preselects no answers, and refuses until some are chosen', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      expect((await browser.page(local(made.join))).chosen).toEqual({});
      const response = await joining(browser, made, { assessment: '' });
      expect(response.status).toBe(422);
      expect(new Page(response.text).errors.map(({ field }) => field)).toEqual(['assessment']);
      expect(await responsesOf(storage(), made)).toEqual([]);
    });

    it('refuses a newcomer whose cookies have no room left for a team, and makes no assessment either', async () => {
      const made = await makeTeam(newcomer());
      const jar = new Jar();
      // Room for a new assessment, but not for a team beside it.
      const filling = roomInRequest - roomForRecents - 400;
      for (const name of asideCookies) jar.set(name, 'x'.repeat(filling / 3 - name.length - '=; '.length));
      const browser = elsewhere(jar);
      const response = await joining(browser, made, { assessment: 'new' });
      expect(response.status).toBe(422);
      expect(new Page(response.text).errors[0]?.text).toContain(
        'There is no room left in the browser’s cookies',
      );
      expect(browser.jar.names.toSorted()).toEqual(asideCookies.toSorted());
      expect(await responsesOf(storage(), made)).toEqual([]);
    });

    it('refuses an unknown group and an unknown assessment', async () => {
      const made = await makeTeam(newcomer(), { groups: 'Day\nNight' });
      const browser = elsewhere(jarWithAnswers(answersTo(keyQuestions)));
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

    it('sends the chosen assessment and no other', async () => {
      const made = await makeTeam(newcomer());
      const own = assessmentWith(answersTo(keyQuestions, { me: 3, us: 3 }), { id: 'own' });
      const other = assessmentWith(answersTo(keyQuestions), { id: 'other', level: secondLevel });
      const browser = newcomer(jarWith(visitorWith(own, other)));
      await join(browser, made, { assessment: 'own' });
      await answer(browser, firstKey.id, 0);
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 3, us: 3 });
      expect(await savedLine(browser)).not.toContain('team');
    });

    it('refuses a sixth team', async () => {
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
      ['empty', '', 'to its last letter'],
      ['cut short', 'abc', 'to its last letter'],
      ['markup', wild, 'to its last letter'],
      ['SQL', "' or 1=1; drop table team; --", 'to its last letter'],
      ['unknown', 'A'.repeat(22), 'No team has this link'],
    ])('refuses a key that is %s, as GET /teams/join does', async (_what, key, words) => {
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

    it('refuses a results link, a replaced link, a closed team and a team of another edition', async () => {
      const made = await makeTeam(newcomer());
      const team = await storage().teams.find('join', teamLinkHash(keyOf(made.join)));
      const id = team?.id ?? '';
      const browser = answered();
      expect((await browser.get(`/teams/join?key=${keyOf(made.results)}`)).status).toBe(422);
      const content = { ...testContent, instrument: { ...instrument, edition: instrument.edition + 1 } };
      const later = new Browser(testApp({ storage: storage(), content }));
      expect((await later.get(local(made.join))).text).toContain('made for edition');
      expect((await joining(later, made, { assessment: 'new' })).status).toBe(422);
      await storage().teams.close(id, true);
      expect((await browser.get(local(made.join))).text).toContain('This team is closed');
      expect((await joining(browser, made)).status).toBe(422);
      await storage().teams.close(id, false);
      await storage().teams.replaceLink(
        id,
        'join',
        teamLinkHash(keyOf(made.join)),
        teamLinkHash('B'.repeat(22)),
      );
      expect((await joining(browser, made)).status).toBe(422);
      expect(memberships(browser)).toEqual([]);
      expect(await responsesOf(storage(), made)).toEqual([]);
    });

    it('refuses a form from another site, and GET /teams/join does not join', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      const response = await browser.get(`${local(made.join)}&group=0&assessment=1`);
      expect(cookieSet(response, teamsCookie)).toBeUndefined();
      expect(response.headers).toMatchObject({
        'referrer-policy': 'origin',
        'cache-control': 'private, no-store, no-transform',
        'x-robots-tag': 'noindex',
      });
      const posted = await request(browser.app)
        .post('/teams/join')
        .set('Origin', 'https://elsewhere.example')
        .send(`key=${keyOf(made.join)}&assessment=1`);
      expect(posted.status).toBe(403);
    });
  });

  describe('POST /teams/leave', () => {
    it('erases the answers and the membership, after a page that asks', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const [{ team: id } = { team: '' }] = memberships(browser);
      const asked = await browser.get(`/teams/leave?team=${id}`);
      expect(await htmlFaults(asked.text)).toEqual([]);
      expect(await responsesOf(storage(), made)).toHaveLength(1);
      expect(await browser.postAndFollow('/teams/leave', { team: id })).toBe('/teams?left');
      expect(browser.jar.names).toEqual([stateCookie]);
      expect((await storage().teams.progress(id)).people).toBe(0);
      await answer(browser, firstKey.id, 0);
      expect((await storage().teams.progress(id)).people).toBe(0);
      expect((await browser.get(`/teams/leave?team=${id}`)).status).toBe(404);
    });

    it('erases the answers for good: another tab that is still a member does not send them again', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const tab = newcomer(new Jar());
      for (const name of [stateCookie, teamsCookie]) tab.jar.set(name, browser.jar.value(name) ?? '');
      const [{ team: id } = { team: '' }] = memberships(browser);
      await browser.post('/teams/leave', { team: id });
      await answer(tab, firstKey.id, 0);
      expect((await storage().teams.progress(id)).people).toBe(0);
      expect((await responsesOf(storage(), made)).every(({ ratings }) => ratings === '')).toBe(true);
      expect(memberships(tab)).toEqual([]);
    });

    it('has the same effect as POST /start/:id/delete, for the teams that get that assessment and for no others', async () => {
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
      expect((await responsesOf(storage(), made)).map(({ ratings }) => ratings)).toEqual(['']);
    });

    it('has the same effect as POST /forget, for all teams', async () => {
      const teams = [await makeTeam(newcomer(), { name: wild }), await makeTeam(newcomer())];
      const browser = elsewhere(jarWithAnswers(answersTo(keyQuestions)));
      for (const made of teams) await join(browser, made);
      expect((await browser.page('/forget')).texts('main li').join()).toContain(`the team “${wild}”`);
      const address = await browser.postAndFollow('/forget');
      expect((await browser.page(address)).texts('main li')).toContain('your answers in 2 teams');
      expect(browser.jar.names).toEqual([]);
      for (const made of teams)
        expect((await responsesOf(storage(), made)).map(({ ratings }) => ratings)).toEqual(['']);
    });
  });
});

describe('the database file', () => {
  it('no longer contains the answers of a member who has left', async () => {
    const engine = sqliteEngine();
    const address = await engine.fresh();
    const storage = await openStorage(address, () => undefined);
    await storage.teams.create(newTeam(), { join: 'j', results: 'r' });
    // The texts of two members who rate differently differ from the first question on.
    const given = { one: 3, two: 1 } as const;
    for (const [person, us] of Object.entries(given))
      await respond(storage, 'team', { person, answers: answersTo(keyQuestions, { me: 2, us }) });
    await leave(storage, 'team', 'one');
    await storage.close();
    const file = address.engine === 'sqlite' ? readFileSync(address.file).toString('latin1') : '';
    const plain = keyQuestions.find(({ reverse }) => !reverse)?.id;
    expect(file).toContain(`q${plain},2,1,,`);
    expect(file).not.toContain(`q${plain},2,3,,`);
    await engine.stop();
  });
});

describe.runIf(hasPostgres)('while the database is away (skipped without PostgreSQL)', () => {
  const { server, storage, site, answered } = stoppableSite();

  it('making, joining and leaving a team fail, and the form shows what was entered', async () => {
    const made = await makeTeam(site());
    const browser = answered();
    await join(browser, made);
    const [{ team } = { team: '' }] = memberships(browser);
    const other = answered();
    const ticket = (await other.page('/teams')).attribute('input[name="ticket"]', 'value');
    await server.stop();
    const making = await other.post('/teams/new', { ticket, name: 'Ward 9', expected: '12', groups: 'a\nb' });
    expect(making.status).toBe(422);
    const page = new Page(making.text);
    expect(page.errors[0]?.text).toContain('does not answer just now');
    expect([page.attribute('#name', 'value'), page.text('#groups')]).toEqual(['Ward 9', 'a b']);
    expect((await joining(site(other), made)).status).toBe(503);
    expect(memberships(other)).toEqual([]);
    for (const [address, fields] of [
      ['/teams/leave', { team }],
      ['/start/1/delete', {}],
    ] as const) {
      expect((await site(browser).post(address, fields)).status).toBe(503);
      expect(memberships(browser)).toHaveLength(1);
      expect(browser.jar.names).toContain(stateCookie);
    }
    await server.start();
    await site(browser).post('/forget');
    expect((await storage().teams.progress(team)).people).toBe(0);
  });
});
