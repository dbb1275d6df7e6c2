/** Wiring and listening: the only place that knows everything. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { dirname } from 'node:path';
import { destination, type Logger, pino } from 'pino';
import { secretsFrom } from './codec/signature.ts';
import { type Config, ConfigError, parseConfig } from './config.ts';
import { ContentError } from './content/faults.ts';
import { loadContent } from './content/load.ts';
import { NewerDatabase, StorageAway } from './storage/away.ts';
import type { Storage } from './storage/storage.ts';
import { createApp } from './web/app.ts';

const secretFile = 'var/cookie-secret';
/** Room for every cookie of ours at its largest: who met a server that refuses to listen could not even delete one. */
const maxHeaderSize = 32 * 1024;

/** For a first try at home: a secret made once and kept, so that answers survive a restart. */
function keptSecret(): string {
  if (existsSync(secretFile)) return readFileSync(secretFile, 'utf8').trim();
  mkdirSync(dirname(secretFile), { recursive: true });
  const secret = randomBytes(32).toString('hex');
  writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/** A host that a browser can open: IPv6 in brackets, and "every interface" as this machine. */
function shownHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

/** Its libraries are loaded only where they are used: they cost memory, and time at the start. */
async function storageOf({ database }: Config, logger: Logger): Promise<Storage | undefined> {
  if (!database) return undefined;
  const { openStorage } = await import('./storage/storage.ts');
  return openStorage(database, (error) => logger.warn({ reason: error.message }, 'database away'));
}

async function start(config: Config): Promise<void> {
  // Written in blocks: a write a line would cost more than the request it is about.
  const output = destination({ sync: false, minLength: 65_536, maxWrite: 131_072, periodicFlush: 1000 });
  const logger = pino({ level: config.logLevel, base: null }, output);
  const content = loadContent(config.contentFolder);
  const secrets = secretsFrom(config.cookieSecrets.length > 0 ? config.cookieSecrets : [keptSecret()]);
  const newId = () =>
    BigInt(`0x${randomBytes(8).toString('hex')}`)
      .toString(36)
      .slice(-6)
      .padStart(6, '0');
  const newKey = () => randomBytes(16).toString('base64url');
  const storage = await storageOf(config, logger);
  const app = createApp({ config, content, secrets, logger, now: () => new Date(), newId, newKey, storage });
  const server = createServer({ maxHeaderSize }, app);
  server.listen(config.port, config.host);
  server.on('listening', () => {
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? bound.port : config.port;
    console.log(`Service Mirror is at http://${shownHost(config.host)}:${port}${config.basePath}/`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const place = `${config.host ?? ''}:${config.port}`;
    stop(
      error.code === 'EADDRINUSE'
        ? `${place} is in use already. Set PORT to another port.`
        : `Cannot listen on ${place}: ${error.message}`,
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      server.close(() => void Promise.resolve(storage?.close()).finally(() => process.exit(0)));
      setTimeout(() => process.exit(0), 10_000).unref();
    });
}

function stop(reason: string): never {
  console.error(reason);
  process.exit(1);
}

try {
  await start(parseConfig(process.env));
} catch (error) {
  if (error instanceof ConfigError || error instanceof ContentError || error instanceof NewerDatabase)
    stop(error.message);
  if (error instanceof StorageAway) stop(`DATABASE_URL: ${error.message}`);
  throw error;
}
