/** Makes databases for the tests of backup and restore. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { openStorage } from '../../../src/storage/storage.ts';

/** Makes an empty folder and removes it after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const opened = (file: string) => openStorage({ engine: 'sqlite', file }, () => undefined);

/** Makes a closed database with two saved copies, a team and a contribution. */
export async function databaseIn(folder: string): Promise<string> {
  const file = join(folder, 'mirror.db');
  const { copies, teams, contributions, close } = await opened(file);
  for (const id of ['a', 'b']) await copies.write(id, [{ part: 'p', value: 'v' }], 20_000);
  const team = { id: 't', name: 'T', edition: 1, groups: [], createdOn: 20_000, closed: false, expected: 8 };
  await teams.create(team, { join: 'j', results: 'r' });
  const given = { edition: 1, scores: '{}', givenOn: 20_000 };
  await contributions.put('p', given, () => ({ pictures: '', counted: [] }));
  await close();
  return file;
}

/** Runs SQL without checks of foreign keys. */
export function change(file: string, sql: string): void {
  const database = new SQLite(file);
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  database.close();
}
