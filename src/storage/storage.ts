/** What the site stores on the server, at the visitor's request. web/ uses the database only through this. */
import type { DatabaseAddress } from './address.ts';
import { faultOf, guarded, StorageAway, type StorageFault, WrongSchema } from './away.ts';
import { migrate, openDatabase, unusable } from './database.ts';
import { checkSchema, checkSchemaInUse } from './expected-schema.ts';
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
  /** Resolves when the database answers, can write and has its tables. @throws StorageFault */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const retryMilliseconds = 2_000;

/**
 * Opens the database, runs its migrations and checks its tables. A PostgreSQL server that cannot be reached does not stop the
 * site: every method throws StorageAway until it can, and a new attempt is made every two seconds.
 * @throws WrongSchema; UnusableFile for a SQLite file that cannot be used
 */
export async function openStorage(
  address: DatabaseAddress,
  /** Called when an attempt failed and another one follows. Nobody can catch an error of the later attempts. */
  onFault: (fault: StorageFault) => void,
  /** Called for every query that failed. */
  onFailure: () => void = () => undefined,
): Promise<Storage> {
  const db = openDatabase(address);
  let fault: StorageFault | undefined = new StorageAway('its tables are not ready yet');
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const prepare = async (): Promise<void> => {
    await migrate(db, address.engine === 'sqlite' ? 25 : 2);
    await checkSchema(db, address);
    fault = undefined;
  };
  const prepareLater = (error: StorageFault): void => {
    if (error instanceof WrongSchema) fault = error;
    onFault(error);
    const again = () => void prepare().catch((later: unknown) => prepareLater(faultOf(later)));
    if (!closed) retry = setTimeout(again, retryMilliseconds);
  };
  await prepare().catch(async (error: unknown) => {
    const first = faultOf(error);
    const isFinal = first instanceof WrongSchema || address.engine === 'sqlite';
    if (!isFinal) return prepareLater(first);
    await db.destroy();
    throw first instanceof WrongSchema || address.engine !== 'sqlite' ? first : unusable(address.file, error);
  });

  const run: Run = async (query) => {
    try {
      if (fault) throw fault;
      return await guarded(() => query(db));
    } catch (error) {
      onFailure();
      throw error;
    }
  };
  const upkeep = upkeepStorage(run);
  const signals = new LiveSignals(
    address.engine === 'postgres'
      ? postgresLink(address.url, db, (error) => onFault(faultOf(error)))
      : undefined,
  );
  return {
    copies: copyStorage(run),
    teams: teamStorage(run),
    contributions: contributionStorage(run),
    live: liveStorage(run, signals),
    upkeep,
    check: async () => {
      await upkeep.tryWriting();
      await run((database) => checkSchemaInUse(database, address));
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await signals.close();
      await db.destroy();
    },
  };
}
