/** A Node.js of the machine that is too old for the site; undefined when there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((file) => {
  if (!existsSync(file)) return false;
  const version = spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout;
  return Number(/^v(\d+)/.exec(version)?.[1]) < 24;
});
