/** Sends a page: the view's parts, joined or stitched into gzip, with the caching its kind asks for. */
import { preferredEncoding } from '../http/encoding.ts';
import type { Incoming, Outgoing } from '../http/http.ts';
import type { Views } from './views.ts';

/** What the frame around every page needs. */
export interface Layout {
  /** Without the site's name. */
  readonly title: string;
  readonly description: string;
  /** Which entry of the navigation is this page. */
  readonly section: 'home' | 'start' | 'questions' | 'report' | 'plan' | 'other';
  /** Names of further style sheets of public/css; the first, site.css, is light for the sake of the question pages. */
  readonly sheets?: readonly string[];
  /** Names of further scripts of public/js, each a small convenience. */
  readonly scripts?: readonly string[];
  /** Shows what a visitor answered or typed: kept out of every cache. */
  readonly personal: boolean;
  /** May be found by search engines. */
  readonly indexed: boolean;
}

export interface Page {
  readonly layout: Layout;
}

export type SendPage = <P extends Page>(
  req: Incoming,
  res: Outgoing,
  view: string,
  page: P,
  status?: number,
) => void;

/** Up to here one write of a joined copy is faster; above, the copy costs more than the writes, and fills the memory. */
const worthCopying = 64 * 1024;

export function pageSender(views: Views): SendPage {
  return (req, res, view, page, status = 200) => {
    const parts = views.render(view, page);
    const gzip = preferredEncoding(req.headers['accept-encoding'], ['gzip']) === 'gzip';
    const pieces = gzip ? parts.gzipped : parts.bytes;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    res.statusCode = status;
    const isPrivate = page.layout.personal || status >= 400;
    res.locals.headers.push(
      'Content-Type',
      'text/html; charset=utf-8',
      'Cache-Control',
      isPrivate ? 'private, no-store' : 'public, max-age=300',
      'Vary',
      'Accept-Encoding',
      'Content-Length',
      String(length),
    );
    if (!page.layout.indexed) res.locals.headers.push('X-Robots-Tag', 'noindex');
    if (gzip) res.locals.headers.push('Content-Encoding', 'gzip');
    if (length < worthCopying) return res.end(Buffer.concat(pieces, length));
    res.cork();
    for (const piece of pieces) res.write(piece);
    res.end();
  };
}

/** After a change: the browser fetches the other page, so that a reload does not post again. */
export function seeOther(res: Outgoing, address: string): void {
  res.statusCode = 303;
  res.locals.headers.push('Location', address, 'Cache-Control', 'private, no-store', 'Content-Length', '0');
  res.end();
}
