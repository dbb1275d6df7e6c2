/** Saved copies: encrypted parts by id; the last write of each part wins (docs/decisions/0010-saved-copies.md). */
import { batches, type Run } from '../run.ts';

export interface CopyPart {
  readonly part: string;
  readonly value: string;
}

export interface CopyChanges {
  /** Of the newest write. */
  readonly revision: number;
  readonly parts: readonly CopyPart[];
  /** The day of the first write, in days since 1 January 1970. */
  readonly createdOn: number;
  /** The day of the newest write. */
  readonly changedOn: number;
}

export interface CopyStorage {
  /** The parts written after revision `since`; undefined when there is no such copy. @throws StorageAway */
  readonly changes: (id: string, since: number) => Promise<CopyChanges | undefined>;
  /**
   * Writes all parts or none, creates the copy if it is missing, and returns the new revision. @throws StorageAway
   * @param today in days since 1 January 1970
   */
  readonly write: (id: string, parts: readonly CopyPart[], today: number) => Promise<number>;
  /** @throws StorageAway */
  readonly remove: (id: string) => Promise<void>;
  /** Deletes copies last written before that day, and returns how many. @throws StorageAway */
  readonly purge: (before: number) => Promise<number>;
}

export function copyStorage(run: Run): CopyStorage {
  return {
    changes: (id, since) =>
      run(async (db) => {
        const copy = await db
          .selectFrom('copy')
          .select(['revision', 'created_on as createdOn', 'touched_on as changedOn'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (!copy) return undefined;
        if (copy.revision <= since) return { ...copy, parts: [] };
        const parts = await db
          .selectFrom('copy_part')
          .select(['part', 'value'])
          .where('copy_id', '=', id)
          .where('revision', '>', since)
          .where('revision', '<=', copy.revision)
          .orderBy('revision')
          .orderBy('part')
          .execute();
        return { ...copy, parts };
      }),

    write: (id, parts, today) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          // Locks the row first, so that two writers of one copy get different revisions.
          const { revision } = await transaction
            .insertInto('copy')
            .values({ id, revision: 1, created_on: today, touched_on: today })
            .onConflict((conflict) =>
              conflict.column('id').doUpdateSet((row) => ({
                revision: row('copy.revision', '+', 1),
                touched_on: today,
              })),
            )
            .returning('revision')
            .executeTakeFirstOrThrow();
          for (const batch of batches(parts))
            await transaction
              .insertInto('copy_part')
              .values(batch.map((part) => ({ copy_id: id, ...part, revision })))
              .onConflict((conflict) =>
                conflict.columns(['copy_id', 'part']).doUpdateSet((row) => ({
                  value: row.ref('excluded.value'),
                  revision: row.ref('excluded.revision'),
                })),
              )
              .execute();
          return revision;
        }),
      ),

    remove: (id) =>
      run(async (db) => {
        await db.deleteFrom('copy').where('id', '=', id).execute();
      }),

    purge: (before) =>
      run(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('copy')
          .where('touched_on', '<', before)
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),
  };
}
