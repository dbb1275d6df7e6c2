/** npm run purge [-- --trust-clock]: removes data that did not change for RETENTION_DAYS, as the site does once a day. */
import { textOfDay } from '../assessment/days.ts';
import { jumpOf, purge } from '../storage/upkeep/retention.ts';
import { dayIn } from '../time-zone.ts';
import { command, Refusal } from './command.ts';
import { onStorage } from './on-storage.ts';

await command(async ({ database, retentionDays, timeZone }) => {
  const words = process.argv.slice(2);
  if (words.some((word) => word !== '--trust-clock'))
    throw new Refusal('Usage: npm run purge, or npm run purge -- --trust-clock');
  await onStorage(database, async (storage) => {
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
  });
});
