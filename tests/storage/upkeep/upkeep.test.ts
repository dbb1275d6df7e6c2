/** The contract of upkeep, on both engines. */
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/storage/database.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { engines, storageOn } from '../postgres.ts';

describe.each(engines)('upkeep on $name', (engine) => {
  const storage = storageOn(engine);

  it('knows no purge before the first, whatever was written to test the database', async () => {
    await storage().upkeep.tryWriting();
    await storage().upkeep.tryWriting();
    expect(await storage().upkeep.purgedOn()).toBeUndefined();
  });

  it('returns the day of the last purge, which testing the database does not change', async () => {
    await storage().upkeep.setPurgedOn(20_000);
    await storage().upkeep.setPurgedOn(19_999);
    await storage().upkeep.tryWriting();
    expect(await storage().upkeep.purgedOn()).toBe(19_999);
  });
});

describe.each(engines)('tryWriting on $name', (engine) => {
  afterAll(() => engine.stop());

  it('changes a row each time, so that the database must write, and its value never grows', async () => {
    const address = await engine.fresh();
    const storage = await openStorage(address, () => undefined);
    const db = openDatabase(address);
    const values: (number | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      await storage.upkeep.tryWriting();
      const row = await db.selectFrom('upkeep').select('purged_on').executeTakeFirst();
      values.push(row?.purged_on);
    }
    expect(values).toEqual([1, -1, 1, -1]);
    await storage.close();
    if (address.engine !== 'pool') await db.destroy();
  });
});
