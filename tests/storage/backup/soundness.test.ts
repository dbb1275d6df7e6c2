import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NewerDatabase, UnusableFile } from '../../../src/storage/away.ts';
import { attempt, BackupFault, check, isCode } from '../../../src/storage/backup/soundness.ts';
import { change, databaseIn, emptyFolder, opened } from './database.ts';

describe('check', () => {
  it('returns the size and the number of rows', async () => {
    const file = await databaseIn(emptyFolder());
    const bytes = statSync(file).size;
    expect(check(file, 'The file')).toEqual({ bytes, copies: 2, teams: 1, contributions: 1 });
  });

  it('merges the write-ahead log into the file', async () => {
    const folder = emptyFolder();
    const storage = await opened(join(folder, 'mirror.db'));
    await storage.copies.write('a', [{ part: 'p', value: 'v' }], 20_000);
    for (const ending of ['', '-wal'])
      copyFileSync(join(folder, `mirror.db${ending}`), join(folder, `copy.db${ending}`));
    await storage.close();
    expect(statSync(join(folder, 'copy.db-wal')).size).toBeGreaterThan(0);
    expect(check(join(folder, 'copy.db'), 'The file').copies).toBe(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });

  it.each([
    [
      'rows that refer to a missing row',
      'delete from copy',
      'The file is damaged: 2 rows refer to a row that is missing.',
    ],
    ['no table of migrations', 'drop table kysely_migration', 'but not one of Service Mirror.'],
    ['no table of copies', 'drop table copy_part; drop table copy', 'but not one of Service Mirror.'],
    [
      'no table of teams',
      'drop table team',
      'The file lacks the table "team", so it is not whole: somebody has removed the table. Restore a backup that has it with npm run restore.',
    ],
  ])('throws BackupFault for a database with %s', async (_what, sql, message) => {
    const file = await databaseIn(emptyFolder());
    change(file, sql);
    expect(() => check(file, 'The file')).toThrow(BackupFault);
    expect(() => check(file, 'The file')).toThrow(message);
  });
});

describe('attempt', () => {
  it('returns the result', () => {
    expect(attempt('It failed', () => 7)).toBe(7);
  });

  it('throws BackupFault with its sentence in place of an error of the system', () => {
    const failing = () => attempt('It failed', () => readFileSync('/nowhere/at/all'));
    expect(failing).toThrow(BackupFault);
    expect(failing).toThrow(/^It failed: ENOENT/);
  });

  it.each([new BackupFault('x'), new NewerDatabase('x'), new UnusableFile('x', 'y')])(
    'throws a $name unchanged',
    (error) => {
      let thrown: unknown;
      try {
        attempt('It failed', () => {
          throw error;
        });
      } catch (caught) {
        thrown = caught;
      }
      expect(thrown).toBe(error);
    },
  );
});

describe('isCode', () => {
  it('accepts the code and its extensions, and nothing without a code', () => {
    const coded = (code: string) => Object.assign(new Error(''), { code });
    expect(isCode(coded('SQLITE_BUSY'), 'SQLITE_BUSY')).toBe(true);
    expect(isCode(coded('SQLITE_BUSY_SNAPSHOT'), 'SQLITE_BUSY')).toBe(true);
    expect(isCode(coded('SQLITE_FULL'), 'SQLITE_BUSY')).toBe(false);
    expect(isCode(new Error('SQLITE_BUSY'), 'SQLITE_BUSY')).toBe(false);
    expect(isCode({ code: 'SQLITE_BUSY' }, 'SQLITE_BUSY')).toBe(false);
  });
});
