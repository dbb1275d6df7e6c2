/** A browser for tests: keeps cookies by path and Max-Age (RFC 6265, section 5), and runs no scripts. */
import type { RequestListener } from 'node:http';
import type { Response, Test } from 'supertest';
import { Page } from './dom.ts';
import { request } from './request.ts';

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** By name in lower case; the value is empty when there is none. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** The cookies a response sets, in order. */
export function cookiesOf(response: Response): Cookie[] {
  const headers = response.headers['set-cookie'] as unknown as string[] | undefined;
  return (headers ?? []).map((header) => {
    const [pair = '', ...rest] = header.split(';').map((part) => part.trim());
    const split = (text: string): [string, string] => {
      const equals = text.indexOf('=');
      return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
    };
    const [name, value] = split(pair);
    const attributes = new Map(rest.map(split).map(([key, setting]) => [key.toLowerCase(), setting]));
    return { name, value, attributes };
  });
}

/** The last value that a response sets for a cookie: undefined when it sets none, empty when it removes the cookie. */
export function cookieSet(response: Response, name: string): string | undefined {
  return cookiesOf(response).findLast((cookie) => cookie.name === name)?.value;
}

export class Jar {
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>();

  set(name: string, value: string, path = '/'): this {
    this.#cookies.set(`${path} ${name}`, { name, value, path });
    return this;
  }

  receive(response: Response): void {
    for (const { name, value, attributes } of cookiesOf(response)) {
      const path = attributes.get('path') || '/';
      if (Number(attributes.get('max-age')) <= 0) this.#cookies.delete(`${path} ${name}`);
      else this.set(name, value, path);
    }
  }

  get names(): string[] {
    return [...this.#cookies.values()].map(({ name }) => name);
  }

  value(name: string): string | undefined {
    return [...this.#cookies.values()].find((cookie) => cookie.name === name)?.value;
  }

  /** The Cookie header for an address, longer paths first; undefined without cookies. */
  header(address: string): string | undefined {
    const path = address.split('?')[0] ?? '';
    const sent = [...this.#cookies.values()]
      .filter((cookie) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .toSorted((a, b) => b.path.length - a.path.length);
    return sent.length > 0 ? sent.map(({ name, value }) => `${name}=${value}`).join('; ') : undefined;
  }
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export function formOf(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  );
  return new URLSearchParams(pairs).toString();
}

export class Browser {
  readonly app: RequestListener;
  readonly jar: Jar;

  /** What the proxy in front of the app adds as X-Forwarded-For; needs TRUST_PROXY. Limits count by it. */
  readonly #from: string | undefined;

  constructor(app: RequestListener, jar = new Jar(), from?: string) {
    this.app = app;
    this.jar = jar;
    this.#from = from;
  }

  get(address: string): Promise<Response> {
    return this.#send(request(this.app).get(address), address);
  }

  /** A download as bytes, of a type that superagent does not know. */
  async bytes(address: string): Promise<Buffer> {
    return (await this.#send(request(this.app).get(address).responseType('blob'), address)).body;
  }

  post(address: string, fields: Fields = {}): Promise<Response> {
    return this.#post(address, fields, 20);
  }

  /** Sends the form again when the response asks for that, as often as browsers do. */
  async #post(address: string, fields: Fields, times: number): Promise<Response> {
    const sent = request(this.app).post(address).type('form').set('Sec-Fetch-Site', 'same-origin');
    const response = await this.#send(sent.send(formOf(fields)), address);
    if (response.status !== 307 || times === 0) return response;
    return this.#post(String(response.headers.location), fields, times - 1);
  }

  async page(address: string): Promise<Page> {
    return new Page((await this.get(address)).text);
  }

  /** Posts a form and returns the address of the redirect. @throws Error unless the status is 303 */
  async postAndFollow(address: string, fields: Fields = {}): Promise<string> {
    const response = await this.post(address, fields);
    if (response.status !== 303) throw new Error(`POST ${address}: expected 303, came ${response.status}`);
    return String(response.headers.location);
  }

  async #send(sent: Test, address: string): Promise<Response> {
    const cookie = this.jar.header(address);
    if (cookie !== undefined) sent.set('Cookie', cookie);
    if (this.#from) sent.set('X-Forwarded-For', this.#from);
    const response = await sent;
    this.jar.receive(response);
    return response;
  }
}
