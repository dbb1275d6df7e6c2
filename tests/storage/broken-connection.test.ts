/** A PostgreSQL server that stops while a connection is in use. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { hasPostgres, PostgresServer } from './postgres-server.ts';

describe.runIf(hasPostgres)('a connection that breaks (skipped without PostgreSQL)', () => {
  const server = new PostgresServer();
  beforeAll(() => server.start());
  afterAll(() => server.remove());

  it('between two queries of a transaction fails the transaction, and not the process', async () => {
    const uncaught: unknown[] = [];
    const keep = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', keep);
    const db = openDatabase({ engine: 'postgres', url: server.url });
    try {
      const query = (on: typeof db) => on.selectNoFrom(({ lit }) => lit(1).as('one')).execute();
      const transaction = db.transaction().execute(async (inside) => {
        await query(inside);
        await server.stop();
        // Gives the driver the time to report the broken connection while no query runs on it.
        await new Promise((resolve) => setTimeout(resolve, 50));
        await query(inside);
      });
      await expect(transaction).rejects.toThrow();
      expect(uncaught).toEqual([]);
    } finally {
      process.off('uncaughtException', keep);
      await db.destroy();
    }
  });
});
