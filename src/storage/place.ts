/** Where the files of databases are, or shall be. SQLite's own words name neither the file nor what stands in the way. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What is there cannot be the file of a database: in words, else undefined. */
export function kindFault(file: string): string | undefined {
  const there = statSync(file, { throwIfNoEntry: false });
  if (!there || there.isFile()) return undefined;
  return there.isDirectory()
    ? `it is a folder; name a file in it, such as ${resolve(file, 'mirror.db')}`
    : 'it is no ordinary file; name another';
}

/** What keeps this user from writing the file or, for SQLite's own files, beside it: the system's words, else undefined. */
export function hindrance(file: string): string | undefined {
  try {
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
    accessSync(dirname(file), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Makes a folder and those above it. Step by step: where a parent is there but takes no folder, as /proc, Node's recursive
 * mkdir tries for ever (nodejs 26).
 * @throws Error in words, or the system's
 */
export function makeFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw new Error(`${resolve(folder)} is a file, not a folder; choose another place`);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another replica may have made it meanwhile. A link that leads nowhere exists as well.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!existsSync(folder))
      throw new Error(`${resolve(folder)} is no folder, but a link that leads nowhere; choose another place`);
  }
}
