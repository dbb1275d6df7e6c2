/** The contract of `published`, on both engines: when figures are worked out, and what is stored then. */
import { describe, expect, it } from 'vitest';
import type { StoredResponse, WorkOut } from '../../src/storage/tables/team-figures.ts';
import { engines, storageOn } from './postgres.ts';

const today = 20_000;

describe.each(engines)('published on $name', (engine) => {
  const storage = storageOn(engine);
  let count = 0;

  /** Makes a team whose members answered with their own names, which stand for answers here. */
  async function teamOf(...people: readonly string[]): Promise<string> {
    const id = `team ${++count}`;
    const team = { id, name: 'Team', edition: 1, groups: [], createdOn: today, closed: false };
    await storage().teams.create(team, { join: `join ${id}`, results: `results ${id}` });
    for (const person of people) await answer(id, person);
    return id;
  }

  const answer = (id: string, person: string) =>
    storage().teams.respond(id, { person, group: 1, answers: person }, today);

  /** Returns what `work` was given, or undefined when it was not called. */
  async function worked(id: string, least: number, result: Partial<ReturnType<WorkOut>> = {}) {
    let given: { figures: string; responses: readonly StoredResponse[] } | undefined;
    await storage().teams.published(id, least, (figures, responses) => {
      given = { figures, responses };
      return { figures, responses: [], ...result };
    });
    return given;
  }

  const settled = { shown: 'shown', pending: false };
  const waiting = { shown: 'shown', pending: true };

  it('is not worked out while fewer than `least` members have changed something', async () => {
    const id = await teamOf('a', 'b');
    await teamOf('of', 'another', 'team');
    expect(await worked(id, 3)).toBeUndefined();
    await answer(id, 'c');
    expect(await worked(id, 3)).toBeDefined();
  });

  it('passes the stored figures and every response to `work`, and stores what it returns', async () => {
    const id = await teamOf('b', 'a');
    expect(await worked(id, 1, { figures: 'first', responses: [settled, waiting] })).toEqual({
      figures: '',
      responses: [
        { person: 'a', group: 1, answers: 'a', shown: '', hasLeft: false },
        { person: 'b', group: 1, answers: 'b', shown: '', hasLeft: false },
      ],
    });
    await answer(id, 'c');
    expect(await worked(id, 2, { responses: [settled, settled, settled] })).toMatchObject({
      figures: 'first',
      responses: [{ shown: 'shown' }, { shown: 'shown' }, { person: 'c', shown: '' }],
    });
  });

  it('returns the new figures, and the stored ones when nothing changed', async () => {
    const id = await teamOf('a');
    const published = (figures: string) =>
      storage().teams.published(id, 0, () => ({ figures, responses: [settled] }));
    expect(await published('first')).toBe('first');
    expect(await published('second')).toBe('first');
  });

  it('counts members whose answers are waiting, but is not worked out again for them alone', async () => {
    const id = await teamOf('a', 'b');
    await worked(id, 1, { responses: [waiting, waiting] });
    expect(await worked(id, 1)).toBeUndefined();
    expect((await storage().teams.progress(id)).waiting).toBe(2);
    await answer(id, 'c');
    expect(await worked(id, 3)).toBeDefined();
  });

  it('stores a new `shown` of a member whose answers are still waiting', async () => {
    const id = await teamOf('a', 'b');
    await worked(id, 1, { responses: [waiting, settled] });
    await answer(id, 'b');
    await worked(id, 1, { responses: [{ ...waiting, shown: 'newer' }, settled] });
    await answer(id, 'b');
    expect((await worked(id, 1))?.responses[0]).toMatchObject({ person: 'a', shown: 'newer' });
  });

  it('keeps the response of a member who has left until no figure depends on it', async () => {
    const id = await teamOf('a', 'b');
    await worked(id, 1, { responses: [settled, settled] });
    await storage().teams.leave(id, 'a', (shown) => `${shown}, erased`);
    const left = { person: 'a', answers: '', shown: 'shown, erased', hasLeft: true };
    expect((await worked(id, 1, { responses: [waiting, settled] }))?.responses[0]).toMatchObject(left);
    await answer(id, 'b');
    const people = (await worked(id, 1, { responses: [settled, settled] }))?.responses.map(
      ({ person }) => person,
    );
    expect(people).toEqual(['a', 'b']);
    await answer(id, 'b');
    expect((await worked(id, 1))?.responses.map(({ person }) => person)).toEqual(['b']);
  });

  it('erases only the response of the member who leaves, not one of the same name in another team', async () => {
    const [id, other] = [await teamOf('a', 'b'), await teamOf('a', 'b')];
    await worked(id, 1, { responses: [settled, { shown: 'of b', pending: false }] });
    let passed: string | undefined;
    await storage().teams.leave(id, 'b', (shown) => {
      passed = shown;
      return 'erased';
    });
    expect(passed).toBe('of b');
    expect(await storage().teams.membership(id, 'a')).toEqual({ group: 1 });
    expect(await storage().teams.membership(id, 'b')).toBeUndefined();
    expect(await storage().teams.membership(other, 'b')).toEqual({ group: 1 });
    await worked(id, 1, { responses: [settled, settled] });
    expect((await worked(other, 2))?.responses.map(({ answers }) => answers)).toEqual(['a', 'b']);
  });

  it('does not change when a person leaves who is not a member', async () => {
    const id = await teamOf('a');
    await storage().teams.leave(id, 'nobody', () => {
      throw new Error('there is nothing to erase');
    });
    expect((await worked(id, 1))?.responses.map(({ person }) => person)).toEqual(['a']);
  });
});
