/** A DATABASE_URL whose file cannot be the database stops the start with a message, and the file is not changed. */
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import { emptyFolder, start } from '../running.ts';

const open = (file: string) => openStorage({ engine: 'sqlite', file }, () => undefined);
const cannotBe = (file: string) => `DATABASE_URL: ${file} cannot be used as the database: `;

describe('openStorage', () => {
  it.each([
    [
      'a folder',
      (here: string) => {
        mkdirSync(join(here, 'data'));
        return join(here, 'data');
      },
      'it is a folder; name a file in it',
    ],
    ['a device', () => '/dev/null', 'it is not a regular file'],
    [
      'below a file',
      (here: string) => {
        writeFileSync(join(here, 'notes'), 'a file');
        return join(here, 'notes/mirror.db');
      },
      'is a file, not a folder',
    ],
    [
      'below a link that leads nowhere',
      (here: string) => {
        symlinkSync(join(here, 'unmounted'), join(here, 'link'));
        return join(here, 'link/mirror.db');
      },
      'is not a folder',
    ],
    [
      'of another program',
      (here: string) => {
        const database = new SQLite(join(here, 'invoices.db'));
        database.exec('create table invoice (id integer)');
        database.close();
        return join(here, 'invoices.db');
      },
      'it is a SQLite database, but not one of Service Mirror',
    ],
    [
      'no database',
      (here: string) => {
        writeFileSync(join(here, 'notes'), 'x'.repeat(9_000));
        return join(here, 'notes');
      },
      'SQLITE_NOTADB',
    ],
  ])('refuses a file that cannot be the database and says what to do: %s', async (_what, make, why) => {
    const file = make(emptyFolder());
    const before = statSync(file, { throwIfNoEntry: false })?.isFile() && readFileSync(file);
    const error = await open(file).catch((refusal: Error) => refusal);
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).toContain(cannotBe(file));
    expect(message).toContain(why);
    if (before) expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('makes the missing folders of a file', async () => {
    const file = join(emptyFolder(), 'a/b/c/mirror.db');
    await (await open(file)).close();
    expect(existsSync(file)).toBe(true);
  });

  it('accepts a database that has only Litestream’s tables', async () => {
    const file = join(emptyFolder(), 'mirror.db');
    const database = new SQLite(file);
    database.exec('create table _litestream_seq (id integer)');
    database.close();
    await (await open(file)).close();
  });
});

describe('npm start', { timeout: 20_000 }, () => {
  // mkdir gives ENOENT under /proc although the parent exists, and Node's recursive mkdir then never returns.
  it.skipIf(!existsSync('/proc/self'))(
    'exits with code 1 where no folder can be made (skipped without /proc)',
    async () => {
      const file = '/proc/nowhere/deep/mirror.db';
      const { code, errors } = await start({ DATABASE_URL: `sqlite:${file}` }).ended;
      expect(code).toBe(1);
      expect(errors).toContain(`${cannotBe(file)}ENOENT: no such file or directory, mkdir '/proc/nowhere'`);
      expect(errors).toContain('choose another place');
      expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
    },
  );
});
