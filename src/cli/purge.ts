/** npm run purge [-- --trust-clock]: removes now what the site removes once a day, what nobody changed for RETENTION_DAYS. */
import { parseArgs } from 'node:util';
import { dateOf, dayOf } from '../assessment/visitor.ts';
import { leapOf, purge } from '../storage/retention.ts';
import { openStorage } from '../storage/storage.ts';
import { command, Refusal } from './command.ts';

const dateText = (day: number) => dateOf(day).toISOString().slice(0, 10);

await command(async ({ database, retentionDays }) => {
  const { values } = parseArgs({ options: { 'trust-clock': { type: 'boolean' } } });
  const storage = await openStorage(database, () => undefined);
  try {
    const today = dayOf(new Date());
    const leap = await leapOf(storage, today);
    if (leap > 0 && !values['trust-clock'])
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
