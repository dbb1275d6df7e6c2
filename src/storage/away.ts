/** The errors of storage, and what a driver's error means in words. */
import { resolve } from 'node:path';

/** The database cannot be used, and nothing was written. The message holds no values of the query. */
export class StorageFault extends Error {}

/** The database did not answer or reported an error: it is stopped, full or too slow. It may answer again at any time. */
export class StorageAway extends StorageFault {
  constructor(reason: string) {
    super(`the database is away: ${reason}`);
    this.name = 'StorageAway';
  }
}

/** The tables are not those that this version of the site makes. Only the operator can change that. */
export class WrongSchema extends StorageFault {
  constructor(message: string) {
    super(message);
    this.name = 'WrongSchema';
  }
}

/** @param faults what is wrong, such as `the table "member" is missing` */
export function wrongTables(faults: string): WrongSchema {
  return new WrongSchema(
    `The tables of the database are not those that this version of Service Mirror makes: ${faults}. ` +
      'A version that was never released may have made them, or somebody has changed them by hand. Restore a backup, or name a new database.',
  );
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

/** Errors of PostgreSQL about a table or column that is missing or there already. Their messages hold names and no values of a row. */
const schemaCode = /^42(?:P0[17]|70[13])$/;
/** The same of SQLite, which has no codes for them, and of kysely's migrator. */
const schemaMessage =
  /^(?:no such (?:table|column)|(?:table|index) \S+ (?:already exists|has no column)|duplicate column name|corrupted migrations)\b/;

/** Says in our terms what a driver's error means. */
export function faultOf(error: unknown): StorageFault {
  if (error instanceof StorageFault) return error;
  if (error instanceof Error) {
    const code = 'code' in error ? String(error.code) : '';
    const [message = ''] = error.message.split('\n', 1);
    if (schemaCode.test(code) || schemaMessage.test(message)) return wrongTables(message);
  }
  return new StorageAway(reasonOf(error));
}

/** @throws StorageFault in place of what the driver throws */
export async function guarded<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    throw faultOf(error);
  }
}

/** Another version of the site has changed the tables. */
export class NewerDatabase extends WrongSchema {
  constructor(migration: string) {
    super(
      `The database has the migration "${migration}", which this version of Service Mirror does not know: a newer version has used it, or one that was never released. ` +
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
