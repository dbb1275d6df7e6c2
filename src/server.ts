/** The entry point: reads the environment, builds the dependencies, and listens. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { dirname } from 'node:path';
import { type Logger, pino } from 'pino';
import { secretsFrom } from './codec/signature.ts';
import { type Config, ConfigError, parseConfig } from './config.ts';
import { ContentError } from './content/files/faults.ts';
import { loadContent } from './content/load.ts';
import { openDocuments } from './exports/documents.ts';
import { logDestination, logFault, logWritten } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import { UnusableFile, WrongSchema } from './storage/away.ts';
import type { Storage } from './storage/storage.ts';
import { dayIn } from './time-zone.ts';
import { createApp } from './web/app.ts';
import { Drain } from './web/http/drain.ts';
import { serverLimits } from './web/http/server-limits.ts';

/** `import` would read every export of node:http, and one of them loads an HTTP client that the site does not use. */
const { createServer } = process.getBuiltinModule('node:http');

const secretFile = 'var/cookie-secret';

/** Milliseconds that requests in flight get when the site stops. Docker kills a container ten seconds after SIGTERM. */
const drainPatience = 8_000;
/** Milliseconds before the first purge, and between two checks whether a day has passed. */
const purgeStart = 60_000;
const purgeCheck = 3_600_000;

/** For development: reads the secret from a file, or generates it, so that answers survive a restart. */
function keptSecret(): string {
  try {
    return readOrMakeSecret();
  } catch (error) {
    // Node does not name the file in every error.
    throw Object.assign(error as Error, { path: secretFile });
  }
}

function readOrMakeSecret(): string {
  if (existsSync(secretFile)) return readFileSync(secretFile, 'utf8').trim();
  mkdirSync(dirname(secretFile), { recursive: true });
  const secret = randomBytes(32).toString('hex');
  writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 });
  return secret;
}

const bracketed = (host: string) => (isIPv6(host) ? `[${host}]` : host);

/** Returns a host that a browser can open. "All interfaces" becomes localhost. */
function shownHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return bracketed(host);
}

/** Imports the storage only when it is configured, because its libraries cost memory and time at the start. */
async function storageOf(
  config: Config,
  logger: Logger,
  metrics: Metrics | undefined,
): Promise<Storage | undefined> {
  const { database } = config;
  if (!database) return undefined;
  const { openStorage } = await import('./storage/storage.ts');
  const storage = await openStorage(database, (fault) => logFault(logger, fault), metrics?.databaseFailed);
  metrics?.watch(storage);
  const { DailyPurge } = await import('./storage/upkeep/retention.ts');
  const clocks = { now: () => new Date(), elapsed: () => performance.now() };
  const purge = new DailyPurge(storage, config, clocks, (level, fields, message) =>
    logger[level](fields, message),
  );
  setTimeout(() => void purge.tick(), purgeStart).unref();
  setInterval(() => void purge.tick(), purgeCheck).unref();
  return storage;
}

async function metricsOf({ metrics }: Config): Promise<Metrics | undefined> {
  if (!metrics) return undefined;
  const { openMetrics } = await import('./metrics/metrics.ts');
  return openMetrics();
}

/** Listens and prints the address, or prints an error and exits. @param setting the name of the setting of the port */
function listen(
  server: Server,
  port: number,
  host: string | undefined,
  setting: string,
  what: string,
  path: string,
) {
  server.listen(port, host);
  server.on('listening', () => {
    const bound = server.address();
    const chosen = typeof bound === 'object' && bound ? bound.port : port;
    console.log(`${what} at http://${shownHost(host)}:${chosen}${path}`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const place = host === undefined ? `port ${port}` : `${bracketed(host)}:${port}`;
    stop(
      error.code === 'EADDRINUSE'
        ? `Cannot listen on ${place}: it is in use already. Set ${setting} to another port.`
        : `Cannot listen on ${place} (${error.message}). Check ${setting.replace('PORT', 'HOST')} and ${setting}.`,
    );
  });
}

async function start(config: Config): Promise<void> {
  const log = logDestination();
  const logger = pino({ level: config.logLevel, base: null }, log);
  const content = loadContent(config.contentFolder);
  const documents = openDocuments(content);
  const secrets = secretsFrom(config.cookieSecrets.length > 0 ? config.cookieSecrets : [keptSecret()]);
  const newId = () =>
    BigInt(`0x${randomBytes(8).toString('hex')}`)
      .toString(36)
      .slice(-6)
      .padStart(6, '0');
  const newKey = () => randomBytes(16).toString('base64url');
  const metrics = await metricsOf(config);
  const storage = await storageOf(config, logger, metrics);
  const now = () => new Date();
  const today = () => dayIn(config.timeZone, now());
  const meter = metrics?.meter;
  const app = createApp({
    config,
    content,
    documents,
    secrets,
    logger,
    now,
    today,
    newId,
    newKey,
    storage,
    meter,
  });
  const server = createServer(serverLimits, app);
  const drain = new Drain(server);
  if (metrics && config.metrics) {
    const { port, host } = config.metrics;
    listen(createServer(metrics.serve), port, host, 'METRICS_PORT', 'Metrics are', '/metrics');
  }
  listen(server, config.port, config.host, 'PORT', 'Service Mirror is', `${config.basePath}/`);

  const end = async () => {
    if (!(await drain.end(drainPatience))) logger.warn('stopped while requests were being answered');
    await documents.close();
    await storage?.close();
    await logWritten(log);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void end().finally(() => process.exit(0));
      // Exits even if the database does not close.
      setTimeout(() => process.exit(0), drainPatience + 1_000).unref();
    });
  // A signal to the process group arrives twice, the second time through run.js, and would end the process.
  process.on('SIGTERM', () => undefined);
}

function stop(reason: string): never {
  console.error(reason);
  process.exit(1);
}

try {
  await start(parseConfig(process.env));
} catch (error) {
  const expected = [ConfigError, ContentError, WrongSchema, UnusableFile];
  if (expected.some((kind) => error instanceof kind)) stop((error as Error).message);
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code && path)
    stop(
      `Cannot use the file ${path} (${message}). It may belong to another user: start the site as that user, or let this one read and write it.`,
    );
  throw error;
}
