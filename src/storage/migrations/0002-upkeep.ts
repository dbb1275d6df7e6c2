import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Stores the day of the last purge, so that a clock that has jumped is noticed (upkeep/retention.ts). */
export const upkeep: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('upkeep')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('purged_on', 'integer', (column) => column.notNull())
      .execute();
  },
};
