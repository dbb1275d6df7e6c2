/**
 * Keeps a browser and its saved copy in the database the same. The cookies stay complete, so that the site works while the
 * database is away; the copy's cookie then names the parts that could not be sent. This file fetches and saves; what both
 * sides come to is decided in assessment/reconcile.ts.
 */
import { type CopyParts, changedParts, reconcile, withParts } from '../../assessment/reconcile.ts';
import { newVisitor } from '../../assessment/visitor.ts';
import { editionOf, holdingsOf, partsOf, sealOf } from '../../codec/database/copy.ts';
import { type CopyCookie, decodeCopyCookie, encodeCopyCookie } from '../../codec/database/copy-cookie.ts';
import type { Editions, FormerState } from '../../codec/state.ts';
import { StorageFault } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CopyChanges } from '../../storage/tables/copies.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { laterLines } from '../visitor/cookie-room.ts';
import { copyCookie, momentsCookie, planCookie, stateCookie } from '../visitor/cookies.ts';
import { bringHoldings, readHoldings } from '../visitor/holdings-store.ts';
import type { Stores } from '../visitor/stores.ts';
import { holdingsThatFit } from './copy-holdings.ts';
import type { DatabasePause } from './database-pause.ts';

/** The state of the saved copy in this request. */
export type CopyStatus = 'kept' | 'away' | 'removed' | 'too-large' | 'other-edition';

type CopyRead = Omit<CopyChanges, 'parts'> & { readonly parts: CopyParts };

export class CopySync {
  readonly #today: Dependencies['today'];
  readonly #stores: Stores;
  readonly #editions: Editions;
  readonly #storage: Storage;
  readonly #pause: DatabasePause;

