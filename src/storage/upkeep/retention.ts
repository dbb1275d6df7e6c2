/**
 * Removes what nobody has changed for RETENTION_DAYS, once a day. It goes by the machine's clock, and a clock may be
 * wrong: one that leaps years ahead would make everything look old. So the day of the last run is kept in the database,
 * and after a leap nothing is removed until the clock has run evenly for a week, or somebody says that it is right.
 */
import { dayOf } from '../../assessment/visitor.ts';
import { StorageAway } from '../away.ts';
import type { Storage } from '../storage.ts';

export interface Purged {
  readonly copies: number;
  readonly teams: number;
  readonly contributions: number;
}

/** More days than this between two runs is a leap, or a server that was off. */
const leapDays = 7;
const steadyMilliseconds = 7 * 86_400_000;
const hour = 3_600_000;

/** How many days after the last run it is, when that is too many to trust the clock without further ado; else 0. @throws StorageAway */
export async function leapOf(storage: Storage, today: number): Promise<number> {
  const last = await storage.upkeep.purgedOn();
  return last !== undefined && today - last > leapDays ? today - last : 0;
}

/** @throws StorageAway, and then some of it may have been removed; the next run removes the rest */
export async function purge(storage: Storage, retentionDays: number, today: number): Promise<Purged> {
  const before = today - retentionDays;
  const copies = await storage.copies.purge(before);
  const teams = await storage.teams.purge(before);
  const contributions = await storage.contributions.purge(before);
  await storage.upkeep.setPurgedOn(today);
  return { copies, teams, contributions };
}

export interface Clocks {
  readonly now: () => Date;
  /** Milliseconds from any beginning, that no setting of the clock moves. */
  readonly elapsed: () => number;
}

/** Tells the log; `fields` hold counts and reasons only. */
export type Tell = (level: 'info' | 'warn' | 'error', fields: object, message: string) => void;

export class DailyPurge {
  readonly #storage: Storage;
  readonly #retentionDays: number;
  readonly #clocks: Clocks;
  readonly #tell: Tell;
  /** Since when the clock has run evenly. */
  #steady: { time: number; elapsed: number };
  #done: number | undefined;

  constructor(storage: Storage, retentionDays: number, clocks: Clocks, tell: Tell) {
    this.#storage = storage;
    this.#retentionDays = retentionDays;
    this.#clocks = clocks;
    this.#tell = tell;
    this.#steady = { time: clocks.now().getTime(), elapsed: clocks.elapsed() };
  }

  /** To be called about once an hour: does its work once a day, and again after an hour when that failed. Never throws. */
  async tick(): Promise<void> {
    const now = this.#clocks.now();
    const today = dayOf(now);
    const steadyFor = this.#steadyFor(now.getTime());
    if (this.#done === today) return;
    try {
      const leap = await leapOf(this.#storage, today);
      if (leap > 0 && steadyFor < steadyMilliseconds) {
        this.#tell('warn', { days: leap }, 'purge waits: the clock is that many days after the last purge');
      } else {
        const purged = await purge(this.#storage, this.#retentionDays, today);
        this.#tell('info', purged, 'purged what was not changed for RETENTION_DAYS');
      }
      this.#done = today;
    } catch (error) {
      const reason = error instanceof StorageAway ? error.message : String(error);
      this.#tell('error', { reason }, 'purge failed; it is tried again within the hour');
    }
  }

  /** Milliseconds for which the clock has kept pace with the time that passed. */
  #steadyFor(time: number): number {
    const elapsed = this.#clocks.elapsed();
    const passed = elapsed - this.#steady.elapsed;
    if (Math.abs(time - this.#steady.time - passed) > hour) this.#steady = { time, elapsed };
    return elapsed - this.#steady.elapsed;
  }
}
