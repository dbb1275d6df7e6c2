import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { TooManyRequests } from '../errors.ts';

const windowSeconds = 10;
/**
 * Requests an address may make in ten seconds. An office of 500 behind one address, each answering a question every
 * five seconds, makes 1,000 writes and 1,000 reads; a flood from one machine makes far more.
 */
export const pagesAWindow = 10_000;
export const writesAWindow = 3_000;

/** Reads and writes count apart. Assets are served before and do not count. */
export function limitRates(): RequestHandler {
  return rateLimit({
    windowMs: windowSeconds * 1000,
    limit: ({ method }) => (method === 'POST' ? writesAWindow : pagesAWindow),
    keyGenerator: ({ method, ip = '' }) => `${method === 'POST' ? 'write' : 'read'} ${ipKeyGenerator(ip)}`,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks of our settings at every request; the tests make them once.
    validate: false,
    handler: (_req, res, next) => {
      res.setHeader('Retry-After', String(windowSeconds));
      next(new TooManyRequests());
    },
  });
}
