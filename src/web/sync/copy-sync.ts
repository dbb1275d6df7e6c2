/**
 * Keeps a browser and its saved copy the same: reads what other devices wrote, sends what this one has. The cookies stay
 * complete, so that the site goes on without the database; what could not be sent is remembered in the cookie.
 */
import type { Holdings } from '../../assessment/holdings.ts';
import { type CopyParts, changedParts, reconcile } from '../../assessment/reconcile.ts';
import { dayOf } from '../../assessment/visitor.ts';
import { holdingsOf, partsOf, sealOf } from '../../codec/database/copy.ts';
import { type CopyCookie, decodeCopyCookie, encodeCopyCookie } from '../../codec/database/copy-cookie.ts';
import { StorageAway } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import { SheetTooLarge, StateTooLarge } from '../http/errors.ts';
import type { Incoming, Outgoing } from '../http/http.ts';
import type { Site } from '../site.ts';
import { cookiesAfter, cookieValues, copyCookie, setCookie, setsCookies } from '../visitor/cookies.ts';
import type { DatabasePause } from './database-pause.ts';

/** How the saved copy of a request stands. */
export type CopyStatus = 'kept' | 'away' | 'removed' | 'too-large';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Undefined for a visitor without a saved copy. */
    copy?: CopyStatus;
    /** A page has dealt with the saved copy itself: nothing is sent at the end. */
    copyLeft?: boolean;
  }
}

export class CopySync {
  readonly #site: Site;
  readonly #storage: Storage;
  readonly #pause: DatabasePause;

  constructor(site: Site, storage: Storage, pause: DatabasePause) {
    this.#site = site;
    this.#storage = storage;
    this.#pause = pause;
  }

  cookieOf(req: Incoming): CopyCookie | undefined {
    const [value] = cookieValues(req.headers.cookie, copyCookie);
    return value === undefined ? undefined : decodeCopyCookie(value, this.#site.deps.secrets);
  }

  keep(res: Outgoing, cookie: CopyCookie): void {
    const { config, secrets } = this.#site.deps;
    if (!res.headersSent) setCookie(res, config, copyCookie, encodeCopyCookie(cookie, secrets));
  }

  forget(res: Outgoing): void {
    setCookie(res, this.#site.deps.config, copyCookie, '', 0);
  }

  /** What this browser's cookies hold. */
  holdings(req: Incoming, res: Outgoing): Holdings {
    const { store, plan, moments } = this.#site;
    return {
      visitor: store.read(req, res).visitor,
      plan: plan.read(req).sheet,
      moments: moments.read(req).sheet,
    };
  }

  /** The parts of a copy that were written after a revision; undefined when there is none. @throws StorageAway */
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

  /** @throws StorageAway, and then nothing is written */
  async write(key: string, parts: CopyParts): Promise<number> {
    const seal = sealOf(key);
    const sealed = [...parts].map(([name, value]) => seal.seal(name, value));
    return this.#pause.asked(() => this.#storage.copies.write(seal.id, sealed, dayOf(this.#site.deps.now())));
  }

  /** @throws StorageAway */
  async remove(key: string): Promise<void> {
    await this.#pause.asked(() => this.#storage.copies.remove(sealOf(key).id));
  }

  /** Before the page: other devices' answers come in, unsent ones go out. */
  async begin(req: Incoming, res: Outgoing, cookie: CopyCookie): Promise<CopyCookie | undefined> {
    const local = this.holdings(req, res);
    const hasNothing = local.visitor.assessments.length === 0;
    const own = partsOf(local);
    try {
      const since = hasNothing ? 0 : cookie.revision;
      let found = await this.read(cookie.key, since);
      // The database is older than what this browser has seen of it: it was restored from a backup.
      const isRestored = found !== undefined && found.revision < cookie.revision;
      if (isRestored) found = await this.read(cookie.key);
      if (!found) {
        // It was there and is gone: removed from another device, or after it was not used for long.
        this.forget(res);
        res.locals.copy = 'removed';
        return undefined;
      }
      const { unsent } = cookie;
      const { merged, outgoing } = reconcile({ own, found: found.parts, unsent, isRestored });
      if (outgoing.size > 0) await this.write(cookie.key, outgoing);
      const seen = { key: cookie.key, revision: found.revision, unsent: new Set<string>() };
      if (changedParts(own, merged).size > 0 && !this.take(req, res, merged)) res.locals.copy = 'too-large';
      if (seen.revision !== cookie.revision || unsent === 'everything' || unsent.size > 0)
        this.keep(res, seen);
      res.locals.copy ??= 'kept';
      return seen;
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      res.locals.copy = 'away';
      return cookie;
    }
  }

  /** After the page: what it changed goes out, or is remembered as unsent. Never throws StorageAway. */
  async end(req: Incoming, res: Outgoing, cookie: CopyCookie, before: CopyParts): Promise<void> {
    const changed = changedParts(before, this.#after(req, res, before));
    if (changed.size === 0) return;
    try {
      const revision = await this.write(cookie.key, changed);
      // Another device may have written in between: what it wrote is still to be read.
      if (revision === cookie.revision + 1) this.keep(res, { ...cookie, revision });
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      const unsent =
        cookie.unsent === 'everything' ? cookie.unsent : new Set([...cookie.unsent, ...changed.keys()]);
      this.keep(res, { ...cookie, unsent });
    }
  }

  /** Makes these parts this request's own, and the browser's. False when they do not fit its cookies; then nothing is. */
  take(req: Incoming, res: Outgoing, parts: CopyParts): boolean {
    const { store, plan, moments, deps } = this.#site;
    const holdings = holdingsOf(parts, dayOf(deps.now()));
    if (!holdings) return false;
    const { cookies } = res.locals;
    const before = cookies.length;
    try {
      store.save(req, res, holdings.visitor);
      if (parts.has('plan')) plan.save(req, res, holdings.plan);
      if (parts.has('moments')) moments.save(req, res, holdings.moments);
    } catch (error) {
      if (!(error instanceof StateTooLarge) && !(error instanceof SheetTooLarge)) throw error;
      cookies.length = before;
      return false;
    }
    res.locals.visit = { visitor: holdings.visitor, unreadable: undefined };
    // An answer just given here may be older than what came in; the copy has both in their order.
    store.forgetRecents(req, res);
    req.headers.cookie = cookiesAfter(req, res);
    return true;
  }

  /** What the browser will hold once it has this response. */
  #after(req: Incoming, res: Outgoing, before: CopyParts): CopyParts {
    if (!setsCookies(res)) return before;
    const headers = { ...req.headers, cookie: cookiesAfter(req, res) };
    const next = { headers, method: 'POST' } as Incoming;
    return partsOf(this.holdings(next, { locals: {} } as Outgoing));
  }
}
