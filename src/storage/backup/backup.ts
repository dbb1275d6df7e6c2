/** A SQLite database, copied while the site runs. */
import { closeSync, existsSync, linkSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import { reasonOf, UnusableFile } from '../away.ts';
import { hindrance, kindFault } from '../place.ts';
import {
  attempt,
  BackupFault,
  type Contents,
  check,
  faultOf,
  isCode,
  patience,
} from '../upkeep/soundness.ts';
import { flush, partOf, removeDatabase } from './copying.ts';

const allPages = 0x7fffffff;

/**
 * A command for the database of a site makes no new one.
 * @throws BackupFault, UnusableFile
 */
export function databaseAt(file: string): void {
  if (!existsSync(file))
    throw new BackupFault(
      `There is no database at ${resolve(file)}, or this user may not see it. Give DATABASE_URL as the site has it.`,
    );
  const fault = kindFault(file);
  if (fault) throw new UnusableFile(file, fault);
}

/**
 * Copies the database as it is at this moment into a new file; the site may write meanwhile.
 * @throws BackupFault, UnusableFile; then there is no new file
 */
export async function backUp(file: string, target: string): Promise<Contents> {
  databaseAt(file);
  const refuse = () =>
    new BackupFault(`${resolve(target)} exists already and was left as it is. Name a new file.`);
  if (existsSync(target)) throw refuse();
  const part = partOf(target);
  const failed = `The backup ${resolve(target)} cannot be written`;
  attempt(failed, () => closeSync(openSync(part, 'wx', 0o600)));
  try {
    await copyPages(file, part, failed);
    return attempt(failed, () => {
      const contents = check(part, `The database ${resolve(file)}`);
      flush(part);
      // Unlike a rename, a link never takes the place of a file that has come meanwhile.
      try {
        linkSync(part, target);
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
        throw refuse();
      }
      flush(dirname(target));
      return contents;
    });
  } finally {
    removeDatabase(part);
  }
}

/** @throws BackupFault that tells a database that cannot be read from a copy that cannot be written */
async function copyPages(file: string, part: string, failed: string): Promise<void> {
  let source: SQLite.Database | undefined;
  try {
    source = begun(file);
    await source.backup(part, { progress: () => allPages });
  } catch (error) {
    throw faultOf(failed, error);
  } finally {
    source?.close();
  }
}

/** Within a transaction all pages are of one moment; else SQLite begins again at each write of the site. */
function begun(file: string): SQLite.Database {
  let source: SQLite.Database | undefined;
  try {
    source = new SQLite(file, { readonly: true, fileMustExist: true, timeout: patience });
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    return source;
  } catch (error) {
    source?.close();
    throw new BackupFault(`The database ${resolve(file)} cannot be read: ${reasonOf(error)}.${remedy(file)}`);
  }
}

/** Of a database with a write-ahead log: beside it SQLite keeps two files even to read. */
function remedy(file: string): string {
  const seen = hindrance(file);
  if (!seen) return '';
  return (
    ` Even to read it, files must be written beside it, and they cannot be (${seen}). If that cannot be mended, stop the site. Copy ${file} and, if it is there, ` +
    `${file}-wal to one folder that can be written, and run this again with DATABASE_URL for the copy.`
  );
}
