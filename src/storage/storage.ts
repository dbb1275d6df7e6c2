/** What the site stores on the server, at the visitor's request. web/ uses the database only through this. */
import type { DatabaseAddress } from './address.ts';
import { guarded, NewerDatabase, reasonOf, StorageAway } from './away.ts';
import { migrate, openDatabase, unusable } from './database.ts';
import { postgresLink } from './live/postgres-link.ts';
import { LiveSignals } from './live/signals.ts';
import type { Run } from './run.ts';
import { type ContributionStorage, contributionStorage } from './tables/contributions.ts';
import { type CopyStorage, copyStorage } from './tables/copies.ts';
import { type LiveStorage, liveStorage } from './tables/live-rooms.ts';
import { type TeamStorage, teamStorage } from './tables/teams.ts';
import { type UpkeepStorage, upkeepStorage } from './upkeep/upkeep.ts';

export interface Storage {
  readonly copies: CopyStorage;
  readonly teams: TeamStorage;
  readonly contributions: ContributionStorage;
  readonly live: LiveStorage;
  readonly upkeep: UpkeepStorage;
  /** Resolves when the database answers and can write. @throws StorageAway */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const retryMilliseconds = 2_000;

/**
 * Opens the database and runs its migrations. A PostgreSQL server that cannot be reached does not stop the site: every
 * method throws StorageAway until it can, and a new attempt is made every two seconds.
 * @throws NewerDatabase; UnusableFile for a SQLite file that cannot be used
 */
export async function openStorage(
  address: DatabaseAddress,
  onAway: (error: Error) => void,
  /** Called for every query that failed. */
  onFailure: () => void = () => undefined,
): Promise<Storage> {
  const db = openDatabase(address);
  let ready = false;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const prepare = async (): Promise<void> => {
    try {
      await migrate(db, address.engine === 'sqlite' ? 25 : 2);
      ready = true;
    } catch (error) {
      if (error instanceof NewerDatabase || address.engine === 'sqlite') await db.destroy();
      if (error instanceof NewerDatabase) throw error;
      if (address.engine === 'sqlite') throw unusable(address.file, error);
      onAway(new StorageAway(reasonOf(error)));
      // Nobody can catch an error that ends the later attempts, such as NewerDatabase: it goes to the log.
      if (!closed) retry = setTimeout(() => void prepare().catch(onAway), retryMilliseconds);
    }
  };
  await prepare();

  const run: Run = async (query) => {
    try {
      if (!ready) throw new StorageAway('its tables are not ready yet');
      return await guarded(() => query(db));
    } catch (error) {
      onFailure();
      throw error;
    }
  };
  const upkeep = upkeepStorage(run);
  const signals = new LiveSignals(
    address.engine === 'postgres'
      ? postgresLink(address.url, db, (error) => onAway(new StorageAway(reasonOf(error))))
      : undefined,
  );
  return {
    copies: copyStorage(run),
    teams: teamStorage(run),
    contributions: contributionStorage(run),
    live: liveStorage(run, signals),
    upkeep,
    check: upkeep.tryWriting,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await signals.close();
      await db.destroy();
    },
  };
}
