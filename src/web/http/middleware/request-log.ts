import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Meter, routeOf } from '../meter.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Sent as X-Request-Id, shown on the 500 page, and written to each log line about the request. */
    requestId: string;
    /** Counts and logs the request now, for a response that stays open; by itself that happens when the response is finished. */
    logRequest?: () => void;
  }
}

/** Characters of a path in the log. Longer ones are not addresses of this site. */
const longestPath = 512;

/** Counts and logs each request, a stream of events when it opens. Never logs the query, cookies or body, which hold the visitor's data. */
export function requestLog(logger: Logger, meter?: Meter): RequestHandler {
  const logs = logger.isLevelEnabled('info');
  return (req, res, next) => {
    const started = performance.now();
    const requestId = crypto.randomUUID();
    res.locals.requestId = requestId;
    res.setHeader('X-Request-Id', requestId);
    if (logs || meter) {
      const { method } = req;
      const path = req.path.length > longestPath ? `${req.path.slice(0, longestPath)}…` : req.path;
      let isLogged = false;
      const logRequest = () => {
        if (isLogged) return;
        isLogged = true;
        const took = performance.now() - started;
        meter?.request(method, routeOf(req, res), res.statusCode, took / 1000);
        if (logs)
          logger.info(
            { requestId, method, path, status: res.statusCode, ms: Math.round(10 * took) / 10 },
            'request',
          );
      };
      res.locals.logRequest = logRequest;
      res.on('finish', logRequest);
    }
    next();
  };
}
