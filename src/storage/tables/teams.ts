/** Teams, found by the hashes of their links. */
import type { Run } from '../run.ts';
import { type MemberStorage, memberStorage } from './members.ts';
import { type PublishingStorage, publishingStorage } from './publishing.ts';
import { type RoundStorage, roundStorage } from './rounds.ts';

export type { TeamProgress } from './members.ts';

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly edition: number;
  /** Names of the role groups; none or at least two. */
  readonly groups: readonly string[];
  /** In days since 1 January 1970. */
  readonly createdOn: number;
  /** A closed team takes no answers. */
  readonly closed: boolean;
  /** The present round, from 1. */
  readonly round: number;
  /** How many people are asked; 0 while nobody has said. */
  readonly expected: number;
  /** Somebody has looked at figures of the present round. */
  readonly isSeen: boolean;
}

export type NewTeam = Omit<Team, 'round' | 'isSeen'>;

export type TeamLink = 'join' | 'results';

/** Each throws StorageAway. */
export interface TeamStorage extends MemberStorage, PublishingStorage, RoundStorage {
  /** `hashes` are of the secrets in the two links; the secrets themselves are never stored. */
  readonly create: (team: NewTeam, hashes: Readonly<Record<TeamLink, string>>) => Promise<void>;
  readonly find: (link: TeamLink, hash: string) => Promise<Team | undefined>;
  readonly byId: (id: string) => Promise<Team | undefined>;
  /** Whether a link with this hash was replaced by another, of a team that is still there. */
  readonly wasReplaced: (hash: string) => Promise<boolean>;
  /** The hash of the current link; undefined when the team is gone. */
  readonly linkHash: (id: string, link: TeamLink) => Promise<string | undefined>;
  /** Replaces the link whose hash is `old`. Returns false and replaces nothing when that is not the current link. */
  readonly replaceLink: (id: string, link: TeamLink, old: string, hash: string) => Promise<boolean>;
  readonly close: (id: string, closed: boolean) => Promise<void>;
  /** Deletes the team with its members, figures and rounds. */
  readonly remove: (id: string) => Promise<void>;
  /** Deletes teams last touched before that day, and returns how many. */
  readonly purge: (before: number) => Promise<number>;
}

const columns = [
  'id',
  'name',
  'edition',
  'groups',
  'created_on',
  'closed',
  'round',
  'expected',
  'is_seen',
] as const;

function teamOf(row: {
  id: string;
  name: string;
  edition: number;
  groups: string;
  created_on: number;
  closed: number;
  round: number;
  expected: number;
  is_seen: number;
}): Team {
  const { id, name, edition, created_on: createdOn, round, expected } = row;
  const [closed, isSeen] = [row.closed === 1, row.is_seen === 1];
  return { id, name, edition, groups: JSON.parse(row.groups), createdOn, closed, round, expected, isSeen };
}

export function teamStorage(run: Run): TeamStorage {
  return {
    create: ({ id, name, edition, groups, createdOn, closed, expected }, { join, results }) =>
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
            round: 1,
            expected,
            is_seen: 0,
            actions: '',
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

    wasReplaced: (hash) =>
      run(async (db) => {
        const row = await db
          .selectFrom('replaced_link')
          .select('hash')
          .where('hash', '=', hash)
          .executeTakeFirst();
        return row !== undefined;
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
          // A repeated request finds the new hash already in place.
          .where(`${link}_hash`, 'in', [old, hash])
          .executeTakeFirst();
        if (Number(numUpdatedRows) === 0) return false;
        await db
          .insertInto('replaced_link')
          .values({ hash: old, team_id: id })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return true;
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

    ...memberStorage(run),
    ...publishingStorage(run),
    ...roundStorage(run),

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
