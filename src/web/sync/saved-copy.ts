import type { RequestHandler } from 'express';
import type { CopyStatus, CopySync } from './copy-sync.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Undefined for a visitor without a saved copy. */
    copyStatus?: CopyStatus;
  }
}

/**
 * For visitors with a saved copy: synchronizes it before the route runs, and sends what the route changed before the response.
 * An answer is acknowledged once it is in the database or, while the database is away, in the cookie as unsent.
 */
export function savedCopy(copies: CopySync): RequestHandler {
  return async (_req, res, next) => {
    const { jar, beforeSending } = res.locals;
    const cookie = copies.cookieOf(jar);
    if (!cookie) {
      // A copy may be opened in this request.
      beforeSending?.push(async () => copies.settle(jar, undefined));
      return next();
    }
    res.locals.copyStatus = await copies.synchronize(jar, cookie);
    // Nothing is added to a copy whose answers do not count here.
    if (res.locals.copyStatus === 'other-edition') return next();
    const before = copies.partsOf(jar);
    beforeSending?.push(() => copies.sendChanges(jar, cookie.key, before));
    beforeSending?.push(async () => copies.settle(jar, cookie));
    next();
  };
}
