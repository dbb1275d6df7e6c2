/** Sends a page: the view's parts, joined or stitched into gzip, with the caching that its kind needs. */
import type { Request, Response } from 'express';
import { preferredEncoding } from '../http/encoding.ts';
import { finish } from '../http/finish.ts';
import type { Views } from './views.ts';

/** What the frame around every page needs. */
export interface Layout {
  /** Without the site's name. */
  readonly title: string;
  readonly description: string;
  /** Which entry of the navigation is this page. */
  readonly section: 'home' | 'start' | 'questions' | 'report' | 'plan' | 'other';
  /** Names of style sheets of public/css besides site.css, which is kept small because the question page needs it. */
  readonly styles?: readonly string[];
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
  req: Request,
  res: Response,
  view: string,
  page: P,
  status?: number,
) => void;

/** Bytes. A smaller body is faster as one write of a joined copy; for a larger one the copy costs more than the writes. */
const worthCopying = 64 * 1024;

export function pageSender(views: Views): SendPage {
  return (req, res, view, page, status = 200) => {
    const parts = views.render(view, page);
    const gzip = preferredEncoding(req.headers['accept-encoding'], ['gzip']) === 'gzip';
    const pieces = gzip ? parts.gzipped : parts.bytes;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const isPrivate = page.layout.personal || status >= 400;
    finish(res, () => {
      res.statusCode = status;
      res.setHeader('Content-Type', 'text/html; charset=utf-8');
      res.setHeader('Cache-Control', isPrivate ? 'private, no-store' : 'public, max-age=300');
      res.setHeader('Vary', 'Accept-Encoding');
      res.setHeader('Content-Length', length);
      if (!page.layout.indexed) res.setHeader('X-Robots-Tag', 'noindex');
      if (gzip) res.setHeader('Content-Encoding', 'gzip');
      if (length < worthCopying) return void res.end(Buffer.concat(pieces, length));
      res.cork();
      for (const piece of pieces) res.write(piece);
      res.end();
    });
  };
}
