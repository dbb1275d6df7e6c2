import type { Step } from './http.ts';

/**
 * Takes the prefix of BASE_URL off the path. A proxy may have done that already, so paths without it work too.
 */
export function basePath(base: string): Step {
  return (req, _res, next) => {
    const { url = '/' } = req;
    if (base && (url === base || url.startsWith(`${base}/`) || url.startsWith(`${base}?`))) {
      const rest = url.slice(base.length);
      req.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    next();
  };
}
