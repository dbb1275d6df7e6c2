/** What phones add to a room's moments of truth, and their dots until these are counted: then only the sums stay. */
import type { Kysely } from 'kysely';
import type { LiveSignals } from '../live/signals.ts';
import type { Run } from '../run.ts';
import type { Database } from '../schema.ts';
import { changeRoom, inLockedRoom } from './live-row.ts';

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
  readonly giveDots: (
    id: string,
    person: string,
    choose: (cycle: string) => string | undefined,
  ) => Promise<boolean>;
  /** What the person has chosen; undefined before they gave dots and after the count. */
  readonly dotsOf: (id: string, person: string) => Promise<string | undefined>;
  /** Replaces the cycle by what `count` returns and erases who has chosen what. Nothing happens when it returns undefined. */
  readonly countDots: (
    id: string,
    count: (cycle: string, chosen: readonly string[]) => string | undefined,
  ) => Promise<boolean>;
}

export function liveMomentStorage(run: Run, signals: LiveSignals): LiveMomentStorage {
  return {
    give: (id, person, add) =>
      inLockedRoom(run, signals, id, async (tx, room) => {
        const given = await givenBy(tx, id, person);
        if (room.closed === 1 || given === undefined) return false;
        const cycle = add(room.cycle, given);
        if (cycle === undefined) return false;
        // The same form sent twice.
        if (cycle === room.cycle) return true;
        await changeRoom(tx, id, { cycle });
        await tx
          .updateTable('live_person')
          .set({ given: given + 1 })
          .where('room_id', '=', id)
          .where('person', '=', person)
          .execute();
        return true;
      }),

    givenBy: (id, person) => run(async (db) => (await givenBy(db, id, person)) ?? 0),

    giveDots: (id, person, choose) =>
      inLockedRoom(run, signals, id, async (tx, room) => {
        const chosen = room.closed === 0 ? choose(room.cycle) : undefined;
        if (chosen === undefined) return false;
        await tx
          .insertInto('live_ballot')
          .values({ room_id: id, person, chosen })
          .onConflict((conflict) => conflict.columns(['room_id', 'person']).doUpdateSet({ chosen }))
          .execute();
        return true;
      }),

    dotsOf: (id, person) =>
      run(async (db) => {
        const row = await db
          .selectFrom('live_ballot')
          .select('chosen')
          .where('room_id', '=', id)
          .where('person', '=', person)
          .executeTakeFirst();
        return row?.chosen;
      }),

    countDots: (id, count) =>
      inLockedRoom(run, signals, id, async (tx, room) => {
        const rows = await tx.selectFrom('live_ballot').select('chosen').where('room_id', '=', id).execute();
        const cycle = count(
          room.cycle,
          rows.map(({ chosen }) => chosen),
        );
        if (cycle === undefined) return false;
        await tx.deleteFrom('live_ballot').where('room_id', '=', id).execute();
        return changeRoom(tx, id, { cycle });
      }),
  };
}

/** How many moments the person has added; undefined when they are not in the room. */
async function givenBy(db: Kysely<Database>, id: string, person: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('live_person')
    .select('given')
    .where('room_id', '=', id)
    .where('person', '=', person)
    .executeTakeFirst();
  return row?.given;
}
