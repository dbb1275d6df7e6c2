import type { Logger } from 'pino';
import { logFault } from '../../log.ts';
import { StorageAway, StorageFault } from '../../storage/away.ts';

/** Milliseconds. */
const pause = 3_000;

type Query = (...given: readonly unknown[]) => Promise<unknown>;

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

  /** Runs the query. @throws StorageFault; StorageAway at once during the pause */
  async query<T>(run: () => Promise<T>): Promise<T> {
    if (performance.now() < this.#awayUntil) throw new StorageAway('it did not answer a moment ago');
    try {
      return await run();
    } catch (error) {
      // A missing table fails only the queries of that table.
      if (error instanceof StorageAway) this.#awayUntil = performance.now() + pause;
      if (error instanceof StorageFault) logFault(this.#logger, error);
      throw error;
    }
  }

  /** The same queries, each run by `query`. @param table whose methods are all queries */
  wrapped<T extends object>(table: T): T {
    return new Proxy(table, {
      get:
        (of, name) =>
        (...given: readonly unknown[]) =>
          this.query(() => (Reflect.get(of, name) as Query)(...given)),
    });
  }
}
