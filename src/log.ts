/** Where pino's lines go: standard output, in blocks, so that a slow reader does not hold up the site. */
import { destination } from 'pino';

/** In bytes. A write per line would wake a thread for every request. */
const blockSize = 32 * 1024;
/** In bytes: as much as an empty pipe takes at once (pipe(7)). */
const longestWrite = 64 * 1024;
/** Milliseconds that a line may wait for others. */
const longestWait = 1_000;

export type LogDestination = ReturnType<typeof destination>;

/** What is left when the process ends is written by pino itself. */
export function logDestination(): LogDestination {
  return destination({
    sync: false,
    minLength: blockSize,
    maxWrite: longestWrite,
    periodicFlush: longestWait,
  });
}

/** Resolves when every line is written, or after a second: the reader may have gone. */
export function logWritten(log: LogDestination): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longestWait).unref();
    log.flush(() => resolve());
  });
}
