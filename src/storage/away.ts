/**
 * The database did not answer, or not as it should: stopped, full, too slow. What was to be written was not.
 * Its message and cause hold no values of the query.
 */
export class StorageAway extends Error {
  constructor(reason: string) {
    super(`the database is away: ${reason}`);
    this.name = 'StorageAway';
  }
}

/** For whoever reads the log: what SQLite's words mean here, by the beginning of its code. */
const meanings: readonly (readonly [code: string, meaning: string])[] = [
  ['SQLITE_FULL', 'make room on the disk'],
  ['SQLITE_IOERR', 'the disk fails or is full'],
  ['SQLITE_READONLY', 'the site must be allowed to write the file and its folder'],
  ['SQLITE_CANTOPEN', 'the site must be allowed to write the file and its folder'],
  ['SQLITE_NOTADB', 'the file is damaged or something else: restore a backup with npm run restore'],
  ['SQLITE_CORRUPT', 'the file is damaged: restore a backup with npm run restore'],
  ['SQLITE_BUSY', 'another program has been writing to the file for too long'],
];

/** What may be logged of a driver's error: PostgreSQL puts values of the row into `detail`, so only code and kind are kept. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  // Of an error that Node makes, such as ECONNREFUSED, and of SQLite's, the message names no values either.
  const plain = /^(?:E[A-Z]+|SQLITE_\w+)$/.test(code) || code === '' ? error.message.split('\n', 1)[0] : '';
  const meaning = meanings.find(([start]) => code.startsWith(start))?.[1];
  const said = [code, plain].filter((part) => part).join(' ') || error.name;
  return meaning ? `${said} (${meaning})` : said;
}

/** @throws StorageAway for whatever the driver throws */
export async function guarded<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof StorageAway) throw error;
    throw new StorageAway(reasonOf(error));
  }
}

/** The database was written by a later version of the site. */
export class NewerDatabase extends Error {
  constructor(migration: string) {
    super(
      `The database knows the migration "${migration}", which this version of Service Mirror does not: it was used by a newer one. ` +
        'Start that version again, or restore a backup made with this one.',
    );
    this.name = 'NewerDatabase';
  }
}
