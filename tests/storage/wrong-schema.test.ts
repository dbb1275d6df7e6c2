/** A database whose tables are not those that the migrations make. */

import { setTimeout as later } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DatabaseAddress } from '../../src/storage/address.ts';
import { NewerDatabase, StorageAway, StorageFault, WrongSchema } from '../../src/storage/away.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { engines, postgresEngine } from './postgres.ts';
import { hasPostgres, PostgresServer } from './postgres-server.ts';

const unexpected = (error: Error) => {
  throw error;
};

/** Runs statements on the database, as an operator or another version of the site does. */
async function change(address: DatabaseAddress, ...statements: readonly string[]): Promise<void> {
  const db = openDatabase(address);
  for (const statement of statements) await sql.raw(statement).execute(db);
  if (address.engine !== 'pool') await db.destroy();
}

describe.each(engines)('openStorage on $name', (engine) => {
  afterAll(() => engine.stop());

  /** A database with the right tables, changed by these statements. */
  const changed = async (...statements: readonly string[]) => {
    const address = await engine.fresh();
    const storage = await openStorage(address, unexpected);
    if (address.engine !== 'pool') await storage.close();
    await change(address, ...statements);
    return address;
  };
  const failure = async (address: DatabaseAddress): Promise<Error> => {
    const opened = await openStorage(address, unexpected).then(
      (storage) => storage.close(),
      (error: Error) => error,
    );
    if (!opened) throw new Error('the database was accepted');
    return opened;
  };

  it('opens a database with the right tables a second time, and one with a table of another program', async () => {
    const storage = await openStorage(await changed('create table _litestream_seq (id integer)'), unexpected);
    await storage.check();
    await storage.close();
  });

  it.each([
    ['a missing table', ['drop table member'], 'the table "member" is missing'],
    [
      'several missing tables',
      ['drop table live_rating', 'drop table figure'],
      'the tables "figure", "live_rating" are missing',
    ],
    [
      'a missing column',
      ['alter table team drop column actions'],
      'the table "team" lacks the column "actions"',
    ],
    [
      'an unknown column',
      ["alter table copy add column published text not null default ''"],
      'the table "copy" has a column "published" that it does not know',
    ],
    [
      'a table of an unreleased migration in place of ours',
      ['alter table member rename to response'],
      'the table "member" is missing; the table "response" is unknown to it',
    ],
    [
      'more tables of other programs than it names',
      [1, 2, 3, 4, 5, 6].map((i) => `create table other${i} (id integer)`).concat('drop table member'),
      'the table "member" is missing; the tables "other1", "other2", "other3", "other4", "other5" are unknown to it',
    ],
  ])('refuses a database with %s, and names it', async (_what, statements, named) => {
    const error = await failure(await changed(...statements));
    expect(error).toBeInstanceOf(WrongSchema);
    expect(error.message).toContain(`: ${named}. `);
    expect(error.message).not.toContain('away');
  });

  it('refuses a database with an unknown migration, and names that', async () => {
    const error = await failure(
      await changed(
        "insert into kysely_migration (name, timestamp) values ('0011-trial', '2030-01-01T00:00:00.000Z')",
      ),
    );
    expect(error).toBeInstanceOf(NewerDatabase);
    expect(error).toBeInstanceOf(WrongSchema);
    expect(error.message).toContain('"0011-trial"');
  });

  it('refuses a database in which a migration was left out, and names that', async () => {
    const error = await failure(
      await changed("delete from kysely_migration where name = '0003-running-sums'"),
    );
    expect(error).toBeInstanceOf(WrongSchema);
    expect(error.message).toContain('0003-running-sums');
  });

  it('refuses a database that has the tables of a migration which was not recorded', {
    timeout: 30_000,
  }, async () => {
    const error = await failure(
      await changed("delete from kysely_migration where name = '0012-live-moments'"),
    );
    expect(error).toBeInstanceOf(WrongSchema);
    expect(error.message).toMatch(/column "cycle" .*already exists|duplicate column name: cycle/);
  });
});

describe.runIf(hasPostgres)(
  'openStorage on PostgreSQL with several schemas (skipped without PostgreSQL)',
  () => {
    const engine = postgresEngine();
    afterAll(() => engine.stop());

    it('reads the columns of the first schema of the search path that has the table', async () => {
      const address = await engine.fresh();
      await (await openStorage(address, unexpected)).close();
      await change(
        address,
        ...['create schema later', 'create table later.copy (id integer)'],
        `do $$ begin execute 'alter database ' || current_database() || ' set search_path = public, later'; end $$`,
      );
      const storage = await openStorage(address, unexpected);
      await storage.check();
      await storage.close();
    });
  },
);

describe.runIf(hasPostgres)('openStorage while PostgreSQL is stopped (skipped without PostgreSQL)', () => {
  it('finds wrong tables once the server answers, says so, and takes the right ones when they are there', async () => {
    const server = new PostgresServer();
    onTestFinished(() => server.remove());
    await server.start();
    const address = { engine: 'postgres', url: server.url } as const;
    await (await openStorage(address, unexpected)).close();
    await change(address, 'alter table benchmark rename to other');
    await server.stop();

    const faults: StorageFault[] = [];
    const storage = await openStorage(address, (fault) => faults.push(fault));
    onTestFinished(() => storage.close());
    expect(faults[0]).toBeInstanceOf(StorageAway);
    await server.start();
    while (!(faults.at(-1) instanceof WrongSchema)) await later(100);
    await expect(storage.check()).rejects.toThrow('the table "benchmark" is missing');
    await expect(storage.copies.changes('x', 0)).rejects.toBeInstanceOf(WrongSchema);

    await change(address, 'alter table other rename to benchmark');
    while ((await storage.check().catch(() => 'fails')) === 'fails') await later(100);
    expect(await storage.copies.changes('x', 0)).toBeUndefined();
  });
});

describe.each(engines)('a storage on $name whose tables change while it is open', (engine) => {
  afterAll(() => engine.stop());

  const open = async (): Promise<[Storage, DatabaseAddress]> => {
    const address = await engine.fresh();
    return [await openStorage(address, unexpected), address];
  };

  it('says which table is missing, in its check and in queries of the table, and never that the database is away', async () => {
    const [storage, address] = await open();
    await change(address, 'drop table live_rating', 'drop table contribution');
    const check = await storage.check().catch((error: unknown) => error);
    expect(check).toBeInstanceOf(WrongSchema);
    expect(String(check)).toContain('the tables "contribution", "live_rating" are missing');
    const query = await storage.contributions.find('x').catch((error: unknown) => error);
    expect(query).toBeInstanceOf(WrongSchema);
    expect(query).not.toBeInstanceOf(StorageAway);
    expect(query).toBeInstanceOf(StorageFault);
    expect(String(query)).toContain('contribution');
    expect(await storage.copies.changes('x', 0)).toBeUndefined();
    await storage.close();
  });

  it('says which column is missing', async () => {
    const [storage, address] = await open();
    await change(address, 'alter table team drop column actions');
    await expect(storage.check()).rejects.toThrow('the table "team" lacks the column "actions"');
    await expect(storage.teams.actions('x')).rejects.toBeInstanceOf(WrongSchema);
    await storage.close();
  });

  it('goes on when a newer replica has added a column or a table', async () => {
    const [storage, address] = await open();
    await change(
      address,
      "alter table team add column later text not null default ''",
      'create table later (id integer)',
    );
    await storage.check();
    expect(await storage.teams.byId('x')).toBeUndefined();
    await storage.close();
  });
});
