import type { PostgresPool } from 'kysely';
import type { DatabaseSetting } from '../config.ts';

export type DatabaseAddress =
  | DatabaseSetting
  /** Connections made elsewhere that speak PostgreSQL, such as those of PGlite in the tests. */
  | { readonly engine: 'pool'; readonly pool: PostgresPool };
