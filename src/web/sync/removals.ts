/**
 * Removes from the database what a browser has there. What cannot be removed because the database is away is remembered twice: in
 * this process, which tries again, and in a cookie, in case the process ends before (docs/decisions/0019-forgetting-later.md).
 */

import { contributorOf } from '../../codec/database/contribution.ts';
import { sealOf } from '../../codec/database/copy.ts';
import { personId } from '../../codec/database/membership.ts';
import { decodeRemovals, encodeRemovals, type Removal, removalText } from '../../codec/database/removals.ts';
import { StorageFault } from '../../storage/away.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { forgetCookie } from '../visitor/cookies.ts';
import type { Contributions } from './contributions.ts';
import type { CopySync } from './copy-sync.ts';
import { livePresence } from './live-presence.ts';
import type { TeamSync } from './team-sync.ts';

/** Milliseconds: longer than the pause of `DatabasePause`. */
const tryEvery = 5_000;
/** At most so many are remembered in this process; each takes some 200 bytes. */
const mostQueued = 10_000;

interface Syncs {
  readonly copies: CopySync;
  readonly teams: TeamSync;
  readonly contributions: Contributions;
}

export class Removals {
  readonly #logger: Dependencies['logger'];
  readonly #syncs: Syncs;
  readonly #queue = new Map<string, Removal>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ logger }: Dependencies, syncs: Syncs) {
    this.#logger = logger;
    this.#syncs = syncs;
  }

  /** What the server has of this browser: what its cookies have keys for, and what is still to be removed. */
  of(jar: CookieJar): readonly Removal[] {
    const { copies, teams, contributions } = this.#syncs;
    const [copy, contribution, live] = [copies.cookieOf(jar), contributions.keyOf(jar), livePresence(jar)];
    return [
      ...this.pending(jar),
      ...teams.of(jar).map((one): Removal => ({ what: 'team', id: one.team, person: personId(one) })),
      ...(contribution === undefined
        ? []
        : [{ what: 'benchmark' as const, id: contributorOf(contribution) }]),
      ...(live ? [{ what: 'room' as const, id: live.room, person: live.person }] : []),
      ...(copy ? [{ what: 'copy' as const, id: sealOf(copy.key).id }] : []),
    ];
  }

  /** What could not be removed before. */
  pending(jar: CookieJar): readonly Removal[] {
    return decodeRemovals(jar.verified(forgetCookie) ?? '');
  }

  /** Remembers in the browser what is still to be removed. */
  keep(jar: CookieJar, rest: readonly Removal[]): void {
    if (rest.length > 0) jar.set(forgetCookie, encodeRemovals(rest));
    else if (jar.value(forgetCookie) !== undefined) jar.remove(forgetCookie);
  }

  /** Removes what it can, and goes on trying to remove the rest, which it returns. Never throws StorageFault. */
  async remove(removals: readonly Removal[]): Promise<readonly Removal[]> {
    const rest: Removal[] = [];
    // When a removal takes several responses, the browser may still hold a key that is in its list already.
    for (const removal of new Map(removals.map((one) => [removalText(one), one])).values())
      if (await this.#isRemoved(removal)) this.#queue.delete(removalText(removal));
      else rest.push(removal);
    for (const removal of rest)
      if (this.#queue.size < mostQueued) this.#queue.set(removalText(removal), removal);
    this.#tryLater();
    return rest;
  }

  #tryLater(): void {
    if (this.#queue.size > 0) this.#timer ??= setTimeout(() => void this.#tryAgain(), tryEvery).unref();
  }

  /** Erasing a second time does nothing. */
  async #isRemoved(removal: Removal): Promise<boolean> {
    const { copies, teams, contributions } = this.#syncs;
    try {
      if (removal.what === 'copy') await copies.erase(removal.id);
      else if (removal.what === 'benchmark') await contributions.erase(removal.id);
      else if (removal.what === 'team') await teams.erase(removal.id, removal.person);
      else await teams.query(({ live }) => live.leave(removal.id, removal.person));
      return true;
    } catch (error) {
      if (error instanceof StorageFault) return false;
      throw error;
    }
  }

  async #tryAgain(): Promise<void> {
    this.#timer = undefined;
    const before = this.#queue.size;
    await this.remove([...this.#queue.values()]).catch((error: unknown) => {
      this.#logger.error({ err: error }, 'removal failed');
      this.#tryLater();
    });
    const removed = before - this.#queue.size;
    if (removed > 0) this.#logger.info({ removed }, 'removed what was to be forgotten');
  }
}
