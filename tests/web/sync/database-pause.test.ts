import { pino } from 'pino';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { StorageAway } from '../../../src/storage/away.ts';
import { DatabasePause } from '../../../src/web/sync/database-pause.ts';
import { testApp } from '../../site.ts';
import { sqliteEngine } from '../../storage/postgres.ts';
import { openTestStorage } from '../../storage/team-storage.ts';
import { Browser } from '../browser.ts';

const away = () => Promise.reject(new StorageAway('stopped for the test'));
const silent = pino({ level: 'silent' });

afterEach(() => {
  vi.useRealTimers();
});

describe('DatabasePause.query', () => {
  it('throws StorageAway without running a query for three seconds after one found the database away', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const pause = new DatabasePause(silent);
    await expect(pause.query(away)).rejects.toThrow('stopped for the test');
    const next = vi.fn(async () => 'result');
    vi.advanceTimersByTime(2_999);
    await expect(pause.query(next)).rejects.toThrow(StorageAway);
    expect(next).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2);
    expect(await pause.query(next)).toBe('result');
  });

  it('is used by the pages of a team’s results, so that they do not wait for the database again', async () => {
    const engine = sqliteEngine();
    const storage = await openTestStorage(await engine.fresh());
    onTestFinished(async () => {
      await storage.close();
      await engine.stop();
    });
    const find = vi.fn(away);
    const browser = new Browser(testApp({ storage: { ...storage, teams: { ...storage.teams, find } } }));
    for (const address of ['/teams/results', '/teams/results.csv', '/teams/results/actions', '/teams/join'])
      expect((await browser.get(`${address}?key=${'a'.repeat(22)}`)).status, address).toBe(503);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('does not pause after another error', async () => {
    const pause = new DatabasePause(silent);
    const fault = new Error('a fault of the query');
    await expect(pause.query(() => Promise.reject(fault))).rejects.toBe(fault);
    expect(await pause.query(async () => 'result')).toBe('result');
  });
});
