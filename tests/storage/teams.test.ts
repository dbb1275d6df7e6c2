/** The contract of teams, on both engines. The figures reveal nothing about one member. */
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../src/assessment/answers.ts';
import { step } from '../../src/assessment/team/disclosure.ts';
import type { FigureKey, Figures } from '../../src/assessment/team/team-figures.ts';
import { decodeFigures, erasedShown, publishStored } from '../../src/codec/database/figures.ts';
import { packAnswers } from '../../src/codec/packed/packed.ts';
import type { Team } from '../../src/storage/tables/teams.ts';
import { instrument } from '../web/state.ts';
import { engines, storageOn } from './postgres.ts';

const threshold = 5;
const today = 20_000;
const [first] = instrument.questions;
const firstKey: FigureKey = `q${first?.id ?? ''}`;

const same = (answer: Answer): Answers => new Map(instrument.questions.map(({ id }) => [id, answer]));

describe.each(engines)('teams on $name', (engine) => {
  const storage = storageOn(engine);
  let count = 0;

  async function newTeam(groups: readonly string[] = []): Promise<Team> {
    const id = `team ${++count}`;
    const team = { id, name: 'Parts counter', edition: 1, groups, createdOn: today, closed: false };
    await storage().teams.create(team, { join: `join ${id}`, results: `results ${id}` });
    return team;
  }

  const answer = (team: Team, person: string, answers: Answers, group = -1) =>
    storage().teams.respond(team.id, { person, group, answers: packAnswers(answers) }, today);

  async function figures(team: Team): Promise<Figures> {
    const text = await storage().teams.published(team.id, step, (before, responses) =>
      publishStored(before, responses, instrument, team.groups.length, threshold),
    );
    return decodeFigures(text);
  }

  it('are found by the hash of each link and by id', async () => {
    const team = await newTeam(['Day', 'Night']);
    expect(await storage().teams.find('join', `join ${team.id}`)).toEqual(team);
    expect(await storage().teams.find('results', `results ${team.id}`)).toEqual(team);
    expect(await storage().teams.find('results', `join ${team.id}`)).toBeUndefined();
    expect(await storage().teams.byId(team.id)).toEqual(team);
    expect(await storage().teams.find('join', '')).toBeUndefined();
  });

  it('are not found by the old hash of a link once it is replaced', async () => {
    const team = await newTeam();
    expect(await storage().teams.linkHash(team.id, 'results')).toBe(`results ${team.id}`);
    const replace = (old: string, hash: string) => storage().teams.replaceLink(team.id, 'results', old, hash);
    const other = await newTeam();
    expect(await replace(`join ${team.id}`, 'not its link')).toBe(false);
    expect(await replace(`results ${other.id}`, 'not its link')).toBe(false);
    expect(await replace(`results ${team.id}`, 'another')).toBe(true);
    expect(await replace(`results ${team.id}`, 'another')).toBe(true);
    expect(await replace(`results ${team.id}`, 'a third')).toBe(false);
    expect(await storage().teams.linkHash(team.id, 'results')).toBe('another');
    expect(await storage().teams.find('results', `results ${team.id}`)).toBeUndefined();
    expect(await storage().teams.find('results', 'another')).toEqual(team);
  });

  it('take no answers once closed or removed, and lose their responses once removed', async () => {
    const team = await newTeam();
    expect(await answer(team, 'a', same({ me: 1, us: 1 }))).toBe(true);
    const other = await newTeam();
    await storage().teams.close(team.id, true);
    expect(await storage().teams.byId(team.id)).toEqual({ ...team, closed: true });
    expect(await storage().teams.byId(other.id)).toEqual(other);
    expect(await answer(team, 'b', same({ me: 1, us: 1 }))).toBe(false);
    await storage().teams.close(team.id, false);
    expect(await answer(team, 'b', same({ me: 1, us: 1 }))).toBe(true);
    await storage().teams.remove(team.id);
    expect(await storage().teams.byId(team.id)).toBeUndefined();
    expect(await storage().teams.membership(team.id, 'a')).toBeUndefined();
    expect(await storage().teams.byId(other.id)).toEqual(other);
    expect(await answer(team, 'a', same({ me: 1, us: 1 }))).toBe(false);
  });

  it('can be created closed', async () => {
    const team = { id: 'closed', name: 'Closed', edition: 1, groups: [], createdOn: today, closed: true };
    await storage().teams.create(team, { join: 'join closed', results: 'results closed' });
    expect(await storage().teams.byId('closed')).toEqual(team);
    expect(await answer(team, 'a', same({ me: 1, us: 1 }))).toBe(false);
  });

  it('have no figures below the threshold, and the sums from it on', async () => {
    const team = await newTeam();
    for (const person of ['a', 'b', 'c', 'd']) await answer(team, person, same({ me: 1, us: 2 }));
    expect((await figures(team)).size).toBe(0);
    await answer(team, 'e', same({ me: 3, us: 0 }));
    const shown = (await figures(team)).get(firstKey);
    expect(shown?.me).toEqual({ n: 5, items: [{ sum: 7, squares: 13 }], total: { sum: 7, squares: 13 } });
    expect(shown?.us).toEqual({ n: 5, items: [{ sum: 8, squares: 16 }], total: { sum: 8, squares: 16 } });
  });

  it('keep their figures until three more members have answered', async () => {
    const team = await newTeam();
    for (const person of ['a', 'b', 'c', 'd', 'e']) await answer(team, person, same({ me: 1, us: 1 }));
    const before = await figures(team);
    await answer(team, 'f', same({ me: 3, us: 3 }));
    expect(await figures(team)).toEqual(before);
    await answer(team, 'g', same({ me: 3, us: 3 }));
    expect(await figures(team)).toEqual(before);
    await answer(team, 'h', same({ me: 3, us: 3 }));
    expect((await figures(team)).get(firstKey)?.me.n).toBe(8);
  });

  it('keep their figures when one or two members leave, and erase those members’ answers', async () => {
    const team = await newTeam();
    for (const person of 'abcdefgh') await answer(team, person, same({ me: 2, us: 1 }));
    const before = await figures(team);
    await storage().teams.leave(team.id, 'a', erasedShown);
    await storage().teams.leave(team.id, 'b', erasedShown);
    expect(await storage().teams.membership(team.id, 'a')).toBeUndefined();
    expect((await storage().teams.progress(team.id)).people).toBe(6);
    expect(await figures(team)).toEqual(before);
    await storage().teams.leave(team.id, 'c', erasedShown);
    expect((await figures(team)).get(firstKey)?.me.n).toBe(5);
  });

  it('do not take a late save of a member who has left', async () => {
    const team = await newTeam();
    expect(await answer(team, 'a', same({ me: 2, us: 1 }))).toBe(true);
    await storage().teams.leave(team.id, 'a', erasedShown);
    expect(await answer(team, 'a', same({ me: 2, us: 1 }))).toBe(false);
    expect((await storage().teams.progress(team.id)).people).toBe(0);
  });

  it('do not work out figures again while nothing has changed, although some answers are not in them yet', async () => {
    const team = await newTeam();
    for (const person of 'abcdef') await answer(team, person, same({ me: 2, us: 1 }));
    await figures(team);
    // Without these three members too few are left for the first question, so its figure stays.
    for (const person of 'abc') await answer(team, person, new Map([...same({ me: 2, us: 1 })].slice(1)));
    let calls = 0;
    const look = () =>
      storage().teams.published(team.id, step, (before, responses) => {
        calls++;
        return publishStored(before, responses, instrument, 0, threshold);
      });
    const first = await look();
    expect(await look()).toBe(first);
    expect(calls).toBe(1);
    expect((await storage().teams.progress(team.id)).waiting).toBe(3);
    for (const person of 'abc') await answer(team, person, same({ me: 2, us: 1 }));
    await look();
    expect(calls).toBe(2);
    expect((await storage().teams.progress(team.id)).waiting).toBe(0);
  });

  it('count each member once, on the day of the last save', async () => {
    const team = await newTeam();
    for (let i = 0; i < 3; i++) await answer(team, 'a', same({ me: 1, us: 1 }));
    await storage().teams.respond(team.id, { person: 'b', group: -1, answers: '' }, today + 1);
    expect(await storage().teams.progress(team.id)).toEqual({
      people: 2,
      waiting: 2,
      days: [
        { day: today, people: 1 },
        { day: today + 1, people: 1 },
      ],
    });
  });

  it('lose no answers when forty members save while figures are worked out', async () => {
    const team = await newTeam();
    const people = Array.from({ length: 40 }, (_, i) => `p${i}`);
    await Promise.all(
      people.flatMap((person, i) => [
        answer(team, person, same({ me: 1, us: 1 })),
        ...(i % 10 ? [] : [figures(team)]),
      ]),
    );
    expect((await storage().teams.progress(team.id)).people).toBe(40);
    // One or two members who saved last may not be in the figures yet: three more bring them in.
    for (const person of ['x', 'y', 'z']) await answer(team, person, same({ me: 1, us: 1 }));
    expect((await figures(team)).get(firstKey)?.me.n).toBe(43);
  });

  it('keep the group that a member chose first, and split figures only when each group is large enough', async () => {
    const team = await newTeam(['Day', 'Night']);
    for (const person of 'abcde') await answer(team, person, same({ me: 1, us: 1 }), 0);
    for (const person of 'fghi') await answer(team, person, same({ me: 3, us: 3 }), 1);
    expect((await figures(team)).get(firstKey)?.groups).toEqual([]);
    expect(await storage().teams.membership(team.id, 'a')).toEqual({ group: 0 });
    await answer(team, 'a', same({ me: 1, us: 1 }), 1);
    expect(await storage().teams.membership(team.id, 'a')).toEqual({ group: 0 });
    for (const person of 'jkl') await answer(team, person, same({ me: 3, us: 3 }), 1);
    expect((await figures(team)).get(firstKey)?.groups.map(({ me }) => me.n)).toEqual([5, 7]);
    // One more in one group and two in the other are three in all, but too few in each.
    const before = await figures(team);
    await answer(team, 'm', same({ me: 0, us: 0 }), 0);
    for (const person of 'no') await answer(team, person, same({ me: 0, us: 0 }), 1);
    expect(await figures(team)).toEqual(before);
  });

  it('are purged with their responses when the last change is before the day', async () => {
    const team = await newTeam();
    await storage().teams.respond(team.id, { person: 'a', group: -1, answers: '' }, 10_000);
    expect(await storage().teams.purge(10_000)).toBe(0);
    expect(await storage().teams.purge(10_001)).toBe(1);
    expect(await storage().teams.byId(team.id)).toBeUndefined();
  });
});
