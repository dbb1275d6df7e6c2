/** Copies a SQLite database while the site runs. */
import { closeSync, existsSync, linkSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import { reasonOf, UnusableFile } from '../away.ts';
import { accessFault, kindFault } from '../place.ts';
import { flush, partOf, removeDatabase } from './copying.ts';
import { attempt, BackupFault, type CopyContents, check, faultOf, isCode, lockTimeout } from './soundness.ts';

const allPages = 0x7fffffff;

/**
 * Commands work on the database of a site and never create one.
 * @throws BackupFault, UnusableFile
 */
export function databaseAt(file: string): void {
  if (!existsSync(file))
    throw new BackupFault(
      `There is no database at ${resolve(file)}, or this user may not see it. Set DATABASE_URL to the same value as for the site.`,
    );
  const fault = kindFault(file);
  if (fault) throw new UnusableFile(file, fault);
}

/**
 * Copies the database as it is at one moment into a new file. The site may go on writing.
 * @throws BackupFault, UnusableFile; no new file is left then
 */
export async function backUp(file: string, target: string): Promise<CopyContents> {
  databaseAt(file);
  const exists = () =>
    new BackupFault(`${resolve(target)} exists already and was not changed. Name a new file.`);
  if (existsSync(target)) throw exists();
  const part = partOf(target);
  const failed = `The backup ${resolve(target)} cannot be written`;
  attempt(failed, () => closeSync(openSync(part, 'wx', 0o600)));
  try {
    await copyPages(file, part, failed);
    return attempt(failed, () => {
      const contents = check(part, `The database ${resolve(file)}`);
      flush(part);
      // Unlike a rename, a link never replaces a file that was created meanwhile.
      try {
        linkSync(part, target);
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
        throw exists();
      }
      flush(dirname(target));
      return contents;
    });
  } finally {
    removeDatabase(part);
  }
}

/** @throws BackupFault that says whether the database could not be read or the copy could not be written */
async function copyPages(file: string, part: string, failed: string): Promise<void> {
  let source: SQLite.Database | undefined;
  try {
    source = openSnapshot(file);
    await source.backup(part, { progress: () => allPages });
  } catch (error) {
    throw faultOf(failed, error);
  } finally {
    source?.close();
  }
}

/** The open read transaction keeps the pages of one moment. Without it, SQLite starts the copy again at each write. */
function openSnapshot(file: string): SQLite.Database {
  let source: SQLite.Database | undefined;
  try {
    source = new SQLite(file, { readonly: true, fileMustExist: true, timeout: lockTimeout });
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    return source;
  } catch (error) {
    source?.close();
    throw new BackupFault(`The database ${resolve(file)} cannot be read: ${reasonOf(error)}.${remedy(file)}`);
  }
}

/** SQLite writes two files beside a database in WAL mode, even to read it. */
function remedy(file: string): string {
  const fault = accessFault(file);
  if (!fault) return '';
  return (
    ` To read it, SQLite must write files beside it, and it cannot (${fault}). If that cannot be changed, stop the site, copy ${file} and, if it exists, ` +
    `${file}-wal to a folder that is writable, and run this command again with DATABASE_URL set to the copy.`
  );
}
