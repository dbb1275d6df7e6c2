import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** One row: the day on which the retention last ran, so that a clock that has jumped is noticed (storage/retention.ts). */
export const upkeep: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('upkeep')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('purged_on', 'integer', (column) => column.notNull())
      .execute();
  },
};
