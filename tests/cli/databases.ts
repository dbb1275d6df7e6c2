/** Databases and commands for the tests of backup, restore and purge. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { bareEnvironment } from '../running.ts';

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'mirror-backup-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

export async function opened(file: string): Promise<Storage> {
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  onTestFinished(() => storage.close());
  return storage;
}

/** Makes a database with this many saved copies and closes it. */
export async function databaseWith(file: string, copies: number): Promise<string> {
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  for (let i = 0; i < copies; i++)
    await storage.copies.write(`copy ${i}`, [{ part: 'a', value: `value ${i}` }], 20_000);
  await storage.close();
  return file;
}

/** Deletes the copies in a closed database and returns how many there were. */
export const copiesIn = async (file: string) => {
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  const purged = await storage.copies.purge(30_000);
  await storage.close();
  return purged;
};

export function run(
  command: 'backup' | 'restore' | 'purge' | 'erase',
  database: string | undefined,
  ...words: string[]
) {
  return runWith(command, database === undefined ? {} : { DATABASE_URL: database }, ...words);
}

/** @param settings besides the bare environment */
export function runWith(command: string, settings: Readonly<Record<string, string>>, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(`src/cli/${command}.ts`), ...words],
    {
      encoding: 'utf8',
      env: { ...bareEnvironment, ...settings },
    },
  );
  return { status, out: stdout, errors: stderr };
}

export const sqlite = (file: string) => `sqlite:${file}`;

/** Overwrites the middle of the file, as a failing disk would. The header stays sound. */
export function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 8 * 4096, bytes.length - 4096);
  writeFileSync(file, bytes);
}
