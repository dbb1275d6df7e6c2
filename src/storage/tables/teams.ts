/** Teams and what their members answered, without anything that says who. */

import type { Run } from '../storage.ts';
import { type Published, publishing } from './publishing.ts';

export type { StoredResponse } from './publishing.ts';

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly edition: number;
  /** Names of the role groups; none or at least two. */
  readonly groups: readonly string[];
  /** In days since 1 January 1970 UTC. */
  readonly createdOn: number;
  /** Takes no answers any more. */
  readonly closed: boolean;
}

export type TeamLink = 'join' | 'results';

export interface TeamProgress {
  /** People who belong to it and have not left. */
  readonly people: number;
  /** Of them, those whose latest answers are not in the figures, or not in all of them. */
  readonly waiting: number;
  /** How many answered last on each day. */
  readonly days: readonly { readonly day: number; readonly people: number }[];
}

/** Each throws StorageAway. */
export interface TeamStorage {
  /** Hashes are of the links' secrets, which are never stored. */
  readonly create: (team: Team, hashes: Readonly<Record<TeamLink, string>>) => Promise<void>;
  readonly find: (link: TeamLink, hash: string) => Promise<Team | undefined>;
  readonly byId: (id: string) => Promise<Team | undefined>;
  /** The hash of the link that stands; undefined when the team is gone. */
  readonly linkHash: (id: string, link: TeamLink) => Promise<string | undefined>;
  /** The link with the hash `old` leads nowhere from then on. False when another stands, and nothing is replaced. */
  readonly replaceLink: (id: string, link: TeamLink, old: string, hash: string) => Promise<boolean>;
  readonly close: (id: string, closed: boolean) => Promise<void>;
  /** With all answers. */
  readonly remove: (id: string) => Promise<void>;
  /**
   * Adds or changes one person's answers; false when the team is closed or gone, or the person has left, and then nothing is
   * written. Who comes back comes as another person.
   */
  readonly respond: (
    id: string,
    response: { person: string; group: number; answers: string },
    today: number,
  ) => Promise<boolean>;
  /** Which group the person is in; undefined for somebody who does not belong to the team. */
  readonly membership: (id: string, person: string) => Promise<{ group: number } | undefined>;
  /** Erases the person's answers at once; `shown` says what remains known of which figures they were part of. */
  readonly leave: (id: string, person: string, shown: (shown: string) => string) => Promise<void>;
  readonly progress: (id: string) => Promise<TeamProgress>;
  readonly published: Published;
  /** Removes teams not touched since that day, and says how many. */
  readonly purge: (before: number) => Promise<number>;
}

const columns = ['id', 'name', 'edition', 'groups', 'created_on', 'closed'] as const;

function teamOf(row: {
  id: string;
  name: string;
  edition: number;
  groups: string;
  created_on: number;
  closed: number;
}): Team {
  const { id, name, edition, created_on: createdOn } = row;
  return { id, name, edition, groups: JSON.parse(row.groups), createdOn, closed: row.closed === 1 };
}

export function teamStorage(run: Run): TeamStorage {
  return {
    create: ({ id, name, edition, groups, createdOn, closed }, { join, results }) =>
      run(async (db) => {
        await db
          .insertInto('team')
          .values({
            id,
            name,
            join_hash: join,
            results_hash: results,
            edition,
            groups: JSON.stringify(groups),
            created_on: createdOn,
            touched_on: createdOn,
            closed: closed ? 1 : 0,
            published: '',
          })
          .execute();
      }),

    find: (link, hash) =>
      run(async (db) => {
        const column = link === 'join' ? 'join_hash' : 'results_hash';
        const row = await db.selectFrom('team').select(columns).where(column, '=', hash).executeTakeFirst();
        return row && teamOf(row);
      }),

    byId: (id) =>
      run(async (db) => {
        const row = await db.selectFrom('team').select(columns).where('id', '=', id).executeTakeFirst();
        return row && teamOf(row);
      }),

    linkHash: (id, link) =>
      run(async (db) => {
        const row = await db
          .selectFrom('team')
          .select(`${link}_hash` as const)
          .where('id', '=', id)
          .executeTakeFirst();
        return row && Object.values(row)[0];
      }),

    replaceLink: (id, link, old, hash) =>
      run(async (db) => {
        const set = link === 'join' ? { join_hash: hash } : { results_hash: hash };
        const { numUpdatedRows } = await db
          .updateTable('team')
          .set(set)
          .where('id', '=', id)
          // Asked for twice, it is replaced already.
          .where(`${link}_hash`, 'in', [old, hash])
          .executeTakeFirst();
        return Number(numUpdatedRows) > 0;
      }),

    close: (id, closed) =>
      run(async (db) => {
        await db
          .updateTable('team')
          .set({ closed: closed ? 1 : 0 })
          .where('id', '=', id)
          .execute();
      }),

    remove: (id) =>
      run(async (db) => {
        await db.deleteFrom('team').where('id', '=', id).execute();
      }),

    respond: (id, { person, group, answers }, today) =>
      run((db) =>
        db.transaction().execute(async (transaction) => {
          // Also waits for figures being worked out, which must not miss this.
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
                // Who changed groups could be told apart by what moves: the first choice stays.
                .doUpdateSet({ answers, answered_on: today, pending: 1 })
                // A save that was on its way while its person left does not bring them back.
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
          // The same row first as everybody else, so that two never wait for each other in a circle.
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

    published: publishing(run),

    purge: (before) =>
      run(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('team')
          .where('touched_on', '<', before)
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),
  };
}
