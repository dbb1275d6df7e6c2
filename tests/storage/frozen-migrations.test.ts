/**
 * Migrations are frozen: databases of visitors remember them by name and never run them again, so a change to one would make new
 * databases differ from those that exist. When this test fails, take the change back and write a new migration. Only a migration
 * that was added since the last release may still change; its hash is then replaced here.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../src/storage/migrations/all.ts';

const folder = 'src/storage/migrations';
const textOf = (name: string) => readFileSync(`${folder}/${name}.ts`, 'utf8');
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** SHA-256 of the files. A new migration gets a line of its own. */
const frozen: Readonly<Record<string, string>> = {
  '0001-first': '5538aa35070d2ef5df3497076096f0f44027cab286fc8be15d695b44e9287994',
  '0002-upkeep': '7d7f667da446764e63332c3261a8d776c1e41c7de200471241cdacac7535c982',
  '0003-running-sums': '3b528cb29b1d60c17f633e04e1d3c78b87bc8b17f1ebd9a3a21ca95d21561b63',
  '0010-live-rooms': '8b4bc1dac1038ac1e441856c2cb5456f271d2d82295f3c62d7e3658f238b60cf',
  '0012-live-moments': '45248805f19f8e5f2d6c9ea05c9e9d9563a745fa32713dc335bd2d6d5e1e3fe0',
};

describe('the migrations', () => {
  const names = readdirSync(folder)
    .filter((file) => /^\d/.test(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .toSorted();

  it('are the files of their folder, in order', () => {
    expect(Object.keys(migrations)).toEqual(names);
  });

  it('are the same text as when they were released', () => {
    expect(Object.fromEntries(names.map((name) => [name, hashOf(textOf(name))]))).toEqual(frozen);
  });

  it('import nothing that could change under them', () => {
    const imports = names.flatMap((name) =>
      [...textOf(name).matchAll(/from '([^']+)'/g)].map(([, from = '']) => from),
    );
    expect(imports.filter((from) => from !== 'kysely' && from !== 'kysely/migration')).toEqual([]);
  });
});
