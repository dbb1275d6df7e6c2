/** Signals between replicas by LISTEN and NOTIFY, on one connection of its own beside the pool. */
import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { reasonOf } from '../away.ts';
import type { Database } from '../schema.ts';
import type { SignalLink } from './signals.ts';

const channel = 'mirror_live';
/** Milliseconds. */
const connectTimeout = 2_000;
const retryAfter = 1_000;
/** How often the connection is tested: one that a firewall has cut reports no error. */
const testEvery = 30_000;
const testTimeout = 5_000;

/** Milliseconds after which the same reason is reported again. Every second would fill the log while the database is away. */
const reportEvery = 60_000;

/** @param onAway is told why the connection broke or could not be opened, the same reason once a minute */
export function postgresLink(
  url: string,
  db: Kysely<Database>,
  onAway: (error: unknown) => void,
): SignalLink {
  let client: Client | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let reported = { reason: '', at: 0 };

  const report = (error: unknown) => {
    const reason = reasonOf(error);
    const now = performance.now();
    if (reason === reported.reason && now - reported.at < reportEvery) return;
    reported = { reason, at: now };
    onAway(error);
  };

  const connect = async (onMessage: (message: string) => void, onGap: () => void, isAgain: boolean) => {
    const opened = new Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeout,
      query_timeout: testTimeout,
      keepAlive: true,
    });
    client = opened;
    let isOver = false;
    const over = (error: unknown) => {
      if (isOver || closed) return;
      isOver = true;
      clearTimeout(timer);
      report(error);
      void opened.end().catch(() => undefined);
      timer = setTimeout(() => void connect(onMessage, onGap, true), retryAfter).unref();
    };
    // Without a listener an error of the connection would end the process. It is reported here and not thrown by a query.
    opened.on('error', over);
    opened.on('end', () => over(new Error('the connection ended')));
    opened.on('notification', ({ payload }) => onMessage(payload ?? ''));
    const test = () => {
      timer = setTimeout(() => opened.query('select 1').then(test, over), testEvery).unref();
    };
    try {
      await opened.connect();
      await opened.query(`listen ${channel}`);
      reported = { reason: '', at: 0 };
      if (isAgain) onGap();
      test();
    } catch (error) {
      over(error);
    }
  };

  return {
    send: async (message) => {
      await sql`select pg_notify(${channel}, ${message})`.execute(db);
    },
    receive: (onMessage, onGap) => void connect(onMessage, onGap, false),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
