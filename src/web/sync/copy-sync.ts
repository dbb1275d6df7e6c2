/**
 * Keeps a browser and its saved copy the same: reads what other devices wrote, sends what this one has. The cookies stay
 * complete, so that the site goes on without the database. What could not be sent is remembered in the copy's cookie.
 */
import type { Holdings } from '../../assessment/holdings.ts';
import { type CopyParts, changedParts, reconcile } from '../../assessment/reconcile.ts';
import { dayOf } from '../../assessment/visitor.ts';
import { holdingsOf, partsOf, sealOf } from '../../codec/database/copy.ts';
import { type CopyCookie, decodeCopyCookie, encodeCopyCookie } from '../../codec/database/copy-cookie.ts';
import { StorageAway } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Dependencies } from '../dependencies.ts';
import { StateTooLarge, WorksheetTooLarge } from '../http/errors.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { copyCookie } from '../visitor/cookies.ts';
import { checkSpace, readHoldings, saveHoldings } from '../visitor/holdings-store.ts';
import type { Stores } from '../visitor/stores.ts';
import type { DatabasePause } from './database-pause.ts';

/** The state of the saved copy in this request. */
export type CopyStatus = 'kept' | 'away' | 'removed' | 'too-large';

export class CopySync {
  readonly #now: Dependencies['now'];
  readonly #stores: Stores;
  readonly #storage: Storage;
  readonly #pause: DatabasePause;

  constructor({ now }: Dependencies, stores: Stores, storage: Storage, pause: DatabasePause) {
    this.#now = now;
    this.#stores = stores;
    this.#storage = storage;
    this.#pause = pause;
  }

  cookieOf(jar: CookieJar): CopyCookie | undefined {
    const text = jar.verified(copyCookie);
    return text === undefined ? undefined : decodeCopyCookie(text);
  }

  keep(jar: CookieJar, cookie: CopyCookie): void {
    jar.set(copyCookie, encodeCopyCookie(cookie));
  }

  forget(jar: CookieJar): void {
    jar.remove(copyCookie);
  }

  /** The parts of a copy that were written after a revision; undefined when there is no such copy. @throws StorageAway */
  async read(key: string, since = 0): Promise<{ revision: number; parts: CopyParts } | undefined> {
    const seal = sealOf(key);
    const changes = await this.#pause.asked(() => this.#storage.copies.changes(seal.id, since));
    if (!changes) return undefined;
    const parts = changes.parts.flatMap(({ value }) => {
      const part = seal.open(value);
      return part ? [part] : [];
    });
    return { revision: changes.revision, parts: new Map(parts) };
  }

  /** @returns the revision written. @throws StorageAway, and then nothing is written */
  async write(key: string, parts: CopyParts): Promise<number> {
    const seal = sealOf(key);
    const sealed = [...parts].map(([name, value]) => seal.seal(name, value));
    return this.#pause.asked(() => this.#storage.copies.write(seal.id, sealed, dayOf(this.#now())));
  }

  /** @throws StorageAway, and then nothing is removed */
  async remove(key: string): Promise<void> {
    await this.#pause.asked(() => this.#storage.copies.remove(sealOf(key).id));
  }

  /** Before the page: takes in what other devices wrote and sends what is unsent. Never throws StorageAway. */
  async begin(jar: CookieJar, cookie: CopyCookie): Promise<CopyStatus> {
    const local = readHoldings(this.#stores, jar);
    const hasNothing = local.visitor.assessments.length === 0;
    const own = partsOf(local);
    try {
      const since = hasNothing ? 0 : cookie.revision;
      let found = await this.read(cookie.key, since);
      // A revision below the one this browser has seen: the database was restored from a backup.
      const isRestored = found !== undefined && found.revision < cookie.revision;
      if (isRestored) found = await this.read(cookie.key);
      if (!found) {
        // The copy was removed from another device, or after a long time without use.
        this.forget(jar);
        return 'removed';
      }
      const { unsent } = cookie;
      const { merged, outgoing } = reconcile({ own, found: found.parts, unsent, isRestored });
      if (outgoing.size > 0) await this.write(cookie.key, outgoing);
      const fits = changedParts(own, merged).size === 0 || this.take(jar, merged);
      if (found.revision !== cookie.revision || unsent === 'everything' || unsent.size > 0)
        this.keep(jar, { key: cookie.key, revision: found.revision, unsent: new Set() });
      return fits ? 'kept' : 'too-large';
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      return 'away';
    }
  }

  /**
   * Before the response is sent: writes what the page changed, or remembers it as unsent. Never throws StorageAway.
   * @param key of the copy that `before` belongs to
   * @param before what the browser held when the page began
   */
  async end(jar: CookieJar, key: string, before: CopyParts): Promise<void> {
    const cookie = this.cookieOf(jar);
    // The page may have removed the copy, or changed to another.
    if (cookie?.key !== key) return;
    const changed = changedParts(before, partsOf(readHoldings(this.#stores, jar)));
    if (changed.size === 0) return;
    try {
      const revision = await this.write(key, changed);
      // If another device has written in between, its parts are still to be read.
      if (revision === cookie.revision + 1) this.keep(jar, { ...cookie, revision });
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      const unsent =
        cookie.unsent === 'everything' ? cookie.unsent : new Set([...cookie.unsent, ...changed.keys()]);
      this.keep(jar, { ...cookie, unsent });
    }
  }

  /** Saves these parts in the browser. False when they do not fit its cookies, and then nothing is changed. */
  take(jar: CookieJar, parts: CopyParts): boolean {
    const holdings = this.fitting(jar, parts);
    if (holdings) saveHoldings(this.#stores, jar, holdings);
    return holdings !== undefined;
  }

  /** What the browser would hold with these parts; undefined when they make no sense or do not fit its cookies. */
  fitting(jar: CookieJar, parts: CopyParts): Holdings | undefined {
    const found = holdingsOf(parts, dayOf(this.#now()));
    if (!found) return undefined;
    const before = readHoldings(this.#stores, jar);
    const own = partsOf(before);
    const isSame = (name: string) => own.get(name) === parts.get(name);
    const holdings = {
      visitor: found.visitor,
      // An unchanged worksheet is the same object, so that its cookie is not written again.
      plan: isSame('plan') ? before.plan : found.plan,
      moments: isSame('moments') ? before.moments : found.moments,
    };
    try {
      checkSpace(this.#stores, holdings);
      return holdings;
    } catch (error) {
      if (error instanceof StateTooLarge || error instanceof WorksheetTooLarge) return undefined;
      throw error;
    }
  }
}
