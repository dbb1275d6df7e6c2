/** A Node.js too old for the site, where the machine has one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((file) => {
  if (!existsSync(file)) return false;
  const version = spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout;
  return Number(/^v(\d+)/.exec(version)?.[1]) < 24;
});
