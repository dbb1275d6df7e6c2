import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Meter, routeOf } from '../meter.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Sent as X-Request-Id, shown on the 500 page, and in every log line about the request. */
    requestId: string;
  }
}

/**
 * Counts each request, and writes a line about it: method, path, status, time. Nothing of the query, the cookies or the body, which are the visitor's.
 */
export function requestLog(logger: Logger, meter?: Meter): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    const requestId = crypto.randomUUID();
    res.locals.requestId = requestId;
    res.setHeader('X-Request-Id', requestId);
    const isLogged = logger.isLevelEnabled('info');
    if (isLogged || meter)
      res.on('finish', () => {
        const took = performance.now() - started;
        const { method } = req;
        meter?.request(method, routeOf(req, res.statusCode), res.statusCode, took / 1000);
        if (!isLogged) return;
        const path = req.originalUrl.split('?', 1)[0];
        const ms = Math.round(10 * took) / 10;
        logger.info({ requestId, method, path, status: res.statusCode, ms }, 'request');
      });
    next();
  };
}
