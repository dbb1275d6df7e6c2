/** Where pino's lines go: collected in a block of bytes, and written block by block. */
import { once } from 'node:events';
import type { destination } from 'pino';
import type { RequestEntry } from './web/http/request-log.ts';

type Destination = ReturnType<typeof destination>;

/**
 * In bytes. A write wakes a thread that takes the processor from the site: one a line would take longer than the request it is about.
 * As much as an empty pipe takes at once (pipe(7)): what is over would be on its way for a tenth of a second, and lost in a crash.
 */
const blockSize = 64 * 1024;
/** Milliseconds that a line may wait for others. */
const patience = 1_000;

/**
 * The line that pino would write, at its level "info": by hand, because there is one for every request, always of the same fields,
 * and pino takes several times as long. A property of the tests holds it against pino.
 * @param time in milliseconds since 1 January 1970 UTC
 */
export function requestLine({ requestId, method, path, status, ms }: RequestEntry, time: number): string {
  return `{"level":30,"time":${time},"requestId":"${requestId}","method":"${method}","path":${JSON.stringify(path)},"status":${status},"ms":${ms},"msg":"request"}\n`;
}

export class LogLines {
  readonly #destination: Destination;
  readonly #last: Destination;
  readonly #block = Buffer.allocUnsafe(blockSize);
  #size = 0;
  /** A pipe takes no more than it has room for: the rest waits for whoever reads. */
  #isWriting = false;

  /**
   * @param destination asynchronous: a reader that is slow holds up the log and not the site
   * @param last synchronous, for the end, when nobody waits any more
   */
  constructor(destination: Destination, last: Destination) {
    this.#destination = destination;
    this.#last = last;
    destination.on('drain', () => {
      this.#isWriting = false;
    });
    setInterval(() => this.#pass(), patience).unref();
  }

  write(line: string): void {
    if (line.length * 3 > blockSize - this.#size) this.#pass();
    if (line.length * 3 > blockSize) this.#pass(line);
    else this.#size += this.#block.write(line, this.#size);
  }

  /** Settles once all of it is written, or after a second: whoever reads may have gone. */
  async written(): Promise<void> {
    this.#pass();
    if (!this.#isWriting) return;
    const signal = AbortSignal.timeout(patience);
    await once(this.#destination, 'drain', { signal }).catch(() => undefined);
  }

  /** Writes what is left, at once. What is on its way already may be cut off: `written` waits for that. */
  end(): void {
    this.#destination.flushSync();
    this.#last.write(this.#taken());
  }

  #pass(text = this.#taken()): void {
    if (text === '') return;
    this.#isWriting = true;
    this.#destination.write(text);
  }

  #taken(): string {
    const text = this.#block.toString('utf8', 0, this.#size);
    this.#size = 0;
    return text;
  }
}
