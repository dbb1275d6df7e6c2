import type { Assets } from '../render/assets.ts';
import { preferredEncoding } from './encoding.ts';
import { pathOf, type Step } from './http.ts';

const folder = '/assets/';
const forever = 'public, max-age=31536000, immutable';
/** Asked for by well-known addresses, which carry no hash. */
const wellKnown: Record<string, string> = {
  '/favicon.ico': 'icons/icon-32.png',
  '/robots.txt': 'robots.txt',
  '/apple-touch-icon.png': 'icons/icon-180.png',
};

/** The files of public/. An address whose hash is not today's is not found: it must not be kept under that name. */
export function serveAssets(assets: Assets): Step {
  return (req, res, next) => {
    const path = pathOf(req);
    const known = wellKnown[path];
    const asset = known
      ? assets.named(known)
      : path.startsWith(folder) && assets.at(path.slice(folder.length));
    if (!asset || (req.method !== 'GET' && req.method !== 'HEAD')) {
      next();
      return;
    }
    const encoding = asset.compressible
      ? preferredEncoding(req.headers['accept-encoding'], ['br', 'gzip'])
      : 'identity';
    const bytes = asset.bytes(encoding);
    res.setHeader('Content-Type', asset.type);
    res.setHeader('Cache-Control', known ? 'public, max-age=86400' : forever);
    if (asset.compressible) res.setHeader('Vary', 'Accept-Encoding');
    if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding);
    for (const [name, value] of Object.entries(asset.headers)) res.setHeader(name, value);
    res.setHeader('Content-Length', bytes.length);
    res.end(req.method === 'HEAD' ? undefined : bytes);
  };
}
