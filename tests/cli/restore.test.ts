/** npm run restore as an operator runs it, on real files. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { copiesIn, damage, databaseWith, folder, opened, run, sqlite } from './databases.ts';

describe('npm run restore', () => {
  it('replaces the database with a backup, and keeps the former database beside it', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 3);
    run('backup', sqlite(file), join(here, 'b.db'));
    await databaseWith(file, 7);
    const { status, out } = run('restore', sqlite(file), join(here, 'b.db'));
    expect(status).toBe(0);
    const aside = /kept as (\S+)\./.exec(out)?.[1] ?? '';
    expect(existsSync(join(here, 'b.db'))).toBe(true);
    expect(readdirSync(here).filter((name) => /part|wal|shm/.test(name))).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect([await copiesIn(file), await copiesIn(aside)]).toEqual([3, 7]);
  });

  it('creates the database and its folder on a machine without one', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 2);
    run('backup', sqlite(file), join(here, 'b.db'));
    const there = join(here, 'another machine/mirror.db');
    expect(run('restore', sqlite(there), join(here, 'b.db')).status).toBe(0);
    expect(await copiesIn(there)).toBe(2);
  });

  it('refuses while a site has the database open', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 1);
    run('backup', sqlite(file), join(here, 'b.db'));
    const site = await opened(file);
    await site.copies.write('new', [{ part: 'a', value: 'b' }], 20_000);
    const { status, errors } = run('restore', sqlite(file), join(here, 'b.db'));
    expect(status).toBe(1);
    expect(errors).toContain('Stop it first');
    expect((await site.copies.changes('new', 0))?.parts).toHaveLength(1);
    expect(readdirSync(here).filter((name) => /part|before/.test(name))).toEqual([]);
  });

  it('replaces a database that is too damaged to open', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 2);
    run('backup', sqlite(file), join(here, 'b.db'));
    writeFileSync(file, 'x'.repeat(9_000));
    expect(run('restore', sqlite(file), join(here, 'b.db')).status).toBe(0);
    expect(await copiesIn(file)).toBe(2);
  });

  it.each([
    ['is damaged', (backup: string) => damage(backup), 'damaged'],
    ['is no database', (backup: string) => writeFileSync(backup, 'x'.repeat(9_000)), 'not a SQLite database'],
    [
      'is cut off',
      (backup: string) => writeFileSync(backup, readFileSync(backup).subarray(0, 50_000)),
      'damaged',
    ],
    ['is another program’s', (backup: string) => foreign(backup), 'not one of Service Mirror'],
    ['is of a newer version', (backup: string) => newer(backup), 'a newer version has used it'],
    [
      'was copied while it was written',
      (backup: string) => writeFileSync(`${backup}-wal`, 'x'),
      'is incomplete',
    ],
    ['is not there', (backup: string) => rmSync(backup), 'There is no backup at'],
  ])('changes nothing when the backup %s', async (_what, spoil, expected) => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 400);
    run('backup', sqlite(file), join(here, 'b.db'));
    spoil(join(here, 'b.db'));
    const before = readFileSync(file);
    const { status, errors } = run('restore', sqlite(file), join(here, 'b.db'));
    expect({ status, errors }).toEqual({ status: 1, errors: expect.stringContaining(expected) });
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(here).filter((name) => /part|before/.test(name))).toEqual([]);
  });
});

function foreign(file: string): void {
  rmSync(file);
  const database = new SQLite(file);
  database.exec('create table invoice (id integer)');
  database.close();
}

function newer(file: string): void {
  const database = new SQLite(file);
  database.exec(
    "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')",
  );
  database.close();
}
