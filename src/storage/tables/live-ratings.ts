/** Who is in a live room and what they rated, until the reveal: then the single ratings are erased and only the spread stays. */
import type { LiveSignals } from '../live/signals.ts';
import type { Run } from '../run.ts';
import { changeRoom, lockedRoom, told } from './live-row.ts';

/** What changes while people rate. */
export interface LiveProgress {
  readonly revision: number;
  readonly joined: number;
  /** How many have rated the current statement. After its reveal 0, because the ratings are erased. */
  readonly rated: number;
  /** How many have given their dots to moments of truth. After the count 0. */
  readonly gaveDots: number;
}

/** Each throws StorageAway. `person` is a hash of a key that only the person's browser has. */
export interface LiveRatingStorage {
  /** Returns false when the room has `most` people and this person is not one of them. */
  readonly join: (id: string, person: string, most: number) => Promise<boolean>;
  /** Erases that the person was in the room, and their ratings and dots that are not counted yet. */
  readonly leave: (id: string, person: string) => Promise<void>;
  /**
   * Stores a rating, or replaces the person's earlier one. Returns false and stores nothing when the statement is not the
   * current one or is revealed, or the room has ended.
   */
  readonly rate: (id: string, place: number, person: string, letter: string) => Promise<boolean>;
  /** The person's rating as a letter; undefined before they rated and after the reveal. */
  readonly ratingOf: (id: string, place: number, person: string) => Promise<string | undefined>;
  readonly progress: (id: string) => Promise<LiveProgress | undefined>;
  /**
   * Stores the spread that `work` returns and erases the ratings it was worked out from. Nothing happens when `work` returns
   * an empty text, or when the statement is revealed already.
   */
  readonly reveal: (
    id: string,
    place: number,
    work: (letters: readonly string[]) => string,
  ) => Promise<boolean>;
}

export function liveRatingStorage(run: Run, signals: LiveSignals): LiveRatingStorage {
  return {
    join: async (id, person, most) => {
      const outcome = await run((db) =>
        db.transaction().execute(async (tx) => {
          // People who join at the same time are counted one after the other.
          if ((await lockedRoom(tx, id))?.closed !== 0) return 'refused';
          const people = await tx
            .selectFrom('live_person')
            .select((row) => row.fn.countAll().as('count'))
            .where('room_id', '=', id)
            .executeTakeFirst();
          if (Number(people?.count) >= most) {
            const own = await tx
              .selectFrom('live_person')
              .select('person')
              .where('room_id', '=', id)
              .where('person', '=', person)
              .executeTakeFirst();
            return own ? 'known' : 'refused';
          }
          const { numInsertedOrUpdatedRows } = await tx
            .insertInto('live_person')
            .values({ room_id: id, person })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          return Number(numInsertedOrUpdatedRows) > 0 ? 'new' : 'known';
        }),
      );
      if (outcome === 'new') signals.changed(id);
      return outcome !== 'refused';
    },

    leave: async (id, person) => {
      await run((db) =>
        db.transaction().execute(async (tx) => {
          for (const table of ['live_rating', 'live_ballot', 'live_person'] as const)
            await tx.deleteFrom(table).where('room_id', '=', id).where('person', '=', person).execute();
        }),
      );
      signals.changed(id);
    },

    rate: (id, place, person, letter) => {
      const isTaken = run((db) =>
        db.transaction().execute(async (tx) => {
          // Locks the statement: a reveal at the same time waits for this rating, or this rating for the reveal.
          const { numUpdatedRows } = await tx
            .updateTable('live_statement')
            .set({ spread: '' })
            .where('room_id', '=', id)
            .where('place', '=', place)
            .where('spread', '=', '')
            .where(({ exists, selectFrom }) =>
              exists(
                selectFrom('live_room')
                  .select('id')
                  .where('id', '=', id)
                  .where('place', '=', place)
                  .where('closed', '=', 0),
              ),
            )
            .executeTakeFirst();
          if (Number(numUpdatedRows) === 0) return false;
          await tx
            .insertInto('live_rating')
            .values({ room_id: id, place, person, letter })
            .onConflict((conflict) =>
              conflict.columns(['room_id', 'place', 'person']).doUpdateSet({ letter }),
            )
            .execute();
          return true;
        }),
      );
      return told(signals, id, isTaken);
    },

    ratingOf: (id, place, person) =>
      run(async (db) => {
        const row = await db
          .selectFrom('live_rating')
          .select('letter')
          .where('room_id', '=', id)
          .where('place', '=', place)
          .where('person', '=', person)
          .executeTakeFirst();
        return row?.letter;
      }),

    progress: (id) =>
      run(async (db) => {
        const row = await db
          .selectFrom('live_room')
          .select('revision')
          .select(({ selectFrom, fn }) => [
            selectFrom('live_person')
              .select(fn.countAll().as('count'))
              .whereRef('live_person.room_id', '=', 'live_room.id')
              .as('joined'),
            selectFrom('live_rating')
              .select(fn.countAll().as('count'))
              .whereRef('live_rating.room_id', '=', 'live_room.id')
              .whereRef('live_rating.place', '=', 'live_room.place')
              .as('rated'),
            selectFrom('live_ballot')
              .select(fn.countAll().as('count'))
              .whereRef('live_ballot.room_id', '=', 'live_room.id')
              .as('gaveDots'),
          ])
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row) return;
        const { revision, joined, rated, gaveDots } = row;
        return { revision, joined: Number(joined), rated: Number(rated), gaveDots: Number(gaveDots) };
      }),

    reveal: (id, place, work) => {
      const isRevealed = run((db) =>
        db.transaction().execute(async (tx) => {
          const isThis = await tx
            .updateTable('live_statement')
            .set({ spread: '' })
            .where('room_id', '=', id)
            .where('place', '=', place)
            .where('spread', '=', '')
            .executeTakeFirst();
          if (Number(isThis.numUpdatedRows) === 0) return false;
          const rows = await tx
            .selectFrom('live_rating')
            .select('letter')
            .where('room_id', '=', id)
            .where('place', '=', place)
            .execute();
          const spread = work(rows.map(({ letter }) => letter));
          if (spread === '') return false;
          await tx
            .updateTable('live_statement')
            .set({ spread })
            .where('room_id', '=', id)
            .where('place', '=', place)
            .execute();
          await tx.deleteFrom('live_rating').where('room_id', '=', id).where('place', '=', place).execute();
          return changeRoom(tx, id, {});
        }),
      );
      return told(signals, id, isRevealed);
    },
  };
}
