import { pathOf, type Step } from './http.ts';
import { type Meter, routeOf } from './meter.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Sent as X-Request-Id, shown on the 500 page, and in every log line about the request. */
    requestId: string;
  }
}

/** What is logged of a request. Nothing of the query, the cookies or the body, which are the visitor's. */
export interface RequestEntry {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Milliseconds until the response was handed over to the network, to a tenth. */
  readonly ms: number;
}

/** Counts each request, and logs it. */
export function requestLog(log: ((entry: RequestEntry) => void) | undefined, meter?: Meter): Step {
  return (req, res, next) => {
    const started = performance.now();
    const requestId = crypto.randomUUID();
    const path = pathOf(req);
    res.locals.requestId = requestId;
    res.locals.headers.push('X-Request-Id', requestId);
    if (log || meter)
      res.on('finish', () => {
        const took = performance.now() - started;
        const { method = '' } = req;
        meter?.request(method, routeOf(req, res), res.statusCode, took / 1000);
        log?.({ requestId, method, path, status: res.statusCode, ms: Math.round(10 * took) / 10 });
      });
    next();
  };
}
