/** The errors of storage, and what a driver's error means in words. */
import { resolve } from 'node:path';

/**
 * The database did not answer or reported an error: it is stopped, full or too slow. The write was not made.
 * Message and cause hold no values of the query.
 */
export class StorageAway extends Error {
  constructor(reason: string) {
    super(`the database is away: ${reason}`);
    this.name = 'StorageAway';
  }
}

/** What to do about an error, by the start of its code, or of its message when the driver gives no code. */
const remedies: readonly (readonly [code: string, remedy: string])[] = [
  ['SQLITE_FULL', 'the disk is full: make room'],
  ['SQLITE_IOERR', 'the disk is full or failing'],
  ['SQLITE_READONLY', "give the site's user write access to the file and its folder"],
  ['SQLITE_CANTOPEN', "give the site's user write access to the file and its folder"],
  ['SQLITE_NOTADB', 'the file is damaged or not a database: restore a backup with npm run restore'],
  ['SQLITE_CORRUPT', 'the file is damaged: restore a backup with npm run restore'],
  ['SQLITE_BUSY', 'another program has locked the file for too long'],
  ['EACCES', 'give the user that runs this access to it'],
  ['EPERM', 'give the user that runs this access to it'],
  ['EROFS', 'the disk is read-only: make it writable, or choose another place'],
  ['ENOENT', 'the folder does not exist or cannot be made: make it, or choose another place'],
  ['ENOTDIR', 'a part of the path is not a folder: choose another place'],
  ['ENOSPC', 'the disk is full: make room'],
  ['EDQUOT', "the user's disk quota is used up: make room"],
  ['EIO', 'the disk is failing'],
  ['EBUSY', 'a file that is mounted by itself cannot be replaced: mount its folder instead'],
  ['ECONNREFUSED', 'nothing listens there: start PostgreSQL, or correct host and port'],
  ['ENOTFOUND', 'the host name is unknown: correct it'],
  ['EAI_AGAIN', 'the DNS server does not answer'],
  ['28', 'PostgreSQL rejects this user or password: correct them'],
  ['3D000', 'PostgreSQL has no database of this name: create it, or correct the name'],
  ['42501', 'the user lacks rights in the database: make it the owner of the tables'],
  ['25006', 'this PostgreSQL server is read-only: use the address of the primary'],
  ['53300', 'PostgreSQL has too many connections: raise max_connections'],
  ['57P03', 'PostgreSQL is starting or stopping: wait'],
  // Errors of the driver, which have no code.
  ['SASL', 'PostgreSQL asks for a password: add it to the address'],
  ['timeout exceeded', 'PostgreSQL does not answer: check host, port and firewall'],
];

/** Says what may be logged of a driver's error. PostgreSQL puts values of the row into its messages: only the code is kept. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  // Messages of Node and SQLite, and of the driver without a code, hold no values.
  const isPlain = code === '' || /^(?:E[A-Z_]+|SQLITE_\w+)$/.test(code);
  const message = isPlain ? (error.message.split('\n', 1)[0] ?? '') : '';
  const remedy = remedies.find(([start]) => (code || message).startsWith(start))?.[1];
  const said = [message.includes(code) ? '' : code, message].filter((part) => part).join(' ') || error.name;
  return remedy ? `${said} (${remedy})` : said;
}

/** @throws StorageAway in place of what the driver throws */
export async function guarded<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof StorageAway) throw error;
    throw new StorageAway(reasonOf(error));
  }
}

/** A later version of the site has changed the tables. */
export class NewerDatabase extends Error {
  constructor(migration: string) {
    super(
      `The database has the migration "${migration}", which this version of Service Mirror does not know: a newer version has used it. ` +
        'Start the newer version again, or restore a backup made with this one.',
    );
    this.name = 'NewerDatabase';
  }
}

/** DATABASE_URL names a file that cannot be the database. */
export class UnusableFile extends Error {
  /** @param reason ends with what to do */
  constructor(file: string, reason: string) {
    super(`DATABASE_URL: ${resolve(file)} cannot be used as the database: ${reason}.`);
    this.name = 'UnusableFile';
  }
}
