/**
 * A request and its response as node:http has them, with what every response of ours carries. Express's own are made of these,
 * so what is written for them serves its pages, too.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import type { Response } from 'express';

export type Incoming = IncomingMessage & { body?: unknown };
export type Outgoing = ServerResponse & { locals: Response['locals'] };

type Next = (error?: unknown) => void;
/** Answers the request, or leaves it to the next step. What it throws or rejects with goes to the end of the row. */
export type Step = (req: Incoming, res: Outgoing, next: Next) => void | Promise<void>;

/** One step that takes these in their order; `next` of the last, and every error, goes on to whoever comes after. */
export function inOrder(steps: readonly Step[]): Step {
  return (req, res, done) => {
    let place = 0;
    const next: Next = (error) => {
      const step = error === undefined ? steps[place++] : undefined;
      if (!step) return done(error);
      try {
        step(req, res, next)?.catch(next);
      } catch (thrown) {
        next(thrown);
      }
    };
    next();
  };
}

/**
 * Does this once the page is ready and before its response ends. Whatever fails there, the page itself is whole and must be sent;
 * if that fails, its visitor hears of it by a connection cut off, and nobody else.
 */
export function beforeEnd(res: Outgoing, work: () => Promise<void>, failed: (error: unknown) => void): void {
  const end = res.end.bind(res);
  res.end = ((...args: Parameters<typeof end>) => {
    res.end = end;
    void work()
      .catch(failed)
      .then(() => end(...args))
      .catch((error: unknown) => {
        failed(error);
        res.destroy();
      });
    return res;
  }) as typeof res.end;
}

/**
 * The target of a request as a path with its query, whatever form it came in: a whole address, which a server must take
 * (RFC 9112, section 3.2.2), or with a fragment, which some programs leave there.
 */
export function originForm(target: string): string {
  if (target.startsWith('/') && !target.includes('#')) return target;
  const [rest = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split('#', 1);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** What the request asks for, without its query. */
export function pathOf(req: Incoming): string {
  const { url = '/' } = req;
  const mark = url.indexOf('?');
  return mark < 0 ? url : url.slice(0, mark);
}

const noFields: ParsedUrlQuery = Object.freeze(Object.create(null));

/** The fields of the address, as `req.query` has them on Express's pages. */
export function fieldsOf(req: Incoming): ParsedUrlQuery {
  const { url = '' } = req;
  const mark = url.indexOf('?');
  return mark < 0 ? noFields : parse(url.slice(mark + 1));
}
