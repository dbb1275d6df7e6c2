/** For operators and their balancers; never cached, nothing about a visitor. */
import type { Express } from 'express';
import { StorageAway } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Site } from '../site.ts';

/** Milliseconds: balancers ask often and do not wait long. */
const patience = 2_000;
const asksAgainAfter = 1_000;

/**
 * `/health`: the process answers. Content is loaded before it listens, so it is alive, and to start it anew would mend nothing.
 *
 * `/ready`: whether visitors may be sent here. Yes, also while the database is away: the cookies carry on alone, and as every
 * replica asks the same database, a 503 from all of them would take down a site that works. It is called degraded. Whoever wants
 * to wait for the database, say between two steps of an upgrade, asks `/ready?database`, and gets the 503.
 */
export function operationsRoutes(app: Express, { deps: { storage } }: Site): void {
  const database = storage && lately(() => answers(storage));
  app.get('/health', (_req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    res.json({ status: 'ok' });
  });

  app.get('/ready', async (req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    if (!database) return void res.json({ status: 'ok' });
    if (await database()) return void res.json({ status: 'ok', database: 'ok' });
    res.status(req.query.database === undefined ? 200 : 503);
    res.json({ status: 'degraded', database: 'away' });
  });
}

async function answers(storage: Storage): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patience, false);
  });
  const asked = storage.check().then(
    () => true,
    (error: unknown) => {
      if (error instanceof StorageAway) return false;
      throw error;
    },
  );
  // Whichever comes second has nobody waiting for it.
  asked.catch(() => undefined);
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
}

/** One question at a time, and its answer serves for a second, so that nobody can keep the database busy from here. */
function lately(ask: () => Promise<boolean>): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  return () => {
    answer ??= ask().finally(() => {
      setTimeout(() => {
        answer = undefined;
      }, asksAgainAfter).unref();
    });
    return answer;
  };
}
