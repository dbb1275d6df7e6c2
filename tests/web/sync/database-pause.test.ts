import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StorageAway } from '../../../src/storage/away.ts';
import { DatabasePause } from '../../../src/web/sync/database-pause.ts';

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

  it('does not pause after another error', async () => {
    const pause = new DatabasePause(silent);
    const fault = new Error('a fault of the query');
    await expect(pause.query(() => Promise.reject(fault))).rejects.toBe(fault);
    expect(await pause.query(async () => 'result')).toBe('result');
  });
});
