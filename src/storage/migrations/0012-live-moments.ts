import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Moments of truth in a live room: the cycle, how many each phone has added, and the dots until they are counted. */
export const liveMoments: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('live_room')
      .addColumn('cycle', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('live_person')
      .addColumn('given', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('live_ballot')
      .addColumn('room_id', 'text', (column) =>
        column.notNull().references('live_room.id').onDelete('cascade'),
      )
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('chosen', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('live_ballot_key', ['room_id', 'person'])
      .execute();
  },
};
