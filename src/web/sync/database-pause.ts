import type { Logger } from 'pino';
import { StorageAway } from '../../storage/away.ts';

/** Milliseconds. */
const pause = 3_000;

/**
 * A circuit breaker: after a query found the database away, the next ones fail at once for some seconds, so that requests do not
 * wait for it again. Saved copies, teams and the benchmark share one.
 */
export class DatabasePause {
  readonly #logger: Logger;
  #awayUntil = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Runs the query. @throws StorageAway, at once during the pause */
  async query<T>(run: () => Promise<T>): Promise<T> {
    if (performance.now() < this.#awayUntil) throw new StorageAway('it did not answer a moment ago');
    try {
      return await run();
    } catch (error) {
      if (error instanceof StorageAway) {
        this.#awayUntil = performance.now() + pause;
        this.#logger.warn({ reason: error.message }, 'database away');
      }
      throw error;
    }
  }

  /** The same queries, each run by `query`. @param table whose methods are all queries */
  wrapped<T extends object>(table: T): T {
    const queries = Object.entries(table).map(([name, run]) => [
      name,
      (...given: readonly unknown[]) => this.query(() => run(...given)),
    ]);
    return Object.fromEntries(queries) as T;
  }
}
