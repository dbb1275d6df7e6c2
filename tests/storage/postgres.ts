/**
 * A PostgreSQL server of its own for a test file: a real one where its programs are installed, else PGlite, which is
 * PostgreSQL compiled to WebAssembly, and says so.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { PostgresPool } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { DatabaseAddress } from '../../src/storage/address.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';

/** Debian keeps the server's programs out of the PATH. */
function programs(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

export const hasPostgres = programs() !== undefined;

/** PostgreSQL refuses to run as root; Debian's package makes a user for it. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound ? bound.port : 0;
}

/** A server that can be stopped and started again on the same port with the same data. */
export class PostgresServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mirror-postgres-'));
  readonly #bin = programs() ?? '';
  readonly #user = unprivileged();
  #port = 0;
  #process: ChildProcess | undefined;

  get url(): string {
    return `postgres://mirror@127.0.0.1:${this.#port}/postgres`;
  }

  /** Does nothing while it runs. */
  async start(): Promise<void> {
    if (this.#process) return;
    if (this.#port === 0) {
      this.#port = await freePort();
      if (this.#user) chownSync(this.#folder, this.#user.uid, this.#user.gid);
      execFileSync(
        join(this.#bin, 'initdb'),
        ['-D', join(this.#folder, 'data'), '-U', 'mirror', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
        { ...this.#user, cwd: this.#folder, stdio: 'pipe' },
      );
    }
    this.#process = spawn(
      join(this.#bin, 'postgres'),
      // Nothing here has to survive the machine; the tests that need that use SQLite.
      [
        '-D',
        join(this.#folder, 'data'),
        '-p',
        String(this.#port),
        '-h',
        '127.0.0.1',
        '-k',
        this.#folder,
        '-F',
      ],
      { ...this.#user, cwd: this.#folder, stdio: 'ignore' },
    );
    await this.#untilReady();
  }

  async #untilReady(): Promise<void> {
    const { default: pg } = await import('pg');
    for (let attempt = 0; attempt < 200; attempt++) {
      const client = new pg.Client({ connectionString: this.url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query('select 1');
        await client.end();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new Error('PostgreSQL did not start');
  }

  /** As `pg_ctl stop -m immediate`: connections break in the middle. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** PGlite behind the little that kysely asks of a pool. One connection: queries wait for each other. */
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
  /** Removes all its databases; asked for a fresh one, it starts again. */
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

export function postgresEngine(): Engine {
  if (!hasPostgres) {
    console.warn('PostgreSQL is not installed here: these tests use PGlite in its place.');
    return {
      name: 'PostgreSQL (PGlite)',
      fresh: async () => ({ engine: 'pool', pool: poolOf(new PGlite()) }),
      stop: async () => undefined,
    };
  }
  let server: PostgresServer | undefined;
  let started: Promise<void> | undefined;
  let count = 0;
  return {
    name: 'PostgreSQL',
    fresh: async () => {
      server ??= new PostgresServer();
      started ??= server.start();
      await started;
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`create database fresh_${++count}`);
      await client.end();
      return { engine: 'postgres', url: server.url.replace(/postgres$/, `fresh_${count}`) };
    },
    stop: async () => {
      const stopped = server;
      server = undefined;
      started = undefined;
      await stopped?.remove();
    },
  };
}

/** Test files share them (vitest.config.ts): stopped by one, an engine starts anew for the next. */
export const engines: readonly Engine[] = [sqliteEngine(), postgresEngine()];

/** A server for the tests of a block, running before each of them, so that a test may stop it; and a storage on it. */
export function stoppablePostgres(): { server: PostgresServer; storage: () => Storage } {
  const server = new PostgresServer();
  let storage: Storage | undefined;
  beforeAll(async () => {
    await server.start();
    storage = await openStorage({ engine: 'postgres', url: server.url }, () => undefined);
  }, 60_000);
  afterAll(async () => {
    await storage?.close();
    await server.remove();
  });
  beforeEach(() => server.start());
  return {
    server,
    storage: () => {
      if (!storage) throw new Error('the server has not been started');
      return storage;
    },
  };
}
