/** Data that did not change for RETENTION_DAYS is removed once a day, and a wrong clock does not remove the rest. */

import { beforeEach, describe, expect, it } from 'vitest';
import { dateOf } from '../../../src/assessment/days.ts';
import { StorageAway } from '../../../src/storage/away.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { DailyPurge, jumpOf, purge } from '../../../src/storage/upkeep/retention.ts';
import { engines, storageOn } from '../postgres.ts';

const start = 20_779;
const dayMilliseconds = 86_400_000;
const retentionDays = 400;

describe.each(engines)('DailyPurge on $name', (engine) => {
  const storage = storageOn(engine);
  /** Each test starts with an empty database whose last purge was yesterday. */
  beforeEach(async () => {
    await purge(storage(), 0, { now: dateOf(99_999), today: 99_999 });
    await storage().upkeep.setPurgedOn(start - 1);
  });

  const copy = (id: string, day: number) => storage().copies.write(id, [{ part: 'a', value: 'b' }], day);
  const isThere = async (id: string) => (await storage().copies.changes(id, 0)) !== undefined;

  /** A site whose clock and monotonic time the test moves. */
  function running(site: Storage = storage()) {
    let elapsed = 0;
    let jump = 0;
    const told: string[] = [];
    const clocks = {
      now: () => new Date(dateOf(start).getTime() + elapsed + jump * dayMilliseconds),
      elapsed: () => elapsed,
    };
    const daily = new DailyPurge(
      site,
      { retentionDays, timeZone: 'UTC' },
      clocks,
      (level, _fields, message) => told.push(`${level}: ${message}`),
    );
    return {
      told,
      jump: (days: number) => {
        jump += days;
      },
      hours: async (count: number) => {
        for (let hour = 0; hour < count; hour++) {
          await daily.tick();
          elapsed += dayMilliseconds / 24;
        }
      },
    };
  }

  it('removes data that is older than the retention by a day, and keeps data that is not', async () => {
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
        expected: 8,
      },
      { join: 'j', results: 'r' },
    );
    expect(await purge(storage(), retentionDays, { now: dateOf(start), today: start })).toEqual({
      copies: 1,
      teams: 1,
      contributions: 0,
      liveRooms: 0,
    });
    expect([await isThere('old'), await isThere('edge')]).toEqual([false, true]);
    expect(await storage().teams.byId('team')).toBeUndefined();
  });

  it('counts more than seven days since the last purge as a jump', async () => {
    expect(await jumpOf(storage(), start + 6)).toBe(0);
    expect(await jumpOf(storage(), start + 7)).toBe(8);
  });

  it('purges once a day while the site runs', async () => {
    const site = running();
    await site.hours(49);
    expect(site.told.filter((line) => line.startsWith('info: purged'))).toHaveLength(3);
    expect(await storage().upkeep.purgedOn()).toBe(start + 2);
  });

  it('tries again within the hour when the database is away, and never throws', async () => {
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
    expect(site.told).toEqual(Array(2).fill('error: purge failed; the next attempt is within the hour'));
    isAway = false;
    await site.hours(1);
    expect(await isThere('old')).toBe(false);
  });

  it('removes nothing when the clock jumps years ahead while the site runs, even when data has the wrong date', async () => {
    await copy('kept', start - 10);
    const site = running();
    await site.hours(5);
    site.jump(1000);
    await copy('written at the wrong date', start + 1000);
    await site.hours(24 * 6);
    expect(await isThere('kept')).toBe(true);
    expect(site.told.at(-1)).toMatch(/^warn: purge waits/);
    site.jump(-1000);
    await site.hours(24 * 20);
    expect(await isThere('kept')).toBe(true);
    expect(site.told.at(-1)).toMatch(/^info: purged/);
  });

  it('removes nothing when the site starts with a clock that is years ahead', async () => {
    await copy('kept', start - 10);
    const site = running();
    site.jump(1000);
    await site.hours(24 * 6);
    expect(await isThere('kept')).toBe(true);
  });

  it('trusts the clock again once it has run evenly for a week, because the site may have been off', async () => {
    await copy('old', start - 10);
    const site = running();
    site.jump(1000);
    await site.hours(24 * 9);
    expect(await isThere('old')).toBe(false);
  });

  it('waits until the clock has run evenly for a week, and not an hour longer', async () => {
    await copy('old', start - 10);
    const site = running();
    site.jump(1000);
    await site.hours(24 * 7);
    expect(await isThere('old')).toBe(true);
    await site.hours(1);
    expect(await isThere('old')).toBe(false);
  });

  it.each([
    ['forward', 2 / 24],
    ['back', -2 / 24],
  ])('waits another week when the clock is set %s by two hours', async (_direction, days) => {
    await copy('old', start - 10);
    const site = running();
    site.jump(1000);
    await site.hours(24 * 4);
    site.jump(days);
    await site.hours(24 * 6);
    expect(await isThere('old')).toBe(true);
    await site.hours(24 * 2);
    expect(await isThere('old')).toBe(false);
  });

  it('goes on with the week when the clock is set by an hour', async () => {
    await copy('old', start - 10);
    const site = running();
    site.jump(1000);
    await site.hours(24 * 4);
    site.jump(1 / 24);
    await site.hours(24 * 4);
    expect(await isThere('old')).toBe(false);
  });

  it('purges when the clock goes back', async () => {
    await copy('old', start - 500);
    const site = running();
    site.jump(-30);
    await site.hours(1);
    expect(await isThere('old')).toBe(false);
    expect(await storage().upkeep.purgedOn()).toBe(start - 30);
  });
});
