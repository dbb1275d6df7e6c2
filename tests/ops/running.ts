/** Starts the site as `npm start` does, and nginx with the configuration in deploy/. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { freePort } from '../storage/free-port.ts';
import { opsSecret } from './visitor.ts';

/** @throws Error when the program ends, or does not answer within ten seconds */
async function untilAnswering(program: ChildProcess, address: string): Promise<void> {
  let errors = '';
  program.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  for (let attempt = 0; attempt < 200; attempt++) {
    if (program.exitCode !== null) throw new Error(`it ended with ${program.exitCode}: ${errors}`);
    const answered = await fetch(`${address}/health`).catch(() => undefined);
    await answered?.arrayBuffer();
    if (answered?.ok) return;
    await later(50);
  }
  throw new Error(`${address} does not answer: ${errors}`);
}

/** The arguments after "node run.js" in `npm start`. */
const flags = packageJson.scripts.start.split(' ').slice(2);

/** One replica of the site. It restarts on the same port. */
export class Replica {
  readonly port: number;
  readonly #environment: Record<string, string>;
  #process: ChildProcess | undefined;

  private constructor(port: number, environment: Record<string, string>) {
    this.port = port;
    this.#environment = environment;
  }

  static async started(environment: Record<string, string>): Promise<Replica> {
    const replica = new Replica(await freePort(), environment);
    await replica.start();
    return replica;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  async start(): Promise<void> {
    const { PATH = '' } = process.env;
    this.#process = spawn(process.execPath, flags, {
      env: {
        PATH,
        NODE_ENV: 'production',
        COOKIE_SECRETS: opsSecret,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        LOG_LEVEL: 'error',
        ...this.#environment,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilAnswering(this.#process, this.address);
  }

  /** Returns the exit code; null when the signal ended the process. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const program = this.#process;
    this.#process = undefined;
    if (!program) return null;
    const gone = new Promise<number | null>((done) => program.once('exit', done));
    program.kill(signal);
    return gone;
  }
}

export const nginxProgram = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find((file) =>
  existsSync(file),
);

/** The configuration that comes with nginx's Debian package. */
const installedConfig = '/etc/nginx/nginx.conf';
export const nginxAsInstalled = nginxProgram !== undefined && existsSync(installedConfig);

/** A new folder and a free port for nginx, and the lines of its configuration that keep its temporary files in the folder. */
async function place() {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-nginx-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join('\n');
  return { folder, port, temporary };
}

export class Nginx {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly address: string;
  /** What it has written to stderr, where its error log goes. */
  errors = '';

  private constructor(folder: string, program: ChildProcess, address: string) {
    this.#folder = folder;
    this.#process = program;
    this.address = address;
    program.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  /**
   * Starts nginx with deploy/nginx.conf, apart from names, ports and folders.
   * @param forgiving a replica that failed gets the next request as usual
   */
  static async before(replicas: readonly { readonly port: number }[], forgiving = false): Promise<Nginx> {
    const { folder, port, temporary } = await place();
    let config = readFileSync('deploy/nginx.conf', 'utf8');
    const put = (shipped: string | RegExp, ours: string) => {
      const changed = config.replace(shipped, () => ours);
      if (changed === config) throw new Error(`deploy/nginx.conf has no ${shipped}`);
      config = changed;
    };
    replicas.forEach((replica, i) => {
      put(`site-${i + 1}:3000`, `127.0.0.1:${replica.port}`);
    });
    if (forgiving) for (const _ of replicas) put('max_fails=1', 'max_fails=0');
    put('listen 8080', `listen 127.0.0.1:${port}`);
    put('pid /tmp/nginx.pid', `pid ${join(folder, 'pid')}`);
    put('access_log /dev/stdout', `access_log ${join(folder, 'access.log')}`);
    put('http {', `http {\n${temporary}`);
    return Nginx.#start(folder, config, port);
  }

  /** Starts nginx with the configuration of its Debian package and one site that does nothing but `proxy_pass`. */
  static async asInstalled(replica: { readonly port: number }): Promise<Nginx> {
    const { folder, port, temporary } = await place();
    const site = `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${replica.port}; } }`;
    const config = readFileSync(installedConfig, 'utf8')
      .replace(/^user .*$/m, '')
      .replace(/^pid .*$/m, `pid ${join(folder, 'pid')};`)
      .replace(/^error_log .*$/m, 'error_log stderr;')
      .replace(/access_log .*$/m, `access_log ${join(folder, 'access.log')};\n${temporary}`)
      .replace(/^\s*include \/etc\/nginx\/(?:conf\.d|modules-enabled)\/.*$/gm, '')
      .replace(/include \/etc\/nginx\/sites-enabled\/.*$/m, site);
    return Nginx.#start(folder, config, port);
  }

  static async #start(folder: string, config: string, port: number): Promise<Nginx> {
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, config);
    const program = spawn(nginxProgram ?? 'nginx', ['-c', file, '-g', 'daemon off;'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const nginx = new Nginx(folder, program, `http://127.0.0.1:${port}`);
    await untilAnswering(program, nginx.address);
    return nginx;
  }

  /** The lines of the access log. */
  get log(): string[] {
    return readFileSync(join(this.#folder, 'access.log'), 'utf8').trim().split('\n');
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.#process.once('exit', done));
    this.#process.kill('SIGTERM');
    await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
