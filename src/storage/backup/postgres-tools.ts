/** PostgreSQL brings its own tools for backups, which this site does not replace: only how to call them. */

/** The address without its password, which would be seen in the list of processes; the tools ask for it, or read ~/.pgpass. */
function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  shown.searchParams.delete('password');
  return shown.href;
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** A command for a shell. What it writes is for its owner alone, as a backup of SQLite is. */
export function dumpCommand(url: string, file: string): string {
  return `(umask 077 && pg_dump --format=custom --no-owner --file=${quoted(file)} --dbname=${quoted(withoutPassword(url))})`;
}

/** All of it or nothing, in the place of what is there. */
export function loadCommand(url: string, file: string): string {
  return `pg_restore --clean --if-exists --no-owner --single-transaction --dbname=${quoted(withoutPassword(url))} ${quoted(file)}`;
}
