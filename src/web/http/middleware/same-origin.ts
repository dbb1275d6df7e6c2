import type { RequestHandler } from 'express';
import type { Config } from '../../../config.ts';
import { Refused } from '../errors.ts';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that a page of another site asks for. Browsers say so in Sec-Fetch-Site, older ones in Origin. A program
 * that is no browser sends neither, and sends no visitor's cookie unasked. The cookies' SameSite=Lax is defence in depth.
 */
export function sameOrigin({ origin: ownOrigin }: Pick<Config, 'origin'>): RequestHandler {
  return (req, _res, next) => {
    if (readOnly.has(req.method)) return next();
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined)
      return next(site === 'same-origin' || site === 'none' ? undefined : new Refused());
    const { origin } = req.headers;
    if (origin === undefined || origin === ownOrigin) return next();
    const host = URL.parse(origin)?.host;
    next(host !== undefined && host === req.host ? undefined : new Refused());
  };
}
