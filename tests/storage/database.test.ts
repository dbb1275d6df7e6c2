import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageAway } from '../../src/storage/away.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { openStorage } from '../../src/storage/storage.ts';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-database-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'deep/mirror.db');
}

describe('openDatabase with SQLite', () => {
  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
    ['busy_timeout', 5_000],
  ])('sets %s to %s', async (name, value) => {
    const db = openDatabase({ engine: 'sqlite', file: newFile() });
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db);
    expect(Object.values(rows[0] ?? {})).toEqual([value]);
    await db.destroy();
  });

  it('makes files that only their owner may read', async () => {
    const file = newFile();
    const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
    for (const ending of ['', '-wal', '-shm']) expect(statSync(file + ending).mode & 0o777).toBe(0o600);
    await storage.close();
  });
});

describe('openStorage with a PostgreSQL server that cannot be reached', () => {
  it('reports it, retries every two seconds until it is closed, and throws StorageAway meanwhile', async () => {
    const reported: Error[] = [];
    let failures = 0;
    const storage = await openStorage(
      { engine: 'postgres', url: 'postgres://me@127.0.0.1:1/db' },
      (error) => reported.push(error),
      () => failures++,
    );
    expect(reported.map(({ message }) => message)).toEqual([expect.stringContaining('ECONNREFUSED')]);
    expect(reported[0]).toBeInstanceOf(StorageAway);
    await expect(storage.copies.changes('x', 0)).rejects.toThrow('its tables are not ready yet');
    await expect(storage.check()).rejects.toBeInstanceOf(StorageAway);
    expect(failures).toBe(2);
    await later(2_900);
    expect(reported).toHaveLength(2);
    await storage.close();
    await later(2_500);
    expect(reported).toHaveLength(2);
  });
});
