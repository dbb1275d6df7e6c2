/** npm run backup, restore and purge as an operator runs them, on real files. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { bareEnvironment } from '../running.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'mirror-backup-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function opened(file: string): Promise<Storage> {
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  onTestFinished(() => storage.close());
  return storage;
}

/** Makes a database with this many saved copies and closes it. */
async function databaseWith(file: string, copies: number): Promise<string> {
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  for (let i = 0; i < copies; i++)
    await storage.copies.write(`copy ${i}`, [{ part: 'a', value: `value ${i}` }], 20_000);
  await storage.close();
  return file;
}

const copiesIn = async (file: string) => {
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  const purged = await storage.copies.purge(30_000);
  await storage.close();
  return purged;
};

function run(command: 'backup' | 'restore' | 'purge', database: string | undefined, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(`src/cli/${command}.ts`), ...words],
    {
      encoding: 'utf8',
      env: { ...bareEnvironment, ...(database === undefined ? {} : { DATABASE_URL: database }) },
    },
  );
  return { status, out: stdout, errors: stderr };
}

const sqlite = (file: string) => `sqlite:${file}`;

describe('npm run backup', () => {
  it('copies a consistent state of a database while another process writes to it', async () => {
    const here = folder();
    const file = join(here, 'mirror.db');
    await databaseWith(file, 0);
    const writer = spawn(process.execPath, [resolve('tests/storage/writer.ts'), file]);
    onTestFinished(() => void writer.kill('SIGKILL'));
    let printed = '';
    writer.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    const acknowledged = () => Number(printed.trimEnd().split('\n').at(-1));
    while (acknowledged() < 200) await later(20);

    for (let round = 0; round < 3; round++) {
      const before = acknowledged();
      const target = join(here, `backup ${round}.db`);
      const { status, out, errors } = await new Promise<{
        status: number | null;
        out: string;
        errors: string;
      }>((done) => {
        const child = spawn(process.execPath, [resolve('src/cli/backup.ts'), target], {
          env: { ...bareEnvironment, DATABASE_URL: sqlite(file) },
        });
        let [text, wrong] = ['', ''];
        child.stdout.on('data', (chunk) => {
          text += chunk;
        });
        child.stderr.on('data', (chunk) => {
          wrong += chunk;
        });
        child.on('close', (status) => done({ status, out: text, errors: wrong }));
      });
      expect({ status, errors }).toEqual({ status: 0, errors: '' });
      expect(out).toContain('saved copies: 100');
      // The writer was not blocked: it goes on.
      while (acknowledged() <= before) await later(5);
      const storage = await opened(target);
      let newest = 0;
      for (let i = 0; i < 100; i++) {
        const [first, second] = (await storage.copies.changes(`copy ${i}`, 0))?.parts ?? [];
        expect(second?.value).toBe(first?.value);
        newest = Math.max(newest, Number.parseInt(first?.value ?? '', 10));
      }
      expect(newest).toBeGreaterThanOrEqual(before);
    }
  });

  it('copies writes that a killed site left in the write-ahead log, and does not change the database', async () => {
    const here = folder();
    const file = join(here, 'mirror.db');
    await databaseWith(file, 0);
    const writer = spawn(process.execPath, [resolve('tests/storage/writer.ts'), file]);
    let printed = '';
    writer.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    while (printed.length < 300) await later(20);
    const gone = new Promise((done) => writer.once('exit', done));
    writer.kill('SIGKILL');
    await gone;
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    expect(run('backup', sqlite(file), join(here, 'b.db')).status).toBe(0);
    const last = Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
    const [part] =
      (await (await opened(join(here, 'b.db'))).copies.changes(`copy ${last % 100}`, 0))?.parts ?? [];
    expect(Number.parseInt(part?.value ?? '', 10)).toBeGreaterThanOrEqual(last);
    expect((await (await opened(file)).copies.changes(`copy ${last % 100}`, 0))?.parts[0]).toEqual(part);
  });

  it('writes one file that only its owner may read, and leaves no other file', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 3);
    const { out } = run('backup', sqlite(file), join(here, 'b.db'));
    expect(out).toContain(`Backed up and checked: ${join(here, 'b.db')}`);
    expect(out).toContain('saved copies: 3, teams: 0');
    expect(readdirSync(here).filter((name) => !name.startsWith('mirror.db'))).toEqual(['b.db']);
    expect(statSync(join(here, 'b.db')).mode & 0o777).toBe(0o600);
  });

  it('does not overwrite an existing file', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 1);
    writeFileSync(join(here, 'b.db'), 'precious');
    const { status, errors } = run('backup', sqlite(file), join(here, 'b.db'));
    expect(status).toBe(1);
    expect(errors).toContain('exists already and was not changed');
    expect(readFileSync(join(here, 'b.db'), 'utf8')).toBe('precious');
  });

  it('fails when the database is damaged, and leaves no backup file', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 400);
    damage(file);
    const { status, errors } = run('backup', sqlite(file), join(here, 'b.db'));
    expect(status).toBe(1);
    expect(errors).toMatch(/damaged|malformed/);
    expect(readdirSync(here).filter((name) => name.startsWith('b.db'))).toEqual([]);
  });

  it.each([
    [
      'no database at the address',
      (here: string) => [sqlite(join(here, 'none.db')), join(here, 'b.db')],
      'There is no database at',
    ],
    ['no DATABASE_URL', (here: string) => [undefined, join(here, 'b.db')], 'DATABASE_URL is not set'],
    [
      'no file to write',
      (here: string) => [sqlite(join(here, 'mirror.db'))],
      'npm run backup -- path/to/new-file.db',
    ],
  ] as const)('exits with code 1 and says what is missing: %s', async (_what, words, expected) => {
    const here = folder();
    await databaseWith(join(here, 'mirror.db'), 1);
    const [database, ...files] = words(here);
    const { status, errors } = run('backup', database, ...files.filter((file) => file !== undefined));
    expect({ status, errors }).toEqual({ status: 1, errors: expect.stringContaining(expected) });
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('prints the command of PostgreSQL’s tool without the password, and exits with code 1', () => {
    const address = 'postgres://me:hunter2@db.example:5433/mirror?sslmode=require&password=hunter2';
    for (const [command, tool] of [
      ['backup', 'pg_dump --format=custom'],
      ['restore', 'pg_restore --clean'],
    ] as const) {
      const { status, errors } = run(command, address, "it's.dump");
      expect(status).toBe(1);
      expect(errors).toContain(tool);
      expect(errors).toContain("'postgres://me@db.example:5433/mirror?sslmode=require'");
      expect(errors).toContain("'it'\\''s.dump'");
      expect(errors).not.toContain('hunter2');
    }
  });
});

