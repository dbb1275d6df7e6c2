/** /health and /ready. */
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageAway, wrongTables } from '../../../src/storage/away.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { testApp } from '../../site.ts';
import { request } from '../request.ts';

async function storageInMemory(): Promise<Storage> {
  const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
  onTestFinished(() => storage.close());
  return storage;
}

/** The real storage with another `check`. */
async function withCheck(check: Storage['check']): Promise<Storage> {
  return { ...(await storageInMemory()), check };
}

const away = async () => {
  throw new StorageAway('stopped for the test');
};

const answered = (storage: Storage | undefined, address: string) =>
  request(testApp(storage ? { storage } : {})).get(address);

describe('GET /health', () => {
  it('responds 200 with and without a database, also while that is away', async () => {
    for (const storage of [undefined, await withCheck(away)]) {
      const { status, body, headers } = await answered(storage, '/health');
      expect([status, body, headers['cache-control']]).toEqual([200, { status: 'ok' }, 'no-store']);
    }
  });
});

describe('GET /ready', () => {
  it('responds 200 on a site without a database', async () => {
    const { status, body } = await answered(undefined, '/ready?database');
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });

  it('responds 200 and "ok" while the database responds', async () => {
    const { status, body, headers } = await answered(await storageInMemory(), '/ready?database');
    expect([status, body]).toEqual([200, { status: 'ok', database: 'ok' }]);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('responds 200 and "degraded" while the database is away', async () => {
    const { status, body } = await answered(await withCheck(away), '/ready');
    expect([status, body]).toEqual([200, { status: 'degraded', database: 'away' }]);
  });

  it('responds 503 to ?database while the database is away', async () => {
    const { status, body } = await answered(await withCheck(away), '/ready?database');
    expect([status, body]).toEqual([503, { status: 'degraded', database: 'away' }]);
  });

  it('responds 503 and says what is wrong when the database has wrong tables', async () => {
    const reason = wrongTables('the table "member" is missing');
    const storage = await withCheck(() => Promise.reject(reason));
    const { status, body } = await answered(storage, '/ready');
    expect([status, body]).toEqual([
      503,
      {
        status: 'failed',
        database: 'wrong',
        reason: expect.stringContaining('the table "member" is missing'),
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('away');
  });

  it('responds "degraded" when the database does not respond in time', async () => {
    const { status, body } = await answered(await withCheck(() => new Promise(() => undefined)), '/ready');
    expect([status, body]).toEqual([200, { status: 'degraded', database: 'away' }]);
  });

  it('checks the database again after a second', async () => {
    let isAway = true;
    const app = testApp({ storage: await withCheck(async () => (isAway ? away() : undefined)) });
    expect((await request(app).get('/ready')).body.status).toBe('degraded');
    isAway = false;
    await setTimeout(1_050);
    expect((await request(app).get('/ready')).body.status).toBe('ok');
  });

  it('responds 500 when the check fails for a reason other than a database that is away', async () => {
    const storage = await withCheck(() => Promise.reject(new Error('a fault of the check')));
    expect((await answered(storage, '/ready')).status).toBe(500);
  });

  it('checks the database once for many requests at the same time', async () => {
    let asked = 0;
    const storage = await withCheck(async () => void asked++);
    const app = testApp({ storage });
    await Promise.all(Array.from({ length: 20 }, () => request(app).get('/ready')));
    expect(asked).toBe(1);
  });
});
