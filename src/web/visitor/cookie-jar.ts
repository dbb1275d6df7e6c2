/**
 * The cookies of one request: what came in, what the response will set, and so what the browser will hold afterwards.
 *
 * cookie-parser reads and verifies the cookies that come in; `res.cookie` signs those that go out. In between, changes are
 * collected here and are visible at once: reading a cookie after setting it gives the new text. `write` sends them with
 * the response, each name once (RFC 6265, section 4.1.1).
 */
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '../../config.ts';
import { ourPrefix, yearSeconds } from './cookies.ts';

/** Characters of a cookie: name, "=" and the signed value. Browsers drop one of more than 4,096 bytes without a word. */
export const cookieLimit = 3_800;
/** What cookie-parser adds to a text: "s:" before it; a dot and 256 bits of base64 without padding after it. */
const signatureSize = 's:'.length + '.'.length + 43;

/** Names that a cookie of this site can have: tokens (RFC 6265, section 4.1.1). Others cannot be set, and so not removed. */
const nameShape = new RegExp(`^${ourPrefix}[!#$%&'*+.^_\`|~\\w-]*$`);
/** All that this site's cookies are made of, cookie-parser's signature included. */
const valueShape = new RegExp(`^[\\w.~*:+/-]{1,${cookieLimit}}$`);

declare module 'express-serve-static-core' {
  interface Locals {
    jar: CookieJar;
  }
}

interface Change {
  readonly name: string;
  /** Empty when the cookie is removed. */
  readonly value: string;
  readonly signed: boolean;
  readonly seconds: number;
  readonly path: string;
}

/** How many characters of text still fit the cookie; negative when there are too many. */
export function spaceLeft(name: string, text: string): number {
  return cookieLimit - name.length - '='.length - signatureSize - text.length;
}

export class CookieJar {
  readonly #req: Request;
  readonly #basePath: string;
  readonly #origin: string | undefined;
  readonly #changes = new Map<string, Change>();

  constructor(req: Request, { origin, basePath }: Pick<Config, 'origin' | 'basePath'>) {
    this.#req = req;
    this.#basePath = basePath;
    this.#origin = origin;
  }

  /** The text of a cookie that this site has signed, or is about to; undefined when there is none. */
  verified(name: string): string | undefined {
    const change = this.#changes.get(name);
    if (change) return change.signed && change.value !== '' ? change.value : undefined;
    const text: unknown = this.#req.signedCookies[name];
    return typeof text === 'string' ? text : undefined;
  }

  /** The value, as it was sent, of a cookie that none of the site's secrets has signed; undefined when there is none. */
  unverified(name: string): string | undefined {
    const change = this.#changes.get(name);
    if (change) return !change.signed && change.value !== '' ? change.value : undefined;
    if (!(name in this.#req.cookies) && this.#req.signedCookies[name] !== false) return undefined;
    return parseCookie(this.#req.headers.cookie ?? '', { decode: String })[name];
  }

  /** The names of this site's cookies that the browser will hold after the response. */
  names(): string[] {
    const names = new Set(this.#received);
    for (const { name, value, path } of this.#changes.values())
      if (path === this.#basePath && value !== '') names.add(name);
      else if (path === this.#basePath) names.delete(name);
    return [...names];
  }

  /** Whether the request brought none of this site's cookies. */
  get wasEmpty(): boolean {
    return this.#received.length === 0;
  }

  get #received(): string[] {
    const { cookies, signedCookies } = this.#req;
    return [...Object.keys(signedCookies), ...Object.keys(cookies)].filter((name) => nameShape.test(name));
  }

  /** Whether the response changes what the browser holds. */
  get isChanged(): boolean {
    return this.#changes.size > 0;
  }

  /** @param text cookie-octets only (RFC 6265, section 4.1.1); it begins with a word that says what it is */
  set(name: string, text: string, seconds = yearSeconds): void {
    this.#changes.set(name, { name, value: text, signed: true, seconds, path: this.#basePath });
  }

  /** The value as the browser holds it, signature included; two cookies of the same text may differ in it. */
  value(name: string): string | undefined {
    return this.verified(name) ?? this.unverified(name);
  }

  /**
   * Sets a cookie that cannot be read aside, under another name. What cannot be verified now is kept as it is, because it
   * can be again when its secret is back. A value that no cookie of this site can have is dropped.
   */
  setAside(name: string, aside: string): void {
    const text = this.verified(name);
    const value = text ?? this.unverified(name) ?? '';
    if (!valueShape.test(value)) return;
    const signed = text !== undefined;
    this.#changes.set(aside, { name: aside, value, signed, seconds: yearSeconds, path: this.#basePath });
  }

  remove(name: string): void {
    this.#changes.set(name, { name, value: '', signed: false, seconds: 0, path: this.#basePath });
  }

  /** Removes every cookie, also those set while the site had an address above its present one. */
  removeAll(): void {
    const folders = this.#basePath.split('/');
    for (const name of new Set([...this.#received, ...this.names()]))
      for (let depth = folders.length; depth > 0; depth--) {
        const path = folders.slice(0, depth).join('/');
        const key = path === this.#basePath ? name : `${path}/ ${name}`;
        this.#changes.set(key, { name, value: '', signed: false, seconds: 0, path });
      }
  }

  /** Sets the cookies on the response. */
  write(res: Response): void {
    if (this.#changes.size === 0) return;
    const secure = this.#req.secure || this.#origin?.startsWith('https:') === true;
    for (const { name, value, signed, seconds, path } of this.#changes.values()) {
      const options: CookieOptions = {
        signed,
        maxAge: seconds * 1_000,
        path: `${path}/`,
        httpOnly: true,
        sameSite: 'lax',
        secure,
        // The texts need no escaping, which would make them longer.
        encode: String,
      };
      res.cookie(name, value, options);
    }
    this.#changes.clear();
  }
}
