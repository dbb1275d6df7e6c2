/** npm run purge [-- --trust-clock]: removes data that did not change for RETENTION_DAYS, as the site does once a day. */
import { textOfDay } from '../assessment/days.ts';
import { databaseAt } from '../storage/backup/backup.ts';
import { openStorage } from '../storage/storage.ts';
import { jumpOf, purge } from '../storage/upkeep/retention.ts';
import { dayIn } from '../time-zone.ts';
import { command, Refusal } from './command.ts';

await command(async ({ database, retentionDays, timeZone }) => {
  const words = process.argv.slice(2);
  if (words.some((word) => word !== '--trust-clock'))
    throw new Refusal('Usage: npm run purge, or npm run purge -- --trust-clock');
  if (database.engine === 'sqlite') databaseAt(database.file);
  let away: Error | undefined;
  const storage = await openStorage(database, (error) => {
    away = error;
  });
  try {
    // The site waits for a server that it cannot reach; a command does not.
    if (away) throw away;
    const now = new Date();
    const today = dayIn(timeZone, now);
    const jump = await jumpOf(storage, today);
    if (jump > 0 && words.length === 0)
      throw new Refusal(
        `Nothing was removed. By this machine's clock today is ${textOfDay(today)}, ${jump} days after the last purge. ` +
          'If the date is right, run: npm run purge -- --trust-clock',
      );
    const { copies, teams, contributions, liveRooms } = await purge(storage, retentionDays, { now, today });
    console.log(
      `Removed data that did not change since ${textOfDay(today - retentionDays)}: ` +
        `saved copies: ${copies}, teams: ${teams}, benchmark contributions: ${contributions}. ` +
        `Live rooms older than a day: ${liveRooms}.`,
    );
  } finally {
    await storage.close();
  }
});
