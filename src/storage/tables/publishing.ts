/** The figures of a team, and publishing them. */
import type { Run } from '../run.ts';
import { lockTeam, readFigures, type StoredFigures, type StoredTeam, writeFigures } from './figures.ts';
import type { StoredMember } from './members.ts';

/** Each throws StorageAway. `id` is the team's. */
export interface PublishingStorage {
  readonly figures: (id: string) => Promise<StoredFigures>;
  /** Publishes figures: `work` returns those that changed. Also sets how many are asked, when `expected` is given. */
  readonly publish: (
    id: string,
    work: (figures: StoredFigures, team: StoredTeam) => StoredFigures,
    expected?: number,
  ) => Promise<void>;
  /**
   * Publishes figures for which some who have answered in the present round are left out. `work` gets members by person, at most
   * `most` of them, and returns what changed.
   */
  readonly publishWithout: (
    id: string,
    most: number,
    work: (
      figures: StoredFigures,
      members: ReadonlyMap<string, StoredMember>,
      team: StoredTeam,
    ) => {
      readonly figures: StoredFigures;
      readonly members: ReadonlyMap<string, Pick<StoredMember, 'ratings' | 'seats'>>;
    },
  ) => Promise<void>;
  /** Notes that somebody has looked at figures of this round: a member who first answers from now on is late. */
  readonly see: (id: string) => Promise<void>;
}

export function publishingStorage(run: Run): PublishingStorage {
  return {
    figures: (id) => run((db) => readFigures(db, id)),

    publish: (id, work, expected) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          if (expected !== undefined)
            await transaction.updateTable('team').set({ expected }).where('id', '=', id).execute();
          const team = await lockTeam(transaction, id);
          if (!team) return;
          await writeFigures(transaction, id, work(await readFigures(transaction, id), team));
        }),
      ),

    publishWithout: (id, most, work) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          const team = await lockTeam(transaction, id);
          if (!team) return;
          const rows = await transaction
            .selectFrom('member')
            .select(['person', 'group_no', 'round', 'ratings', 'seats'])
            .where('team_id', '=', id)
            .where('has_left', '=', 0)
            .where('round', '=', team.round)
            .orderBy('person')
            .limit(most)
            .execute();
          const members = new Map(rows.map((row) => [row.person, { ...row, group: row.group_no }]));
          const next = work(await readFigures(transaction, id), members, team);
          await writeFigures(transaction, id, next.figures);
          for (const [person, parts] of next.members)
            await transaction
              .updateTable('member')
              .set(parts)
              .where('team_id', '=', id)
              .where('person', '=', person)
              .execute();
        }),
      ),

    see: (id) =>
      run(async (db) => {
        await db
          .updateTable('team')
          .set({ is_seen: 1 })
          .where('id', '=', id)
          .where('is_seen', '=', 0)
          .execute();
      }),
  };
}
