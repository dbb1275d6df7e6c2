import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Figures become running sums of one row each, and teams get an expected size, rounds and actions. The figures that a team had
 * shown stay as its first round. Members' answers are removed: they belong to editions of the questions that the site does
 * not score any more, and what was kept about them cannot be turned into sums without the questions.
 */
export const runningSums: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropTable('response').execute();
    await db.schema
      .createTable('member')
      .addColumn('team_id', 'text', (column) => column.notNull().references('team.id').onDelete('cascade'))
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('group_no', 'integer', (column) => column.notNull())
      .addColumn('round', 'integer', (column) => column.notNull())
      .addColumn('joined_on', 'integer', (column) => column.notNull())
      .addColumn('answered_on', 'integer', (column) => column.notNull())
      .addColumn('is_late', 'integer', (column) => column.notNull())
      .addColumn('has_left', 'integer', (column) => column.notNull())
      .addColumn('ratings', 'text', (column) => column.notNull())
      .addColumn('seats', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('member_key', ['team_id', 'person'])
      .execute();
    // Has all columns that counting members reads, so that the long texts of a large team are not read.
    await db.schema
      .createIndex('member_count')
      .on('member')
      .columns(['team_id', 'has_left', 'round', 'answered_on', 'joined_on', 'is_late'])
      .execute();
    await db.schema
      .createTable('figure')
      .addColumn('team_id', 'text', (column) => column.notNull().references('team.id').onDelete('cascade'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('figure_key', ['team_id', 'name'])
      .execute();
    await db.schema
      .createTable('round')
      .addColumn('team_id', 'text', (column) => column.notNull().references('team.id').onDelete('cascade'))
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('edition', 'integer', (column) => column.notNull())
      .addColumn('ended_on', 'integer', (column) => column.notNull())
      .addColumn('people', 'integer', (column) => column.notNull())
      .addColumn('figures', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('round_key', ['team_id', 'number'])
      .execute();
    // The hashes of links that were replaced, so that an old link is told from one that never was.
    await db.schema
      .createTable('replaced_link')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('team_id', 'text', (column) => column.notNull().references('team.id').onDelete('cascade'))
      .execute();
    for (const [name, value] of [
      ['round', 1],
      ['expected', 0],
      ['is_seen', 0],
    ] as const)
      await db.schema
        .alterTable('team')
        .addColumn(name, 'integer', (column) => column.notNull().defaultTo(value))
        .execute();
    await db.schema
      .alterTable('team')
      .addColumn('actions', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await sql`insert into round (team_id, number, edition, ended_on, people, figures)
      select id, 1, edition, touched_on, 0, published from team where published <> ''`.execute(db);
    await sql`update team set round = 2 where published <> ''`.execute(db);
    await db.schema.alterTable('team').dropColumn('published').execute();
  },
};
