/** The day of the last purge, which replicas share, and a write that tests the database. */
import type { Run } from '../run.ts';

/** Each throws StorageAway. */
export interface UpkeepStorage {
  /** In days since 1 January 1970; undefined before the first purge. */
  readonly purgedOn: () => Promise<number | undefined>;
  readonly setPurgedOn: (day: number) => Promise<void>;
  /** Writes a row that nothing reads. A database whose disk is full or read-only still answers queries. */
  readonly tryWriting: () => Promise<void>;
}

const purgeRow = 1;
const testRow = 2;

export function upkeepStorage(run: Run): UpkeepStorage {
  return {
    purgedOn: () =>
      run(async (db) => {
        const row = await db
          .selectFrom('upkeep')
          .select('purged_on')
          .where('id', '=', purgeRow)
          .executeTakeFirst();
        return row?.purged_on;
      }),

    setPurgedOn: (day) =>
      run(async (db) => {
        await db
          .insertInto('upkeep')
          .values({ id: purgeRow, purged_on: day })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ purged_on: day }))
          .execute();
      }),

    tryWriting: () =>
      run(async (db) => {
        await db
          .insertInto('upkeep')
          .values({ id: testRow, purged_on: 1 })
          // The value changes each time, because SQLite does not write a row that stays the same.
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((row) => ({ purged_on: row('upkeep.purged_on', '*', -1) })),
          )
          .execute();
      }),
  };
}
