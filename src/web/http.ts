/**
 * A request and its response as node:http has them, with what every response of ours carries. Express's own are made of these,
 * so what is written for them serves its pages, too.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import type { Response } from 'express';

export type Incoming = IncomingMessage & { body?: unknown };
export type Outgoing = ServerResponse & { locals: Response['locals'] };

export type Next = (error?: unknown) => void;
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
