/** Whether a file is a sound database of this site: a copy is checked before anybody may trust it. */
import { statSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { NewerDatabase, reasonOf, UnusableFile } from '../away.ts';
import { migrations } from '../migrations/all.ts';

/** Why there is no backup, or nothing was put back; in words for whoever ran the command. */
export class BackupFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupFault';
  }
}

/** What a copy holds, to be shown: an operator sees at once when it is the wrong one. */
export interface Contents {
  readonly bytes: number;
  readonly copies: number;
  readonly teams: number;
  readonly contributions: number;
}

/** Milliseconds to wait for a site that is just writing. */
export const patience = 5_000;

/** Does what may fail for reasons of the system's or SQLite's. @throws BackupFault that says what was tried, why it failed, and what to do */
export function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(what, error);
  }
}

/** What is in words already stays as it is. */
export function faultOf(what: string, error: unknown): Error {
  if ([BackupFault, NewerDatabase, UnusableFile].some((kind) => error instanceof kind)) return error as Error;
  return new BackupFault(`${what}: ${reasonOf(error)}.`);
}

/**
 * @param file is made one without a write-ahead log
 * @param what says of whom it is a copy, at the beginning of a sentence
 * @throws BackupFault for what is no sound database of this site; SQLite's error when the disk fails
 */
export function check(file: string, what: string): Contents {
  try {
    leaveWal(file);
    const database = new SQLite(file, { readonly: true });
    try {
      return contentsOf(database, statSync(file).size, what);
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isCode(error, 'SQLITE_CORRUPT') && !isCode(error, 'SQLITE_NOTADB')) throw error;
    throw new BackupFault(`${what} is damaged, or no SQLite database: ${(error as Error).message}.`);
  }
}

/** Puts the write-ahead log into the file and leaves that mode, which SQLite allows only to one who is alone. */
export function leaveWal(file: string, timeout = patience): void {
  const database = new SQLite(file, { fileMustExist: true, timeout });
  try {
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
}

function contentsOf(database: SQLite.Database, bytes: number, what: string): Contents {
  const faults = database.pragma('integrity_check', { simple: true });
  if (faults !== 'ok') throw new BackupFault(`${what} is damaged: ${String(faults).split('\n', 1)[0]}.`);
  const tables = new Set(database.prepare('select name from sqlite_schema').pluck().all());
  if (tables.size === 0) throw new BackupFault(`${what} is empty: no site has made its tables there yet.`);
  if (!tables.has('kysely_migration') || !tables.has('copy'))
    throw new BackupFault(`${what} is a SQLite database, but not one of Service Mirror.`);
  const done = database.prepare('select name from kysely_migration order by name').pluck().all();
  const unknown = done.map(String).find((name) => !(name in migrations));
  if (unknown !== undefined)
    throw new BackupFault(
      `${what} knows the migration "${unknown}", which this version of Service Mirror does not: it was used by a newer one. Use that version for it.`,
    );
  const lost = database.pragma('foreign_key_check') as unknown[];
  if (lost.length > 0)
    throw new BackupFault(`${what} is damaged: ${lost.length} rows have lost what they belong to.`);
  const rows = (table: string) => Number(database.prepare(`select count(*) from ${table}`).pluck().get());
  return { bytes, copies: rows('copy'), teams: rows('team'), contributions: rows('contribution') };
}

/** Of Node's errors, or SQLite's with whatever it adds to the code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(code);
}
