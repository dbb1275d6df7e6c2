import { isIPv6 } from 'node:net';
import { TooManyRequests } from './errors.ts';
import type { Incoming, Step } from './http.ts';

export const windowSeconds = 10;
/**
 * Requests an address may make in ten seconds. An office of 500 behind one address, each answering a question every
 * five seconds, makes 1,000 writes and 1,000 reads; a flood from one machine makes far more.
 */
export const pagesAWindow = 10_000;
export const writesAWindow = 3_000;
/** A document costs as much as thousands of pages. */
export const documentsAWindow = 20;

/** An IPv6 subscriber has a whole /64 to send from; it counts as one address. */
function subscriber(address: string): string {
  if (!address.includes(':') || !isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':');
  const missing = 8 - groups.length - tail.split(':').length;
  return [...groups, ...Array(Math.max(0, missing)).fill('0'), ...tail.split(':')].slice(0, 4).join(':');
}

/**
 * Counts reads and writes of each address apart, in windows that all begin together; assets are served before and do not
 * count. express-rate-limit does this and more for 8 of the 60 microseconds of a page (docs/decisions/0006-lean-path.md).
 */
export function limitRates(now: () => number = () => performance.now()): Step {
  const reads = new Map<string, number>();
  const writes = new Map<string, number>();
  return counting(
    [reads, writes],
    ({ method }) => (method === 'POST' ? [writes, writesAWindow] : [reads, pagesAWindow]),
    now,
  );
}

/** For what takes the server half a second to make. Counts each address, whatever document it asks for. */
export function limitDocuments(now: () => number = () => performance.now()): Step {
  const made = new Map<string, number>();
  return counting([made], () => [made, documentsAWindow], now);
}

type Counts = Map<string, number>;

function counting(
  all: readonly Counts[],
  allowed: (req: Incoming) => readonly [counts: Counts, most: number],
  now: () => number,
): Step {
  let windowEnds = 0;
  return (req, res, next) => {
    const time = now();
    if (time >= windowEnds) {
      windowEnds = time + windowSeconds * 1000;
      for (const counts of all) counts.clear();
    }
    const [counts, most] = allowed(req);
    const address = subscriber(res.locals.asker.address);
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    if (count <= most) return next();
    res.setHeader('Retry-After', String(windowSeconds));
    next(new TooManyRequests());
  };
}
