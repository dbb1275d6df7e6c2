/**
 * Limits on requests per address. Reads and writes are counted apart, in windows that all begin together. Assets are
 * served before and do not count.
 */
import type { Request, RequestHandler } from 'express';
import ipaddr from 'ipaddr.js';
import { TooManyRequests } from '../errors.ts';

export const windowSeconds = 10;
/**
 * Requests an address may make in ten seconds. An office of 500 people behind one address, each answering a question every
 * five seconds, makes 1,000 writes and 1,000 reads. A flood from one machine makes far more.
 */
export const pagesAWindow = 10_000;
export const writesAWindow = 3_000;
/** A document costs as much as thousands of pages. */
export const documentsAWindow = 20;

/** One subscriber has a whole /64 of IPv6 to send from, which counts as one address. */
function subscriberOf(address: string): string {
  if (!address.includes(':') || !ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}

export function limitRates(now: () => number = () => performance.now()): RequestHandler {
  const reads = new Map<string, number>();
  const writes = new Map<string, number>();
  return counting(
    [reads, writes],
    ({ method }) => (method === 'POST' ? [writes, writesAWindow] : [reads, pagesAWindow]),
    now,
  );
}

/** For documents, which take half a second to make. Counts them per address, whichever document it is. */
export function limitDocuments(now: () => number = () => performance.now()): RequestHandler {
  const made = new Map<string, number>();
  return counting([made], () => [made, documentsAWindow], now);
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
    const subscriber = subscriberOf(req.ip ?? '');
    const count = (counts.get(subscriber) ?? 0) + 1;
    counts.set(subscriber, count);
    if (count <= most) return next();
    res.set('Retry-After', String(windowSeconds));
    next(new TooManyRequests());
  };
}
