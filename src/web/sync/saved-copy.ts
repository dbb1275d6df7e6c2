import type { RequestHandler } from 'express';
import { partsOf } from '../../codec/database/copy.ts';
import type { Site } from '../site.ts';
import { readHoldings } from '../visitor/holdings-store.ts';
import type { CopyStatus, CopySync } from './copy-sync.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Undefined for a visitor without a saved copy. */
    copyStatus?: CopyStatus;
  }
}

/**
 * For visitors with a saved copy: reads it before the page, and writes what the page changed before the response is sent.
 * So an answer is acknowledged once it is in the database or, while that is away, in the cookie as unsent.
 */
export function savedCopy(site: Site, copies: CopySync): RequestHandler {
  return async (_req, res, next) => {
    const { jar, beforeSending } = res.locals;
    const cookie = copies.cookieOf(jar);
    if (!cookie) return next();
    res.locals.copyStatus = await copies.begin(jar, cookie);
    const before = partsOf(readHoldings(site, jar));
    beforeSending?.push(() => copies.end(jar, cookie.key, before));
    next();
  };
}
