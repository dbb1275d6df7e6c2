/** The figures of a team, one row each, and the lock that lets one request at a time change them. */
import type { Transaction } from 'kysely';
import { batches } from '../run.ts';
import type { Database } from '../schema.ts';

/** What a change needs to know of the team. */
export interface StoredTeam {
  /** From 1. */
  readonly round: number;
  /** How many people are asked; 0 while nobody has said. */
  readonly expected: number;
  /** The number of role groups. */
  readonly groups: number;
  readonly closed: boolean;
  readonly isSeen: boolean;
}

/** The states by the figures' names, in the form of codec/database/figures.ts. */
export type StoredFigures = ReadonlyMap<string, string>;

/** Returns the team, and locks its row until the transaction ends; undefined when it is gone. */
export async function lockTeam(
  transaction: Transaction<Database>,
  id: string,
): Promise<StoredTeam | undefined> {
  // Every transaction locks the team's row first, so that none can deadlock.
  await transaction.updateTable('team').set({ id }).where('id', '=', id).execute();
  const row = await transaction
    .selectFrom('team')
    .select(['round', 'expected', 'groups', 'closed', 'is_seen'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const groups: unknown[] = JSON.parse(row.groups);
  return {
    round: row.round,
    expected: row.expected,
    groups: groups.length,
    closed: row.closed === 1,
    isSeen: row.is_seen === 1,
  };
}

/** @param names undefined for all */
export async function readFigures(
  db: Pick<Transaction<Database>, 'selectFrom'>,
  id: string,
  names?: readonly string[],
): Promise<StoredFigures> {
  if (names?.length === 0) return new Map();
  const all = db.selectFrom('figure').select(['name', 'state']).where('team_id', '=', id);
  const rows = await (names ? all.where('name', 'in', names) : all).execute();
  return new Map(rows.map(({ name, state }) => [name, state]));
}

export async function writeFigures(
  transaction: Transaction<Database>,
  id: string,
  figures: StoredFigures,
): Promise<void> {
  const rows = [...figures].map(([name, state]) => ({ team_id: id, name, state }));
  for (const batch of batches(rows))
    await transaction
      .insertInto('figure')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['team_id', 'name']).doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
      )
      .execute();
}
