import { partsOf } from '../../codec/copy.ts';
import type { CopySync } from '../copy-sync.ts';
import type { Step } from '../http.ts';

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
      const end = res.end.bind(res);
      res.end = ((...args: Parameters<typeof end>) => {
        res.end = end;
        const finish = () => end(...args);
        if (res.locals.copyLeft) return finish();
        // Whatever fails there, the page itself is whole and must be sent.
        void sync.end(req, res, seen, before).catch(failed).then(finish);
        return res;
      }) as typeof res.end;
    }
    next();
  };
}
