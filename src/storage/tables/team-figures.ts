/** The figures of a team as stored, and the transaction that brings them up to date. */
import { batches, type Run } from '../run.ts';

/** What the figures are worked out from. `shown` has the form of codec/database/figures.ts. */
export interface StoredResponse {
  readonly person: string;
  readonly group: number;
  readonly answers: string;
  readonly shown: string;
  readonly hasLeft: boolean;
}

/** Works out new figures from the stored ones and all responses. */
export type WorkOut = (
  figures: string,
  responses: readonly StoredResponse[],
) => {
  readonly figures: string;
  /** For each response: its new `shown`, and whether a part of it is not in the figures yet. */
  readonly responses: readonly { readonly shown: string; readonly pending: boolean }[];
};

/**
 * Returns the stored figures. Calls `work` first, to bring them up to date, when at least `least` people have changed
 * something since it was last called. A lock on the team keeps two requests from calling it at the same time.
 * @throws StorageAway
 */
export type Published = (id: string, least: number, work: WorkOut) => Promise<string>;

/** Values of `pending` (schema.ts); 1 means changed since `work` was last called. */
const settled = 0;
const waiting = 2;

export function teamFigures(run: Run): Published {
  return (id, least, work) =>
    run((db) =>
      db.transaction().execute(async (transaction) => {
        // Locks the team's row until the transaction ends.
        await transaction.updateTable('team').set({ id }).where('id', '=', id).execute();
        const team = await transaction
          .selectFrom('team')
          .select('published')
          .where('id', '=', id)
          .executeTakeFirst();
        const changes = await transaction
          .selectFrom('response')
          .select(['pending', (count) => count.fn.countAll<string | number>().as('people')])
          .where('team_id', '=', id)
          .where('pending', '>', settled)
          .groupBy('pending')
          .execute();
        const figures = team?.published ?? '';
        const people = changes.reduce((sum, change) => sum + Number(change.people), 0);
        // If nobody changed anything since the last call, the result would be the same.
        if (people < least || changes.every(({ pending }) => pending === waiting)) return figures;
        const rows = await transaction
          .selectFrom('response')
          .select(['person', 'group_no', 'answers', 'shown', 'answered_on', 'pending', 'has_left'])
          .where('team_id', '=', id)
          .orderBy('person')
          .execute();
        const next = work(
          figures,
          rows.map(({ person, group_no: group, answers, shown, has_left }) => ({
            person,
            group,
            answers,
            shown,
            hasLeft: has_left === 1,
          })),
        );
        await transaction.updateTable('team').set({ published: next.figures }).where('id', '=', id).execute();
        const changed = rows.flatMap((row, i) => {
          const { shown = '', pending = false } = next.responses[i] ?? {};
          const state = pending ? waiting : settled;
          return shown === row.shown && state === row.pending
            ? []
            : [{ ...row, team_id: id, shown, pending: state }];
        });
        for (const batch of batches(changed))
          await transaction
            .insertInto('response')
            .values(batch)
            .onConflict((conflict) =>
              conflict.columns(['team_id', 'person']).doUpdateSet((row) => ({
                shown: row.ref('excluded.shown'),
                pending: row.ref('excluded.pending'),
              })),
            )
            .execute();
        // People who have left and are in no figure any more are forgotten.
        await transaction
          .deleteFrom('response')
          .where('team_id', '=', id)
          .where('has_left', '=', 1)
          .where('pending', '=', settled)
          .execute();
        return next.figures;
      }),
    );
}
