/**
 * Removes data that did not change for RETENTION_DAYS, once a day. If the machine's clock jumped years ahead, all data
 * would look old. So the day of the last purge is stored, and after a jump nothing is removed until the clock has run
 * evenly for a week, or an operator runs npm run purge -- --trust-clock.
 */
import { goneSince } from '../../assessment/live/lifetime.ts';
import type { Config } from '../../config.ts';
import { dayIn } from '../../time-zone.ts';
import { StorageFault } from '../away.ts';
import type { Storage } from '../storage.ts';

interface Purged {
  readonly copies: number;
  readonly teams: number;
  readonly contributions: number;
  readonly liveRooms: number;
}

/** More days than this between two purges mean that the clock jumped, or that the site was off. */
const jumpDays = 7;
const steadyMilliseconds = 7 * 86_400_000;
const hour = 3_600_000;

/** The days since the last purge when they are too many to trust the clock, else 0. @throws StorageAway */
export async function jumpOf(storage: Storage, today: number): Promise<number> {
  const last = await storage.upkeep.purgedOn();
  return last !== undefined && today - last > jumpDays ? today - last : 0;
}

/** @throws StorageAway; a part may have been removed then, and the next purge removes the rest */
export async function purge(
  storage: Storage,
  retentionDays: number,
  { now, today }: { readonly now: Date; readonly today: number },
): Promise<Purged> {
  const before = today - retentionDays;
  const copies = await storage.copies.purge(before);
  const teams = await storage.teams.purge(before);
  const contributions = await storage.contributions.purge(before);
  const liveRooms = await storage.live.purge(goneSince(now));
  await storage.upkeep.setPurgedOn(today);
  return { copies, teams, contributions, liveRooms };
}

type Setting = Pick<Config, 'retentionDays' | 'timeZone'>;

interface Clocks {
  readonly now: () => Date;
  /** Monotonic time in milliseconds, like performance.now(): setting the clock does not change it. */
  readonly elapsed: () => number;
}

/** Writes a line of the log. `fields` holds only counts and reasons. */
type Tell = (level: 'info' | 'warn' | 'error', fields: object, message: string) => void;

export class DailyPurge {
  readonly #storage: Storage;
  readonly #setting: Setting;
  readonly #clocks: Clocks;
  readonly #tell: Tell;
  /** When the clock began to run evenly. */
  #steady: { time: number; elapsed: number };
  #done: number | undefined;

  constructor(storage: Storage, setting: Setting, clocks: Clocks, tell: Tell) {
    this.#storage = storage;
    this.#setting = setting;
    this.#clocks = clocks;
    this.#tell = tell;
    this.#steady = { time: clocks.now().getTime(), elapsed: clocks.elapsed() };
  }

  /**
   * Call it about once an hour. It removes live rooms each time, and the rest once a day. After a failure it tries again at the
   * next call. Never throws.
   */
  async tick(): Promise<void> {
    const now = this.#clocks.now();
    const today = dayIn(this.#setting.timeZone, now);
    const steadyFor = this.#steadyFor(now.getTime());
    try {
      await this.#storage.live.purge(goneSince(now));
      if (this.#done === today) return;
      const jump = await jumpOf(this.#storage, today);
      if (jump > 0 && steadyFor < steadyMilliseconds) {
        this.#tell('warn', { days: jump }, 'purge waits: the clock is that many days after the last purge');
      } else {
        const purged = await purge(this.#storage, this.#setting.retentionDays, { now, today });
        this.#tell('info', purged, 'purged data that did not change for RETENTION_DAYS');
      }
      this.#done = today;
    } catch (error) {
      const reason = error instanceof StorageFault ? error.message : String(error);
      this.#tell('error', { reason }, 'purge failed; the next attempt is within the hour');
    }
  }

  /** How long the clock has kept pace with monotonic time, in milliseconds. */
  #steadyFor(time: number): number {
    const elapsed = this.#clocks.elapsed();
    const passed = elapsed - this.#steady.elapsed;
    if (Math.abs(time - this.#steady.time - passed) > hour) this.#steady = { time, elapsed };
    return elapsed - this.#steady.elapsed;
  }
}
