/** The members of a team: what they answered, and in which figures they are counted. Nothing stored says who they are. */
import type { Kysely } from 'kysely';
import type { Run } from '../run.ts';
import type { Database } from '../schema.ts';
import { lockTeam, readFigures, type StoredFigures, type StoredTeam, writeFigures } from './figures.ts';

/** In the form of codec/database/figures.ts. */
export interface StoredMember {
  readonly group: number;
  /** The round in which the member last answered. */
  readonly round: number;
  readonly ratings: string;
  readonly seats: string;
}

/** Works out what one member's answers change. Nothing about other members is read. */
export interface MemberChange {
  /** The figures that `work` needs. */
  readonly keys: (member: StoredMember | undefined, team: StoredTeam) => readonly string[];
  readonly work: (
    member: StoredMember | undefined,
    group: number,
    figures: StoredFigures,
    team: StoredTeam,
  ) => { readonly parts: Pick<StoredMember, 'ratings' | 'seats'>; readonly figures: StoredFigures };
}

/** "left": the member has left. "full": the team takes no more members. "over": the answers are for another round. */
export type Responded = 'in' | 'closed' | 'gone' | 'left' | 'full' | 'over';

export interface TeamProgress {
  /** Members who have answered in the present round. */
  readonly people: number;
  /** How many of them came after somebody had looked at figures of the round. */
  readonly late: number;
  /** How many of them last answered on each day. */
  readonly days: readonly { readonly day: number; readonly people: number }[];
}

/** Each throws StorageAway. `id` is the team's. */
export interface MemberStorage {
  /** Adds or changes a member's answers. A person who joins again does so as another member. */
  readonly respond: (
    id: string,
    person: { readonly person: string; readonly group: number; readonly round: number },
    when: { readonly today: number; readonly mostMembers: number },
    change: MemberChange,
  ) => Promise<Responded>;
  /** The member's role group; undefined for a person who is not a member. */
  readonly membership: (id: string, person: string) => Promise<{ group: number } | undefined>;
  /** Erases the member's ratings, and takes them out of the figures as far as those may move. */
  readonly leave: (id: string, person: string, change: MemberChange) => Promise<void>;
  readonly progress: (id: string) => Promise<TeamProgress>;
  /** How many people belong to the team, in whichever round they answered last. */
  readonly members: (id: string) => Promise<number>;
  /** How many people came into the team on that day or later. */
  readonly joinedSince: (id: string, day: number) => Promise<number>;
}

export function memberStorage(run: Run): MemberStorage {
  return {
    respond: (id, { person, group, round }, { today, mostMembers }, change) =>
      run((db) =>
        db.transaction().execute(async (transaction): Promise<Responded> => {
          const team = await lockTeam(transaction, id);
          if (!team) return 'gone';
          if (team.closed) return 'closed';
          if (team.round !== round) return 'over';
          const row = await transaction
            .selectFrom('member')
            .select(['group_no', 'round', 'ratings', 'seats', 'has_left', 'is_late'])
            .where('team_id', '=', id)
            .where('person', '=', person)
            .executeTakeFirst();
          // A late save must not bring back a member who has left.
          if (row?.has_left === 1) return 'left';
          if (!row) {
            const { people } = await countOf(transaction, id).executeTakeFirstOrThrow();
            if (Number(people) >= mostMembers) return 'full';
          }
          await transaction.updateTable('team').set({ touched_on: today }).where('id', '=', id).execute();
          const member = row && { ...row, group: row.group_no };
          const figures = await readFigures(transaction, id, change.keys(member, team));
          // The group never changes: two groups' figures that move together would reveal the member's answers.
          const next = change.work(member, group, figures, team);
          await writeFigures(transaction, id, next.figures);
          const isLate = team.isSeen && row?.round !== team.round ? 1 : (row?.is_late ?? 0);
          const set = { round, answered_on: today, is_late: isLate, ...next.parts };
          await transaction
            .insertInto('member')
            .values({ team_id: id, person, group_no: group, joined_on: today, has_left: 0, ...set })
            .onConflict((conflict) => conflict.columns(['team_id', 'person']).doUpdateSet(set))
            .execute();
          return 'in';
        }),
      ),

    membership: (id, person) =>
      run(async (db) => {
        const row = await db
          .selectFrom('member')
          .select('group_no')
          .where('team_id', '=', id)
          .where('person', '=', person)
          .where('has_left', '=', 0)
          .executeTakeFirst();
        return row && { group: row.group_no };
      }),

    leave: (id, person, change) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          const team = await lockTeam(transaction, id);
          const row = await transaction
            .selectFrom('member')
            .select(['group_no', 'round', 'ratings', 'seats'])
            .where('team_id', '=', id)
            .where('person', '=', person)
            .where('has_left', '=', 0)
            .executeTakeFirst();
          if (!team || !row) return;
          const member = { ...row, group: row.group_no };
          const figures = await readFigures(transaction, id, change.keys(member, team));
          const next = change.work(member, row.group_no, figures, team);
          await writeFigures(transaction, id, next.figures);
          await transaction
            .updateTable('member')
            .set({ ratings: '', seats: '', has_left: 1 })
            .where('team_id', '=', id)
            .where('person', '=', person)
            .execute();
        }),
      ),

    progress: (id) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('member')
          .innerJoin('team', 'team.id', 'member.team_id')
          .select(['answered_on as day', (count) => count.fn.countAll<string | number>().as('people')])
          .select((row) => row.fn.sum<string | number>('is_late').as('late'))
          .where('team_id', '=', id)
          .where('has_left', '=', 0)
          .whereRef('member.round', '=', 'team.round')
          .groupBy('answered_on')
          .orderBy('answered_on')
          .execute();
        const days = rows.map(({ day, people }) => ({ day, people: Number(people) }));
        return {
          days,
          people: days.reduce((sum, { people }) => sum + people, 0),
          late: rows.reduce((sum, { late }) => sum + Number(late), 0),
        };
      }),

    members: (id) =>
      run(async (db) => {
        const { people } = await countOf(db, id).executeTakeFirstOrThrow();
        return Number(people);
      }),

    joinedSince: (id, day) =>
      run(async (db) => {
        const { people } = await countOf(db, id).where('joined_on', '>=', day).executeTakeFirstOrThrow();
        return Number(people);
      }),
  };
}

/** Counts those who joined and have not left. */
const countOf = (db: Kysely<Database>, id: string) =>
  db
    .selectFrom('member')
    .select((count) => count.fn.countAll<string | number>().as('people'))
    .where('team_id', '=', id)
    .where('has_left', '=', 0);
