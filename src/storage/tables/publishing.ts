/** Brings a team's figures up to date, one after the other, so that two readers never publish at the same time. */
import type { Run } from '../storage.ts';

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

/** Of a response: everything of it is in the figures; it has changed since they were worked out; something must wait. */
const settled = 0;
const waiting = 2;

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
        const changes = await transaction
          .selectFrom('response')
          .select(['pending', (count) => count.fn.countAll<string | number>().as('people')])
          .where('team_id', '=', id)
          .where('pending', '>', settled)
          .groupBy('pending')
          .execute();
        const figures = team?.published ?? '';
        const people = changes.reduce((sum, change) => sum + Number(change.people), 0);
        // Without anything new since the last time it would come out the same.
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
        for (let at = 0; at < changed.length; at += mostAtOnce)
          await transaction
            .insertInto('response')
            .values(changed.slice(at, at + mostAtOnce))
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