/** Overwrites the middle of the file, as a failing disk would. The header stays sound. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 8 * 4096, bytes.length - 4096);
  writeFileSync(file, bytes);
}

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

describe('npm run purge', () => {
  it('removes data that did not change for RETENTION_DAYS, and prints the date and the counts', async () => {
    const file = join(folder(), 'mirror.db');
    const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
    const today = Math.floor(Date.now() / 86_400_000);
    await storage.copies.write('old', [{ part: 'a', value: 'b' }], today - 401);
    await storage.copies.write('kept', [{ part: 'a', value: 'b' }], today - 400);
    await storage.close();
    const { status, out } = run('purge', sqlite(file));
    expect(status).toBe(0);
    expect(out).toContain(`since ${new Date((today - 400) * 86_400_000).toISOString().slice(0, 10)}`);
    expect(out).toContain('saved copies: 1,');
    expect(await (await opened(file)).copies.changes('kept', 0)).toBeDefined();
  });

  it('removes nothing after a jump of the clock unless it is given --trust-clock', async () => {
    const file = join(folder(), 'mirror.db');
    const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
    const today = Math.floor(Date.now() / 86_400_000);
    await storage.copies.write('old', [{ part: 'a', value: 'b' }], today - 401);
    await storage.upkeep.setPurgedOn(today - 300);
    await storage.close();
    const refused = run('purge', sqlite(file));
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.errors).toContain('300 days after the last purge');
    expect(run('purge', sqlite(file), '--trust-clock').out).toContain('saved copies: 1,');
  });
});
