/** One kysely over SQLite (one machine) or PostgreSQL (many). Only this file knows which. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { type DatabaseConnection, Kysely, PostgresDialect, SqliteDialect, SqliteDriver } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import type { DatabaseAddress } from './address.ts';
import { NewerDatabase, reasonOf, UnusableFile } from './away.ts';
import { migrations } from './migrations/all.ts';
import { hindrance, kindFault, makeFolder } from './place.ts';
import type { Database } from './schema.ts';

/** Milliseconds that a query waits for another process's write, or for the server, before it gives up. */
const patience = 5_000;
const connectPatience = 2_000;
const mostConnections = 10;

/** @throws UnusableFile when a SQLite file cannot be opened; PostgreSQL is first asked when a query runs */
export function openDatabase(address: DatabaseAddress): Kysely<Database> {
  return new Kysely<Database>({
    dialect:
      address.engine === 'sqlite'
        ? new FileDialect(openFile(address.file))
        : new PostgresDialect({ pool: address.engine === 'pool' ? address.pool : openPool(address.url) }),
  });
}

class FileDialect extends SqliteDialect {
  readonly #database: SQLite.Database;

  constructor(database: SQLite.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new FileDriver(this.#database);
  }
}

class FileDriver extends SqliteDriver {
  readonly #database: SQLite.Database;

  constructor(database: SQLite.Database) {
    super({ database });
    this.#database = database;
  }

  /** When the disk is full SQLite rolls back by itself; to try again would put another error in the place of that one. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** @throws UnusableFile */
function openFile(file: string): SQLite.Database {
  let database: SQLite.Database | undefined;
  try {
    if (file !== ':memory:') makeFile(file);
    database = new SQLite(file, { timeout: patience });
    if (isForeign(database)) throw new Error(foreign);
    database.pragma('journal_mode = WAL');
    // In WAL mode NORMAL may lose the last commits when the power fails; what was acknowledged must be there.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // What somebody had erased is written over, and does not stay in the file's free pages.
    database.pragma('secure_delete = ON');
    return database;
  } catch (error) {
    database?.close();
    throw unusable(file, error);
  }
}

/** For its owner alone, as are then the files that SQLite puts beside it: what people answered in teams is in there. */
function makeFile(file: string): void {
  const fault = kindFault(file);
  if (fault) throw new Error(fault);
  if (existsSync(file)) return;
  makeFolder(dirname(file));
  closeSync(openSync(file, 'a', 0o600));
}

const foreign = 'it is a SQLite database, but not one of Service Mirror; name another file';

/** Has tables, but none of ours, of which the first to be made is kysely's. Litestream may have been there before. */
function isForeign(database: SQLite.Database): boolean {
  const names = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  const theirs = names.map(String).filter((name) => !/^(?:sqlite|_litestream)_/.test(name));
  return theirs.length > 0 && !theirs.includes('kysely_migration');
}

/** What SQLite or the system said, and what stands in the way if that can be seen. */
export function unusable(file: string, error: unknown): UnusableFile {
  const said = reasonOf(error);
  const seen = said.includes('SQLITE_') && file !== ':memory:' ? hindrance(file) : undefined;
  return new UnusableFile(file, seen ? `${said}; ${seen}` : said);
}

function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectPatience,
    statement_timeout: patience,
    query_timeout: patience + 1_000,
  });
  // A connection that breaks while idle: the pool makes a new one when asked. Without a listener Node would stop.
  pool.on('error', () => undefined);
  return pool;
}

/** Trying again would not mend the disk or the file. */
function isLasting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(?:CORRUPT|NOTADB|READONLY|CANTOPEN|FULL|IOERR)/.test(code);
}

/**
 * Brings the tables up to date. Replicas that start together wait for each other: on PostgreSQL by kysely's advisory
 * lock, on SQLite by trying again once the other process has finished.
 * @throws NewerDatabase, or the driver's error
 */
export async function migrate(db: Kysely<Database>, attempts = 5): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const [, unknown] = /previously executed migration (\S+) is missing/.exec(String(error)) ?? [];
  if (unknown) throw new NewerDatabase(unknown);
  if (attempts <= 1 || isLasting(error)) throw error;
  await new Promise((resolve) => setTimeout(resolve, 200));
  await migrate(db, attempts - 1);
}
