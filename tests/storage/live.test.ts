/** The contract of live rooms, on both engines. */
import { describe, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/storage.ts';
import { engines, storageOn } from './postgres.ts';

describe.each(engines)('live rooms on $name', (engine) => {
  const storage = storageOn(engine);
  let count = 0;
  const opened = async (openedAt = 1_000) => {
    const id = `room ${++count}`;
    const hashes = { facilitator: `facilitator ${id}`, screen: `screen ${id}`, code: `code ${id}` };
    await storage().live.open({ id, name: 'Room', openedAt, cycle: '', questions: ['3.7', '1.1'] }, hashes);
    return id;
  };
  const roomOf = (id: string) => storage().live.byId(id, 0);
  const letters = (id: string, place = 0) => {
    let found: readonly string[] = [];
    return storage()
      .live.reveal(id, place, (all) => {
        found = all;
        return '';
      })
      .then(() => found.toSorted());
  };

  it('are found by each link, by code while they are open, and by id, until the minute given', async () => {
    const id = await opened(1_000);
    const { live } = storage();
    expect((await live.find('facilitator', `facilitator ${id}`, 999))?.id).toBe(id);
    expect(
      (await live.find('screen', `screen ${id}`, 999))?.statements.map(({ question }) => question),
    ).toEqual(['3.7', '1.1']);
    expect(await live.find('facilitator', `screen ${id}`, 999)).toBeUndefined();
    expect(await live.find('facilitator', `facilitator ${id}`, 1_000)).toBeUndefined();
    expect(await live.idByCode(['nothing', `code ${id}`], 999)).toBe(id);
    expect(await live.idByCode([`code ${id}`], 1_000)).toBeUndefined();
    await live.end(id);
    expect(await live.idByCode([`code ${id}`], 999)).toBeUndefined();
    expect((await live.byId(id, 999))?.closed).toBe(true);
  });

  it('cannot have the code of another room', async () => {
    const id = await opened();
    const hashes = { facilitator: 'another', screen: 'another', code: `code ${id}` };
    await expect(
      storage().live.open({ id: 'other', name: '', openedAt: 1, cycle: '', questions: ['1.1'] }, hashes),
    ).rejects.toThrow();
    expect(await roomOf('other')).toBeUndefined();
  });

  it('take people up to a limit, each once, and keep those who are in', async () => {
    const id = await opened();
    const { live } = storage();
    const joins = await Promise.all(['a', 'b', 'c', 'a'].map((person) => live.join(id, person, 2)));
    expect((await live.progress(id))?.joined).toBe(2);
    expect(joins.filter((isIn) => isIn).length).toBeGreaterThanOrEqual(2);
    const [inside] = ['a', 'b', 'c'];
    expect(await live.join(id, inside, 300)).toBe(true);
    await live.end(id);
    expect(await live.join(id, 'd', 300)).toBe(false);
  });

  it('take ratings of the current statement only, and replace a person’s earlier one', async () => {
    const id = await opened();
    const { live } = storage();
    expect(await live.rate(id, 0, 'a', 'b')).toBe(false);
    await live.go(id, -1, 0);
    expect(await live.rate(id, 0, 'a', 'b')).toBe(true);
    expect(await live.rate(id, 0, 'a', 'c')).toBe(true);
    expect(await live.rate(id, 1, 'a', 'b')).toBe(false);
    expect([await live.ratingOf(id, 0, 'a'), await letters(id)]).toEqual(['c', ['c']]);
    expect((await live.progress(id))?.rated).toBe(1);
    await live.end(id);
    expect(await live.rate(id, 0, 'b', 'b')).toBe(false);
  });

  it('forget a person and their open ratings', async () => {
    const id = await opened();
    const { live } = storage();
    await live.join(id, 'a', 9);
    await live.go(id, -1, 0);
    for (const person of ['a', 'b']) await live.rate(id, 0, person, person);
    await live.leave(id, 'a');
    expect([await letters(id), (await live.progress(id))?.joined]).toEqual([['b'], 0]);
  });

  it('keep the spread and erase the ratings at the reveal, once', async () => {
    const id = await opened();
    const { live } = storage();
    await live.go(id, -1, 0);
    for (const person of ['a', 'b']) await live.rate(id, 0, person, person);
    expect(await live.reveal(id, 0, () => '')).toBe(false);
    expect(await live.reveal(id, 0, (all) => all.toSorted().join())).toBe(true);
    expect((await roomOf(id))?.statements[0]?.spread).toBe('a,b');
    expect(await live.ratingOf(id, 0, 'a')).toBeUndefined();
    expect(await live.rate(id, 0, 'c', 'c')).toBe(false);
    expect(await live.reveal(id, 0, () => 'again')).toBe(false);
    expect((await roomOf(id))?.statements[0]?.spread).toBe('a,b');
  });

  it('move on from the statement that the button showed, and raise their revision with each change', async () => {
    const id = await opened();
    const { live } = storage();
    await live.go(id, -1, 0);
    await live.setTimer(id, 90);
    expect(await roomOf(id)).toMatchObject({ place: 0, timerEnds: 90, revision: 2 });
    await live.go(id, -1, 1);
    expect(await roomOf(id)).toMatchObject({ place: 0, revision: 2 });
    await live.go(id, 0, 1);
    await live.setNote(id, 1, 'A note');
    expect(await roomOf(id)).toMatchObject({
      place: 1,
      timerEnds: -1,
      revision: 4,
      statements: [{ note: '' }, { note: 'A note' }],
    });
  });

  it('keep all actions that are added at the same time', async () => {
    const id = await opened();
    const add = (text: string) =>
      storage().live.changeActions(id, (before) => JSON.stringify([...JSON.parse(before), text]));
    await Promise.all(['a', 'b', 'c', 'd'].map(add));
    expect(JSON.parse((await roomOf(id))?.actions ?? '').toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are removed with everything in them, by hand or when they are old', async () => {
    const { live } = storage();
    const [old, young, removed] = [await opened(500), await opened(501), await opened(900)];
    for (const id of [old, removed]) {
      await live.join(id, 'a', 9);
      await live.go(id, -1, 0);
      await live.rate(id, 0, 'a', 'b');
    }
    await live.remove(removed);
    expect(await live.purge(500)).toBe(1);
    for (const id of [old, removed]) expect([await roomOf(id), await letters(id)]).toEqual([undefined, []]);
    expect((await roomOf(young))?.id).toBe(young);
  });

  it('tell the listeners in the same process', async () => {
    const heard: (string | undefined)[] = [];
    storage().live.subscribe((room) => heard.push(room));
    const id = await opened();
    await storage().live.go(id, -1, 0);
    await storage().live.join(id, 'a', 9);
    await storage().live.join(id, 'a', 9);
    expect(heard.filter((room) => room === id)).toHaveLength(2);
  });

  it.each<[string, boolean, (live: Storage['live'], id: string) => Promise<unknown>]>([
    ['a rating', true, (live, id) => live.rate(id, 0, 'a', 'b')],
    ['a rating of another statement', false, (live, id) => live.rate(id, 1, 'a', 'b')],
    ['a reveal', true, (live, id) => live.reveal(id, 0, () => 'spread')],
    ['a reveal of too few', false, (live, id) => live.reveal(id, 0, () => '')],
    ['a person who leaves', true, (live, id) => live.leave(id, 'a')],
    ['a timer', true, (live, id) => live.setTimer(id, 60)],
    ['a note', true, (live, id) => live.setNote(id, 0, 'note')],
    ['an action', true, (live, id) => live.changeActions(id, () => '["new"]')],
    ['an action that is there already', false, (live, id) => live.changeActions(id, (same) => same)],
    ['the end', true, (live, id) => live.end(id)],
    ['a removal', true, (live, id) => live.remove(id)],
  ])('tell the listeners of %s: %s', async (_what, isTold, change) => {
    const { live } = storage();
    const id = await opened();
    await live.go(id, -1, 0);
    await live.join(id, 'a', 9);
    const heard: (string | undefined)[] = [];
    live.subscribe((room) => heard.push(room));
    await change(live, id);
    expect(heard.filter((room) => room === id)).toHaveLength(isTold ? 1 : 0);
  });
});
