/** The chapter "Our team, last round" of a member's own report. */
import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../src/assessment/answers.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { testApp } from '../../site.ts';
import { engines } from '../../storage/postgres.ts';
import { openTestStorage } from '../../storage/team-storage.ts';
import { Browser } from '../browser.ts';
import { htmlFaults } from '../dom.ts';
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
import { answer, join, keyOf, type Made, makeTeam, memberships, teamSite, wild } from '../teams/team.ts';

const title = 'Our team, last round';
const cards = '.chapters li a';

/** The same storage, with each call to its teams counted. */
function counting(storage: Storage) {
  let calls = 0;
  const teams = new Proxy(storage.teams, {
    get: (of, name) => {
      calls++;
      return Reflect.get(of, name);
    },
  });
  return { storage: { ...storage, teams }, calls: () => calls };
}

describe.each(engines)('on $name', (engine) => {
  const { storage, newcomer, answered } = teamSite(engine);

  /** A team whose first members have answered with these ratings, and its members. */
  async function teamOf(ratings: readonly number[], expected = ratings.length, name = 'Parts counter') {
    const made = await makeTeam(newcomer(), { name, expected: String(expected) });
    const members: Browser[] = [];
    for (const rating of ratings) {
      const member = answered(
        answersTo(instrument.questions, { me: rating as Rating, us: rating as Rating }),
      );
      await join(member, made);
      members.push(member);
    }
    return { made, members };
  }
  const endRound = ({ results }: Made, round: number) =>
    newcomer().post('/teams/results', { key: keyOf(results), action: 'round', round: String(round) });
  const againWith = async (member: Browser) => {
    const [{ team } = { team: '' }] = memberships(member);
    await member.post('/teams/again', { team });
  };

  it('appears once a round with figures is over, in the report and beside the other chapters', async () => {
    const { made, members } = await teamOf([0, 1, 1, 2, 3, 3], 6, wild);
    const [member] = members as [Browser];
    expect((await member.page('/report')).texts(cards)).not.toContain(title);
    expect((await member.get('/report/team')).headers.location).toBe('/report');
    await endRound(made, 1);
    const report = await member.page('/report');
    expect(report.texts(cards)).toContain(title);
    expect(report.text('#team')).toContain('Round 1, to 21 November 2026');
    for (const address of ['/report/team', '/report/all']) {
      const { status, text } = await member.get(address);
      expect(status).toBe(200);
      expect(text).not.toContain('<b>Parts');
      expect(await htmlFaults(text)).toEqual([]);
    }
    const chapter = await member.page('/report/team');
    expect(chapter.text('h2')).toBe(wild);
    expect(chapter.text('.rounds tbody td')).toMatch(/^me \d+\.\d us \d+\.\d$/);
    expect(chapter.text('main')).toContain('6 people answered');
  });

  it('shows the change between the last two rounds, with the figures that the facilitator saw and no others', async () => {
    const { made, members } = await teamOf([0, 1, 1, 2, 2, 3]);
    await endRound(made, 1);
    const [member] = members as [Browser];
    for (const one of members) await againWith(one);
    // Figures of the round that goes on are the facilitator's alone.
    expect((await member.page('/report/team')).texts('.rounds thead th')).toEqual([
      'Competency',
      'Round 1, to 21 November 2026',
    ]);
    const [question] = instrument.questions;
    for (const one of members) await answer(one, question?.id ?? '', question?.reverse ? 0 : 3);
    const json = JSON.parse((await newcomer().get(`/teams/results.json?key=${keyOf(made.results)}`)).text);
    expect(json.change.questions[0]).toMatchObject({ id: question?.id });
    await endRound(made, 2);
    const page = await member.page('/report/team');
    expect(page.texts('.rounds thead th').slice(1, 3)).toEqual([
      'Round 1, to 21 November 2026',
      'Round 2, to 21 November 2026',
    ]);
    const rows = page.all('.rounds')[1]?.querySelectorAll('tbody tr') ?? [];
    expect(rows[0]?.querySelector('b')?.textContent).toBe(question?.id);
    const seen = page
      .texts('.rounds td span:not(.hidden):not(.note)')
      .map((text) => text.replace(/^(me|us) /, ''));
    const published = new Set([
      ...json.competencies.flatMap(({ me, us }: Record<string, { mean: number }>) => [me?.mean, us?.mean]),
      ...json.earlierRounds[0].competencies.flatMap(({ me, us }: Record<string, number>) => [me, us]),
      ...json.questions.flatMap(({ me, us }: Record<string, { mean: number }>) => [me?.mean, us?.mean]),
      ...json.earlierRounds[0].questions.flatMap(({ me, us }: Record<string, number>) => [me, us]),
    ]);
    expect(seen.length).toBeGreaterThan(instrument.questions.length);
    expect(seen.filter((text) => !published.has(Number(text)))).toEqual([]);
  });

  it('does not appear while the figures of the round were not shown', async () => {
    const { made, members } = await teamOf([0, 1, 1, 2, 2, 3], 8);
    await endRound(made, 1);
    const [member] = members as [Browser];
    expect((await member.page('/report')).texts(cards)).not.toContain(title);
    expect((await member.page(`/teams/round?team=${memberships(member)[0]?.team}`)).text('main')).toContain(
      'nothing of it could be shown',
    );
  });

  it('is in the report of the assessment that the team gets, and in no other', async () => {
    const { made } = await teamOf([0, 1, 1, 2, 2], 6);
    const own = assessmentWith(answersTo(keyQuestions), { id: 'own' });
    const other = assessmentWith(answersTo(keyQuestions), { id: 'other', level: secondLevel });
    const member = newcomer(jarWith(visitorWith(own, other)));
    await join(member, made, { assessment: 'own' });
    await endRound(made, 1);
    expect((await member.page('/report')).texts(cards)).not.toContain(title);
    await member.post('/start/own/switch');
    expect((await member.page('/report')).texts(cards)).toContain(title);
  });

  it('is not read for a visitor in no team, and only for the membership and the rounds of a member', async () => {
    const { made, members } = await teamOf([0, 1, 1, 2, 2]);
    await endRound(made, 1);
    const { storage: counted, calls } = counting(storage());
    const app = testApp({ storage: counted });
    expect((await new Browser(app, jarWithAnswers(answersTo(keyQuestions))).get('/report')).status).toBe(200);
    expect(calls()).toBe(0);
    const [member] = members as [Browser];
    expect((await new Browser(app, member.jar).page('/report')).texts(cards)).toContain(title);
    expect(calls()).toBe(2);
  });
});

it('the report stands without the team while the database is away', async () => {
  const [engine] = engines as [(typeof engines)[0]];
  const storage = await openTestStorage(await engine.fresh());
  const app = testApp({ storage });
  const made = await makeTeam(new Browser(app), { expected: '5' });
  const members = Array.from({ length: 5 }, () => new Browser(app, jarWithAnswers(answersTo(keyQuestions))));
  for (const member of members) await join(member, made);
  await new Browser(app).post('/teams/results', { key: keyOf(made.results), action: 'round', round: '1' });
  const [member] = members as [Browser];
  expect((await member.page('/report')).texts(cards)).toContain(title);
  await storage.close();
  const report = await member.get('/report');
  expect(report.status).toBe(200);
  expect(report.text).not.toContain(title);
  await engine.stop();
});
