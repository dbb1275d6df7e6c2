/** What is wrong with an environment, in words. */
import type { z } from 'zod';
import { type Given, makeSecret, shortestSecret } from './settings.ts';
import { list } from './values.ts';

/** Stops the start. The message lists every fault. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(`The environment has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Values that are never printed: secrets, and addresses with a password. */
const hidden = ['COOKIE_SECRETS', 'DATABASE_URL'];
const shown = (name: string, value: string | undefined) =>
  hidden.includes(name) ? '(not shown)' : JSON.stringify(value);

export function invalidSettings({ issues }: z.ZodError, given: Given): string[] {
  return issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name}: ${message}; got: ${shown(name, given[name])}`;
  });
}

/** Settings that others require. */
export function missingSettings(given: Given, purpose: 'site' | 'command'): string[] {
  const faults: string[] = [];
  const isServing = purpose === 'site' && given.NODE_ENV === 'production';
  if (isServing && list.parse(given.COOKIE_SECRETS ?? '').length === 0)
    faults.push(
      `COOKIE_SECRETS: required in production, at least ${shortestSecret} characters; ${makeSecret}`,
    );
  if (given.BENCHMARK === 'on' && given.DATABASE_URL === undefined)
    faults.push('BENCHMARK: "on" requires DATABASE_URL, because the benchmark is kept in the database');
  return faults;
}
