import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Sent as X-Request-Id, shown on the 500 page, and in every log line about the request. */
    requestId: string;
  }
}

/**
 * A line a request: method, path, status, time. Nothing of the query, the cookies or the body, which are the visitor's.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    const requestId = crypto.randomUUID();
    res.locals.requestId = requestId;
    res.setHeader('X-Request-Id', requestId);
    if (logger.isLevelEnabled('info'))
      res.on('finish', () => {
        const path = req.originalUrl.split('?', 1)[0];
        const ms = Math.round(10 * (performance.now() - started)) / 10;
        logger.info({ requestId, method: req.method, path, status: res.statusCode, ms }, 'request');
      });
    next();
  };
}
