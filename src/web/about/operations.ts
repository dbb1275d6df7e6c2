/** /health and /ready, for operators and load balancers. Never cached; they say nothing about visitors. */
import type { Express } from 'express';
import { StorageAway } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Site } from '../site.ts';

/** Milliseconds to wait for the database: less than the timeout of a load balancer. */
const checkTimeout = 2_000;
/** Milliseconds for which the result of a check is used again. */
const checkLifetime = 1_000;

/**
 * `/health` says that the process is alive. It does not ask the database, because a restart would not bring that back.
 *
 * `/ready` says whether to send visitors here: 200, also while the database is away, because the site works with cookies
 * alone. All replicas share one database, so 503 from each of them would take down a working site. The body then says
 * "degraded". `/ready?database` responds with 503 instead, for scripts that wait for the database, for example in an upgrade.
 */
export function operationsRoutes(app: Express, { deps: { storage } }: Site): void {
  const isDatabaseUp = storage && cached(() => checkDatabase(storage));
  app.get('/health', (_req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    res.json({ status: 'ok' });
  });

  app.get('/ready', async (req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    if (!isDatabaseUp) return void res.json({ status: 'ok' });
    if (await isDatabaseUp()) return void res.json({ status: 'ok', database: 'ok' });
    res.status(req.query.database === undefined ? 200 : 503);
    res.json({ status: 'degraded', database: 'away' });
  });
}

/** False when the database is away or does not respond in time. */
async function checkDatabase(storage: Storage): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, checkTimeout, false);
  });
  const check = storage.check().then(
    () => true,
    (error: unknown) => {
      if (error instanceof StorageAway) return false;
      throw error;
    },
  );
  // A check that fails after the timeout must not be an unhandled rejection.
  check.catch(() => undefined);
  return Promise.race([check, timeout]).finally(() => clearTimeout(timer));
}

/** Runs one check at a time and reuses its result for a while, so that requests cannot keep the database busy. */
function cached(check: () => Promise<boolean>): () => Promise<boolean> {
  let result: Promise<boolean> | undefined;
  return () => {
    result ??= check().finally(() => {
      setTimeout(() => {
        result = undefined;
      }, checkLifetime).unref();
    });
    return result;
  };
}
