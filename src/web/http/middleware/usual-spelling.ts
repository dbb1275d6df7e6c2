import type { RequestHandler } from 'express';
import { finish } from '../finish.ts';

/** Plain segments only, so that the Location is always a path of this site. */
const plainPath = /^(?:\/[\w.~-]+)+\/?$/;

/**
 * Leads a GET of an address in another spelling to the usual one: in lower case and without a slash at the end. Comes after
 * the routes, which are matched exactly. Other methods get a 404 there, because a redirect would lose the form.
 * @param base the path of BASE_URL
 */
export function usualSpelling(base: string): RequestHandler {
  return (req, res, next) => {
    const { path } = req;
    const usual = path.toLowerCase().replace(/\/$/, '');
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (!isRead || !plainPath.test(path) || usual === path) return next();
    finish(res, () => {
      res.statusCode = 301;
      res.set({ Location: base + usual + req.url.slice(path.length), 'Cache-Control': 'private, no-store' });
      res.end();
    });
  };
}
