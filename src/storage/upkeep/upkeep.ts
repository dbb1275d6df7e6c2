/** What the retention needs to know of its last run, wherever that was, and whether the database writes: replicas share it. */
import type { Run } from '../run.ts';

/** Each throws StorageAway. */
export interface UpkeepStorage {
  /** In days since 1 January 1970 UTC; undefined before the first time. */
  readonly purgedOn: () => Promise<number | undefined>;
  readonly setPurgedOn: (day: number) => Promise<void>;
  /** Writes something of no meaning: a database whose disk is full or read-only still reads. */
  readonly tryWriting: () => Promise<void>;
}

const retentionRow = 1;
const trialRow = 2;

export function upkeepStorage(run: Run): UpkeepStorage {
  return {
    purgedOn: () =>
      run(async (db) => {
        const row = await db
          .selectFrom('upkeep')
          .select('purged_on')
          .where('id', '=', retentionRow)
          .executeTakeFirst();
        return row?.purged_on;
      }),

    setPurgedOn: (day) =>
      run(async (db) => {
        await db
          .insertInto('upkeep')
          .values({ id: retentionRow, purged_on: day })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ purged_on: day }))
          .execute();
      }),

    tryWriting: () =>
      run(async (db) => {
        await db
          .insertInto('upkeep')
          .values({ id: trialRow, purged_on: 1 })
          // Another value each time: SQLite does not write a row that stays as it is.
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((row) => ({ purged_on: row('upkeep.purged_on', '*', -1) })),
          )
          .execute();
      }),
  };
}
