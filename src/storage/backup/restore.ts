/** A backup of a SQLite database, put in its place. */
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
import { attempt, BackupFault, type Contents, check, isCode, leaveWal } from '../upkeep/soundness.ts';
import { flush, partOf, removeDatabase } from './copying.ts';

export interface Restored extends Contents {
  /** Where the former database is now; undefined when there was none. */
  readonly keptAside: string | undefined;
}

/**
 * Puts a backup in the place of the database; the former one is kept beside it under another name.
 * @param stamp tells the name of the former one from others
 * @throws BackupFault, UnusableFile; then the database is as it was
 */
export function restore(backup: string, file: string, stamp: string): Restored {
  mustBeWhole(backup);
  const failed = `The database ${resolve(file)} cannot be written`;
  attempt(failed, () => mustBePlace(file, backup));
  const part = partOf(file);
  try {
    return attempt(failed, () => {
      copyFileSync(backup, part, constants.COPYFILE_EXCL);
      // A copy of what may only be read may only be read as well.
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

/** @throws BackupFault for what cannot be a backup, seen from outside */
function mustBeWhole(backup: string): void {
  if (!existsSync(backup))
    throw new BackupFault(`There is no backup at ${resolve(backup)}, or this user may not see it.`);
  const fault = kindFault(backup);
  if (fault) throw new BackupFault(`${resolve(backup)} cannot be restored: ${fault}.`);
  attempt(`The backup ${resolve(backup)} cannot be read`, () => accessSync(backup, constants.R_OK));
  const wal = `${backup}-wal`;
  if (existsSync(wal) && statSync(wal).size > 0)
    throw new BackupFault(
      `${resolve(backup)} is not whole: a part of it is in ${resolve(wal)}. Make backups with npm run backup, not by copying the file.`,
    );
}

/** Makes its folder if there is none. @throws BackupFault, UnusableFile, or the system's error */
function mustBePlace(file: string, backup: string): void {
  if (existsSync(file) && realpathSync(file) === realpathSync(backup))
    throw new BackupFault(`${resolve(backup)} is the database itself. Name a backup of it.`);
  const fault = kindFault(file);
  if (fault) throw new UnusableFile(file, fault);
  makeFolder(dirname(file));
}

/** Also makes the old one whole, so that its name is all there is to it. */
function moveAside(file: string, aside: string): string {
  if (existsSync(aside)) throw new BackupFault(`${resolve(aside)} exists already.`);
  try {
    leaveWal(file, 1_000);
  } catch (error) {
    if (isCode(error, 'SQLITE_BUSY'))
      throw new BackupFault(`The site is running with ${resolve(file)}. Stop it first, then restore.`);
    // Damaged: that is why somebody restores. It is moved with what belongs to it.
  }
  for (const ending of ['-wal', '-shm'])
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  renameSync(file, aside);
  return aside;
}

/** What root restores the site's own user must be able to open. */
function giveToOwner(file: string, like: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  chownSync(file, uid, gid);
}
