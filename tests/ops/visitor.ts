/** A visitor of a running site over HTTP, who keeps cookies like a browser. */
import { expect } from 'vitest';
import { secretsFrom } from '../../src/codec/signature.ts';
import { decodeState } from '../../src/codec/state.ts';
import { stateCookie } from '../../src/web/visitor/cookies.ts';
import { cookieText } from '../cookies.ts';
import { instrument } from '../web/state.ts';

export const opsSecret = 'only for the tests of operation: long enough';
const secrets = secretsFrom([opsSecret]);
const editions = { current: instrument.edition, accepts: [] };

export class Visitor {
  /** Requests go to these addresses in turn. */
  readonly #addresses: readonly string[];
  readonly #cookies = new Map<string, string>();
  #turn = 0;
  /** "me us" by question id, as last acknowledged. */
  readonly acknowledged = new Map<string, string>();
  /** The number of answers sent. */
  answered = 0;

  /** @param addresses without a slash at the end */
  constructor(...addresses: readonly string[]) {
    this.#addresses = addresses;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #ask(path: string, body?: URLSearchParams): Promise<Response> {
    const address = this.#addresses[this.#turn++ % this.#addresses.length];
    const response = await fetch(`${address}${path}`, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: this.cookie, ...(body ? { 'sec-fetch-site': 'same-origin' } : {}) },
      ...(body ? { body } : {}),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split(';');
      const equals = pair.indexOf('=');
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
      if (value === '' || attributes.some((attribute) => attribute.trim() === 'Max-Age=0'))
        this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  get(path: string): Promise<Response> {
    return this.#ask(path);
  }

  post(path: string, fields: Record<string, string> = {}): Promise<Response> {
    return this.#ask(path, new URLSearchParams(fields));
  }

  async text(path: string): Promise<string> {
    const response = await this.get(path);
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    return response.text();
  }

  /** Rates the next question. The ratings differ from one round of all questions to the next. */
  async answer(): Promise<void> {
    const number = this.answered++;
    const { questions } = instrument;
    const { id = '' } = questions[number % questions.length] ?? {};
    const me = (number + Math.floor(number / questions.length)) % 4;
    const us = (number >> 2) % 4;
    const response = await this.post(`/questions/${id}/answer`, {
      me: `${me}`,
      us: `${us}`,
      action: 'continue',
    });
    await response.arrayBuffer();
    expect({ question: id, status: response.status }).toEqual({ question: id, status: 303 });
    this.acknowledged.set(id, `${me} ${us}`);
  }

  /** "me us" by question id, from the cookie. */
  get held(): Map<string, string> {
    const decoded = decodeState(cookieText(this.#cookies.get(stateCookie) ?? '', secrets), editions);
    if (!decoded.ok) return new Map();
    const { assessments, current } = decoded.visitor;
    const answers = assessments.find(({ id }) => id === current)?.answers ?? new Map();
    return new Map([...answers].map(([id, { me, us }]) => [id, `${me} ${us}`]));
  }

  /** The link that opens the saved copy on another device. */
  async copyLink(): Promise<string> {
    const link = /id="copy-link"[^>]*value="[^"]*link=([^"&]+)/.exec(await this.text('/copy'))?.[1];
    if (!link) throw new Error('/copy shows no link');
    return link;
  }
}
