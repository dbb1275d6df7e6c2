/** How the tables reach the database. */
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Runs a query. Throws StorageAway when the database does not answer or reports an error, WrongSchema when it lacks a table or column. */
export type Run = <T>(query: (db: Kysely<Database>) => Promise<T>) => Promise<T>;

/** SQLite limits the number of parameters in one statement; a row has at most ten columns. */
const rowsPerStatement = 200;

/** Splits rows into parts that each fit into one insert statement. */
export function batches<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    parts.push(rows.slice(start, start + rowsPerStatement));
  return parts;
}
