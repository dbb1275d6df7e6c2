import type { RequestHandler } from 'express';
import type { Assets } from '../../render/assets.ts';
import { preferredEncoding } from '../encoding.ts';

const folder = '/assets/';
const forever = 'public, max-age=31536000, immutable';
/** Files that browsers request at well-known addresses, without a hash. */
const wellKnown: Record<string, string> = {
  '/favicon.ico': 'icons/icon-32.png',
  '/robots.txt': 'robots.txt',
  '/apple-touch-icon.png': 'icons/icon-180.png',
};

/** Serves the files of public/. An address with an outdated hash gets a 404, so that no cache stores the new file under it. */
export function serveAssets(assets: Assets): RequestHandler {
  return (req, res, next) => {
    const { path } = req;
    const known = wellKnown[path];
    const asset = known
      ? assets.named(known)
      : path.startsWith(folder) && assets.at(path.slice(folder.length));
    if (!asset || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
    const encoding = asset.compressible
      ? preferredEncoding(req.headers['accept-encoding'], ['br', 'gzip'])
      : 'identity';
    const bytes = asset.bytes(encoding);
    res.set({ 'Content-Type': asset.type, 'Cache-Control': known ? 'public, max-age=86400' : forever });
    if (asset.compressible) res.set('Vary', 'Accept-Encoding');
    if (encoding !== 'identity') res.set('Content-Encoding', encoding);
    res.set({ ...asset.headers, 'Content-Length': String(bytes.length) });
    res.end(bytes);
  };
}
