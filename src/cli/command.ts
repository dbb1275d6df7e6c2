/** What the operators' commands share. When nothing was done they exit with code 1 and one sentence that says why. */
import { type Config, ConfigError, type DatabaseSetting, parseConfig } from '../config.ts';
import { reasonOf, StorageAway, UnusableFile, WrongSchema } from '../storage/away.ts';
import { BackupFault, type CopyContents } from '../storage/backup/soundness.ts';

/** The command refuses to run; the message says why and what to do. */
export class Refusal extends Error {}

type WithDatabase = Config & { readonly database: DatabaseSetting };

/** Runs a command on the database of DATABASE_URL. */
export async function command(work: (config: WithDatabase) => Promise<void> | void): Promise<void> {
  try {
    const config = parseConfig(process.env, 'command');
    const { database } = config;
    if (!database)
      throw new Refusal('DATABASE_URL is not set. Run this command with the settings of the site.');
    await work({ ...config, database });
  } catch (error) {
    console.error(inOneSentence(error));
    process.exitCode = 1;
  }
}

/** The message for the operator. @throws an error that nobody expected, with its stack */
function inOneSentence(error: unknown): string {
  if (error instanceof StorageAway) return `DATABASE_URL: ${error.message}.`;
  const inWords = [ConfigError, WrongSchema, UnusableFile, BackupFault, Refusal];
  if (inWords.some((kind) => error instanceof kind)) return (error as Error).message;
  if (isOfSystem(error)) return `${reasonOf(error)}.`;
  throw error;
}

/** Whether Node (ENOSPC and the like) or SQLite made the error. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:E[A-Z_]+|SQLITE_\w+)$/.test(String(error.code));
}

/** The only argument of a command, a file. @throws Refusal */
export function fileArgument(usage: string): string {
  const [file, ...more] = process.argv.slice(2);
  if (!file || file.startsWith('-') || more.length > 0) throw new Refusal(`Usage: ${usage}`);
  return file;
}

export function inWords({ bytes, copies, teams, contributions }: CopyContents): string {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return `${size}; saved copies: ${copies}, teams: ${teams}, benchmark contributions: ${contributions}`;
}
