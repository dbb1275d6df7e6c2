/** Sending a member's answers to their teams. */
import { describe, expect, it } from 'vitest';
import { figureKeys } from '../../../src/assessment/team/team-figures.ts';
import { endRound } from '../../../src/codec/database/figures.ts';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { teamsCookie } from '../../../src/web/visitor/cookies.ts';
import { testApp, testContent } from '../../site.ts';
import { engines } from '../../storage/postgres.ts';
import { hasPostgres } from '../../storage/postgres-server.ts';
import { figuresOf } from '../../storage/team-storage.ts';
import { Browser, Jar } from '../browser.ts';
import { holding, openAddress } from '../carry/carried.ts';
import { attributeOf } from '../dom.ts';
import { secondDevice } from '../keeping/devices.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  keyQuestions,
  otherQuestions,
  questionAt,
  visitorWith,
} from '../state.ts';
import { stoppableSite } from '../stoppable.ts';
import {
  almost,
  answer,
  firstKey,
  join,
  keyOf,
  lastKey,
  makeTeam,
  memberships,
  ratingsOf,
  responsesOf,
  savedLine,
  teamSite,
} from '../teams/team.ts';

describe.each(engines)('on $name', (engine) => {
  const { storage, newcomer, answered } = teamSite(engine);

  describe('a member’s answers', () => {
    it('reach the team once all key questions are answered, and after every save from then on', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered(answersTo(almost));
      await join(browser, made);
      await answer(browser, firstKey.id, 0);
      expect(await responsesOf(storage(), made)).toEqual([]);
      await answer(browser, lastKey.id, 1);
      const other = questionAt(0, otherQuestions);
      await answer(browser, other.id, 3, 'continue');
      const [response, ...others] = await responsesOf(storage(), made);
      expect(others).toEqual([]);
      const sent = response && [firstKey, lastKey, other].map(({ id }) => ratingsOf(response, id)?.me);
      expect(sent).toEqual([0, 1, 3]);
    });

    it('stay in the team as they were while a key question is open again', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      await browser.post(`/questions/${firstKey.id}/answer`, { action: 'clear' });
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 2, us: 1 });
      expect(await savedLine(browser)).not.toContain('team');
      expect((await browser.page('/teams')).text('.memberships')).toContain(
        'keeps your answers as they were',
      );
      await answer(browser, firstKey.id, 3);
      const [later] = await responsesOf(storage(), made);
      expect(later && ratingsOf(later, firstKey.id)).toEqual({ me: 3, us: 3 });
    });

    it('reach each of several teams, under a different person id in each', async () => {
      const teams = [await makeTeam(newcomer()), await makeTeam(newcomer())];
      const browser = answered();
      for (const made of teams) await join(browser, made);
      await answer(browser, firstKey.id, 0);
      const responses = (await Promise.all(teams.map((made) => responsesOf(storage(), made)))).flat();
      expect(responses.map((response) => ratingsOf(response, firstKey.id)?.me)).toEqual([0, 0]);
      expect(new Set(responses.map(({ person }) => person)).size).toBe(2);
    });

    it('reach the team when another device changes them through the saved copy', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      await browser.post('/copy');
      const device = newcomer();
      const link = (await browser.page('/copy')).attribute('#copy-link', 'value');
      await device.post('/copy/open', { link, mine: 'add' });
      await answer(device, firstKey.id, 0);
      expect(device.jar.names).not.toContain(teamsCookie);
      await browser.get('/questions');
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(0);
    });

    it('do not reach the team after POST /resume/open has replaced everything in the browser', async () => {
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
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 2, us: 1 });
      expect((await browser.page('/teams')).text('.memberships')).toContain('no longer in this browser');
    });

    it('are still those of the same assessment after POST /copy/open has given it a new id', async () => {
      const made = await makeTeam(newcomer());
      const mine = assessmentWith(answersTo(keyQuestions), { name: 'Ward 7' });
      const browser = newcomer(jarWith(visitorWith(mine)));
      await join(browser, made);
      const other = answered(answersTo(keyQuestions, { me: 0, us: 0 }));
      await other.post('/copy');
      await secondDevice(other, browser, 'add');
      await browser.get('/questions');
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)).toEqual({ me: 2, us: 1 });
    });

    it('do not reach a closed team, and reach it when it is open again', async () => {
      const made = await makeTeam(newcomer());
      const team = await storage().teams.find('join', teamLinkHash(keyOf(made.join)));
      const browser = answered();
      await join(browser, made);
      await storage().teams.close(team?.id ?? '', true);
      await answer(browser, firstKey.id, 0);
      expect(await savedLine(browser)).toContain('but not with the team “Parts counter”, which is closed');
      expect((await browser.page('/teams')).text('.memberships')).toContain(
        'your latest answers did not reach it',
      );
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(2);
      await storage().teams.close(team?.id ?? '', false);
      await browser.get('/teams');
      const [later] = await responsesOf(storage(), made);
      expect(later && ratingsOf(later, firstKey.id)?.me).toBe(0);
    });

    it('are not sent again to a closed team by a page that does not change them', async () => {
      const made = await makeTeam(newcomer());
      const team = await storage().teams.find('join', teamLinkHash(keyOf(made.join)));
      const browser = answered();
      await join(browser, made);
      await storage().teams.close(team?.id ?? '', true);
      await answer(browser, firstKey.id, 0);
      let sent = 0;
      const respond: Storage['teams']['respond'] = (...response) => {
        sent++;
        return storage().teams.respond(...response);
      };
      const app = testApp({ storage: { ...storage(), teams: { ...storage().teams, respond } } });
      await new Browser(app, browser.jar).get('/questions');
      expect(sent).toBe(0);
      await new Browser(app, browser.jar).get('/teams');
      expect(sent).toBe(1);
    });

    it('do not reach a deleted team, which the member can still leave', async () => {
      const made = await makeTeam(newcomer());
      const team = await storage().teams.find('join', teamLinkHash(keyOf(made.join)));
      const browser = answered();
      await join(browser, made);
      await storage().teams.remove(team?.id ?? '');
      await answer(browser, firstKey.id, 0);
      expect((await browser.page('/teams')).text('.memberships')).toContain('no longer there');
      expect(await browser.postAndFollow('/teams/leave', { team: team?.id ?? '' })).toBe('/teams?left');
      expect(browser.jar.names).not.toContain(teamsCookie);
    });

    it('reach a team of an earlier edition that the site still accepts', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const { edition } = instrument;
      const content = {
        ...testContent,
        instrument: { ...instrument, edition: edition + 1 },
        acceptedEditions: [edition],
      };
      await answer(new Browser(testApp({ storage: storage(), content }), browser.jar), firstKey.id, 0);
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(0);
    });

    it('do not reach the team when the site has another edition of the questions', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const { edition } = instrument;
      const content = { ...testContent, instrument: { ...instrument, edition: edition + 1 } };
      const later = new Browser(testApp({ storage: storage(), content }), new Jar());
      later.jar.set(teamsCookie, browser.jar.value(teamsCookie) ?? '');
      for (const { id } of keyQuestions) await answer(later, id, 0);
      const [response] = await responsesOf(storage(), made);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(2);
      expect((await later.page('/teams')).text('.memberships')).toContain('another edition');
    });

    it('are published as figures of six people once all six who are expected have answered', async () => {
      const made = await makeTeam(newcomer(), { expected: '6' });
      for (const rating of [0, 1, 1, 2, 3, 3])
        await join(answered(answersTo(instrument.questions, { me: rating as 0, us: 1 })), made);
      const team = await storage().teams.find('results', teamLinkHash(keyOf(made.results)));
      const figures = await figuresOf(storage(), team?.id ?? '');
      expect([...figures.keys()].toSorted()).toEqual([...figureKeys(instrument).keys()].toSorted());
      expect(figures.get(`q${firstKey.id}`)?.me).toMatchObject({ n: 6, total: { sum: 10, squares: 24 } });
    });

    it('do not reach a full team, and reach it when there is room again', async () => {
      const made = await makeTeam(newcomer());
      const full = testApp({ storage: storage(), environment: { TEAM_MEMBERS: '5' } });
      const others = Array.from({ length: 5 }, () => answered());
      const last = answered(answersTo(almost));
      await join(last, made);
      for (const other of others) await join(other, made);
      const late = new Browser(full, last.jar);
      await answer(late, lastKey.id, 1);
      expect((await late.page('/teams')).text('.memberships')).toContain('The team is full');
      const [other] = others;
      await other?.post('/teams/leave', { team: memberships(last)[0]?.team ?? '' });
      expect((await late.page('/teams')).text('.memberships')).toContain('have reached the team');
    });

    it('are not given to a new round before the member says so', async () => {
      const made = await makeTeam(newcomer());
      const browser = answered();
      await join(browser, made);
      const team = await storage().teams.find('join', teamLinkHash(keyOf(made.join)));
      const { id, edition } = team ?? { id: '', edition: 1 };
      await storage().teams.endRound(id, { number: 1, today: 20_800, edition }, endRound);
      await answer(browser, firstKey.id, 0);
      expect((await responsesOf(storage(), made)).map(({ ratings, round }) => [ratings, round])).toEqual([
        ['', 1],
      ]);
      const page = await browser.page('/teams');
      expect(page.text('.memberships')).toContain('Round 2 has begun');
      const last = await browser.get(`/teams/round?team=${id}`);
      expect(last.text).toContain('nothing of it could be shown');
      expect((await newcomer().get(`/teams/round?team=${id}`)).status).toBe(404);
      expect(await browser.postAndFollow('/teams/again', { team: id })).toBe('/teams?again');
      const [response, ...more] = await responsesOf(storage(), made);
      expect(more).toEqual([]);
      expect(response?.round).toBe(2);
      expect(response && ratingsOf(response, firstKey.id)?.me).toBe(0);
      expect((await browser.post('/teams/again', { team: 'unknown' })).status).toBe(404);
    });
  });
});

describe.runIf(hasPostgres)('while the database is away (skipped without PostgreSQL)', () => {
  const { server, storage, site, answered } = stoppableSite();

  it('answers are saved in the browser and reach the team when the database is back', async () => {
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

  it('a visitor without a team sees no notice', async () => {
    await server.stop();
    const browser = answered();
    await answer(browser, firstKey.id, 0);
    expect((await browser.page('/questions')).notices).toEqual([]);
  });
});
