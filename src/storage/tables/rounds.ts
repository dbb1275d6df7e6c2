/** The rounds of a team, and what it agreed to do. */
import type { Run } from '../run.ts';
import { lockTeam, readFigures, type StoredFigures, writeFigures } from './figures.ts';

/** A round that is over. */
export interface Round {
  readonly number: number;
  readonly edition: number;
  /** In days since 1 January 1970. */
  readonly endedOn: number;
  /** How many had answered; 0 when that is not known. */
  readonly people: number;
  /** The figures as last shown, in the form of codec/database/figures.ts. */
  readonly figures: string;
}

/** Each throws StorageAway. `id` is the team's. */
export interface RoundStorage {
  /**
   * Ends the round of that number and begins the next. Does nothing when another round runs, so that a form sent twice ends
   * one. Afterwards nothing of the round is kept but `kept`, and in which figures the members were counted.
   */
  readonly endRound: (
    id: string,
    round: { readonly number: number; readonly today: number; readonly edition: number },
    work: (figures: StoredFigures) => { readonly kept: string; readonly figures: StoredFigures },
  ) => Promise<void>;
  /** What the team agreed to do, in the form of codec/database/actions.ts; empty for nothing. */
  readonly actions: (id: string) => Promise<string>;
  readonly saveActions: (id: string, actions: string) => Promise<void>;
  /** The rounds that are over, the latest first. @param most the most that are read; all when it is missing */
  readonly rounds: (id: string, most?: number) => Promise<readonly Round[]>;
}

/** Ratings are erased for so many members at a time, so that other requests get their turn. */
const erasedAtOnce = 500;

export function roundStorage(run: Run): RoundStorage {
  const eraseRatings = async (id: string, round: number): Promise<void> => {
    const erased = await run(async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('member')
        .set({ ratings: '' })
        .where('team_id', '=', id)
        .where('person', 'in', (old) =>
          old
            .selectFrom('member')
            .select('person')
            .where('team_id', '=', id)
            .where('round', '<', round)
            .where('ratings', '!=', '')
            .limit(erasedAtOnce),
        )
        .where('round', '<', round)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    });
    if (erased > 0) await eraseRatings(id, round);
  };

  return {
    endRound: async (id, { number, today, edition }, work) => {
      await run((db) =>
        db.transaction().execute(async (transaction) => {
          const team = await lockTeam(transaction, id);
          if (team?.round !== number) return;
          const { kept, figures } = work(await readFigures(transaction, id));
          const { people } = await transaction
            .selectFrom('member')
            .select((count) => count.fn.countAll<string | number>().as('people'))
            .where('team_id', '=', id)
            .where('has_left', '=', 0)
            .where('round', '=', number)
            .executeTakeFirstOrThrow();
          const row = await transaction
            .selectFrom('team')
            .select('edition')
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          await transaction
            .insertInto('round')
            .values({
              team_id: id,
              number,
              edition: row.edition,
              ended_on: today,
              people: Number(people),
              figures: kept,
            })
            .execute();
          await writeFigures(transaction, id, figures);
          await transaction
            .updateTable('team')
            .set({ round: number + 1, edition, is_seen: 0, closed: 0, touched_on: today })
            .where('id', '=', id)
            .execute();
          await transaction
            .deleteFrom('member')
            .where('team_id', '=', id)
            .where('has_left', '=', 1)
            .execute();
        }),
      );
      await eraseRatings(id, number + 1);
    },

    actions: (id) =>
      run(async (db) => {
        const row = await db.selectFrom('team').select('actions').where('id', '=', id).executeTakeFirst();
        return row?.actions ?? '';
      }),

    saveActions: (id, actions) =>
      run(async (db) => {
        await db.updateTable('team').set({ actions }).where('id', '=', id).execute();
      }),

    rounds: (id, most) =>
      run(async (db) => {
        const all = db.selectFrom('round').selectAll().where('team_id', '=', id).orderBy('number', 'desc');
        const rows = await (most === undefined ? all : all.limit(most)).execute();
        return rows.map(({ number, edition, ended_on: endedOn, people, figures }) => ({
          number,
          edition,
          endedOn,
          people,
          figures,
        }));
      }),
  };
}
