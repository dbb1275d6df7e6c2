/** The queue of documents is full. */
export class DocumentsBusy extends Error {
  constructor(limit: number) {
    super(`${limit} documents are waiting to be made`);
    this.name = 'DocumentsBusy';
  }
}

/** Runs one task at a time, in the order in which they were added. */
export class DocumentQueue {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #isRunning = false;

  /** @param limit how many tasks may wait while another one runs */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * @param signal removes the task from the queue; has no effect once the task runs
   * @throws DocumentsBusy when `limit` tasks are waiting; the reason of the signal when it is aborted
   */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#isRunning) await this.#turn(signal);
    this.#isRunning = true;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#isRunning = false;
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#limit) throw new DocumentsBusy(this.#limit);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(signal.reason);
      };
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      this.#waiting.push(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
