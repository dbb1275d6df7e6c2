/** The row of a live room, as all files that change it do: lock it, change it and raise its revision, tell the pages. */
import type { Kysely, Transaction, Updateable } from 'kysely';
import type { LiveSignals } from '../live/signals.ts';
import type { Run } from '../run.ts';
import type { Database } from '../schema.ts';

/** Locks a room until the end of the transaction, so that changes at the same time are made one after the other. */
export async function lockedRoom(tx: Transaction<Database>, id: string) {
  // SQLite has no SELECT … FOR UPDATE. A write that changes nothing takes the lock on both engines.
  await tx
    .updateTable('live_room')
    .set((row) => ({ closed: row.ref('closed') }))
    .where('id', '=', id)
    .execute();
  return tx
    .selectFrom('live_room')
    .select(['closed', 'actions', 'cycle'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/**
 * Changes columns of a room and raises its revision, so that every page of the room loads itself again.
 * @param columns may be empty, when what changed is in another table
 * @param at the place at which the room must be; without it, any
 * @returns false when there is no such room
 */
export async function changeRoom(
  db: Kysely<Database>,
  id: string,
  columns: Updateable<Database['live_room']>,
  at?: number,
): Promise<boolean> {
  let query = db
    .updateTable('live_room')
    .set(columns)
    .set((row) => ({ revision: row('revision', '+', 1) }))
    .where('id', '=', id);
  if (at !== undefined) query = query.where('place', '=', at);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** Tells the pages of a room once `change` has returned true. Returns the same. */
export async function told(signals: LiveSignals, id: string, change: Promise<boolean>): Promise<boolean> {
  const isChanged = await change;
  if (isChanged) signals.changed(id);
  return isChanged;
}

type Row = NonNullable<Awaited<ReturnType<typeof lockedRoom>>>;

/** Changes a room while it is locked, and tells its pages. Returns what `change` does; false when there is no such room. */
export function inLockedRoom(
  run: Run,
  signals: LiveSignals,
  id: string,
  change: (tx: Transaction<Database>, room: Row) => Promise<boolean>,
): Promise<boolean> {
  const isChanged = run((db) =>
    db.transaction().execute(async (tx) => {
      const room = await lockedRoom(tx, id);
      return room !== undefined && change(tx, room);
    }),
  );
  return told(signals, id, isChanged);
}
