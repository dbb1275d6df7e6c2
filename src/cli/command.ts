/** What the commands for operators share: they end with code 1 and one clear sentence when nothing was done. */
import { type Config, ConfigError, type DatabaseSetting, parseConfig } from '../config.ts';
import { NewerDatabase, reasonOf, StorageAway, UnusableFile } from '../storage/away.ts';
import { BackupFault, type Contents } from '../storage/upkeep/soundness.ts';

/** Ends the command with its message. */
export class Refusal extends Error {}

export type WithDatabase = Config & { readonly database: DatabaseSetting };

/** Runs a command that needs the database of DATABASE_URL. */
export async function command(work: (config: WithDatabase) => Promise<void> | void): Promise<void> {
  try {
    const config = parseConfig(process.env);
    const { database } = config;
    if (!database)
      throw new Refusal(
        'DATABASE_URL is not set, so this site stores nothing. Run this with the settings that the site runs with.',
      );
    await work({ ...config, database });
  } catch (error) {
    console.error(inOneSentence(error));
    process.exitCode = 1;
  }
}

/** What happened, for whoever ran the command. @throws what only a programmer can mend */
function inOneSentence(error: unknown): string {
  if (error instanceof StorageAway) return `DATABASE_URL: ${error.message}.`;
  const inWords = [ConfigError, NewerDatabase, UnusableFile, BackupFault, Refusal];
  if (inWords.some((kind) => error instanceof kind)) return (error as Error).message;
  if (isOfSystem(error)) return `${reasonOf(error)}.`;
  throw error;
}

/** Of Node, such as ENOSPC, or of SQLite: its message says what happened. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:E[A-Z_]+|SQLITE_\w+)$/.test(String(error.code));
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
