/**
 * Server-sent events (HTML standard, section 9.2). A stream stays open until the browser leaves or the server stops: drain.ts
 * ends it by its content type, and requestLog counts it when it opens.
 */
import type { Response } from 'express';
import { finish } from './finish.ts';

export const eventType = 'text/event-stream';
/** Milliseconds after which a browser connects again. */
const retry = 1_500;
/** Bytes waiting for a browser that does not read. More events would only take memory. */
const mostWaiting = 64 * 1024;

export class EventStream {
  readonly #res: Response;

  constructor(res: Response) {
    this.#res = res;
  }

  /** @param data as JSON */
  send(data: object): void {
    this.#write(`data: ${JSON.stringify(data)}\n\n`);
  }

  /** Keeps proxies from closing a quiet connection. */
  beat(): void {
    this.#write(':\n\n');
  }

  #write(text: string): void {
    if (this.#res.writableEnded || this.#res.destroyed) return;
    if (this.#res.writableLength > mostWaiting) this.#res.destroy();
    else this.#res.write(text);
  }
}

/** A stream stays open for an hour or more, and its request may have had 20 kB of cookies. */
function forgetRequest({ req, locals }: Response): void {
  req.rawHeaders.length = 0;
  req.headers = {};
  req.cookies = {};
  req.signedCookies = {};
  locals.jar.decoded.clear();
}

/** @param opened gets the stream; what it returns is called once when the stream has closed, for whatever reason */
export function openEventStream(res: Response, opened: (stream: EventStream) => () => void): void {
  finish(res, () => {
    if (res.destroyed) return;
    res.statusCode = 200;
    res.setHeader('Content-Type', eventType);
    res.setHeader('Cache-Control', 'private, no-store');
    // nginx would otherwise hold the events back.
    res.setHeader('X-Accel-Buffering', 'no');
    if (res.req.method === 'HEAD') return void res.end();
    res.write(`retry: ${retry}\n\n`);
    res.locals.logRequest?.();
    forgetRequest(res);
    res.once('close', opened(new EventStream(res)));
  });
}
