import type { Config } from '../../config.ts';
import { Refused } from './errors.ts';
import type { Step } from './http.ts';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another site's page asks for. Browsers say so in Sec-Fetch-Site, older ones in Origin; a program
 * that is not a browser sends neither and carries nobody's cookie unasked. SameSite=Lax is the second wall.
 */
export function sameOrigin(config: Config): Step {
  return (req, res, next) => {
    if (readOnly.has(req.method ?? '')) return next();
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined)
      return next(site === 'same-origin' || site === 'none' ? undefined : new Refused());
    const { origin } = req.headers;
    if (origin === undefined || origin === config.origin) return next();
    const host = URL.parse(origin)?.host;
    next(host !== undefined && host === res.locals.asker.host ? undefined : new Refused());
  };
}
