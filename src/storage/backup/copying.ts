/** A copy is made beside its place under another name, written to the disk for good, and then takes its place. */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';

export const partOf = (file: string) => `${file}.${process.pid}.part`;

export function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}

/** Until then a file or a name may be lost with the power. */
export function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
