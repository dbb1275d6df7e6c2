/**
 * Databases for tests: SQLite and PostgreSQL. Where no PostgreSQL is installed, PGlite (PostgreSQL compiled to
 * WebAssembly) takes its place, with a warning.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { PostgresPool } from 'kysely';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import type { DatabaseAddress } from '../../src/storage/address.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { hasPostgres, PostgresServer } from './postgres-server.ts';
import { openTestStorage } from './team-storage.ts';

/** Wraps PGlite in the interface that kysely needs of a pool. It has one connection, so queries wait for each other. */
function poolOf(lite: PGlite): PostgresPool {
  let queue: Promise<unknown> = Promise.resolve();
  const free = async () => {
    const before = queue;
    let release = () => {};
    queue = new Promise<void>((resolve) => {
      release = () => resolve();
    });
    await before;
    return release;
  };
  return {
    connect: async () => {
      const release = await free();
      const query = async (text: string, values: readonly unknown[]) => {
        const { rows, affectedRows = 0 } = await lite.query(text, [...values]);
        const command = text.trim().split(/\s/, 1)[0]?.toUpperCase();
        return { command, rowCount: affectedRows || rows.length, rows };
      };
      return { query, release } as unknown as Awaited<ReturnType<PostgresPool['connect']>>;
    },
    end: () => lite.close(),
  } as PostgresPool;
}

export interface Engine {
  readonly name: string;
  /** A new, empty database. */
  readonly fresh: () => Promise<DatabaseAddress>;
  /** Removes all its databases. */
  readonly stop: () => Promise<void>;
}

export function sqliteEngine(): Engine {
  let folder: string | undefined;
  let count = 0;
  return {
    name: 'SQLite',
    fresh: async () => {
      folder ??= mkdtempSync(join(tmpdir(), 'mirror-sqlite-'));
      return { engine: 'sqlite', file: join(folder, `${++count}.db`) };
    },
    stop: async () => {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

/** Databases on the server that all test files share (shared-postgres.ts). */
export function postgresEngine(): Engine {
  if (!hasPostgres) {
    console.warn('PostgreSQL is not installed here: these tests use PGlite in its place.');
    return {
      name: 'PostgreSQL (PGlite)',
      fresh: async () => ({ engine: 'pool', pool: poolOf(new PGlite()) }),
      stop: async () => undefined,
    };
  }
  const made: string[] = [];
  const ask = async (sql: string) => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: inject('postgres') });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  return {
    name: 'PostgreSQL',
    fresh: async () => {
      const name = `fresh_${randomBytes(8).toString('hex')}`;
      await ask(`create database ${name}`);
      made.push(name);
      return { engine: 'postgres', url: inject('postgres').replace(/postgres$/, name) };
    },
    stop: async () => {
      for (const name of made.splice(0)) await ask(`drop database ${name} with (force)`);
    },
  };
}

export const engines: readonly Engine[] = [sqliteEngine(), postgresEngine()];

/** Opens a storage on a new database of this engine for the tests of a block. */
export function storageOn(engine: Engine): () => Storage {
  let storage: Storage | undefined;
  beforeAll(async () => {
    storage = await openTestStorage(await engine.fresh());
  });
  afterAll(async () => {
    await storage?.close();
    await engine.stop();
  });
  return () => opened(storage);
}

/** Starts a server only for the tests of a block, and a storage on it. A test may stop the server; the next one starts it again. */
export function stoppablePostgres(): { server: PostgresServer; storage: () => Storage } {
  const server = new PostgresServer();
  let storage: Storage | undefined;
  beforeAll(async () => {
    await server.start();
    storage = await openTestStorage({ engine: 'postgres', url: server.url });
  });
  afterAll(async () => {
    await storage?.close();
    await server.remove();
  });
  beforeEach(() => server.start());
  return {
    server,
    storage: () => opened(storage),
  };
}

function opened(storage: Storage | undefined): Storage {
  if (!storage) throw new Error('the storage is only open while the tests of its block run');
  return storage;
}
