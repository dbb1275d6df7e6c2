/** npm run purge [-- --trust-clock]: removes now what the site removes once a day, what nobody changed for RETENTION_DAYS. */
import { dateOf, dayOf } from '../assessment/visitor.ts';
import { databaseAt } from '../storage/backup/backup.ts';
import { openStorage } from '../storage/storage.ts';
import { leapOf, purge } from '../storage/upkeep/retention.ts';
import { command, Refusal } from './command.ts';

const dateText = (day: number) => dateOf(day).toISOString().slice(0, 10);

await command(async ({ database, retentionDays }) => {
  const words = process.argv.slice(2);
  if (words.some((word) => word !== '--trust-clock'))
    throw new Refusal('Use it like this: npm run purge, or npm run purge -- --trust-clock');
  if (database.engine === 'sqlite') databaseAt(database.file);
  let away: Error | undefined;
  const storage = await openStorage(database, (error) => {
    away = error;
  });
  try {
    // The site would wait for its server; a command says why it cannot be reached.
    if (away) throw away;
    const today = dayOf(new Date());
    const leap = await leapOf(storage, today);
    if (leap > 0 && words.length === 0)
      throw new Refusal(
        `Nothing was removed. The last purge was ${leap} days ago by the clock of this machine, which says ${dateText(today)}. ` +
          'If that is today, run it again with: npm run purge -- --trust-clock',
      );
    const { copies, teams, contributions } = await purge(storage, retentionDays, today);
    console.log(
      `Removed what nobody changed since ${dateText(today - retentionDays)}: ` +
        `saved copies: ${copies}, teams: ${teams}, benchmark contributions: ${contributions}.`,
    );
  } finally {
    await storage.close();
  }
});
