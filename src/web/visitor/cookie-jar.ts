/**
 * The cookies of one request. cookie-parser verifies the cookies of the request, and `res.cookie` signs those of the
 * response. In between, the jar collects changes: reading a cookie after setting it returns the new text. `write` sets the
 * cookies on the response, each name once (RFC 6265, section 4.1.1).
 */
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '../../config.ts';
import { type Change, linesOf, removalsOf } from './cookie-change.ts';
import { cookieLimit, roomInResponse, signedSize } from './cookie-room.ts';
import { ourPrefix, yearSeconds } from './cookies.ts';

/** A name must be a token (RFC 6265, section 4.1.1). Cookies with other names cannot be set, and so not removed. */
const nameShape = new RegExp(`^${ourPrefix}[!#$%&'*+.^_\`|~\\w-]*$`);
/** The characters of this site's cookie values, signatures included. */
const valueShape = new RegExp(`^[\\w.~*:+/-]{1,${cookieLimit}}$`);

declare module 'express-serve-static-core' {
  interface Locals {
    jar: CookieJar;
  }
}

export class CookieJar {
  readonly #req: Request;
  readonly #basePath: string;
  readonly #origin: string | undefined;
  readonly #changes = new Map<string, Change>();
  /** The names of this site's cookies in the request. */
  readonly #received: readonly string[];
  /** What a store has decoded from these cookies, by store, so that each decodes once a request. */
  readonly decoded = new Map<object, unknown>();

  constructor(req: Request, { origin, basePath }: Pick<Config, 'origin' | 'basePath'>) {
    this.#req = req;
    this.#basePath = basePath;
    this.#origin = origin;
    const { cookies, signedCookies } = req;
    this.#received = [...Object.keys(signedCookies), ...Object.keys(cookies)].filter((name) =>
      nameShape.test(name),
    );
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

  /** The response will set or remove a cookie. */
  get isChanged(): boolean {
    return this.#changes.size > 0;
  }

  /** Returns the size of a cookie that the browser will hold after the response; 0 when it will hold none of that name. */
  size(name: string): number {
    const text = this.verified(name);
    if (text !== undefined) return signedSize(name, text.length);
    const value = this.unverified(name);
    return value === undefined ? 0 : name.length + '='.length + value.length;
  }

  get path(): string {
    return this.#basePath;
  }

  /** The length of the Set-Cookie lines of the response, without optional ones and that of `except`. */
  linesWithout(...except: readonly string[]): number {
    return linesOf([...this.#changes.values()].filter((one) => !one.optional && !except.includes(one.name)));
  }

  /** Marks the changes so far to these cookies: `dropOptional` may leave them out. */
  makeOptional(...names: readonly string[]): void {
    for (const name of names) {
      const change = this.#changes.get(name);
      if (change) this.#changes.set(name, { ...change, optional: true });
    }
  }

  /**
   * Leaves out optional changes until the response has room for the others.
   * @param later the length of lines that are still to come
   * @param names the cookies in the order in which they are left out
   * @returns whether any was left out
   */
  dropOptional(later: number, ...names: readonly string[]): boolean {
    const tooLong = () => linesOf(this.#changes.values()) + later > roomInResponse;
    const dropped = names.filter((name) => tooLong() && this.#changes.get(name)?.optional && this.undo(name));
    return dropped.length > 0;
  }

  changes(name: string): boolean {
    return this.#changes.has(name);
  }

  /** Takes back what was changed in this request: of one cookie, or of all. Returns whether anything was. */
  undo(name?: string): boolean {
    const any = name === undefined ? this.isChanged : this.#changes.has(name);
    if (name === undefined) this.#changes.clear();
    else this.#changes.delete(name);
    this.decoded.clear();
    return any;
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
   * @returns whether it was copied
   */
  setAside(name: string, aside: string): boolean {
    const text = this.verified(name);
    const value = text ?? this.unverified(name) ?? '';
    if (!valueShape.test(value)) return false;
    const signed = text !== undefined;
    this.#changes.set(aside, { name: aside, value, signed, seconds: yearSeconds, path: this.#basePath });
    return true;
  }

  remove(name: string): void {
    this.#changes.set(name, { name, value: '', signed: false, seconds: 0, path: this.#basePath });
  }

  /**
   * Removes every cookie, also those that were set when BASE_URL had a shorter path, as far as the response has room beside `later`.
   * @returns whether none is left for a further request
   */
  removeAll(later = 0): boolean {
    const names = new Set([...this.#received, ...this.names()]);
    this.#changes.clear();
    let room = roomInResponse - later;
    let isWhole = true;
    for (const name of names) {
      const removals = removalsOf(name, this.#basePath);
      const lines = linesOf(removals);
      // A name that is longer than a response can never be removed.
      if (lines > room) isWhole &&= lines > roomInResponse;
      else {
        for (const one of removals)
          this.#changes.set(one.path === this.#basePath ? name : `${one.path}/ ${name}`, one);
        room -= lines;
      }
    }
    this.decoded.clear();
    return isWhole;
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
