/** A SQLite database, copied while the site runs, and put back. Whatever is copied is checked before it counts. */
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import { NewerDatabase } from './away.ts';
import { migrations } from './migrations/all.ts';

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
const patience = 5_000;
const allPages = 0x7fffffff;

/**
 * Copies the database as it is at this moment into a new file; the site may write meanwhile.
 * @throws BackupFault, NewerDatabase, or the system's error; then there is no new file
 */
export async function backUp(file: string, target: string): Promise<Contents> {
  if (!existsSync(file)) throw new BackupFault(`There is no database at ${resolve(file)}.`);
  const refuse = () => new BackupFault(`${resolve(target)} exists already and was left as it is.`);
  if (existsSync(target)) throw refuse();
  const part = partOf(target);
  try {
    closeSync(openSync(part, 'wx', 0o600));
    await copyPages(file, part);
    const contents = check(part);
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
  } finally {
    removeDatabase(part);
  }
}

async function copyPages(file: string, part: string): Promise<void> {
  const source = new SQLite(file, { readonly: true, fileMustExist: true, timeout: patience });
  try {
    // Within a transaction all pages are of one moment; else SQLite begins again at each write of the site.
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(part, { progress: () => allPages });
  } finally {
    source.close();
  }
}

export interface Restored extends Contents {
  /** Where the former database is now; undefined when there was none. */
  readonly keptAside: string | undefined;
}

/**
 * Puts a backup in the place of the database; the former one is kept beside it under another name.
 * @param stamp tells the name of the former one from others
 * @throws BackupFault, NewerDatabase, or the system's error; then the database is as it was
 */
export function restore(backup: string, file: string, stamp: string): Restored {
  if (!existsSync(backup)) throw new BackupFault(`There is no backup at ${resolve(backup)}.`);
  const wal = `${backup}-wal`;
  if (existsSync(wal) && statSync(wal).size > 0)
    throw new BackupFault(
      `${resolve(backup)} is not whole: a part of it is in ${resolve(wal)}. Make backups with npm run backup, not by copying the file.`,
    );
  mkdirSync(dirname(file), { recursive: true });
  const part = partOf(file);
  try {
    copyFileSync(backup, part, constants.COPYFILE_EXCL);
    const contents = check(part);
    chmodSync(part, 0o600);
    giveToOwner(part, existsSync(file) ? file : dirname(file));
    flush(part);
    const keptAside = existsSync(file) ? moveAside(file, `${file}.before-${stamp}`) : undefined;
    renameSync(part, file);
    flush(dirname(file));
    return { ...contents, keptAside };
  } finally {
    removeDatabase(part);
  }
}

/** Also makes the old one whole, so that its name is all there is to it. */
function moveAside(file: string, aside: string): string {
  if (existsSync(aside)) throw new BackupFault(`${resolve(aside)} exists already.`);
  try {
    leaveWal(file, 1_000);
  } catch (error) {
    if (isCode(error, 'SQLITE_BUSY'))
      throw new BackupFault(`The site is running with ${resolve(file)}. Stop it first, then restore.`);
    // Damaged: that is why somebody restores. It is moved with what belongs to it.
  }
  for (const ending of ['-wal', '-shm'])
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  renameSync(file, aside);
  return aside;
}

/** Puts the write-ahead log into the file and leaves that mode, which SQLite allows only to one who is alone. */
function leaveWal(file: string, timeout = patience): void {
  const database = new SQLite(file, { fileMustExist: true, timeout });
  try {
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
}

/** @throws BackupFault for what is no sound database of this site, NewerDatabase */
function check(part: string): Contents {
  try {
    leaveWal(part);
    const database = new SQLite(part, { readonly: true });
    try {
      return contentsOf(database, statSync(part).size);
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isCode(error, 'SQLITE_CORRUPT') && !isCode(error, 'SQLITE_NOTADB')) throw error;
    throw new BackupFault(`It is damaged, or no SQLite database: ${(error as Error).message}.`);
  }
}

function contentsOf(database: SQLite.Database, bytes: number): Contents {
  const faults = database.pragma('integrity_check', { simple: true });
  if (faults !== 'ok') throw new BackupFault(`It is damaged: ${String(faults).split('\n', 1)[0]}`);
  const tables = new Set(database.prepare('select name from sqlite_schema').pluck().all());
  if (!tables.has('kysely_migration') || !tables.has('copy'))
    throw new BackupFault('It is a SQLite database, but not one of Service Mirror.');
  const done = database.prepare('select name from kysely_migration order by name').pluck().all();
  const unknown = done.map(String).find((name) => !(name in migrations));
  if (unknown !== undefined) throw new NewerDatabase(unknown);
  const lost = database.pragma('foreign_key_check') as unknown[];
  if (lost.length > 0)
    throw new BackupFault(`It is damaged: ${lost.length} rows have lost what they belong to.`);
  const rows = (table: string) => Number(database.prepare(`select count(*) from ${table}`).pluck().get());
  return { bytes, copies: rows('copy'), teams: rows('team'), contributions: rows('contribution') };
}

const partOf = (file: string) => `${file}.${process.pid}.part`;

function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}

/** What root restores the site's own user must be able to open. */
function giveToOwner(file: string, like: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  chownSync(file, uid, gid);
}

/** Until then a file or a name may be lost with the power. */
function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Of Node's errors, or SQLite's with whatever it adds to the code. */
function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(code);
}
