/** Checks of the place of a database file. SQLite's own messages name neither the file nor what is wrong with it. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Why the path cannot be a database file; undefined for a file, or for nothing at all. */
export function kindFault(file: string): string | undefined {
  const there = statSync(file, { throwIfNoEntry: false });
  if (!there || there.isFile()) return undefined;
  return there.isDirectory()
    ? `it is a folder; name a file in it, such as ${resolve(file, 'mirror.db')}`
    : 'it is not a regular file; name another';
}

/** Why this user cannot write the file, or SQLite's files beside it, in the system's words; undefined when they can. */
export function accessFault(file: string): string | undefined {
  try {
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
    accessSync(dirname(file), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Makes a folder and its parents, one by one: Node's recursive mkdir never returns when a parent exists but takes no
 * folder, like /proc (seen with Node 26).
 * @throws Error in words, or the system's error
 */
export function makeFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw new Error(`${resolve(folder)} is a file, not a folder; choose another place`);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another replica may have made it meanwhile. A dangling symbolic link also gives EEXIST.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!existsSync(folder))
      throw new Error(
        `${resolve(folder)} is not a folder, but a symbolic link to a missing one; choose another place`,
      );
  }
}
