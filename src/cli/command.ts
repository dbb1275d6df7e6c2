/** What the commands for operators share: they end with code 1 and one clear sentence when nothing was done. */
import { type Config, ConfigError, type DatabaseSetting, parseConfig } from '../config.ts';
import { NewerDatabase, StorageAway } from '../storage/away.ts';
import type { Contents } from '../storage/backup.ts';
import { BackupFault } from '../storage/backup.ts';

/** Ends the command with its message. */
export class Refusal extends Error {}

export type WithDatabase = Config & { readonly database: DatabaseSetting };

/** Runs a command that needs the database of DATABASE_URL. */
export async function command(work: (config: WithDatabase) => Promise<void> | void): Promise<void> {
  try {
    const config = parseConfig(process.env);
    const { database } = config;
    if (!database) throw new Refusal('DATABASE_URL is not set, so this site stores nothing.');
    await work({ ...config, database });
  } catch (error) {
    const expected = [ConfigError, NewerDatabase, StorageAway, BackupFault, Refusal];
    const known = expected.some((kind) => error instanceof kind) || isOfSystem(error);
    if (!known) throw error;
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

/** Of Node, such as ENOSPC or an unknown option, or of SQLite: its message says what happened. */
function isOfSystem(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(?:E[A-Z]+|ERR_PARSE_ARGS\w+|SQLITE_\w+)$/.test(String(error.code))
  );
}

/** The one file that a command is given. @throws Refusal */
export function fileArgument(usage: string): string {
  const [file, ...more] = process.argv.slice(2);
  if (!file || file.startsWith('-') || more.length > 0) throw new Refusal(`Use it like this: ${usage}`);
  return file;
}

export function inWords({ bytes, copies, teams, contributions }: Contents): string {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return `${size}; saved copies: ${copies}, teams: ${teams}, benchmark contributions: ${contributions}`;
}
