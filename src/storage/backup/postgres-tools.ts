/** PostgreSQL has its own backup tools, which this site does not replace. These are the commands that call them. */

/** A password would be visible in the list of processes. The tools ask for it, or read ~/.pgpass. */
function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  shown.searchParams.delete('password');
  return shown.href;
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** For a shell. Only its owner may read the file, as with a backup of SQLite. */
export function dumpCommand(url: string, file: string): string {
  return `(umask 077 && pg_dump --format=custom --no-owner --file=${quoted(file)} --dbname=${quoted(withoutPassword(url))})`;
}

/** For a shell. Replaces the tables that are there, all or nothing. */
export function loadCommand(url: string, file: string): string {
  return `pg_restore --clean --if-exists --no-owner --single-transaction --dbname=${quoted(withoutPassword(url))} ${quoted(file)}`;
}
