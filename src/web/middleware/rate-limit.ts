import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { TooManyRequests } from '../errors.ts';

const windowSeconds = 10;
/**
 * Requests an address may make in ten seconds. An office of 500 behind one address, each answering a question every
 * five seconds, makes 1,000 writes and 1,000 reads; a flood from one machine makes far more.
 */
export const pagesAWindow = 10_000;
export const writesAWindow = 3_000;

/** One limit for everything, a lower one for posts. Assets are served before and do not count. */
export function limitRates(): RequestHandler[] {
  const limit = (most: number, skip: (method: string) => boolean) =>
    rateLimit({
      windowMs: windowSeconds * 1000,
      limit: most,
      standardHeaders: false,
      legacyHeaders: false,
      skip: ({ method }) => skip(method),
      handler: (_req, res, next) => {
        res.setHeader('Retry-After', String(windowSeconds));
        next(new TooManyRequests());
      },
    });
  return [limit(pagesAWindow, () => false), limit(writesAWindow, (method) => method !== 'POST')];
}
