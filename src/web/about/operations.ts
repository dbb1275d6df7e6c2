/** /health and /ready, for operators and load balancers. Never cached; they say nothing about visitors. */
import type { Express } from 'express';
import { StorageAway, StorageFault } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Site } from '../site.ts';

/** Milliseconds to wait for the database: less than the timeout of a load balancer. */
const checkTimeout = 2_000;
/** Milliseconds for which the result of a check is used again. */
const checkLifetime = 1_000;

/** What a check found; `reason` is for the operator and names only tables, columns and migrations. */
type Found = { readonly database: 'ok' | 'away' } | { readonly database: 'wrong'; readonly reason: string };

/**
 * `/health` says that the process is alive. It does not ask the database, because a restart would not bring that back.
 *
 * `/ready` says whether to send visitors here: 200, also while the database is away, because the site works with cookies
 * alone. All replicas share one database, so 503 from each of them would take down a working site. The body then says
 * "degraded". `/ready?database` responds with 503 instead, for scripts that wait for the database, for example in an upgrade.
 *
 * A database with wrong tables does not come back by itself, so `/ready` responds with 503 and says what is wrong: an upgrade
 * stops there, while the former replicas go on.
 */
export function operationsRoutes(app: Express, { deps: { storage } }: Site): void {
  const find = storage && cached(() => checkDatabase(storage));
  app.get('/health', (_req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    res.json({ status: 'ok' });
  });

  app.get('/ready', async (req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    if (!find) return void res.json({ status: 'ok' });
    const found = await find();
    if (found.database === 'ok') return void res.json({ status: 'ok', ...found });
    const isReady = found.database === 'away' && req.query.database === undefined;
    res.status(isReady ? 200 : 503);
    res.json({ status: found.database === 'away' ? 'degraded' : 'failed', ...found });
  });
}

/** "away" when the database does not respond in time, too. */
async function checkDatabase(storage: Storage): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Found>((resolve) => {
    timer = setTimeout(resolve, checkTimeout, { database: 'away' });
  });
  const check = storage.check().then(
    (): Found => ({ database: 'ok' }),
    (error: unknown): Found => {
      if (error instanceof StorageAway) return { database: 'away' };
      if (error instanceof StorageFault) return { database: 'wrong', reason: error.message };
      throw error;
    },
  );
  // A check that fails after the timeout must not be an unhandled rejection.
  check.catch(() => undefined);
  return Promise.race([check, timeout]).finally(() => clearTimeout(timer));
}

/** Runs one check at a time and reuses its result for a while, so that requests cannot keep the database busy. */
function cached(check: () => Promise<Found>): () => Promise<Found> {
  let result: Promise<Found> | undefined;
  return () => {
    result ??= check().finally(() => {
      setTimeout(() => {
        result = undefined;
      }, checkLifetime).unref();
    });
    return result;
  };
}
