/** What balancers and monitors are told: the truth about the database, without taking down a site that works. */

import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageAway } from '../../../src/storage/away.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { testApp } from '../../site.ts';
import { request } from '../request.ts';

async function storageInMemory(): Promise<Storage> {
  const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
  onTestFinished(() => storage.close());
  return storage;
}

/** The real storage with the real error, but for whether the database answers. */
async function withCheck(check: Storage['check']): Promise<Storage> {
  return { ...(await storageInMemory()), check };
}

const away = async () => {
  throw new StorageAway('stopped for the test');
};

const answered = (storage: Storage | undefined, address: string) =>
  request(testApp(storage ? { storage } : {})).get(address);

describe('/health', () => {
  it('answers while the process does, whatever the database does: a restart would not mend it', async () => {
    for (const storage of [undefined, await withCheck(away)]) {
      const { status, body, headers } = await answered(storage, '/health');
      expect([status, body, headers['cache-control']]).toEqual([200, { status: 'ok' }, 'no-store']);
    }
  });
});

describe('/ready', () => {
  it('is ready without a database', async () => {
    const { status, body } = await answered(undefined, '/ready?database');
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });

  it('says that the database answers', async () => {
    const { status, body, headers } = await answered(await storageInMemory(), '/ready?database');
    expect([status, body]).toEqual([200, { status: 'ok', database: 'ok' }]);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('calls itself degraded while the database is away, and keeps its visitors, whose cookies carry on', async () => {
    const { status, body } = await answered(await withCheck(away), '/ready');
    expect([status, body]).toEqual([200, { status: 'degraded', database: 'away' }]);
  });

  it('answers 503 to those who ask for the database', async () => {
    const { status, body } = await answered(await withCheck(away), '/ready?database');
    expect([status, body]).toEqual([503, { status: 'degraded', database: 'away' }]);
  });

  it('does not wait for a database that hangs for longer than a balancer would', async () => {
    const { status, body } = await answered(await withCheck(() => new Promise(() => undefined)), '/ready');
    expect([status, body]).toEqual([200, { status: 'degraded', database: 'away' }]);
  });

  it('asks the database once for many who ask at the same time', async () => {
    let asked = 0;
    const storage = await withCheck(async () => void asked++);
    const app = testApp({ storage });
    await Promise.all(Array.from({ length: 20 }, () => request(app).get('/ready')));
    expect(asked).toBe(1);
  });
});
