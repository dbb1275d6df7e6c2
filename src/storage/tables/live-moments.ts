/** What phones add to a room's moments of truth, and their dots until these are counted: then only the sums stay. */
import type { LiveSignals } from '../live/signals.ts';
import type { Run } from '../run.ts';
import { lockedRoom } from './live-lock.ts';

/** Each throws StorageAway. `person` is a hash of a key that only the person's browser has. */
export interface LiveMomentStorage {
  /**
   * Replaces the cycle by what `add` makes of it, and counts one more for the person, who is not stored with it. Nothing
   * happens when `add` returns undefined, when the person is not in the room, or when the room has ended.
   * @param add gets the cycle and how many moments the person has added
   */
  readonly give: (
    id: string,
    person: string,
    add: (cycle: string, given: number) => string | undefined,
  ) => Promise<boolean>;
  readonly givenBy: (id: string, person: string) => Promise<number>;
  /** Stores what the person chooses, or replaces it. Nothing happens when `choose` returns undefined or the room has ended. */
  readonly vote: (
    id: string,
    person: string,
    choose: (cycle: string) => string | undefined,
  ) => Promise<boolean>;
  /** What the person has chosen; undefined before they voted and after the count. */
  readonly voteOf: (id: string, person: string) => Promise<string | undefined>;
  /** Replaces the cycle by what `count` returns and erases who has chosen what. Nothing happens when it returns undefined. */
  readonly countVotes: (
    id: string,
    count: (cycle: string, chosen: readonly string[]) => string | undefined,
  ) => Promise<boolean>;
}

export function liveMomentStorage(run: Run, signals: LiveSignals): LiveMomentStorage {
  const told = async (id: string, isChanged: Promise<boolean>): Promise<boolean> => {
    if (await isChanged) signals.changed(id);
    return isChanged;
  };

  return {
    give: (id, person, add) =>
      told(
        id,
        run((db) =>
          db.transaction().execute(async (tx) => {
            const room = await lockedRoom(tx, id);
            const who = await tx
              .selectFrom('live_person')
              .select('given')
              .where('room_id', '=', id)
              .where('person', '=', person)
              .executeTakeFirst();
            if (!room || room.closed === 1 || !who) return false;
            const cycle = add(room.cycle, who.given);
            if (cycle === undefined) return false;
            // The same form sent twice.
            if (cycle === room.cycle) return true;
            await tx
              .updateTable('live_room')
              .set({ cycle })
              .set((row) => ({ revision: row('revision', '+', 1) }))
              .where('id', '=', id)
              .execute();
            await tx
              .updateTable('live_person')
              .set({ given: who.given + 1 })
              .where('room_id', '=', id)
              .where('person', '=', person)
              .execute();
            return true;
          }),
        ),
      ),

    givenBy: (id, person) =>
      run(async (db) => {
        const row = await db
          .selectFrom('live_person')
          .select('given')
          .where('room_id', '=', id)
          .where('person', '=', person)
          .executeTakeFirst();
        return row?.given ?? 0;
      }),

    vote: (id, person, choose) =>
      told(
        id,
        run((db) =>
          db.transaction().execute(async (tx) => {
            const room = await lockedRoom(tx, id);
            const chosen = room && room.closed === 0 ? choose(room.cycle) : undefined;
            if (chosen === undefined) return false;
            await tx
              .insertInto('live_ballot')
              .values({ room_id: id, person, chosen })
              .onConflict((conflict) => conflict.columns(['room_id', 'person']).doUpdateSet({ chosen }))
              .execute();
            return true;
          }),
        ),
      ),

    voteOf: (id, person) =>
      run(async (db) => {
        const row = await db
          .selectFrom('live_ballot')
          .select('chosen')
          .where('room_id', '=', id)
          .where('person', '=', person)
          .executeTakeFirst();
        return row?.chosen;
      }),

    countVotes: (id, count) =>
      told(
        id,
        run((db) =>
          db.transaction().execute(async (tx) => {
            const room = await lockedRoom(tx, id);
            if (!room) return false;
            const ballots = await tx
              .selectFrom('live_ballot')
              .select('chosen')
              .where('room_id', '=', id)
              .execute();
            const cycle = count(
              room.cycle,
              ballots.map(({ chosen }) => chosen),
            );
            if (cycle === undefined) return false;
            await tx.deleteFrom('live_ballot').where('room_id', '=', id).execute();
            await tx
              .updateTable('live_room')
              .set({ cycle })
              .set((row) => ({ revision: row('revision', '+', 1) }))
              .where('id', '=', id)
              .execute();
            return true;
          }),
        ),
      ),
  };
}
