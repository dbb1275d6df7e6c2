import type { RequestHandler } from 'express';
import type { Removal } from '../../codec/database/removals.ts';
import type { Removals } from './removals.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** What could not be removed from the database at first: what has been removed since, and what has not. */
    pending?: { readonly removed: readonly Removal[]; readonly rest: readonly Removal[] };
  }
}

/** For visitors whom the site could not forget on the server, because the database was away: tries again before the route runs. */
export function pendingRemovals(removals: Removals): RequestHandler {
  return async (_req, res, next) => {
    const { jar } = res.locals;
    const pending = removals.pending(jar);
    if (pending.length === 0) return next();
    const rest = await removals.remove(pending);
    // A shorter list is not saved: the response may have no room, and removing a second time does nothing.
    if (rest.length === 0) removals.keep(jar, rest);
    res.locals.pending = { removed: pending.filter((one) => !rest.includes(one)), rest };
    next();
  };
}
