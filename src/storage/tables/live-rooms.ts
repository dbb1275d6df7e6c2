/** Live rooms, found by the hashes of their links and code. live-changes.ts has what the facilitator does, live-ratings.ts what the others do. */
import type { LiveSignals } from '../live/signals.ts';
import type { Run } from '../run.ts';
import { type LiveChangeStorage, liveChangeStorage } from './live-changes.ts';
import { type LiveMomentStorage, liveMomentStorage } from './live-moments.ts';
import { type LiveRatingStorage, liveRatingStorage } from './live-ratings.ts';

export interface LiveStatement {
  /** The question's id. */
  readonly question: string;
  /** JSON: the spread as revealed; empty before. */
  readonly spread: string;
  readonly note: string;
}

export interface LiveRoom {
  readonly id: string;
  readonly name: string;
  /** In minutes since 1 January 1970 UTC. A room is found for a day only. */
  readonly openedAt: number;
  /** Index of the current statement; -1 before the first. */
  readonly place: number;
  /** When the timer ends, in seconds since the room was opened; -1 without a timer. */
  readonly timerEnds: number;
  /** An ended room takes no people and no ratings. */
  readonly closed: boolean;
  /** Grows with every change that everybody in the room may see. */
  readonly revision: number;
  /** JSON: what was agreed. */
  readonly actions: string;
  /** JSON: the moments of truth; empty in a room that maps none. */
  readonly cycle: string;
  readonly statements: readonly LiveStatement[];
}

export type LiveLink = 'facilitator' | 'screen';

/** Each throws StorageAway. `since` is a minute: rooms opened at it or before are not found. */
export interface LiveStorage extends LiveChangeStorage, LiveRatingStorage, LiveMomentStorage {
  /** `hashes` are of the keys in the two links and of the code; the keys themselves are never stored. */
  readonly open: (
    room: Pick<LiveRoom, 'id' | 'name' | 'openedAt' | 'cycle'> & { readonly questions: readonly string[] },
    hashes: Readonly<Record<LiveLink | 'code', string>>,
  ) => Promise<void>;
  readonly find: (link: LiveLink, hash: string, since: number) => Promise<LiveRoom | undefined>;
  /** The id of the open room whose code has one of these hashes. */
  readonly idByCode: (hashes: readonly string[], since: number) => Promise<string | undefined>;
  readonly byId: (id: string, since: number) => Promise<LiveRoom | undefined>;
  /** Removes the room and everything in it. */
  readonly remove: (id: string) => Promise<void>;
  /** Removes rooms opened at this minute or before, and returns how many. */
  readonly purge: (since: number) => Promise<number>;
  /** Calls `listener` for every change of a room, on whichever replica. */
  readonly subscribe: LiveSignals['subscribe'];
}

const columns = [
  'id',
  'name',
  'opened_at',
  'place',
  'timer_ends',
  'closed',
  'revision',
  'actions',
  'cycle',
] as const;

export function liveStorage(run: Run, signals: LiveSignals): LiveStorage {
  const roomWhere = (column: 'id' | 'host_hash' | 'screen_hash', value: string, since: number) =>
    run(async (db) => {
      const row = await db
        .selectFrom('live_room')
        .select(columns)
        .where(column, '=', value)
        .where('opened_at', '>', since)
        .executeTakeFirst();
      if (!row) return undefined;
      const statements = await db
        .selectFrom('live_statement')
        .select(['question', 'spread', 'note'])
        .where('room_id', '=', row.id)
        .orderBy('place')
        .execute();
      const { id, name, place, revision, actions, cycle } = row;
      const [openedAt, timerEnds] = [row.opened_at, row.timer_ends];
      return {
        id,
        name,
        openedAt,
        place,
        timerEnds,
        closed: row.closed === 1,
        revision,
        actions,
        cycle,
        statements,
      };
    });

  return {
    open: ({ id, name, openedAt, questions, cycle }, { facilitator, screen, code }) =>
      run((db) =>
        db.transaction().execute(async (tx) => {
          await tx
            .insertInto('live_room')
            .values({
              ...{
                id,
                name,
                host_hash: facilitator,
                screen_hash: screen,
                code_hash: code,
                opened_at: openedAt,
              },
              ...{ place: -1, timer_ends: -1, closed: 0, revision: 0, actions: '[]', cycle },
            })
            .execute();
          if (questions.length === 0) return;
          await tx
            .insertInto('live_statement')
            .values(
              questions.map((question, place) => ({ room_id: id, place, question, spread: '', note: '' })),
            )
            .execute();
        }),
      ),

    find: (link, hash, since) => roomWhere(link === 'facilitator' ? 'host_hash' : 'screen_hash', hash, since),

    idByCode: (hashes, since) =>
      run(async (db) => {
        const row = await db
          .selectFrom('live_room')
          .select('id')
          .where('code_hash', 'in', hashes)
          .where('closed', '=', 0)
          .where('opened_at', '>', since)
          .executeTakeFirst();
        return row?.id;
      }),

    byId: (id, since) => roomWhere('id', id, since),

    remove: async (id) => {
      await run((db) => db.deleteFrom('live_room').where('id', '=', id).execute());
      signals.changed(id);
    },

    ...liveChangeStorage(run, signals),
    ...liveRatingStorage(run, signals),
    ...liveMomentStorage(run, signals),

    purge: (since) =>
      run(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('live_room')
          .where('opened_at', '<=', since)
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),

    subscribe: (listener) => signals.subscribe(listener),
  };
}
