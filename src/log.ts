/**
 * Where the log goes: to standard output, in blocks, so that a slow reader does not block the site. Also writes the line about a
 * fault of the database.
 */
import { destination, type Logger } from 'pino';
import { StorageAway, type StorageFault } from './storage/away.ts';

/** Bytes. Writing each line by itself would cost a system call for each request. Below 64 kB, so that a write finds room in the pipe. */
const blockSize = 60 * 1024;
/** Bytes: the capacity of a pipe (pipe(7)). */
const longestWrite = 64 * 1024;
/** Milliseconds that a line may wait in the buffer. */
const longestWait = 1_000;

export type LogDestination = ReturnType<typeof destination>;

/** pino writes what is still buffered when the process exits. */
export function logDestination(): LogDestination {
  return destination({
    sync: false,
    minLength: blockSize,
    maxWrite: longestWrite,
    periodicFlush: longestWait,
  });
}

/** Writes why the database could not be used. */
export function logFault(logger: Logger, fault: StorageFault): void {
  const reason = fault.message;
  if (fault instanceof StorageAway) logger.warn({ reason }, 'database away');
  else logger.error({ reason }, 'database has wrong tables');
}

/** Resolves when every line is written, or after a second, because the reader may be gone. */
export function logWritten(log: LogDestination): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longestWait).unref();
    log.flush(() => resolve());
  });
}
