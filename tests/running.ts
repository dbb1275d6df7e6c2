/** Starts the site as a process, as `npm start` does, in an empty folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const startFile = resolve('src/start.js');

/** Environment variables for all programs. With the compile cache they start in half the time. */
export const bareEnvironment = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: resolve('var/compile-cache'),
};

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

export class Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  out = '';
  errors = '';

  constructor(environment: Record<string, string>, folder: string, node = process.execPath) {
    this.process = spawn(node, [startFile], {
      cwd: folder,
      env: { ...bareEnvironment, CONTENT_DIR: resolve('data'), PORT: '0', ...environment },
    });
    this.process.stdout?.on('data', (chunk) => {
      this.out += chunk;
    });
    this.process.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
    this.ended = new Promise((done) => {
      this.process.on('close', (code) => done({ code, out: this.out, errors: this.errors }));
    });
  }

  /** Waits for the address that it prints. @throws Error when the process ends first */
  async address(): Promise<string> {
    for (;;) {
      const printed = /Service Mirror is at (\S+)/.exec(this.out)?.[1];
      if (printed) return printed;
      const ended = await Promise.race([this.ended, later(20)]);
      if (ended) throw new Error(`it ended with code ${ended.code}: ${ended.errors}${ended.out}`);
    }
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.process.kill(signal);
    return this.ended;
  }
}

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function start(
  environment: Record<string, string> = {},
  folder = emptyFolder(),
  node?: string,
): Running {
  const running = new Running(environment, folder, node);
  onTestFinished(() => {
    running.process.kill('SIGKILL');
  });
  return running;
}
