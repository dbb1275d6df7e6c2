/**
 * The headers of a response, as one list. What is set with `setHeader` node:http keeps in a map and goes through once more when
 * it writes them, which for the fourteen of an answer takes 36 thousand instructions more than a list given to `writeHead`: that
 * it only joins. So what every response has, and what the pages people are on most send, is gathered in a list. `setHeader` works
 * beside it, and wins.
 */
import { type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Outgoing } from './http.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Name, value, name, value, … as `writeHead` takes them; no name twice. */
    headers: string[];
    /** Each for a Set-Cookie header. */
    cookies: string[];
  }
}

const { writeHead } = ServerResponse.prototype;
type Rest = [headers?: OutgoingHttpHeaders];

/**
 * What makes a response one of ours: node:http calls its `writeHead` before the first byte, whoever sends it.
 * @param always name, value, name, value, … of headers that a page may set otherwise
 */
export function headerWriter(always: readonly string[]): (response: ServerResponse) => Outgoing {
  function write(this: Outgoing, status: number, ...rest: Rest): ServerResponse {
    const { headers, cookies } = this.locals;
    if (rest.length > 0 || this.getHeaderNames().length > 0) {
      for (const [name, value] of pairs([...headers, ...always]))
        if (!this.hasHeader(name)) this.setHeader(name, value);
      if (cookies.length > 0) this.appendHeader('Set-Cookie', cookies);
      return writeHead.call(this, status, ...rest);
    }
    for (const cookie of cookies) headers.push('Set-Cookie', cookie);
    for (const part of always) headers.push(part);
    return writeHead.call(this, status, headers);
  }
  return (response) => {
    // The rest comes with the first steps (`createApp`).
    const locals = { headers: [], cookies: [] } as unknown as Outgoing['locals'];
    const res = response as Outgoing;
    res.locals = locals;
    res.writeHead = write as Outgoing['writeHead'];
    return res;
  };
}

function* pairs(list: readonly string[]): Generator<[name: string, value: string]> {
  for (let i = 0; i < list.length; i += 2) yield [list[i] ?? '', list[i + 1] ?? ''];
}
