import { TooManyRequests } from '../http/errors.ts';

/** Wrong codes that an address may send in a minute. Right ones do not count: 200 people may join from one office. */
export const wrongCodes = 20;
export const guessSeconds = 60;

/**
 * Limits how many codes an address can guess. There are 34 million codes. With 50 rooms open, an address at the limit needs
 * some weeks to find one, and a room is gone after a day. After too many wrong codes, right ones are refused as well: otherwise
 * guessing could go on. Addresses are counted as in subscriber.ts.
 */
export class Guesses {
  readonly #now: () => number;
  readonly #wrong = new Map<string, number>();
  /** For each address, the latest attempt that has not finished. */
  readonly #running = new Map<string, Promise<unknown>>();
  #windowEnds = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @throws TooManyRequests after too many wrong codes from this address */
  admit(subscriber: string): void {
    if (this.#now() >= this.#windowEnds) {
      this.#windowEnds = this.#now() + guessSeconds * 1_000;
      this.#wrong.clear();
    }
    if ((this.#wrong.get(subscriber) ?? 0) >= wrongCodes) throw new TooManyRequests();
  }

  /** Counts a code from this address that led to no room. */
  wrong(subscriber: string): void {
    this.#wrong.set(subscriber, (this.#wrong.get(subscriber) ?? 0) + 1);
  }

  /**
   * Runs the attempts of an address one after the other. If they ran at the same time, all of them would be admitted before the
   * first is known to be wrong.
   */
  async inTurn<Result>(subscriber: string, run: () => Promise<Result>): Promise<Result> {
    const before = this.#running.get(subscriber) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(run);
    this.#running.set(subscriber, turn);
    try {
      return await turn;
    } finally {
      if (this.#running.get(subscriber) === turn) this.#running.delete(subscriber);
    }
  }
}
