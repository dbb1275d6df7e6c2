import type { Transaction } from 'kysely';
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
