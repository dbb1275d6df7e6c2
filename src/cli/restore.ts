/** npm run restore -- file: replaces the database with a backup, and keeps the former one beside it. Stop the site first. */
import { resolve } from 'node:path';
import { loadCommand } from '../storage/backup/postgres-tools.ts';
import { restore } from '../storage/backup/restore.ts';
import { command, fileArgument, inWords, Refusal } from './command.ts';

await command(({ database }) => {
  const backup = fileArgument('npm run restore -- path/to/backup.db');
  if (database.engine === 'postgres')
    throw new Refusal(
      `Nothing was restored. Stop the site, then use PostgreSQL's own tool:\n  ${loadCommand(database.url, backup)}`,
    );
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const { keptAside, ...contents } = restore(backup, database.file, stamp);
  console.log(`Checked and restored: ${resolve(database.file)} (${inWords(contents)}).`);
  if (keptAside) console.log(`The former database is kept as ${resolve(keptAside)}.`);
  console.log('Start the site now. It runs any missing migrations.');
});
