import { chmodSync, chownSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUp } from '../../../src/storage/backup/backup.ts';
import { restore } from '../../../src/storage/backup/restore.ts';
import { check } from '../../../src/storage/backup/soundness.ts';
import { change, databaseIn, emptyFolder } from './database.ts';

describe('restore', () => {
  /** A folder with a database, and a backup of it that is made before the database gets another copy. */
  async function withBackup() {
    const folder = emptyFolder();
    const file = await databaseIn(folder);
    const backup = join(folder, 'backup.db');
    await backUp(file, backup);
    change(file, "insert into copy values ('c', 1, 1, 1)");
    return { folder, file, backup };
  }

  it('keeps the former database under a name with the stamp, and returns what the backup holds', async () => {
    const { file, backup } = await withBackup();
    const { keptAside, copies, teams } = restore(backup, file, 'now');
    expect({ keptAside, copies, teams }).toEqual({ keptAside: `${file}.before-now`, copies: 2, teams: 1 });
    expect(check(`${file}.before-now`, 'It').copies).toBe(3);
  });

  it('changes nothing when that name is taken', async () => {
    const { folder, file, backup } = await withBackup();
    writeFileSync(`${file}.before-now`, 'precious');
    const before = readdirSync(folder);
    expect(() => restore(backup, file, 'now')).toThrow('exists already');
    expect(readdirSync(folder)).toEqual(before);
    expect(check(file, 'It').copies).toBe(3);
  });

  it('makes a writable database from a read-only backup', async () => {
    const { file, backup } = await withBackup();
    chmodSync(backup, 0o400);
    restore(backup, file, 'now');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(backup).mode & 0o777).toBe(0o400);
  });

  it('accepts a backup beside an empty write-ahead log', async () => {
    const { file, backup } = await withBackup();
    writeFileSync(`${backup}-wal`, '');
    expect(restore(backup, file, 'now').copies).toBe(2);
  });

  it('gives the database to the owner of the former one when root restores', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip();
    const { file, backup } = await withBackup();
    chownSync(file, 65_534, 65_533);
    restore(backup, file, 'now');
    const { uid, gid } = statSync(file);
    expect({ uid, gid }).toEqual({ uid: 65_534, gid: 65_533 });
  });

  it('returns no former database when there was none', async () => {
    const { folder, backup } = await withBackup();
    const { keptAside, copies } = restore(backup, join(folder, 'new/mirror.db'), 'now');
    expect({ keptAside, copies }).toEqual({ keptAside: undefined, copies: 2 });
  });
});
