/** What the site keeps on the server, for those who ask for it: the only way in which web/ sees the database. */
import type { DatabaseAddress } from './address.ts';
import { guarded, NewerDatabase, reasonOf, StorageAway } from './away.ts';
import { migrate, openDatabase, unusable } from './database.ts';
import type { Run } from './run.ts';
import { type ContributionStorage, contributionStorage } from './tables/contributions.ts';
import { type CopyStorage, copyStorage } from './tables/copies.ts';
import { type TeamStorage, teamStorage } from './tables/teams.ts';
import { type UpkeepStorage, upkeepStorage } from './upkeep/upkeep.ts';

export interface Storage {
  readonly copies: CopyStorage;
  readonly teams: TeamStorage;
  readonly contributions: ContributionStorage;
  readonly upkeep: UpkeepStorage;
  /** @throws StorageAway when the database does not answer, or cannot write */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const retryMilliseconds = 2_000;

/**
 * Opens the database and brings its tables up to date. A server that is away does not stop the site: everything throws
 * StorageAway until it has come, and it is asked again every two seconds.
 * @throws NewerDatabase; UnusableFile for a SQLite file that cannot be used
 */
export async function openStorage(
  address: DatabaseAddress,
  onAway: (error: Error) => void,
  /** Told of every query that failed. */
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
      // What ends the attempts then, such as a newer database, has nobody left to stop: the log must tell.
      if (!closed) retry = setTimeout(() => void prepare().catch(onAway), retryMilliseconds);
    }
  };
  await prepare();

  /** Every query goes through here. */
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
  return {
    copies: copyStorage(run),
    teams: teamStorage(run),
    contributions: contributionStorage(run),
    upkeep,
    check: upkeep.tryWriting,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await db.destroy();
    },
  };
}
