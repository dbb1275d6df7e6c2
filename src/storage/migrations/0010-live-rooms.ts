import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Live rooms. They have tables of their own and refer to no other. */
export const liveRooms: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('live_room')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('host_hash', 'text', (column) => column.notNull().unique())
      .addColumn('screen_hash', 'text', (column) => column.notNull().unique())
      .addColumn('code_hash', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'integer', (column) => column.notNull())
      .addColumn('place', 'integer', (column) => column.notNull())
      .addColumn('timer_ends', 'integer', (column) => column.notNull())
      .addColumn('closed', 'integer', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('actions', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('live_statement')
      .addColumn('room_id', 'text', (column) =>
        column.notNull().references('live_room.id').onDelete('cascade'),
      )
      .addColumn('place', 'integer', (column) => column.notNull())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('spread', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('live_statement_key', ['room_id', 'place'])
      .execute();
    await db.schema
      .createTable('live_person')
      .addColumn('room_id', 'text', (column) =>
        column.notNull().references('live_room.id').onDelete('cascade'),
      )
      .addColumn('person', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('live_person_key', ['room_id', 'person'])
      .execute();
    await db.schema
      .createTable('live_rating')
      .addColumn('room_id', 'text', (column) =>
        column.notNull().references('live_room.id').onDelete('cascade'),
      )
      .addColumn('place', 'integer', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('letter', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('live_rating_key', ['room_id', 'place', 'person'])
      .execute();
    await db.schema.createIndex('live_room_opened').on('live_room').column('opened_at').execute();
  },
};
