/** npm run backup -- file: copies the database to a new file while the site runs, and checks the copy. */
import { resolve } from 'node:path';
import { backUp } from '../storage/backup/backup.ts';
import { dumpCommand } from '../storage/backup/postgres-tools.ts';
import { command, fileArgument, inWords, Refusal } from './command.ts';

await command(async ({ database }) => {
  const target = fileArgument('npm run backup -- path/to/new-file.db');
  if (database.engine === 'postgres')
    throw new Refusal(
      `Nothing was backed up. Use PostgreSQL's own tool:\n  ${dumpCommand(database.url, target)}`,
    );
  const contents = await backUp(database.file, target);
  console.log(`Backed up and checked: ${resolve(target)} (${inWords(contents)}).`);
});
