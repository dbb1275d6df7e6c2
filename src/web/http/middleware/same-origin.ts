import type { RequestHandler } from 'express';
import type { Config } from '../../../config.ts';
import { Refused } from '../errors.ts';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that a page of another site requests. Browsers send Sec-Fetch-Site, older ones Origin or Referer. A client that
 * sends none is not a browser, so it cannot be tricked into sending a visitor's cookies. SameSite=Lax is defence in depth.
 */
export function sameOrigin({ origin: ownOrigin }: Pick<Config, 'origin'>): RequestHandler {
  return (req, _res, next) => {
    if (readOnly.has(req.method)) return next();
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined)
      return next(site === 'same-origin' || site === 'none' ? undefined : new Refused());
    const from = req.headers.origin ?? req.headers.referer;
    if (from === undefined) return next();
    const { origin, host } = URL.parse(from) ?? {};
    const isOurs = host !== undefined && host !== '' && (origin === ownOrigin || host === req.host);
    next(isOurs ? undefined : new Refused());
  };
}
