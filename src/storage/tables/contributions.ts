/** The benchmark: the scores that people added, and the pictures made of them. Nothing stored here says who they are. */
import type { Transaction } from 'kysely';
import { batches, type Run } from '../run.ts';
import type { Database } from '../schema.ts';

/** `scores` has the form of codec/database/contribution.ts. */
export interface StoredContribution {
  readonly edition: number;
  readonly scores: string;
  /** In days since 1 January 1970. */
  readonly givenOn: number;
}

interface StoredBenchmark {
  /** The number of contributions. */
  readonly people: number;
  /** As last shown, in the form of codec/database/contribution.ts; empty before the first time. */
  readonly pictures: string;
}

/** Works out new pictures from the stored ones and all contributions of the edition. */
export type WorkOutPictures = (
  pictures: string,
  contributions: readonly { readonly scores: string; readonly counted: string }[],
) => { readonly pictures: string; readonly counted: readonly string[] };

/** Each throws StorageAway. */
export interface ContributionStorage {
  readonly find: (person: string) => Promise<StoredContribution | undefined>;
  /** Adds or replaces the person's contribution, with a lock on the edition's pictures. */
  readonly put: (person: string, given: StoredContribution, work: WorkOutPictures) => Promise<void>;
  readonly remove: (person: string, work: WorkOutPictures) => Promise<void>;
  readonly benchmark: (edition: number) => Promise<StoredBenchmark>;
  /** Deletes contributions given before that day, and pictures of editions without any; returns how many contributions. */
  readonly purge: (before: number) => Promise<number>;
}

export function contributionStorage(run: Run): ContributionStorage {
  return {
    find: (person) =>
      run(async (db) => {
        const row = await db
          .selectFrom('contribution')
          .select(['edition', 'scores', 'given_on'])
          .where('person', '=', person)
          .executeTakeFirst();
        return row && { edition: row.edition, scores: row.scores, givenOn: row.given_on };
      }),

    put: (person, { edition, scores, givenOn }, work) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          const pictures = await lockedPictures(transaction, edition);
          const same = await transaction
            .selectFrom('contribution')
            .select('person')
            .where('person', '=', person)
            .where('edition', '=', edition)
            .where('scores', '=', scores)
            .executeTakeFirst();
          // A contribution to another edition is deleted, and nothing of it is kept.
          await transaction
            .deleteFrom('contribution')
            .where('person', '=', person)
            .where('edition', '!=', edition)
            .execute();
          const set = { scores, given_on: givenOn };
          await transaction
            .insertInto('contribution')
            .values({ person, edition, counted: '', ...set })
            .onConflict((conflict) => conflict.column('person').doUpdateSet(set))
            .execute();
          if (!same) await workOut(transaction, edition, pictures, work);
        }),
      ),

    remove: (person, work) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          const row = await transaction
            .selectFrom('contribution')
            .select('edition')
            .where('person', '=', person)
            .executeTakeFirst();
          if (!row) return;
          const pictures = await lockedPictures(transaction, row.edition);
          await transaction.deleteFrom('contribution').where('person', '=', person).execute();
          await workOut(transaction, row.edition, pictures, work);
        }),
      ),

    benchmark: (edition) =>
      run(async (db) => {
        const { people } = await db
          .selectFrom('contribution')
          .select((count) => count.fn.countAll<string | number>().as('people'))
          .where('edition', '=', edition)
          .executeTakeFirstOrThrow();
        const row = await db
          .selectFrom('benchmark')
          .select('pictures')
          .where('edition', '=', edition)
          .executeTakeFirst();
        return { people: Number(people), pictures: row?.pictures ?? '' };
      }),

    purge: (before) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          // Every transaction locks pictures first, so that none can deadlock.
          await transaction
            .updateTable('benchmark')
            .set((row) => ({ edition: row.ref('edition') }))
            .execute();
          const { numDeletedRows } = await transaction
            .deleteFrom('contribution')
            .where('given_on', '<', before)
            .executeTakeFirst();
          await transaction
            .deleteFrom('benchmark')
            .where('edition', 'not in', (still) => still.selectFrom('contribution').select('edition'))
            .execute();
          return Number(numDeletedRows);
        }),
      ),
  };
}

/** Reads the edition's pictures and locks them until the transaction ends. */
async function lockedPictures(transaction: Transaction<Database>, edition: number): Promise<string> {
  const { pictures } = await transaction
    .insertInto('benchmark')
    .values({ edition, pictures: '' })
    .onConflict((conflict) => conflict.column('edition').doUpdateSet({ edition }))
    .returning('pictures')
    .executeTakeFirstOrThrow();
  return pictures;
}

async function workOut(
  transaction: Transaction<Database>,
  edition: number,
  pictures: string,
  work: WorkOutPictures,
): Promise<void> {
  const rows = await transaction
    .selectFrom('contribution')
    .selectAll()
    .where('edition', '=', edition)
    .orderBy('person')
    .execute();
  const next = work(pictures, rows);
  if (next.pictures !== pictures)
    await transaction
      .updateTable('benchmark')
      .set({ pictures: next.pictures })
      .where('edition', '=', edition)
      .execute();
  const changed = rows.flatMap((row, i) => {
    const counted = next.counted[i] ?? row.counted;
    return counted === row.counted ? [] : [{ ...row, counted }];
  });
  for (const batch of batches(changed))
    await transaction
      .insertInto('contribution')
      .values(batch)
      .onConflict((conflict) =>
        conflict.column('person').doUpdateSet((row) => ({ counted: row.ref('excluded.counted') })),
      )
      .execute();
}
