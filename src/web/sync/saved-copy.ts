import { partsOf } from '../../codec/database/copy.ts';
import { beforeEnd, type Step } from '../http/http.ts';
import type { CopySync } from './copy-sync.ts';

/**
 * For visitors with a saved copy: reads it before the page, and before the response has ended writes what the page
 * changed. An answer is acknowledged once it is in the database, or, while that is away, in the cookie alone.
 */
export function savedCopy(sync: CopySync, failed: (error: unknown) => void): Step {
  return async (req, res, next) => {
    const cookie = sync.cookieOf(req);
    if (!cookie) return next();
    const seen = await sync.begin(req, res, cookie);
    if (seen) {
      const before = partsOf(sync.holdings(req, res));
      const write = async () => {
        if (!res.locals.copyLeft) await sync.end(req, res, seen, before);
      };
      beforeEnd(res, write, failed);
    }
    next();
  };
}
