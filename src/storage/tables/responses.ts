/** What the members of a team answered. Nothing stored here says who a member is. */
import type { Run } from '../run.ts';

export interface TeamProgress {
  /** Members who have not left. */
  readonly people: number;
  /** Those of them whose latest answers are missing from at least one figure. */
  readonly waiting: number;
  /** How many members last answered on each day. */
  readonly days: readonly { readonly day: number; readonly people: number }[];
}

/** Each throws StorageAway. `id` is the team's. */
export interface ResponseStorage {
  /**
   * Adds or changes a member's answers. Returns false and writes nothing when the team is closed or gone, or the member
   * has left. A person who joins again does so as another member.
   */
  readonly respond: (
    id: string,
    response: { person: string; group: number; answers: string },
    today: number,
  ) => Promise<boolean>;
  /** The member's role group; undefined for a person who is not a member. */
  readonly membership: (id: string, person: string) => Promise<{ group: number } | undefined>;
  /** Erases the member's answers. `shown` returns what must be kept about the figures they are part of. */
  readonly leave: (id: string, person: string, shown: (shown: string) => string) => Promise<void>;
  readonly progress: (id: string) => Promise<TeamProgress>;
}

export function responseStorage(run: Run): ResponseStorage {
  return {
    respond: (id, { person, group, answers }, today) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          // Also locks the team's row, so that figures being worked out cannot miss this response.
          const open = await transaction
            .updateTable('team')
            .set({ touched_on: today })
            .where('id', '=', id)
            .where('closed', '=', 0)
            .executeTakeFirst();
          if (Number(open.numUpdatedRows) === 0) return false;
          const kept = await transaction
            .insertInto('response')
            .values({
              team_id: id,
              person,
              group_no: group,
              answers,
              shown: '',
              answered_on: today,
              pending: 1,
              has_left: 0,
            })
            .onConflict((conflict) =>
              conflict
                .columns(['team_id', 'person'])
                // The group never changes: two groups' figures that move together would reveal the member's answers.
                .doUpdateSet({ answers, answered_on: today, pending: 1 })
                // A late save must not bring back a member who has left.
                .where('response.has_left', '=', 0),
            )
            .returning('person')
            .executeTakeFirst();
          return kept !== undefined;
        }),
      ),

    membership: (id, person) =>
      run(async (db) => {
        const row = await db
          .selectFrom('response')
          .select('group_no')
          .where('team_id', '=', id)
          .where('person', '=', person)
          .where('has_left', '=', 0)
          .executeTakeFirst();
        return row && { group: row.group_no };
      }),

    leave: (id, person, shown) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          // Every transaction locks the team's row first, so that none can deadlock.
          await transaction.updateTable('team').set({ id }).where('id', '=', id).execute();
          const row = await transaction
            .selectFrom('response')
            .select('shown')
            .where('team_id', '=', id)
            .where('person', '=', person)
            .executeTakeFirst();
          if (!row) return;
          await transaction
            .updateTable('response')
            .set({ answers: '', shown: shown(row.shown), pending: 1, has_left: 1 })
            .where('team_id', '=', id)
            .where('person', '=', person)
            .execute();
        }),
      ),

    progress: (id) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('response')
          .select(['answered_on as day', (count) => count.fn.countAll<string | number>().as('people')])
          .select((row) =>
            row.fn
              .sum<string | number>(row.case().when('pending', '>', 0).then(1).else(0).end())
              .as('waiting'),
          )
          .where('team_id', '=', id)
          .where('has_left', '=', 0)
          .groupBy('answered_on')
          .orderBy('answered_on')
          .execute();
        const days = rows.map(({ day, people }) => ({ day, people: Number(people) }));
        return {
          days,
          people: days.reduce((sum, { people }) => sum + people, 0),
          waiting: rows.reduce((sum, { waiting }) => sum + Number(waiting), 0),
        };
      }),
  };
}
