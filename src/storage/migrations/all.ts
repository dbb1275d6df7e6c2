import type { Migration } from 'kysely/migration';
import { first } from './0001-first.ts';

/** In order, by the names that the database remembers. What has been released is never changed, only added to. */
export const migrations: Readonly<Record<string, Migration>> = { '0001-first': first };
