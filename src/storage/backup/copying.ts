/** A copy is written beside its target under another name, flushed to the disk, and then given its name. */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';

export const partOf = (file: string) => `${file}.${process.pid}.part`;

export function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}

/** Flushes a file, or the names in a folder, to the disk, so that they survive a power failure. */
export function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
