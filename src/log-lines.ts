/** Where pino's lines go: collected in a block of bytes, and written block by block. */
import type { destination } from 'pino';
import type { RequestEntry } from './web/middleware/request-log.ts';

type Destination = ReturnType<typeof destination>;

/** In bytes. A write wakes a thread that takes the processor from the site: one a line would take longer than the request it is about. */
const blockSize = 128 * 1024;
/** Milliseconds that a line may wait for others. */
const patience = 1_000;

/**
 * The line that pino would write, at its level "info": by hand, because there is one for every request, always of the same fields,
 * and pino takes three times as long. A property of the tests holds it against pino.
 * @param time in milliseconds since 1 January 1970 UTC
 */
export function requestLine({ requestId, method, path, status, ms }: RequestEntry, time: number): string {
  return `{"level":30,"time":${time},"requestId":"${requestId}","method":"${method}","path":${JSON.stringify(path)},"status":${status},"ms":${ms},"msg":"request"}\n`;
}

export class LogLines {
  readonly #destination: Destination;
  readonly #block = Buffer.allocUnsafe(blockSize);
  #size = 0;

  constructor(destination: Destination) {
    this.#destination = destination;
    setInterval(() => this.#pass(), patience).unref();
  }

  write(line: string): void {
    if (line.length * 3 > blockSize - this.#size) this.#pass();
    if (line.length * 3 > blockSize) this.#destination.write(line);
    else this.#size += this.#block.write(line, this.#size);
  }

  /** Writes what is left, at once. */
  end(): void {
    this.#pass();
    this.#destination.flushSync();
  }

  #pass(): void {
    if (this.#size === 0) return;
    this.#destination.write(this.#block.toString('utf8', 0, this.#size));
    this.#size = 0;
  }
}
