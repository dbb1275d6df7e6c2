import type { Response } from 'express';

declare module 'express-serve-static-core' {
  interface Locals {
    /**
     * What must be done before the response is acknowledged, in this order: the saved copy, then the teams. Like the jar,
     * there from the middleware on that opens the jar: a request that is refused before has neither.
     */
    beforeSending?: (() => Promise<void>)[];
  }
}

/**
 * The one place from which pages, redirects and downloads are sent: does what must be done before, sets the cookies, then
 * sends. Visitors without a saved copy and without teams do not wait for anything.
 */
export function finish(res: Response, send: () => void): void {
  const { jar, beforeSending = [] } = res.locals as Partial<Response['locals']>;
  const complete = () => {
    jar?.write(res);
    send();
  };
  if (beforeSending.length === 0) complete();
  // A failure ends in the error handler, as if the route had thrown.
  else
    void inTurn(beforeSending.splice(0))
      .then(complete)
      .catch((error: unknown) => res.req.next?.(error));
}

async function inTurn(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  for (const task of tasks) await task();
}

/** After a change: the browser fetches the other page, so that a reload does not post again. */
export function seeOther(res: Response, address: string): void {
  finish(res, () => {
    res.statusCode = 303;
    res.setHeader('Location', address);
    res.setHeader('Cache-Control', 'private, no-store');
    res.setHeader('Content-Length', 0);
    res.end();
  });
}
