/** Starts a PostgreSQL server from the programs installed on this machine. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

/** Debian's package does not add the server's programs to the PATH. */
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

/** PostgreSQL refuses to run as root. Debian's package makes a user for it. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
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
      await promisify(execFile)(
        join(this.#bin, 'initdb'),
        ['-D', join(this.#folder, 'data'), '-U', 'mirror', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
        { ...this.#user, cwd: this.#folder },
      );
    }
    this.#process = spawn(
      join(this.#bin, 'postgres'),
      // -F turns fsync off: this data need not survive a crash of the machine.
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
