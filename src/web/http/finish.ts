import type { Response } from 'express';

declare module 'express-serve-static-core' {
  interface Locals {
    /**
     * What must be done before the response is sent, in this order: the saved copy, then the teams. Set with the jar by
     * openJar; a request that was refused before that has neither.
     */
    beforeSending?: (() => Promise<void>)[];
  }
}

/**
 * Sends a page, a redirect or a download: first runs `beforeSending`, then sets the cookies, then calls `send`. All of these
 * responses are sent from here. Without a saved copy and teams there is nothing to wait for, and it sends synchronously.
 */
export function finish(res: Response, send: () => void): void {
  const { jar, beforeSending = [] } = res.locals as Partial<Response['locals']>;
  const complete = () => {
    jar?.write(res);
    send();
  };
  if (beforeSending.length === 0) complete();
  // An error goes to the error handler, as if the route had thrown it.
  else
    void inTurn(beforeSending.splice(0))
      .then(complete)
      .catch((error: unknown) => res.req.next?.(error));
}

async function inTurn(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  for (const task of tasks) await task();
}

/** Redirects after a POST, so that reloading the page does not post again. */
export function seeOther(res: Response, address: string): void {
  finish(res, () => {
    res.statusCode = 303;
    res.setHeader('Location', address);
    res.setHeader('Cache-Control', 'private, no-store');
    res.end();
  });
}

/** Has the browser send the same request, with its body, once more (RFC 9110, section 15.4.8). */
export function repeat(res: Response, address: string): void {
  finish(res, () => {
    res.statusCode = 307;
    res.set({ Location: address, 'Cache-Control': 'private, no-store' });
    res.end();
  });
}
