/** npm run purge as an operator runs it, on a real file. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import { folder, opened, run, sqlite } from './databases.ts';

describe('npm run purge', () => {
  it('removes data that did not change for RETENTION_DAYS, and prints the date and the counts', async () => {
    const file = join(folder(), 'mirror.db');
    const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
    const today = Math.floor(Date.now() / 86_400_000);
    await storage.copies.write('old', [{ part: 'a', value: 'b' }], today - 401);
    await storage.copies.write('kept', [{ part: 'a', value: 'b' }], today - 400);
    await storage.close();
    const { status, out } = run('purge', sqlite(file));
    expect(status).toBe(0);
    expect(out).toContain(`since ${new Date((today - 400) * 86_400_000).toISOString().slice(0, 10)}`);
    expect(out).toContain('saved copies: 1,');
    expect(await (await opened(file)).copies.changes('kept', 0)).toBeDefined();
  });

  it('removes nothing after a jump of the clock unless it is given --trust-clock', async () => {
    const file = join(folder(), 'mirror.db');
    const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
    const today = Math.floor(Date.now() / 86_400_000);
    await storage.copies.write('old', [{ part: 'a', value: 'b' }], today - 401);
    await storage.upkeep.setPurgedOn(today - 300);
    await storage.close();
    const refused = run('purge', sqlite(file));
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.errors).toContain('300 days after the last purge');
    expect(run('purge', sqlite(file), '--trust-clock').out).toContain('saved copies: 1,');
  });
});
