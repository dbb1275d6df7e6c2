import { resolve } from 'node:path';

/**
 * The database did not answer, or not as it should: stopped, full, too slow. What was to be written was not.
 * Its message and cause hold no values of the query.
 */
export class StorageAway extends Error {
  constructor(reason: string) {
    super(`the database is away: ${reason}`);
    this.name = 'StorageAway';
  }
}

/** For whoever reads the log: what the system's, SQLite's and PostgreSQL's words mean here, by the beginning of code or message. */
const meanings: readonly (readonly [code: string, meaning: string])[] = [
  ['SQLITE_FULL', 'make room on the disk'],
  ['SQLITE_IOERR', 'the disk fails or is full'],
  ['SQLITE_READONLY', 'the site must be allowed to write the file and its folder'],
  ['SQLITE_CANTOPEN', 'the site must be allowed to write the file and its folder'],
  ['SQLITE_NOTADB', 'the file is damaged or something else: restore a backup with npm run restore'],
  ['SQLITE_CORRUPT', 'the file is damaged: restore a backup with npm run restore'],
  ['SQLITE_BUSY', 'another program has been writing to the file for too long'],
  ['EACCES', 'the user that runs this must be allowed to do that'],
  ['EPERM', 'the user that runs this must be allowed to do that'],
  ['EROFS', 'the disk can only be read: make it writable, or choose another place'],
  ['ENOENT', 'there is no such folder, or none can be made there: make it, or choose another place'],
  ['ENOTDIR', 'a part of the path is no folder: choose another place'],
  ['ENOSPC', 'make room on the disk'],
  ['EDQUOT', 'make room on the disk'],
  ['EIO', 'the disk fails'],
  ['EBUSY', 'a file that is mounted by itself cannot be replaced: mount its folder'],
  ['ECONNREFUSED', 'nothing listens there: start PostgreSQL, or correct host and port'],
  ['ENOTFOUND', 'nobody knows this host: correct its name'],
  ['EAI_AGAIN', 'the name service does not answer'],
  ['28', 'PostgreSQL does not accept this user or password: correct them'],
  ['3D000', 'PostgreSQL has no database of this name: create it, or correct the name'],
  ['42501', 'the user needs more rights in the database: let it own the tables'],
  ['25006', 'PostgreSQL can only be read there: name the server that writes'],
  ['53300', 'PostgreSQL has too many connections: raise max_connections'],
  ['57P03', 'PostgreSQL is just starting or stopping'],
  // Of the driver, without a code.
  ['SASL', 'PostgreSQL asks for a password: give it one'],
  ['timeout exceeded', 'PostgreSQL does not answer: look at host, port and firewall'],
];

/** What may be shown of a driver's error: PostgreSQL puts values of the row into `detail`, so only code and kind are kept. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  // Of an error that Node makes, such as ECONNREFUSED, and of SQLite's, the message names no values either.
  const plain = /^(?:E[A-Z_]+|SQLITE_\w+)$/.test(code) || code === '' ? error.message.split('\n', 1)[0] : '';
  const meaning = meanings.find(([start]) => (code || plain)?.startsWith(start))?.[1];
  const said = [plain?.includes(code) ? '' : code, plain].filter((part) => part).join(' ') || error.name;
  return meaning ? `${said} (${meaning})` : said;
}

/** @throws StorageAway for whatever the driver throws */
export async function guarded<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof StorageAway) throw error;
    throw new StorageAway(reasonOf(error));
  }
}

/** The database was written by a later version of the site. */
export class NewerDatabase extends Error {
  constructor(migration: string) {
    super(
      `The database knows the migration "${migration}", which this version of Service Mirror does not: it was used by a newer one. ` +
        'Start that version again, or restore a backup made with this one.',
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
