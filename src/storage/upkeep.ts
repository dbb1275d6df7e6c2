/** What the retention needs to know of its last run, wherever that was: replicas share it. */
import type { Run } from './storage.ts';

/** Each throws StorageAway. */
export interface UpkeepStorage {
  /** In days since 1 January 1970 UTC; undefined before the first time. */
  readonly purgedOn: () => Promise<number | undefined>;
  readonly setPurgedOn: (day: number) => Promise<void>;
}

const onlyRow = 1;

export function upkeepStorage(run: Run): UpkeepStorage {
  return {
    purgedOn: () =>
      run(async (db) => {
        const row = await db
          .selectFrom('upkeep')
          .select('purged_on')
          .where('id', '=', onlyRow)
          .executeTakeFirst();
        return row?.purged_on;
      }),

    setPurgedOn: (day) =>
      run(async (db) => {
        await db
          .insertInto('upkeep')
          .values({ id: onlyRow, purged_on: day })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ purged_on: day }))
          .execute();
      }),
  };
}
