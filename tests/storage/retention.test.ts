/** What nobody changed for RETENTION_DAYS goes, once a day, and a wrong clock does not take the rest along. */
import { beforeEach, describe, expect, it } from 'vitest';
import { dateOf } from '../../src/assessment/visitor.ts';
import { StorageAway } from '../../src/storage/away.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { DailyPurge, purge } from '../../src/storage/upkeep/retention.ts';
import { engines, storageOn } from './postgres.ts';

const start = 20_779;
const dayMilliseconds = 86_400_000;
const retentionDays = 400;

describe.each(engines)('retention on $name', (engine) => {
  const storage = storageOn(engine);
  /** Everything is removed before each test, and the last purge was yesterday. */
  beforeEach(async () => {
    await purge(storage(), 0, 99_999);
    await storage().upkeep.setPurgedOn(start - 1);
  });

  const copy = (id: string, day: number) => storage().copies.write(id, [{ part: 'a', value: 'b' }], day);
  const isThere = async (id: string) => (await storage().copies.changes(id, 0)) !== undefined;

  /** A site whose clock and whose time we move. */
  function running(site: Storage = storage()) {
    let elapsed = 0;
    let leap = 0;
    const told: string[] = [];
    const clocks = {
      now: () => new Date(dateOf(start).getTime() + elapsed + leap * dayMilliseconds),
      elapsed: () => elapsed,
    };
    const daily = new DailyPurge(site, retentionDays, clocks, (level, _fields, message) =>
      told.push(`${level}: ${message}`),
    );
    return {
      told,
      leap: (days: number) => {
        leap += days;
      },
      hours: async (count: number) => {
        for (let hour = 0; hour < count; hour++) {
          await daily.tick();
          elapsed += dayMilliseconds / 24;
        }
      },
    };
  }

  it('removes what was not changed for so long, and no day sooner', async () => {
    await copy('old', start - retentionDays - 1);
    await copy('edge', start - retentionDays);
    await storage().teams.create(
      {
        id: 'team',
        name: 'Team',
        edition: 1,
        groups: [],
        createdOn: start - retentionDays - 1,
        closed: false,
      },
      { join: 'j', results: 'r' },
    );
    expect(await purge(storage(), retentionDays, start)).toEqual({ copies: 1, teams: 1, contributions: 0 });
    expect([await isThere('old'), await isThere('edge')]).toEqual([false, true]);
    expect(await storage().teams.byId('team')).toBeUndefined();
  });

  it('is done once a day while the site runs', async () => {
    const site = running();
    await site.hours(49);
    expect(site.told.filter((line) => line.startsWith('info: purged'))).toHaveLength(3);
    expect(await storage().upkeep.purgedOn()).toBe(start + 2);
  });

  it('is tried again within the hour when the database is away, and never stops the site', async () => {
    let isAway = true;
    const site = running({
      ...storage(),
      copies: {
        ...storage().copies,
        purge: async (before) => {
          if (isAway) throw new StorageAway('stopped for the test');
          return storage().copies.purge(before);
        },
      },
    });
    await copy('old', start - 500);
    await site.hours(2);
    expect(site.told).toEqual(Array(2).fill('error: purge failed; it is tried again within the hour'));
    isAway = false;
    await site.hours(1);
    expect(await isThere('old')).toBe(false);
  });

  it('takes nothing along when the clock leaps by years while the site runs, not even once people write with it', async () => {
    await copy('kept', start - 10);
    const site = running();
    await site.hours(5);
    site.leap(1000);
    await copy('written at the wrong date', start + 1000);
    await site.hours(24 * 6);
    expect(await isThere('kept')).toBe(true);
    expect(site.told.at(-1)).toMatch(/^warn: purge waits/);
    site.leap(-1000);
    await site.hours(24 * 20);
    expect(await isThere('kept')).toBe(true);
    expect(site.told.at(-1)).toMatch(/^info: purged/);
  });

  it('takes nothing along when the site starts with a clock that is years ahead', async () => {
    await copy('kept', start - 10);
    const site = running();
    site.leap(1000);
    await site.hours(24 * 6);
    expect(await isThere('kept')).toBe(true);
  });

  it('trusts the clock again once it has run evenly for a week: the site may really have been off', async () => {
    await copy('old', start - 10);
    const site = running();
    site.leap(1000);
    await site.hours(24 * 9);
    expect(await isThere('old')).toBe(false);
  });

  it('is not put off by a clock that goes back', async () => {
    await copy('old', start - 500);
    const site = running();
    site.leap(-30);
    await site.hours(1);
    expect(await isThere('old')).toBe(false);
    expect(await storage().upkeep.purgedOn()).toBe(start - 30);
  });
});
