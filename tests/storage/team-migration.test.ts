/** What becomes of the teams of a database of version 0.2.0. */
import { Migrator } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { migrations } from '../../src/storage/migrations/all.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { engines } from './postgres.ts';

describe.each(engines)('migration 0003 on $name', (engine) => {
  it('keeps shown figures as the first round, and removes what was kept of members', async () => {
    const address = await engine.fresh();
    const db = openDatabase(address);
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0003'));
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => before },
    });
    expect((await migrator.migrateToLatest()).error).toBeUndefined();
    // biome-ignore lint/suspicious/noExplicitAny: the tables are those of an earlier version
    const old = db as any;
    const team = { name: 'T', edition: 1, groups: '[]', created_on: 1, touched_on: 7, closed: 0 };
    await old
      .insertInto('team')
      .values([
        { ...team, id: 'shown', join_hash: 'a', results_hash: 'b', published: '[]' },
        { ...team, id: 'new', join_hash: 'c', results_hash: 'd', published: '' },
      ])
      .execute();
    await old
      .insertInto('response')
      .values({
        team_id: 'shown',
        person: 'p',
        group_no: -1,
        answers: '1:a',
        shown: '',
        answered_on: 7,
        pending: 0,
        has_left: 0,
      })
      .execute();
    if (address.engine !== 'pool') await db.destroy();

    const storage = await openStorage(address, (error) => {
      throw error;
    });
    const { teams } = storage;
    expect(await teams.byId('shown')).toMatchObject({ round: 2, expected: 0, isSeen: false });
    expect(await teams.byId('new')).toMatchObject({ round: 1, expected: 0 });
    expect(await teams.rounds('shown')).toEqual([
      { number: 1, edition: 1, endedOn: 7, people: 0, figures: '[]' },
    ]);
    expect(await teams.rounds('new')).toEqual([]);
    expect(await teams.members('shown')).toBe(0);
    await storage.close();
    await engine.stop();
  });
});
