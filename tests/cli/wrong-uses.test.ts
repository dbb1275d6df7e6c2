/** npm run backup, restore and purge, used wrongly: each says what is wrong, with which file, and what to do, and changes nothing. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import { bareEnvironment } from '../running.ts';
import { postgresEngine } from '../storage/postgres.ts';
import { hasPostgres } from '../storage/postgres-server.ts';

const sound = mkdtempSync(join(tmpdir(), 'mirror-sound-'));

beforeAll(async () => {
  const storage = await openStorage({ engine: 'sqlite', file: join(sound, 'mirror.db') }, () => undefined);
  await storage.copies.write('a copy', [{ part: 'a', value: 'b' }], 20_000);
  await storage.close();
});
afterAll(() => rmSync(sound, { recursive: true, force: true }));

/** Makes a folder with a sound database, a backup of it, and files that are neither. */
function folder(): string {
  const here = mkdtempSync(join(tmpdir(), 'mirror-wrong-'));
  onTestFinished(() => rmSync(here, { recursive: true, force: true }));
  for (const name of ['mirror.db', 'good.bak']) copyFileSync(join(sound, 'mirror.db'), join(here, name));
  copyFileSync(join(sound, 'mirror.db'), join(here, 'newer.db'));
  change(
    join(here, 'newer.db'),
    "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')",
  );
  copyFileSync(join(sound, 'mirror.db'), join(here, 'lacking.db'));
  change(join(here, 'lacking.db'), 'drop table member');
  change(join(here, 'foreign.db'), 'create table invoice (id integer)');
  writeFileSync(join(here, 'notes.txt'), 'x'.repeat(9_000));
  writeFileSync(join(here, 'empty.db'), '');
  mkdirSync(join(here, 'folder'));
  spawnSync('mkfifo', [join(here, 'pipe')]);
  return here;
}

function change(file: string, sql: string): void {
  const database = new SQLite(file);
  database.exec(sql);
  database.close();
}

type Command = 'backup' | 'restore' | 'purge';

function run(
  here: string,
  command: Command,
  database: string | undefined,
  words: readonly string[],
  user = {},
) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(`src/cli/${command}.ts`), ...words],
    {
      cwd: here,
      encoding: 'utf8',
      // A command that hangs fails the test.
      timeout: 20_000,
      env: { ...bareEnvironment, ...(database === undefined ? {} : { DATABASE_URL: database }) },
      ...user,
    },
  );
  return { status, out: stdout, errors: stderr };
}

/** The names in the folder, each with its content if it is a file. SQLite's own files are left out. */
const contents = (here: string) =>
  readdirSync(here, { withFileTypes: true })
    .map((entry) => [entry.name, entry.isFile() ? readFileSync(join(here, entry.name), 'base64') : ''])
    .filter(([name]) => !/-(?:wal|shm)$/.test(name ?? ''));

type WrongUse = readonly [
  what: string,
  database: string | undefined,
  words: string,
  expected: readonly string[],
];

const common: readonly WrongUse[] = [
  ['no DATABASE_URL', undefined, 'FILE', ['DATABASE_URL is not set', 'settings of the site']],
  ['an unknown engine', 'mysql://me:hunter2@x/y', 'FILE', ['DATABASE_URL: expected sqlite:']],
];

const wrongUses: Readonly<Record<Command, readonly WrongUse[]>> = {
  backup: [
    ['no file', 'mirror.db', '', ['npm run backup -- path/to/new-file.db']],
    ['two files', 'mirror.db', 'a b', ['npm run backup -- path/to/new-file.db']],
    ['an option', 'mirror.db', '--to', ['npm run backup -- path/to/new-file.db']],
    ['no database', 'none.db', 'new.db', ['There is no database at HERE/none.db', 'DATABASE_URL']],
    ['a folder as database', 'folder', 'new.db', ['DATABASE_URL: HERE/folder cannot', 'it is a folder']],
    ['no database file', 'notes.txt', 'new.db', ['HERE/notes.txt', 'SQLITE_NOTADB', 'npm run restore']],
    ['an empty database', 'empty.db', 'new.db', ['HERE/empty.db is empty']],
    ['a foreign database', 'foreign.db', 'new.db', ['HERE/foreign.db is a SQLite database, but not one']],
    [
      'a newer database',
      'newer.db',
      'new.db',
      ['HERE/newer.db', '9999-later', 'Run this command with the newer version'],
    ],
    ['a target that exists', 'mirror.db', 'good.bak', ['HERE/good.bak exists already', 'Name a new file']],
    ['a folder as target', 'mirror.db', 'folder', ['HERE/folder exists already', 'Name a new file']],
    ['a folder that is missing', 'mirror.db', 'a/new.db', ['HERE/a/new.db', 'ENOENT', 'does not exist']],
    ['a file as folder', 'mirror.db', 'notes.txt/new.db', ['HERE/notes.txt/new.db', 'is not a folder']],
    ['a place like /proc', 'mirror.db', '/proc/new.db', ['/proc/new.db', 'choose another place']],
  ],
  restore: [
    ['no file', 'mirror.db', '', ['npm run restore -- path/to/backup.db']],
    ['two files', 'mirror.db', 'a b', ['npm run restore -- path/to/backup.db']],
    ['an option', 'mirror.db', '--from', ['npm run restore -- path/to/backup.db']],
    ['no backup', 'mirror.db', 'none.bak', ['There is no backup at HERE/none.bak']],
    ['a folder as backup', 'mirror.db', 'folder', ['HERE/folder cannot be restored: it is a folder']],
    ['a pipe as backup', 'mirror.db', 'pipe', ['HERE/pipe cannot be restored: it is not a regular file']],
    ['no database file', 'mirror.db', 'notes.txt', ['HERE/notes.txt is damaged, or not a SQLite database']],
    ['an empty file', 'mirror.db', 'empty.db', ['HERE/empty.db is empty']],
    ['a foreign database', 'mirror.db', 'foreign.db', ['HERE/foreign.db is a SQLite database, but not one']],
    [
      'a newer backup',
      'mirror.db',
      'newer.db',
      ['HERE/newer.db', '9999-later', 'Run this command with the newer version'],
    ],
    ['the database itself', 'mirror.db', './mirror.db', ['HERE/mirror.db is the database itself']],
    ['a folder as database', 'folder', 'good.bak', ['DATABASE_URL: HERE/folder cannot', 'it is a folder']],
    ['a pipe as database', 'pipe', 'good.bak', ['DATABASE_URL: HERE/pipe cannot', 'not a regular file']],
    ['a file as folder', 'notes.txt/a.db', 'good.bak', ['The database HERE/notes.txt/a.db', 'not a folder']],
    ['a place like /proc', '/proc/none/a.db', 'good.bak', ['/proc/none/a.db', 'choose another place']],
  ],
  purge: [
    ['a word', 'mirror.db', 'now', ['npm run purge -- --trust-clock']],
    ['an unknown option', 'mirror.db', '--all', ['npm run purge -- --trust-clock']],
    ['a value', 'mirror.db', '--trust-clock=yes', ['npm run purge -- --trust-clock']],
    ['no database', 'none.db', '', ['There is no database at HERE/none.db', 'DATABASE_URL']],
    ['a folder as database', 'folder', '', ['DATABASE_URL: HERE/folder cannot', 'it is a folder']],
    ['a pipe as database', 'pipe', '', ['DATABASE_URL: HERE/pipe cannot', 'not a regular file']],
    ['no database file', 'notes.txt', '', ['HERE/notes.txt', 'SQLITE_NOTADB']],
    ['a foreign database', 'foreign.db', '', ['HERE/foreign.db', 'not one of Service Mirror']],
    ['a newer database', 'newer.db', '', ['9999-later', 'Start the newer version']],
    ['a database without a table', 'lacking.db', '', ['the table "member" is missing']],
    [
      'a server that is away',
      'postgres://me:hunter2@127.0.0.1:1/db',
      '',
      ['ECONNREFUSED', 'start PostgreSQL'],
    ],
  ],
};

