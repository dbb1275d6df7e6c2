import type { RequestHandler } from 'express';

/** Removes the path of BASE_URL from the request's path. Paths without it work too, because some proxies remove it. */
export function basePath(base: string): RequestHandler {
  return (req, _res, next) => {
    if (base && (req.path === base || req.path.startsWith(`${base}/`))) {
      const rest = req.url.slice(req.url.indexOf(base) + base.length);
      req.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    next();
  };
}
