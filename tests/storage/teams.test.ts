/** The contract of teams, on both engines. The figures reveal nothing about one member. */
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../src/assessment/answers.ts';
import type { FigureKey } from '../../src/assessment/team/team-figures.ts';
import { decodeFigures, endRound, publishStored } from '../../src/codec/database/figures.ts';
import { instrument } from '../web/state.ts';
import { engines, storageOn } from './postgres.ts';
import { figuresOf, leave, membersOf, newTeam, respond, show, showWithout } from './team-storage.ts';

const today = 20_000;
const [first] = instrument.questions;
const firstKey: FigureKey = `q${first?.id ?? ''}`;

const same = (answer: Answer): Answers => new Map(instrument.questions.map(({ id }) => [id, answer]));
/** The same counted value for every question, also for those worded the other way round. */
const ones = same({ me: 1, us: 1 });

describe.each(engines)('teams on $name', (engine) => {
  const storage = storageOn(engine);
  let count = 0;

  async function team(given: { groups?: readonly string[]; expected?: number; closed?: boolean } = {}) {
    const made = newTeam({ id: `team ${++count}`, ...given });
    await storage().teams.create(made, { join: `join ${made.id}`, results: `results ${made.id}` });
    return made;
  }

  const answer = ({ id }: { id: string }, person: string, answers: Answers = ones, group = -1, round = 1) =>
    respond(storage(), id, { person, answers, group, round });
  const figures = ({ id }: { id: string }) => figuresOf(storage(), id);
  const n = async (of: { id: string }) => (await figures(of)).get(firstKey)?.me.n;

  it('are found by the hash of each link and by id', async () => {
    const made = await team({ groups: ['Day', 'Night'], expected: 12 });
    const stored = { ...made, round: 1, isSeen: false };
    expect(await storage().teams.find('join', `join ${made.id}`)).toEqual(stored);
    expect(await storage().teams.find('results', `results ${made.id}`)).toEqual(stored);
    expect(await storage().teams.find('results', `join ${made.id}`)).toBeUndefined();
    expect(await storage().teams.byId(made.id)).toEqual(stored);
    expect(await storage().teams.find('join', '')).toBeUndefined();
  });

  it('are not found by the old hash of a link once it is replaced', async () => {
    const { id } = await team();
    expect(await storage().teams.linkHash(id, 'results')).toBe(`results ${id}`);
    const replace = (old: string, hash: string) => storage().teams.replaceLink(id, 'results', old, hash);
    const other = await team();
    expect(await replace(`join ${id}`, 'not its link')).toBe(false);
    expect(await replace(`results ${other.id}`, 'not its link')).toBe(false);
    expect(await replace(`results ${id}`, 'another')).toBe(true);
    expect(await replace(`results ${id}`, 'another')).toBe(true);
    expect(await replace(`results ${id}`, 'a third')).toBe(false);
    expect(await storage().teams.linkHash(id, 'results')).toBe('another');
    expect(await storage().teams.find('results', `results ${id}`)).toBeUndefined();
    expect((await storage().teams.find('results', 'another'))?.id).toBe(id);
  });

  it('take no answers once closed or removed, and lose their members once removed', async () => {
    const made = await team();
    expect(await answer(made, 'a')).toBe('in');
    await storage().teams.close(made.id, true);
    expect((await storage().teams.byId(made.id))?.closed).toBe(true);
    expect(await answer(made, 'b')).toBe('closed');
    await storage().teams.close(made.id, false);
    expect(await answer(made, 'b')).toBe('in');
    await storage().teams.remove(made.id);
    expect(await storage().teams.byId(made.id)).toBeUndefined();
    expect(await storage().teams.membership(made.id, 'a')).toBeUndefined();
    expect((await storage().teams.figures(made.id)).size).toBe(0);
    expect(await answer(made, 'a')).toBe('gone');
  });

  it('can be created closed', async () => {
    const made = await team({ closed: true });
    expect((await storage().teams.byId(made.id))?.closed).toBe(true);
    expect(await answer(made, 'a')).toBe('closed');
  });

  it('take no more members than allowed, and still the changes of those they have', async () => {
    const { id } = await team();
    const come = (person: string, answers = ones) => respond(storage(), id, { person, answers, most: 3 });
    for (const person of 'abc') expect(await come(person)).toBe('in');
    expect(await come('d')).toBe('full');
    expect(await come('a', same({ me: 2, us: 2 }))).toBe('in');
    await leave(storage(), id, 'a');
    expect(await come('d')).toBe('in');
    expect(await storage().teams.members(id)).toBe(3);
  });

  it('publish figures with the last who is expected, and looking publishes nothing', async () => {
    const made = await team({ expected: 8 });
    for (const person of 'abcdefg') await answer(made, person);
    expect((await figures(made)).size).toBe(0);
    await answer(made, 'h');
    expect(await n(made)).toBe(8);
  });

  it('publish figures when asked for, from the threshold on, and may never count the last two then', async () => {
    const made = await team({ expected: 8 });
    for (const person of 'abcd') await answer(made, person);
    await show(storage(), made.id);
    expect((await figures(made)).size).toBe(0);
    for (const person of 'ef') await answer(made, person);
    await show(storage(), made.id);
    expect(await n(made)).toBe(6);
    for (const person of 'gh') await answer(made, person);
    await show(storage(), made.id);
    expect(await n(made)).toBe(6);
  });

  it('publish a question only once all have answered it, whatever else they have answered', async () => {
    const made = await team({ expected: 6 });
    const late = new Map([...ones].slice(1));
    for (const person of 'abcde') await answer(made, person);
    await answer(made, 'f', late);
    expect(await n(made)).toBeUndefined();
    expect((await figures(made)).size).toBeGreaterThan(90);
    await answer(made, 'f');
    expect(await n(made)).toBe(6);
  });

  it('publish what waits when fewer are expected', async () => {
    const made = await team({ expected: 8 });
    for (const person of 'abcdef') await answer(made, person);
    await storage().teams.publish(made.id, publishStored(instrument, 5, false), 6);
    expect((await storage().teams.byId(made.id))?.expected).toBe(6);
    expect(await n(made)).toBe(6);
  });

  it('keep their figures until three more members have answered', async () => {
    const made = await team({ expected: 5 });
    for (const person of 'abcde') await answer(made, person);
    const before = await figures(made);
    for (const person of 'fg') await answer(made, person, same({ me: 3, us: 3 }));
    expect(await figures(made)).toEqual(before);
    await answer(made, 'h', same({ me: 3, us: 3 }));
    expect(await n(made)).toBe(8);
  });

  it('keep their figures when one or two members leave, and erase those members’ answers', async () => {
    const made = await team({ expected: 8 });
    for (const person of 'abcdefgh') await answer(made, person);
    const before = await figures(made);
    for (const person of 'ab') await leave(storage(), made.id, person);
    expect(await storage().teams.membership(made.id, 'a')).toBeUndefined();
    expect((await storage().teams.progress(made.id)).people).toBe(6);
    expect(await figures(made)).toEqual(before);
    expect((await membersOf(storage(), made.id))[0]).toMatchObject({ ratings: '', seats: '', hasLeft: true });
    await leave(storage(), made.id, 'c');
    expect(await n(made)).toBe(5);
  });

  it('do not take a late save of a member who has left', async () => {
    const made = await team();
    expect(await answer(made, 'a')).toBe('in');
    await leave(storage(), made.id, 'a');
    expect(await answer(made, 'a')).toBe('left');
    expect((await storage().teams.progress(made.id)).people).toBe(0);
    await leave(storage(), made.id, 'nobody');
  });

  it('count each member once, on the day of the last save, and those who came after figures were seen', async () => {
    const { id } = await team();
    const on = (person: string, day: number) => respond(storage(), id, { person, answers: ones, today: day });
    for (let i = 0; i < 3; i++) await on('a', today);
    await storage().teams.see(id);
    await on('b', today + 1);
    await on('a', today + 2);
    expect(await storage().teams.progress(id)).toEqual({
      people: 2,
      late: 1,
      days: [
        { day: today + 1, people: 1 },
        { day: today + 2, people: 1 },
      ],
    });
    expect(await storage().teams.joinedSince(id, today + 1)).toBe(1);
    expect((await storage().teams.byId(id))?.isSeen).toBe(true);
  });

  it('lose no answers when forty members save at the same time', async () => {
    const made = await team({ expected: 43 });
    const few = new Map([...ones].slice(0, 4));
    await Promise.all(Array.from({ length: 40 }, (_, i) => answer(made, `p${i}`, few)));
    expect((await storage().teams.progress(made.id)).people).toBe(40);
    for (const person of 'xyz') await answer(made, person);
    expect((await figures(made)).get(firstKey)?.me).toMatchObject({ n: 43, total: { sum: 43 } });
  });

  it('keep the group that a member chose first, and split figures only when each group is large enough', async () => {
    const made = await team({ groups: ['Day', 'Night'], expected: 9 });
    for (const person of 'abcde') await answer(made, person, ones, 0);
    for (const person of 'fghi') await answer(made, person, same({ me: 3, us: 3 }), 1);
    expect((await figures(made)).get(firstKey)?.groups).toEqual([]);
    await answer(made, 'a', ones, 1);
    expect(await storage().teams.membership(made.id, 'a')).toEqual({ group: 0 });
    for (const person of 'jkl') await answer(made, person, same({ me: 3, us: 3 }), 1);
    expect((await figures(made)).get(firstKey)?.groups.map(({ me }) => me.n)).toEqual([5, 7]);
    // One more in one group and two in the other are three in all, but too few in each.
    const before = await figures(made);
    await answer(made, 'm', same({ me: 0, us: 0 }), 0);
    for (const person of 'no') await answer(made, person, same({ me: 0, us: 0 }), 1);
    await show(storage(), made.id);
    expect(await figures(made)).toEqual(before);
  });

  it('keep of a round only its figures, and in which figures a member was counted', async () => {
    const made = await team({ expected: 6 });
    for (const person of 'abcdef') await answer(made, person);
    await leave(storage(), made.id, 'f');
    const end = () =>
      storage().teams.endRound(made.id, { number: 1, today: today + 9, edition: made.edition + 1 }, endRound);
    await end();
    await end();
    expect(await storage().teams.byId(made.id)).toMatchObject({ round: 2, edition: made.edition + 1 });
    const [round, ...others] = await storage().teams.rounds(made.id);
    expect(others).toEqual([]);
    expect(round).toMatchObject({ number: 1, edition: made.edition, endedOn: today + 9, people: 5 });
    expect(decodeFigures(round?.figures ?? '').get(firstKey)?.me.n).toBe(6);
    const rows = await membersOf(storage(), made.id);
    expect(rows.map(({ person, ratings }) => [person, ratings])).toEqual(
      [...'abcde'].map((one) => [one, '']),
    );
    expect(rows[0]?.seats).toContain(`${firstKey},`);
    expect((await figures(made)).size).toBe(0);
    expect((await storage().teams.progress(made.id)).people).toBe(0);
  });

  it('are open again in a new round, whose figures nobody has seen', async () => {
    const { id, edition } = await team({ closed: true });
    await storage().teams.see(id);
    expect(await storage().teams.byId(id)).toMatchObject({ closed: true, isSeen: true });
    await storage().teams.endRound(id, { number: 1, today, edition }, endRound);
    expect(await storage().teams.byId(id)).toMatchObject({ round: 2, closed: false, isSeen: false });
  });

  it('take answers to the present round only, and show a second round only by the rules of all rounds', async () => {
    const made = await team({ expected: 8 });
    for (const person of 'abcdefgh') await answer(made, person);
    await storage().teams.endRound(made.id, { number: 1, today, edition: made.edition }, endRound);
    expect(await answer(made, 'a')).toBe('over');
    const again = (person: string) => answer(made, person, same({ me: 2, us: 2 }), -1, 2);
    for (const person of 'abcdefg') expect(await again(person)).toBe('in');
    await show(storage(), made.id);
    expect(await n(made)).toBeUndefined();
    await again('h');
    expect((await figures(made)).get(firstKey)?.me).toMatchObject({ n: 8, total: { sum: 16 } });
    expect((await storage().teams.progress(made.id)).people).toBe(8);
  });

  it('show a second round with two left out when one is missing, until that one answers', async () => {
    const made = await team({ expected: 8 });
    for (const person of 'abcdefgh') await answer(made, person);
    await storage().teams.endRound(made.id, { number: 1, today, edition: made.edition }, endRound);
    const again = (person: string) => answer(made, person, same({ me: 2, us: 2 }), -1, 2);
    for (const person of 'abcdefg') await again(person);
    const before = await membersOf(storage(), made.id);
    await showWithout(storage(), made.id);
    for (const key of [firstKey, `q${instrument.questions.at(-1)?.id}`] as const)
      expect((await figures(made)).get(key)?.me.n).toBe(5);
    // The same two are left out of every figure, with the ratings that they gave.
    const after = await membersOf(storage(), made.id);
    const changed = after.filter(({ seats }, i) => seats !== before[i]?.seats);
    expect(changed).toHaveLength(2);
    expect(after.map(({ ratings }) => ratings)).toEqual(before.map(({ ratings }) => ratings));
    await showWithout(storage(), made.id);
    expect(await membersOf(storage(), made.id)).toEqual(after);
    await again('h');
    expect(await n(made)).toBe(8);
  });

  it('reads only as many members as it may when some are left out', async () => {
    const made = await team({ expected: 8 });
    for (const person of 'abcdefgh') await answer(made, person);
    await storage().teams.endRound(made.id, { number: 1, today, edition: made.edition }, endRound);
    for (const person of 'abcdefg') await answer(made, person, ones, -1, 2);
    let read = 0;
    await storage().teams.publishWithout(made.id, 3, (_figures, members) => {
      read = members.size;
      return { figures: new Map(), members: new Map() };
    });
    expect(read).toBe(3);
  });

  it('reads the last rounds that are over, as many as asked for', async () => {
    const made = await team();
    for (const number of [1, 2, 3])
      await storage().teams.endRound(made.id, { number, today, edition: made.edition }, endRound);
    const numbers = async (most?: number) =>
      (await storage().teams.rounds(made.id, most)).map(({ number }) => number);
    expect([await numbers(), await numbers(2)]).toEqual([
      [3, 2, 1],
      [3, 2],
    ]);
  });

  it('are purged with their members when the last change is before the day', async () => {
    const { id } = await team();
    await respond(storage(), id, { person: 'a', answers: ones, today: 10_000 });
    expect(await storage().teams.purge(10_000)).toBe(0);
    expect(await storage().teams.purge(10_001)).toBe(1);
    expect(await storage().teams.byId(id)).toBeUndefined();
    expect(await membersOf(storage(), id)).toEqual([]);
  });
});
