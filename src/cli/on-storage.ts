import type { DatabaseSetting } from '../config.ts';
import { databaseAt } from '../storage/backup/backup.ts';
import { openStorage, type Storage } from '../storage/storage.ts';

/**
 * Runs a command's work on the site's database, which must exist, and closes it.
 * @throws StorageAway at once: the site waits for a server that it cannot reach, a command does not
 */
export async function onStorage(
  database: DatabaseSetting,
  work: (storage: Storage) => Promise<void>,
): Promise<void> {
  if (database.engine === 'sqlite') databaseAt(database.file);
  let away: Error | undefined;
  const storage = await openStorage(database, (error) => {
    away = error;
  });
  try {
    if (away) throw away;
    await work(storage);
  } finally {
    await storage.close();
  }
}
