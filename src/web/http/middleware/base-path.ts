import type { RequestHandler } from 'express';

/** Takes the prefix of BASE_URL off the path. A proxy may have done that already, so paths without it work too. */
export function basePath(base: string): RequestHandler {
  return (req, _res, next) => {
    if (base && (req.path === base || req.path.startsWith(`${base}/`))) {
      const rest = req.url.slice(req.url.indexOf(base) + base.length);
      req.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    next();
  };
}