  constructor(
    { today }: Dependencies,
    stores: Stores,
    editions: Editions,
    storage: Storage,
    pause: DatabasePause,
  ) {
    this.#editions = editions;
    this.#today = today;
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
  async read(key: string, since = 0): Promise<CopyRead | undefined> {
    const seal = sealOf(key);
    const changes = await this.#pause.query(() => this.#storage.copies.changes(seal.id, since));
    if (!changes) return undefined;
    const parts = changes.parts.flatMap(({ value }) => {
      const part = seal.open(value);
      return part ? [part] : [];
    });
    return { ...changes, parts: new Map(parts) };
  }

  /** The parts of what a browser holds. */
  partsOf(jar: CookieJar): CopyParts {
    return partsOf(readHoldings(this.#stores, jar), this.#editions.current);
  }

  /** Returns the answers of a copy of an edition that does not count here; undefined for one that counts. */
  formerOf(parts: CopyParts): FormerState | undefined {
    const edition = editionOf(parts);
    const { current, accepts } = this.#editions;
    if (edition === undefined || edition === current || accepts.includes(edition)) return undefined;
    const visitor = holdingsOf(withParts(new Map(), parts), this.#today())?.visitor;
    return { edition, visitor: visitor ?? newVisitor };
  }

  /** @returns the revision written. @throws StorageAway, and then nothing is written */
  async write(key: string, parts: CopyParts): Promise<number> {
    const seal = sealOf(key);
    const sealed = [...parts].map(([name, value]) => seal.seal(name, value));
    return this.#pause.query(() => this.#storage.copies.write(seal.id, sealed, this.#today()));
  }

  /** @throws StorageAway, and then nothing is removed */
  async remove(key: string): Promise<void> {
    await this.erase(sealOf(key).id);
  }

  /** @param id of the copy in the database. @throws StorageAway, and then nothing is removed */
  async erase(id: string): Promise<void> {
    await this.#pause.query(() => this.#storage.copies.remove(id));
  }

  /** Asks the database whether it can be used now. */
  async isAway(): Promise<boolean> {
    try {
      await this.#pause.query(() => this.#storage.check());
      return false;
    } catch (error) {
      if (!(error instanceof StorageFault)) throw error;
      return true;
    }
  }

  /** Reads what other devices wrote into the browser and sends what is unsent. Returns 'away' instead of throwing StorageFault. */
  async synchronize(jar: CookieJar, known: CopyCookie): Promise<CopyStatus> {
    let cookie = known;
    if (this.#stores.store.read(jar).former && cookie.revision > 0) {
      // The copy may be of the same edition. From revision 0 on every request reads its profile, which names the edition.
      cookie = { ...cookie, revision: 0, unsent: new Set() };
      this.keep(jar, cookie);
    }
    const local = readHoldings(this.#stores, jar);
    const hasNothing = local.visitor.assessments.length === 0;
    const own = this.partsOf(jar);
    try {
      const since = hasNothing ? 0 : cookie.revision;
      let found = await this.read(cookie.key, since);
      // A revision below the one this browser has seen: the database was restored from a backup.
      const isRestored = found !== undefined && found.revision < cookie.revision;
      if (isRestored) found = await this.read(cookie.key);
      if (!found) {
        // Another device removed the copy, or it was purged because nobody used it.
        this.forget(jar);
        return 'removed';
      }
      if (this.formerOf(found.parts)) {
        if (cookie.revision > 0) this.keep(jar, { ...cookie, revision: 0, unsent: new Set() });
        return 'other-edition';
      }
      const { unsent } = cookie;
      const { merged, outgoing } = reconcile({ own, found: found.parts, unsent, isRestored });
      if (outgoing.size > 0) await this.write(cookie.key, outgoing);
      const fits = changedParts(own, merged).size === 0 || this.#save(jar, merged);
      // Parts that do not fit are read again with the next request: there may be room by then.
      const revision = fits ? found.revision : cookie.revision;
      if (revision !== cookie.revision || unsent === 'everything' || unsent.size > 0)
        this.keep(jar, { key: cookie.key, revision, unsent: new Set() });
      return fits ? 'kept' : 'too-large';
    } catch (error) {
      if (!(error instanceof StorageFault)) throw error;
      return 'away';
    }
  }

  /**
   * Sends what the route changed; while the database is away, lists it as unsent instead of throwing StorageFault.
   * @param key of the copy that `before` belongs to
   * @param before what the browser held before the route ran
   */
  async sendChanges(jar: CookieJar, key: string, before: CopyParts): Promise<void> {
    const cookie = this.cookieOf(jar);
    // The route may have removed the copy, or opened another.
    if (cookie?.key !== key) return;
    const changed = changedParts(before, this.partsOf(jar));
    if (changed.size === 0) return;
    try {
      const revision = await this.write(key, changed);
      // A higher revision means that another device wrote in between; the next request reads its parts.
      if (revision === cookie.revision + 1) this.keep(jar, { ...cookie, revision });
    } catch (error) {
      if (!(error instanceof StorageFault)) throw error;
      const unsent =
        cookie.unsent === 'everything' ? cookie.unsent : new Set([...cookie.unsent, ...changed.keys()]);
      this.keep(jar, { ...cookie, unsent });
    }
  }

  /**
   * Leaves out parts that were brought from the copy, as far as the response has no room for them. The cookie then keeps the
   * revision from before, so that the next request reads them again.
   */
  settle(jar: CookieJar, before: CopyCookie | undefined): void {
    const isDropped = jar.dropOptional(laterLines(jar), momentsCookie, planCookie, stateCookie);
    const cookie = this.cookieOf(jar);
    if (isDropped && cookie)
      this.keep(jar, { ...cookie, revision: cookie.key === before?.key ? before.revision : 0 });
  }

  /** Saves these parts in the browser. Returns false and changes nothing when they do not fit its cookies. */
  #save(jar: CookieJar, parts: CopyParts): boolean {
    const holdings = holdingsThatFit(this.#stores, jar, parts, this.#today(), this.#editions.current);
    if (holdings) bringHoldings(this.#stores, jar, holdings);
    return holdings !== undefined;
  }
}
