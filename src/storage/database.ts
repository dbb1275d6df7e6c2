/** Opens SQLite (one machine) or PostgreSQL (several) as one kysely. Only this file depends on the engine. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { type DatabaseConnection, Kysely, PostgresDialect, SqliteDialect, SqliteDriver } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import type { DatabaseAddress } from './address.ts';
import { NewerDatabase, reasonOf, UnusableFile } from './away.ts';
import { migrations } from './migrations/all.ts';
import { accessFault, kindFault, makeFolder } from './place.ts';
import type { Database } from './schema.ts';

/** Milliseconds that a query waits for the lock of another process, or for the server. */
const queryTimeout = 5_000;
const connectTimeout = 2_000;
const mostConnections = 10;

/** @throws UnusableFile when a SQLite file cannot be opened; PostgreSQL is connected with the first query */
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

  /** SQLite rolls back by itself when the disk is full. A second rollback would throw and hide the first error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** @throws UnusableFile */
function openFile(file: string): SQLite.Database {
  let database: SQLite.Database | undefined;
  try {
    if (file !== ':memory:') makeFile(file);
    database = new SQLite(file, { timeout: queryTimeout });
    if (isForeign(database)) throw new Error(foreign);
    database.pragma('journal_mode = WAL');
    // In WAL mode, NORMAL may lose acknowledged commits in a power failure.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // Overwrites erased answers, which would otherwise stay in free pages of the file.
    database.pragma('secure_delete = ON');
    return database;
  } catch (error) {
    database?.close();
    throw unusable(file, error);
  }
}

/** Only its owner may read the file and those that SQLite makes beside it, because team answers are in it. */
function makeFile(file: string): void {
  const fault = kindFault(file);
  if (fault) throw new Error(fault);
  if (existsSync(file)) return;
  makeFolder(dirname(file));
  closeSync(openSync(file, 'a', 0o600));
}

const foreign = 'it is a SQLite database, but not one of Service Mirror; name another file';

/** Whether the database has tables of another program. Ours start with kysely's; Litestream's may be there before. */
function isForeign(database: SQLite.Database): boolean {
  const names = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  const others = names.map(String).filter((name) => !/^(?:sqlite|_litestream)_/.test(name));
  return others.length > 0 && !others.includes('kysely_migration');
}

/** Adds to SQLite's message which access is missing, where that can be found out. */
export function unusable(file: string, error: unknown): UnusableFile {
  const said = reasonOf(error);
  const fault = said.includes('SQLITE_') && file !== ':memory:' ? accessFault(file) : undefined;
  return new UnusableFile(file, fault ? `${said}; ${fault}` : said);
}

function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectTimeout,
    statement_timeout: queryTimeout,
    query_timeout: queryTimeout + 1_000,
  });
  // The pool replaces a connection that breaks, and the next query on it fails. Without listeners the error would
  // also end the process: the pool reports it for idle connections, a connection itself while a transaction has it.
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return pool;
}

/** Whether another attempt would fail in the same way. */
function isLasting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    /^SQLITE_(?:CORRUPT|NOTADB|READONLY|CANTOPEN|FULL|IOERR)/.test(code) ||
    String(error).includes('corrupted migrations')
  );
}

/**
 * Runs the migrations that are missing. Replicas that start together wait for each other: on PostgreSQL with kysely's
 * advisory lock, on SQLite by retrying until the other process has finished.
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
