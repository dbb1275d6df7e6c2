/** Starts the two servers, pins each to a core, and measures them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const canPin = process.platform === 'linux' && spawnSync('taskset', ['--version']).status === 0;

export const siteFile = 'src/start.js';
export const benchSecret = 'bench-bench-bench-bench-bench-bench';

export interface Running {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly url: string;
  /** Milliseconds from spawning to the first 200. */
  readonly milliseconds: number;
}

const environment = {
  ...process.env,
  NODE_ENV: 'production',
  COOKIE_SECRETS: benchSecret,
  TRUST_PROXY: '1',
  HOST: '127.0.0.1',
};

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Runs Node.js with these arguments, pinned to one core where the machine supports it. */
function command(file: string, core: number): [string, string[]] {
  // The flags of `npm start`.
  const args = file === siteFile ? scripts.start.split(' ').slice(2) : [file];
  return canPin ? ['taskset', ['-c', String(core), process.execPath, ...args]] : [process.execPath, args];
}

const running = new Set<ChildProcess>();
// Stops the servers also when the benchmark fails, because they would answer the next run.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a server and waits until it answers. Its log is discarded. */
export async function startServer(
  file: string,
  port: number,
  path: string,
  settings: Record<string, string> = {},
): Promise<Running> {
  const [program, args] = command(file, 0);
  const started = performance.now();
  const child = spawn(program, args, {
    env: { ...environment, ...settings, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${file} stopped with ${child.exitCode}`);
    try {
      const response = await fetch(url + path);
      await response.arrayBuffer();
      if (response.status === 200) break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  return { process: child, pid: child.pid ?? 0, url, milliseconds: performance.now() - started };
}

/** Returns the user and system time of a process so far, in seconds; undefined without /proc. */
export function processorSeconds(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** Returns the resident memory in MB. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 102.4) / 10;
}

export function pinSelf(core: number): void {
  if (canPin) spawnSync('taskset', ['-a', '-p', '-c', String(core), String(process.pid)]);
}