describe.each(Object.entries(wrongUses) as [Command, readonly WrongUse[]][])(
  'npm run %s',
  (command, uses) => {
    it.each([...common, ...uses])(
      'exits with code 1, says what is wrong and what to do, and changes nothing: %s',
      (_what, database, words, expected) => {
        const here = folder();
        const before = contents(here);
        const address = database === undefined || database.includes(':') ? database : `sqlite:${database}`;
        const files = words === 'FILE' && command === 'purge' ? '' : words;
        const { status, out, errors } = run(here, command, address, files.split(' ').filter(Boolean));
        expect({ status, out }).toEqual({ status: 1, out: '' });
        for (const part of expected) expect(errors).toContain(part.replace('HERE', here));
        expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
        expect(errors).not.toContain('hunter2');
        expect(contents(here)).toEqual(before);
      },
    );
  },
);

describe('a read-only folder', () => {
  /** Root may write everywhere, so the commands run as nobody. */
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  it.each([
    [
      'backup',
      'open/mirror.db',
      'locked/new.db',
      ['The backup HERE/locked/new.db cannot be written: EACCES', 'access to it'],
    ],
    [
      'backup',
      'locked/mirror.db',
      'open/new.db',
      ['The database HERE/locked/mirror.db cannot be read: SQLITE_', 'EACCES', 'mirror.db-wal', 'copy'],
    ],
    [
      'restore',
      'locked/mirror.db',
      'open/mirror.db',
      ['The database HERE/locked/mirror.db cannot be written: EACCES', 'access to it'],
    ],
    ['purge', 'locked/mirror.db', '', ['DATABASE_URL: HERE/locked/mirror.db cannot', 'EACCES']],
  ] as const)('is named in the message of npm run %s: %s, %s', (command, database, words, expected) => {
    const here = folder();
    for (const name of ['locked', 'open']) {
      mkdirSync(join(here, name));
      copyFileSync(join(sound, 'mirror.db'), join(here, name, 'mirror.db'));
      chmodSync(join(here, name, 'mirror.db'), 0o666);
      chmodSync(join(here, name), name === 'open' ? 0o777 : 0o555);
    }
    chmodSync(here, 0o755);
    onTestFinished(() => chmodSync(join(here, 'locked'), 0o755));
    const { status, errors } = run(
      here,
      command,
      `sqlite:${database}`,
      words.split(' ').filter(Boolean),
      nobody,
    );
    expect(status).toBe(1);
    for (const part of expected) expect(errors).toContain(part.replace('HERE', here));
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
    expect(readdirSync(join(here, 'locked'))).toEqual(['mirror.db']);
  });
});

describe.runIf(hasPostgres)('npm run purge on PostgreSQL (skipped without PostgreSQL)', () => {
  const engine = postgresEngine();
  afterAll(() => engine.stop());

  it('says that the server has no database of this name', async () => {
    const address = await engine.fresh();
    if (address.engine !== 'postgres') throw new Error('expected an address');
    const missing = new URL(address.url);
    missing.pathname = '/none';
    const { status, errors } = run(sound, 'purge', missing.href, []);
    expect(status).toBe(1);
    expect(errors).toBe(
      'DATABASE_URL: the database is away: 3D000 (PostgreSQL has no database of this name: create it, or correct the name).\n',
    );
  });
});
