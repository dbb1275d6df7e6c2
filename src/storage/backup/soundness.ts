/** Checks that a file is a sound database of this site, before a backup is made of it or it is restored. */
import { statSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { reasonOf, UnusableFile, WrongSchema } from '../away.ts';
import { migrations } from '../migrations/all.ts';

/** Nothing was backed up or restored. The message is for the operator who ran the command. */
export class BackupFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupFault';
  }
}

/** What a copy of the database holds, so that an operator notices a wrong one. */
export interface CopyContents {
  readonly bytes: number;
  readonly copies: number;
  readonly teams: number;
  readonly contributions: number;
}

/** Milliseconds that SQLite waits for a lock of the running site. */
export const lockTimeout = 5_000;

/** @throws BackupFault in place of an error of the system or of SQLite; `what` is the start of its message */
export function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(what, error);
  }
}

/** Returns an error that is already in words unchanged. */
export function faultOf(what: string, error: unknown): Error {
  if ([BackupFault, WrongSchema, UnusableFile].some((kind) => error instanceof kind)) return error as Error;
  return new BackupFault(`${what}: ${reasonOf(error)}.`);
}

/**
 * Also merges the write-ahead log into the file.
 * @param what names the file at the start of a message
 * @throws BackupFault when the file is not a sound database of this site; SQLite's error when the disk fails
 */
export function check(file: string, what: string): CopyContents {
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
    throw new BackupFault(`${what} is damaged, or not a SQLite database: ${(error as Error).message}.`);
  }
}

/** Merges the write-ahead log into the file and leaves WAL mode. SQLite refuses while another connection is open. */
export function leaveWal(file: string, timeout = lockTimeout): void {
  const database = new SQLite(file, { fileMustExist: true, timeout });
  try {
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
}

function contentsOf(database: SQLite.Database, bytes: number, what: string): CopyContents {
  const faults = database.pragma('integrity_check', { simple: true });
  if (faults !== 'ok') throw new BackupFault(`${what} is damaged: ${String(faults).split('\n', 1)[0]}.`);
  const tables = new Set(database.prepare('select name from sqlite_schema').pluck().all());
  if (tables.size === 0) throw new BackupFault(`${what} is empty: no site has created its tables yet.`);
  if (!tables.has('kysely_migration') || !tables.has('copy'))
    throw new BackupFault(`${what} is a SQLite database, but not one of Service Mirror.`);
  const done = database.prepare('select name from kysely_migration order by name').pluck().all();
  const unknown = done.map(String).find((name) => !(name in migrations));
  if (unknown !== undefined)
    throw new BackupFault(
      `${what} has the migration "${unknown}", which this version of Service Mirror does not know: a newer version has used it. Run this command with the newer version.`,
    );
  const lost = ['team', 'contribution'].find((table) => !tables.has(table));
  if (lost !== undefined)
    throw new BackupFault(
      `${what} lacks the table "${lost}", so it is not whole: somebody has removed the table. Restore a backup that has it with npm run restore.`,
    );
  const orphans = database.pragma('foreign_key_check') as unknown[];
  if (orphans.length > 0)
    throw new BackupFault(`${what} is damaged: ${orphans.length} rows refer to a row that is missing.`);
  const rows = (table: string) => Number(database.prepare(`select count(*) from ${table}`).pluck().get());
  return { bytes, copies: rows('copy'), teams: rows('team'), contributions: rows('contribution') };
}

/** Whether the error has this code. SQLite's extended codes start with the plain one. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(code);
}
