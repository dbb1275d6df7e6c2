import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Only text and integers, which both engines store alike. */
export const first: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('copy')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('created_on', 'integer', (column) => column.notNull())
      .addColumn('touched_on', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('copy_part')
      .addColumn('copy_id', 'text', (column) => column.notNull().references('copy.id').onDelete('cascade'))
      .addColumn('part', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('copy_part_key', ['copy_id', 'part'])
      .execute();
    await db.schema
      .createTable('team')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('join_hash', 'text', (column) => column.notNull().unique())
      .addColumn('results_hash', 'text', (column) => column.notNull().unique())
      .addColumn('edition', 'integer', (column) => column.notNull())
      .addColumn('groups', 'text', (column) => column.notNull())
      .addColumn('created_on', 'integer', (column) => column.notNull())
      .addColumn('touched_on', 'integer', (column) => column.notNull())
      .addColumn('closed', 'integer', (column) => column.notNull())
      .addColumn('published', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('response')
      .addColumn('team_id', 'text', (column) => column.notNull().references('team.id').onDelete('cascade'))
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('group_no', 'integer', (column) => column.notNull())
      .addColumn('answers', 'text', (column) => column.notNull())
      .addColumn('shown', 'text', (column) => column.notNull())
      .addColumn('answered_on', 'integer', (column) => column.notNull())
      .addColumn('pending', 'integer', (column) => column.notNull())
      .addColumn('has_left', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('response_key', ['team_id', 'person'])
      .execute();
    await db.schema
      .createTable('contribution')
      .addColumn('person', 'text', (column) => column.primaryKey())
      .addColumn('edition', 'integer', (column) => column.notNull())
      .addColumn('scores', 'text', (column) => column.notNull())
      .addColumn('given_on', 'integer', (column) => column.notNull())
      .addColumn('counted', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('benchmark')
      .addColumn('edition', 'integer', (column) => column.primaryKey())
      .addColumn('pictures', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('copy_touched').on('copy').column('touched_on').execute();
    await db.schema.createIndex('team_touched').on('team').column('touched_on').execute();
    await db.schema.createIndex('contribution_given').on('contribution').column('given_on').execute();
  },
};
