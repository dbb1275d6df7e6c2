/** /teams: making a team, and what all pages about teams have in common. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMemberships, encodeMemberships } from '../../../src/codec/database/membership.ts';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { teamsCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { testApp } from '../../site.ts';
import { engines, sqliteEngine } from '../../storage/postgres.ts';
import { Browser, cookiesOf, Jar } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { answersTo, assessmentWith, jarWith, keyQuestions, visitorWith } from '../state.ts';
import {
  answer,
  firstKey,
  join,
  joining,
  keyOf,
  local,
  makeTeam,
  memberships,
  secrets,
  teamSite,
  wild,
} from './team.ts';

describe.each(engines)('on $name', (engine) => {
  const { storage, newcomer, answered } = teamSite(engine);

  describe('POST /teams', () => {
    it('makes a team with two links and stores only their hashes', async () => {
      const made = await makeTeam(newcomer(), { groups: 'Counter\r\n\r\n  Workshop \r\n' });
      const team = await storage().teams.find('join', teamLinkHash(keyOf(made.join)));
      expect(team).toMatchObject({ name: 'Parts counter', groups: ['Counter', 'Workshop'], closed: false });
      expect(await storage().teams.find('results', teamLinkHash(keyOf(made.results)))).toEqual(team);
      expect(await storage().teams.find('results', teamLinkHash(keyOf(made.join)))).toBeUndefined();
      expect(await storage().teams.find('join', keyOf(made.join))).toBeUndefined();
      expect(made.page.text('#words')).toContain(made.join);
      expect(made.page.text('#words')).not.toContain(keyOf(made.results));
    });

    it('makes one team when the same form is sent again, and another for another name', async () => {
      const browser = newcomer();
      const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
      const send = async (name: string) => {
        const { status, text } = await browser.post('/teams/new', { ticket, name, expected: '8' });
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

    it('does not show a link that was replaced when the form is sent again', async () => {
      const browser = newcomer();
      const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
      const made = new Page(
        (await browser.post('/teams/new', { ticket, name: 'Ward 7', expected: '8' })).text,
      );
      const key = keyOf(made.attribute('#join', 'value'));
      const team = await storage().teams.find('join', teamLinkHash(key));
      await storage().teams.replaceLink(team?.id ?? '', 'join', teamLinkHash(key), 'another');
      const again = await browser.post('/teams/new', { ticket, name: 'Ward 7', expected: '8' });
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
      ['a ticket that this site did not sign', { ticket: 'made-up' }, 'name', 'Make the team once more'],
    ])('refuses a form with %s and shows what was entered', async (_what, fields, field, words) => {
      const browser = newcomer();
      const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
      const sent = { ticket, name: wild, expected: '80', ...fields };
      const { status, text } = await browser.post('/teams/new', sent);
      expect(status).toBe(422);
      const page = new Page(text);
      expect(page.errors.map((error) => error.field)).toEqual([field]);
      expect(page.errors[0]?.text).toContain(words);
      expect(page.attribute('#name', 'value')).toBe(sent.name);
      expect(await htmlFaults(text)).toEqual([]);
    });
  });

  it('GET /teams reports memberships that it cannot read, and lists them once they can be read again', async () => {
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

  it('the pages about teams are valid HTML when names contain HTML', async () => {
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
    pages.push(
      await newcomer().post('/teams/new', { ticket, name: wild, expected: '12', groups: `${wild}\nb` }),
    );
    for (const { text } of pages) {
      expect(text).not.toContain('<b>Parts');
      expect(await htmlFaults(text)).toEqual([]);
    }
  });

  it('the routes about teams respond without a server error to any cookie, key and form', async () => {
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
            await other.post('/teams/new', { ticket: text, name: text, groups: [text, text] }),
            await other.post('/teams/leave', { team: text }),
            await answer(other, firstKey.id, 1),
          ])
            expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('teams of a site with a path in BASE_URL', () => {
  it('have links and a cookie with that path', async () => {
    const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    const app = testApp({ storage, environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const at = (address: string) => `/mirror${address}`;
    const browser = new Browser(app);
    const form = await browser.page(at('/teams'));
    expect(form.attributes('main form', 'action')).toEqual([at('/teams/new')]);
    const ticket = form.attribute('input[name="ticket"]', 'value');
    const made = new Page(
      (await browser.post(at('/teams/new'), { ticket, name: 'Ward 7', expected: '8' })).text,
    );
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
  it('responds 404 to the pages about teams and links to none of them', async () => {
    const browser = new Browser(testApp());
    for (const address of ['/teams', '/teams/join?key=x', '/teams/leave?team=x', '/teams/anonymity'])
      expect((await browser.get(address)).status).toBe(404);
    for (const address of ['/', '/questions', '/privacy', '/forget'])
      expect((await browser.get(address)).text).not.toContain('/teams');
  });
});

describe('the database file and the log', () => {
  it('contain no member’s name, no link and no key of a team', async () => {
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
