import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { oldNode } from './old-node.ts';

const launcher = resolve('run.js');

function run(args: readonly string[], file = launcher, node = process.execPath) {
  const { status, stdout, stderr } = spawnSync(node, [file, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Copies run.js to a folder without node_modules. */
function launcherAlone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const copy = join(folder, 'run.js');
  copyFileSync(launcher, copy);
  return copy;
}

describe('run.js', () => {
  it('passes on Node options, arguments and the exit code', () => {
    const print = 'console.log(process.execArgv[0], ...process.argv.slice(1)); process.exitCode = 7';
    expect(run(['--max-old-space-size=128', '-e', print, '--', 'a b', '--c'])).toEqual({
      status: 7,
      stdout: '--max-old-space-size=128 a b --c\n',
      stderr: '',
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'passes %s on to the program and exits with its code',
    async (signal) => {
      const program = `process.once('${signal}', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready')`;
      const child = spawn(process.execPath, [launcher, '-e', program]);
      const ended = new Promise((done) => child.once('exit', (...how) => done(how)));
      child.stdout.once('data', () => child.kill(signal));
      expect(await ended).toEqual([9, null]);
    },
  );

  it('exits by the signal that ended the program', async () => {
    const child = spawn(process.execPath, [launcher, '-e', 'process.kill(process.pid, "SIGTERM")']);
    expect(await new Promise((done) => child.once('exit', (...how) => done(how)))).toEqual([null, 'SIGTERM']);
  });

  it.runIf(process.platform === 'linux')(
    'runs a Node.js that needs no library which a slim Debian lacks (skipped without Linux)',
    () => {
      const program = run(['-p', 'process.execPath']).stdout.trim();
      // The names of its libraries are in the file as they are. Node.js 26 needs this one (docs/decisions/0013-node-from-npm.md).
      expect(readFileSync(program).includes('libatomic.so')).toBe(false);
    },
  );

  it('uses the Node.js that runs it when npm installed none', () => {
    expect(run(['-p', 'process.execPath'], launcherAlone()).stdout).toBe(`${process.execPath}\n`);
  });

  it.skipIf(!oldNode)(
    'says what is missing when npm installed none and the running Node.js is too old (skipped without a Node.js before 24)',
    () => {
      const { status, stdout, stderr } = run(['-p', '1'], launcherAlone(), oldNode);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(
        /^Service Mirror needs Node\.js 24 or newer; this is v\d+\..*\nRun "npm ci" first/,
      );
    },
  );

  it('knows each Node.js package of optionalDependencies', () => {
    const named = [...readFileSync(launcher, 'utf8').matchAll(/'(node-[\w-]+)\/bin\/node/g)].map(
      ([, name]) => name,
    );
    expect(named.toSorted()).toEqual(Object.keys(packageJson.optionalDependencies).toSorted());
  });
});
