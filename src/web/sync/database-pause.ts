import type { Logger } from 'pino';
import { StorageAway } from '../../storage/away.ts';

/** Milliseconds. */
const pause = 3_000;

/** After the database did not answer, visitors do not wait for it again for a while. One for everything that asks on their way. */
export class DatabasePause {
  readonly #logger: Logger;
  #awayUntil = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @throws StorageAway, at once during the pause */
  async asked<T>(query: () => Promise<T>): Promise<T> {
    if (performance.now() < this.#awayUntil) throw new StorageAway('it did not answer a moment ago');
    try {
      return await query();
    } catch (error) {
      if (error instanceof StorageAway) {
        this.#awayUntil = performance.now() + pause;
        this.#logger.warn({ reason: error.message }, 'database away');
      }
      throw error;
    }
  }
}
