import type { PostgresPool } from 'kysely';
import type { DatabaseSetting } from '../config.ts';

export type DatabaseAddress =
  | DatabaseSetting
  /** Connections that are made elsewhere and speak PostgreSQL, such as PGlite's in the tests. */
  | { readonly engine: 'pool'; readonly pool: PostgresPool };
