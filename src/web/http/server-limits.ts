/** Limits of the HTTP server. Times are in milliseconds; tested by tests/ops/greedy.test.ts and tests/web/http/bodies.test.ts. */
export const serverLimits = {
  /** Room for all of the site's cookies at their largest. A visitor with larger headers could not even delete a cookie. */
  maxHeaderSize: 32 * 1024,
  /** Closes slow connections, so that they do not exhaust the server. */
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than the minute of common load balancers, which would otherwise send a request on a connection just closed. */
  keepAliveTimeout: 65_000,
};
