/** The contract of a live room's moments of truth, on both engines. */
import { Migrator } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { migrations } from '../../src/storage/migrations/all.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { engines, storageOn } from './postgres.ts';

describe.each(engines)('moments of truth in live rooms on $name', (engine) => {
  const storage = storageOn(engine);
  let count = 0;
  const opened = async (people: readonly string[] = ['a', 'b', 'c'], openedAt = 1_000) => {
    const id = `moments ${++count}`;
    const hashes = { facilitator: `facilitator ${id}`, screen: `screen ${id}`, code: `code ${id}` };
    const { live } = storage();
    await live.open({ id, name: 'Room', openedAt, cycle: '[]', questions: [] }, hashes);
    for (const person of people) await live.join(id, person, 300);
    return id;
  };
  const roomOf = (id: string) => storage().live.byId(id, 0);
  const cycleOf = async (id: string): Promise<string[]> => JSON.parse((await roomOf(id))?.cycle ?? '[]');
  const adding = (text: string) => (cycle: string) => JSON.stringify([...JSON.parse(cycle), text]);
  const give = (id: string, person: string, text: string) => storage().live.give(id, person, adding(text));

  it('are kept by a room without statements', async () => {
    const id = await opened();
    expect(await roomOf(id)).toMatchObject({ cycle: '[]', statements: [] });
  });

  it('keep all that phones add at the same time, while the facilitator merges two', async () => {
    const id = await opened();
    for (const text of ['one', 'two']) await give(id, 'a', text);
    const merge = () =>
      storage().live.changeCycle(id, (cycle) => {
        const [one, two, ...rest] = JSON.parse(cycle);
        return JSON.stringify([`${one} / ${two}`, ...rest]);
      });
    const people = ['a', 'b', 'c', 'a', 'b', 'c'];
    const given = await Promise.all([
      ...people.slice(0, 3).map((person, i) => give(id, person, `${person}${i}`)),
      merge(),
      ...people.slice(3).map((person, i) => give(id, person, `${person}${i + 3}`)),
    ]);
    expect(given.filter((isIn) => isIn === true)).toHaveLength(6);
    expect((await cycleOf(id)).toSorted()).toEqual(['a0', 'a3', 'b1', 'b4', 'c2', 'c5', 'one / two']);
    expect(await storage().live.givenBy(id, 'a')).toBe(4);
  });

  it('count how many a person has added, and pass the count to the function that decides about one more', async () => {
    const id = await opened();
    const { live } = storage();
    const seen: number[] = [];
    for (let i = 0; i < 4; i++)
      await live.give(id, 'a', (cycle, given) => {
        seen.push(given);
        return given < 2 ? adding(`${i}`)(cycle) : undefined;
      });
    expect([seen, await cycleOf(id), await live.givenBy(id, 'a')]).toEqual([[0, 1, 2, 2], ['0', '1'], 2]);
    expect(await live.givenBy(id, 'b')).toBe(0);
  });

  it('take nothing from somebody who is not in the room, or after its end', async () => {
    const id = await opened();
    expect(await give(id, 'x', 'one')).toBe(false);
    await storage().live.end(id);
    expect(await give(id, 'a', 'one')).toBe(false);
    expect(await storage().live.giveDots(id, 'a', () => '["one"]')).toBe(false);
    expect(await cycleOf(id)).toEqual([]);
  });

  it('raise the room’s revision with a change, and not without one', async () => {
    const id = await opened();
    const { live } = storage();
    await give(id, 'a', 'one');
    await live.changeCycle(id, (cycle) => cycle);
    await live.give(id, 'b', (cycle) => cycle);
    await live.give(id, 'b', () => undefined);
    await live.giveDots(id, 'b', () => '["one"]');
    expect(await roomOf(id)).toMatchObject({ revision: 1 });
    expect(await live.givenBy(id, 'b')).toBe(0);
  });

  it('keep the last dots of each person, and erase all of them when they are counted', async () => {
    const id = await opened();
    const { live } = storage();
    for (const [person, chosen] of [
      ['a', '["one"]'],
      ['b', '["two"]'],
      ['a', '["two"]'],
    ] as const)
      expect(await live.giveDots(id, person, () => chosen)).toBe(true);
    expect(await live.dotsOf(id, 'a')).toBe('["two"]');
    expect((await live.progress(id))?.gaveDots).toBe(2);
    expect(await live.countDots(id, () => undefined)).toBe(false);
    expect((await live.progress(id))?.gaveDots).toBe(2);
    expect(await live.countDots(id, (_, all) => JSON.stringify(all.toSorted()))).toBe(true);
    expect(await cycleOf(id)).toEqual(['["two"]', '["two"]']);
    expect([await live.dotsOf(id, 'a'), (await live.progress(id))?.gaveDots]).toEqual([undefined, 0]);
  });

  it('forget a person’s dots, and keep what they added, which nothing links to them', async () => {
    const id = await opened();
    const { live } = storage();
    await give(id, 'a', 'one');
    await live.giveDots(id, 'a', () => '["one"]');
    await live.leave(id, 'a');
    expect([await cycleOf(id), (await live.progress(id))?.gaveDots, await live.givenBy(id, 'a')]).toEqual([
      ['one'],
      0,
      0,
    ]);
  });

  it('go with their room, by hand or when it is old', async () => {
    const { live } = storage();
    const [removed, old] = [await opened(['a'], 900), await opened(['a'], 300)];
    for (const id of [removed, old]) await live.giveDots(id, 'a', () => '["one"]');
    await live.remove(removed);
    expect(await live.purge(300)).toBe(1);
    for (const id of [removed, old])
      expect([await roomOf(id), await live.dotsOf(id, 'a')]).toEqual([undefined, undefined]);
  });
});

describe.each(engines)('migration 0012 on $name', (engine) => {
  it('leaves rooms that are open as they are, without moments of truth', async () => {
    const address = await engine.fresh();
    const db = openDatabase(address);
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0012'));
    const migrator = new Migrator({ db, provider: { getMigrations: async () => before } });
    expect((await migrator.migrateToLatest()).error).toBeUndefined();
    // biome-ignore lint/suspicious/noExplicitAny: the tables are those of an earlier version
    const old = db as any;
    const hashes = { host_hash: 'a', screen_hash: 'b', code_hash: 'c' };
    const room = { id: 'old', name: 'Room', opened_at: 9, place: -1, timer_ends: -1, closed: 0, revision: 0 };
    await old
      .insertInto('live_room')
      .values({ ...room, ...hashes, actions: '[]' })
      .execute();
    await old.insertInto('live_person').values({ room_id: 'old', person: 'a' }).execute();
    if (address.engine !== 'pool') await db.destroy();

    const storage = await openStorage(address, (error) => {
      throw error;
    });
    expect(await storage.live.byId('old', 0)).toMatchObject({ name: 'Room', cycle: '' });
    expect(await storage.live.givenBy('old', 'a')).toBe(0);
    await storage.close();
  });
});
