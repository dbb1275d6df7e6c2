/**
 * Limits on requests per address, in fixed windows that are the same for all addresses. POST requests are counted apart
 * from the others. Assets are served before this middleware and do not count.
 */
import type { Request, RequestHandler } from 'express';
import { TooManyRequests } from '../errors.ts';
import { subscriberOf } from './subscriber.ts';

export const windowSeconds = 10;
/**
 * Requests an address may make in one window. An office of 500 people behind one address, each answering a question every
 * five seconds, makes 1,000 POST and 1,000 GET requests. A flood from one machine makes far more.
 */
export const pagesAWindow = 10_000;
export const writesAWindow = 3_000;
/** A document costs as much as thousands of pages. */
export const documentsAWindow = 20;
/** Low, so that nobody can fill a team with made-up members. 500 people behind one address still join within three minutes. */
export const joinsAWindow = 30;

export function limitRates(now: () => number = () => performance.now()): RequestHandler {
  const reads = new Map<string, number>();
  const writes = new Map<string, number>();
  return counting(
    [reads, writes],
    ({ method }) => (method === 'POST' ? [writes, writesAWindow] : [reads, pagesAWindow]),
    now,
  );
}

/** The limit for PDF documents, which take half a second to make. All documents of an address are counted together. */
export function limitDocuments(now: () => number = () => performance.now()): RequestHandler {
  const made = new Map<string, number>();
  return counting([made], () => [made, documentsAWindow], now);
}

/** The limit for joining teams, far below that of other writes. */
export function limitJoins(now: () => number = () => performance.now()): RequestHandler {
  const joins = new Map<string, number>();
  return counting([joins], () => [joins, joinsAWindow], now);
}

type Counts = Map<string, number>;

function counting(
  all: readonly Counts[],
  allowed: (req: Request) => readonly [counts: Counts, most: number],
  now: () => number,
): RequestHandler {
  let windowEnds = 0;
  return (req, res, next) => {
    const time = now();
    if (time >= windowEnds) {
      windowEnds = time + windowSeconds * 1000;
      for (const counts of all) counts.clear();
    }
    const [counts, most] = allowed(req);
    const subscriber = subscriberOf(req);
    const count = (counts.get(subscriber) ?? 0) + 1;
    counts.set(subscriber, count);
    if (count <= most) return next();
    res.set('Retry-After', String(windowSeconds));
    next(new TooManyRequests());
  };
}
