/** Brings a team's figures up to date, one after the other, so that two readers never publish at the same time. */
import type { Run } from './storage.ts';

/** As the figures are worked out from it; `shown` in the form of codec/figures.ts. */
export interface StoredResponse {
  readonly person: string;
  readonly group: number;
  readonly answers: string;
  readonly shown: string;
  readonly hasLeft: boolean;
}

/** Works out figures from those before and all responses. */
export type WorkOut = (
  figures: string,
  responses: readonly StoredResponse[],
) => {
  readonly figures: string;
  /** Of each response: its `shown` from now on, and whether something of it is still to come into the figures. */
  readonly responses: readonly { readonly shown: string; readonly pending: boolean }[];
};

/**
 * The figures as stored, after `work` has had the chance to bring them up to date: it is called when at least `least`
 * people have changed something, and nobody else works on the same team meanwhile.
 * @throws StorageAway
 */
export type Published = (id: string, least: number, work: WorkOut) => Promise<string>;

/** Rows a statement; SQLite limits its parameters. */
const mostAtOnce = 200;

export function publishing(run: Run): Published {
  return (id, least, work) =>
    run((db) =>
      db.transaction().execute(async (transaction) => {
        await transaction.updateTable('team').set({ id }).where('id', '=', id).execute();
        const team = await transaction
          .selectFrom('team')
          .select('published')
          .where('id', '=', id)
          .executeTakeFirst();
        const { pending } = await transaction
          .selectFrom('response')
          .select((count) => count.fn.countAll<string | number>().as('pending'))
          .where('team_id', '=', id)
          .where('pending', '=', 1)
          .executeTakeFirstOrThrow();
        const figures = team?.published ?? '';
        if (Number(pending) < least) return figures;
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
          return shown === row.shown && pending === (row.pending === 1) ? [] : [{ row, shown, pending }];
        });
        for (let at = 0; at < changed.length; at += mostAtOnce)
          await transaction
            .insertInto('response')
            .values(
              changed.slice(at, at + mostAtOnce).map(({ row, shown, pending }) => ({
                ...row,
                team_id: id,
                shown,
                pending: pending ? 1 : 0,
              })),
            )
            .onConflict((conflict) =>
              conflict.columns(['team_id', 'person']).doUpdateSet((row) => ({
                shown: row.ref('excluded.shown'),
                pending: row.ref('excluded.pending'),
              })),
            )
            .execute();
        // Nothing of theirs is in any figure now.
        await transaction
          .deleteFrom('response')
          .where('team_id', '=', id)
          .where('has_left', '=', 1)
          .where('pending', '=', 0)
          .execute();
        return next.figures;
      }),
    );
}
