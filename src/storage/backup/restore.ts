/** Replaces a SQLite database with a backup. */
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UnusableFile } from '../away.ts';
import { kindFault, makeFolder } from '../place.ts';
import { flush, partOf, removeDatabase } from './copying.ts';
import { attempt, BackupFault, type CopyContents, check, isCode, leaveWal } from './soundness.ts';

interface Restored extends CopyContents {
  /** The new path of the former database; undefined when there was none. */
  readonly keptAside: string | undefined;
}

/**
 * Replaces the database with a backup. The former database is kept beside it under another name.
 * @param stamp makes that name unique
 * @throws BackupFault, UnusableFile; the database is unchanged then
 */
export function restore(backup: string, file: string, stamp: string): Restored {
  checkSource(backup);
  const failed = `The database ${resolve(file)} cannot be written`;
  attempt(failed, () => checkTarget(file, backup));
  const part = partOf(file);
  try {
    return attempt(failed, () => {
      copyFileSync(backup, part, constants.COPYFILE_EXCL);
      // copyFileSync copies the mode, which may be read-only.
      chmodSync(part, 0o600);
      const contents = check(part, `The backup ${resolve(backup)}`);
      giveToOwner(part, existsSync(file) ? file : dirname(file));
      flush(part);
      const keptAside = existsSync(file) ? moveAside(file, `${file}.before-${stamp}`) : undefined;
      renameSync(part, file);
      flush(dirname(file));
      return { ...contents, keptAside };
    });
  } finally {
    removeDatabase(part);
  }
}

/** @throws BackupFault for a backup that is missing, unreadable, not a file or without its write-ahead log */
function checkSource(backup: string): void {
  if (!existsSync(backup))
    throw new BackupFault(`There is no backup at ${resolve(backup)}, or this user may not see it.`);
  const fault = kindFault(backup);
  if (fault) throw new BackupFault(`${resolve(backup)} cannot be restored: ${fault}.`);
  attempt(`The backup ${resolve(backup)} cannot be read`, () => accessSync(backup, constants.R_OK));
  const wal = `${backup}-wal`;
  if (existsSync(wal) && statSync(wal).size > 0)
    throw new BackupFault(
      `${resolve(backup)} is incomplete: a part of it is in ${resolve(wal)}. Make backups with npm run backup, not by copying the file.`,
    );
}

/** Makes the folder of the database if it is missing. @throws BackupFault, UnusableFile, or the system's error */
function checkTarget(file: string, backup: string): void {
  if (existsSync(file) && realpathSync(file) === realpathSync(backup))
    throw new BackupFault(`${resolve(backup)} is the database itself. Name a backup of it.`);
  const fault = kindFault(file);
  if (fault) throw new UnusableFile(file, fault);
  makeFolder(dirname(file));
}

/** Merges the write-ahead log into the old database first, so that it is one file. */
function moveAside(file: string, aside: string): string {
  if (existsSync(aside)) throw new BackupFault(`${resolve(aside)} exists already. Run this command again.`);
  try {
    leaveWal(file, 1_000);
  } catch (error) {
    if (isCode(error, 'SQLITE_BUSY'))
      throw new BackupFault(`The site is running with ${resolve(file)}. Stop it first, then restore.`);
    // A damaged database, which is a reason to restore, is moved together with its other files.
  }
  for (const ending of ['-wal', '-shm'])
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  renameSync(file, aside);
  return aside;
}

/** Gives a file that root has restored to the user of the site. */
function giveToOwner(file: string, like: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  chownSync(file, uid, gid);
}
