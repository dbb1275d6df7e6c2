/** Renders a view and sends it as a page, with gzip when the browser accepts it, and with the caching headers of its kind. */
import type { Request, Response } from 'express';
import { preferredEncoding } from '../http/encoding.ts';
import { finish } from '../http/finish.ts';
import type { Views } from './views.ts';

/** What the head and the foot of every page read. */
export interface Layout {
  /** The title without the site's name. */
  readonly title: string;
  readonly description: string;
  /** The current entry of the navigation in the head; `home` and `other` have none. */
  readonly section:
    | 'home'
    | 'questions'
    | 'report'
    | 'plan'
    | 'teams'
    | 'resume'
    | 'share'
    | 'compare'
    | 'moments'
    | 'sample'
    | 'other';
  /** Names of style sheets of public/css besides site.css, which is kept small because the question page needs it. */
  readonly styles?: readonly string[];
  /** Names of scripts of public/js besides site.js. */
  readonly scripts?: readonly string[];
  /** Seconds after which a browser without scripts loads the page again; absent on most pages. */
  readonly refresh?: number;
  /** The page shows what the visitor answered or entered, and must not be cached. */
  readonly personal: boolean;
  /** Search engines may index the page. */
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

/** `no-transform`: proxies that rewrite mail addresses or markup would break what the page's policy and its tests promise. */
const caching = {
  private: 'private, no-store, no-transform',
  public: 'public, max-age=300, no-transform',
} as const;

/** Bytes. Below this one write of a joined copy is faster; above it the copy costs more than the writes. */
const leastUnjoined = 64 * 1024;

export function pageSender(views: Views): SendPage {
  return (req, res, view, page, status = 200) => {
    const whole = views.render(view, page);
    // The head is cached with the title of the page without an error.
    const parts = status >= 400 ? whole.withInserted('<title>', 'Error: ') : whole;
    const gzip = preferredEncoding(req.headers['accept-encoding'], ['gzip']) === 'gzip';
    const pieces = gzip ? parts.gzipped : parts.bytes;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const isPrivate = page.layout.personal || status >= 400;
    finish(res, () => {
      res.statusCode = status;
      res.setHeader('Content-Type', 'text/html; charset=utf-8');
      res.setHeader('Cache-Control', caching[isPrivate ? 'private' : 'public']);
      res.setHeader('Vary', 'Accept-Encoding');
      res.setHeader('Content-Length', length);
      if (!page.layout.indexed) res.setHeader('X-Robots-Tag', 'noindex');
      if (gzip) res.setHeader('Content-Encoding', 'gzip');
      if (length < leastUnjoined) return void res.end(Buffer.concat(pieces, length));
      res.cork();
      for (const piece of pieces) res.write(piece);
      res.end();
    });
  };
}
