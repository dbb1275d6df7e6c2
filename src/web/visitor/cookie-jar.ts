/**
 * The cookies of one request. cookie-parser verifies the cookies of the request, and `res.cookie` signs those of the
 * response. In between, the jar collects changes: reading a cookie after setting it returns the new text. `write` sets the
 * cookies on the response, each name once (RFC 6265, section 4.1.1).
 */
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '../../config.ts';
import { ourPrefix, yearSeconds } from './cookies.ts';

/** Characters of a cookie: its name, "=" and its signed value. Browsers silently drop a cookie of more than 4,096 bytes. */
export const cookieLimit = 3_800;
/** What the signature adds to a text: "s:" before it, and a dot and 256 bits of base64 without padding after it. */
const signatureSize = 's:'.length + '.'.length + 43;

/** A name must be a token (RFC 6265, section 4.1.1). Cookies with other names cannot be set, and so not removed. */
const nameShape = new RegExp(`^${ourPrefix}[!#$%&'*+.^_\`|~\\w-]*$`);
/** The characters of this site's cookie values, signatures included. */
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

/** Returns how many more characters of text fit the cookie; negative when there are too many. */
export function spaceLeft(name: string, text: string): number {
  return cookieLimit - name.length - '='.length - signatureSize - text.length;
}

export class CookieJar {
  readonly #req: Request;
  readonly #basePath: string;
  readonly #origin: string | undefined;
  readonly #changes = new Map<string, Change>();
  /** What a store has decoded from these cookies, by store, so that each decodes once a request. */
  readonly decoded = new Map<object, unknown>();

  constructor(req: Request, { origin, basePath }: Pick<Config, 'origin' | 'basePath'>) {
    this.#req = req;
    this.#basePath = basePath;
    this.#origin = origin;
  }

  /** Returns the text of a signed cookie; undefined when there is none or its signature is invalid. */
  verified(name: string): string | undefined {
    const change = this.#changes.get(name);
    if (change) return change.signed && change.value !== '' ? change.value : undefined;
    const text: unknown = this.#req.signedCookies[name];
    return typeof text === 'string' ? text : undefined;
  }

  /** Returns the value of a cookie without a valid signature, as it was sent; undefined when there is none. */
  unverified(name: string): string | undefined {
    const change = this.#changes.get(name);
    if (change) return !change.signed && change.value !== '' ? change.value : undefined;
    if (!(name in this.#req.cookies) && this.#req.signedCookies[name] !== false) return undefined;
    return parseCookie(this.#req.headers.cookie ?? '', { decode: String })[name];
  }

  /** Returns the names of this site's cookies that the browser will hold after the response. */
  names(): string[] {
    const names = new Set(this.#received);
    for (const { name, value, path } of this.#changes.values())
      if (path === this.#basePath && value !== '') names.add(name);
      else if (path === this.#basePath) names.delete(name);
    return [...names];
  }

  /** The request had none of this site's cookies. */
  get wasEmpty(): boolean {
    return this.#received.length === 0;
  }

  get #received(): string[] {
    const { cookies, signedCookies } = this.#req;
    return [...Object.keys(signedCookies), ...Object.keys(cookies)].filter((name) => nameShape.test(name));
  }

  /** The response will set or remove a cookie. */
  get isChanged(): boolean {
    return this.#changes.size > 0;
  }

  /** @param text cookie-octets only (RFC 6265, section 4.1.1), beginning with a word that names its kind */
  set(name: string, text: string, seconds = yearSeconds): void {
    this.#changes.set(name, { name, value: text, signed: true, seconds, path: this.#basePath });
  }

  /** Returns the text of a signed cookie, or else the value of an unsigned one. */
  value(name: string): string | undefined {
    return this.verified(name) ?? this.unverified(name);
  }

  /**
   * Copies a cookie that cannot be read to another name. A value whose signature is invalid is copied unchanged, because it
   * can be verified again once the site has its secret. A value that this site cannot have set is dropped.
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

  /** Removes every cookie, also those that were set when BASE_URL had a shorter path. */
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
        // The default would escape characters that need no escaping, and make the cookies longer.
        encode: String,
      };
      res.cookie(name, value, options);
    }
    this.#changes.clear();
  }
}
