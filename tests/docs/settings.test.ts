/** The README, docs/operating.md and the files in deploy/ name the settings that the site has, with the same defaults. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { settingNames } from '../../src/config.ts';

const read = (file: string) => readFileSync(file, 'utf8');

/** The default that a page's table gives for each setting, as it is written there in code. */
function defaultsIn(file: string): Map<string, string> {
  const rows = [...read(file).matchAll(/^\| `([A-Z_]+)` \| ([^|]*) \|/gm)];
  const named = rows.filter(([, name = '']) => settingNames.includes(name));
  // Reversed, so that the first table counts: later ones name settings as well.
  return new Map(
    named.toReversed().map(([, name = '', text = '']) => [name, /`([^`]+)`/.exec(text)?.[1] ?? text.trim()]),
  );
}

describe('the tables of settings in README.md and docs/operating.md', () => {
  const [readme, operating] = [defaultsIn('README.md'), defaultsIn('docs/operating.md')];

  it.each(settingNames.map((name) => [name]))('agree about the default of %s', (name) => {
    const [one = '', other = ''] = [readme.get(name), operating.get(name)];
    expect(one).not.toBe('');
    expect(one.toLowerCase()).toBe(other.toLowerCase());
  });
});

interface Service {
  readonly environment?: Record<string, string>;
}

/** The names under `services.*.environment` of the site in a compose file. */
function composed(file: string): string[] {
  const { services } = parse(read(file), { merge: true }) as { services: Record<string, Service> };
  const ours = Object.entries(services).filter(([name]) => /^(?:site|backup)/.test(name));
  return ours.flatMap(([, { environment }]) => Object.keys(environment ?? {}));
}

/** The names of `env` in the containers of the Kubernetes file. */
function deployed(): string[] {
  const found: string[] = [];
  for (const document of parseAllDocuments(read('deploy/kubernetes.yaml')))
    JSON.stringify(document.toJS(), (key, value) => {
      if (key === 'env') found.push(...(value as { name: string }[]).map(({ name }) => name));
      return value;
    });
  return found;
}

/** The names that shell examples of a page set: NAME=value at the start of a line or after -e. */
const shown = (file: string) =>
  [...read(file).matchAll(/^```(?:sh|cron)?\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    [...block.matchAll(/(?:^|-e |echo ")([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name),
  );

describe('settings that files and examples set', () => {
  it.each([
    ['compose.yaml', composed('compose.yaml')],
    ['compose.scale.yaml', composed('compose.scale.yaml')],
    ['deploy/kubernetes.yaml', deployed()],
    ['README.md', shown('README.md')],
    ['docs/operating.md', shown('docs/operating.md')],
  ])('exist: those of %s', (_file, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
  });

  it('of compose.yaml are those that its head says .env cannot change', () => {
    const { site } = (parse(read('compose.yaml')) as { services: Record<string, Service> }).services;
    const [, list = ''] = /but ([A-Z_, and]+), which/.exec(read('compose.yaml')) ?? [];
    expect(list.match(/[A-Z_]{3,}/g)?.toSorted()).toEqual(Object.keys(site?.environment ?? {}).toSorted());
  });
});
