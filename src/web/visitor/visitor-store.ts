/** The visitor of a request: read from the cookies once, written back signed. */
import { sameAnswer } from '../../assessment/answers.ts';
import { dayOf, newVisitor, setAnswer, type Visitor } from '../../assessment/visitor.ts';
import { decodeRecent, encodeRecent, type RecentAnswer } from '../../codec/recent.ts';
import { decodeState, type Editions, encodeState, stateLimit, type Unreadable } from '../../codec/state.ts';
import type { Dependencies } from '../dependencies.ts';
import { StateTooLarge } from '../http/errors.ts';
import type { Incoming, Outgoing } from '../http/http.ts';
import {
  asideCookies,
  type Cookie,
  cookiePairs,
  cookieValues,
  recentName,
  recentPrefix,
  recentSeconds,
  setCookie,
  stateCookie,
} from './cookies.ts';

export interface Visit {
  readonly visitor: Visitor;
  /** Why what the browser keeps could not be used; undefined when it could, or there is nothing. */
  readonly unreadable: Unreadable | undefined;
}

/** Answers kept aside, under the name of their cookie. */
export interface Aside {
  readonly name: string;
  /** Undefined as long as they cannot be read. */
  readonly visitor: Visitor | undefined;
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set by `VisitorStore.read`, which decodes the cookie once a request. */
    visit?: Visit;
  }
}

export class VisitorStore {
  readonly #deps: Dependencies;
  readonly #editions: Editions;

  constructor(deps: Dependencies, editions: Editions) {
    this.#deps = deps;
    this.#editions = editions;
  }

  /** Never throws. An answer that another tab's save had taken away is put back, and kept. */
  read(req: Incoming, res: Outgoing): Visit {
    if (res.locals.visit) return res.locals.visit;
    const cookies = cookiePairs(req.headers.cookie);
    const { visitor, unreadable } = this.#decode(
      cookies.filter(([name]) => name === stateCookie).map(([, value]) => value),
    );
    const whole = this.#recents(cookies).reduce((state, { assessment, question, answer }) => {
      const target = state.assessments.find(({ id }) => id === assessment);
      if (!target || sameAnswer(target.answers.get(question), answer)) return state;
      return setAnswer(state, assessment, question, answer, target.changedOn);
    }, visitor);
    const visit = { visitor: whole, unreadable };
    res.locals.visit = visit;
    if (whole !== visitor && req.method === 'GET') this.#keep(req, res, whole);
    return visit;
  }

  /**
   * Renews the cookie for a year. What could not be read is set aside, not overwritten.
   * @throws StateTooLarge, and then nothing is written
   */
  save(req: Incoming, res: Outgoing, visitor: Visitor, recent?: RecentAnswer): void {
    const { config, secrets, now } = this.#deps;
    const value = encodeState({ ...visitor, savedOn: dayOf(now()) }, this.#editions, secrets);
    if (stateCookie.length + 1 + value.length > stateLimit) throw new StateTooLarge();
    setCookie(res, config, stateCookie, value);
    if (recent) {
      const encoded = encodeRecent(recent, this.#editions, secrets);
      setCookie(res, config, recentName(recent.assessment, recent.question), encoded, recentSeconds);
    }
    const aside = res.locals.visit?.unreadable && this.#toSetAside(req);
    if (aside) setCookie(res, config, aside.name, aside.value);
  }

  /** How many more characters fit the cookie; below nought, how many are too many. */
  room(visitor: Visitor): number {
    const value = encodeState(visitor, this.#editions, this.#deps.secrets);
    return stateLimit - stateCookie.length - 1 - value.length;
  }

  /** After something other than an answer was changed: no recent answer may come back over it. */
  forgetRecents(req: Incoming, res: Outgoing): void {
    for (const [name] of cookiePairs(req.headers.cookie))
      if (name.startsWith(recentPrefix)) this.clear(res, name);
  }

  /** What was set aside and can be read now: the secret or the edition may have come back. */
  readAsides(req: Incoming): Aside[] {
    return cookiePairs(req.headers.cookie).flatMap(([name, value]) => {
      if (!asideCookies.includes(name)) return [];
      const { visitor, unreadable } = this.#decode([value]);
      return [{ name, visitor: unreadable ? undefined : visitor }];
    });
  }

  clear(res: Outgoing, name: string): void {
    setCookie(res, this.#deps.config, name, '', 0);
  }

  /** Saves what a GET put together, if there is room; if not, the pages still show it. */
  #keep(req: Incoming, res: Outgoing, visitor: Visitor): void {
    try {
      this.save(req, res, visitor);
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
    }
  }

  /** The state that could not be read, under the first free name; nothing that could never have been one. */
  #toSetAside(req: Incoming): { name: string; value: string } | undefined {
    const [value] = cookieValues(req.headers.cookie, stateCookie);
    if (!value || value.length > stateLimit || !/^[\w.~-]+$/.test(value)) return undefined;
    const taken = new Map(cookiePairs(req.headers.cookie));
    const name = asideCookies.find((free) => !taken.has(free) || taken.get(free) === value);
    return name ? { name, value } : undefined;
  }

  /** The newest of the values that can be read. */
  #decode(values: readonly string[]): Visit {
    let newest: Visitor | undefined;
    let unreadable: Unreadable | undefined;
    for (const value of values) {
      const decoded = decodeState(value, this.#editions, this.#deps.secrets);
      if (!decoded.ok) unreadable ??= decoded.reason;
      else if (!newest || decoded.visitor.savedOn > newest.savedOn) newest = decoded.visitor;
    }
    return newest ? { visitor: newest, unreadable: undefined } : { visitor: newVisitor, unreadable };
  }

  #recents(cookies: readonly Cookie[]): RecentAnswer[] {
    return cookies.flatMap(([name, value]) => {
      if (!name.startsWith(recentPrefix)) return [];
      const recent = decodeRecent(value, this.#editions, this.#deps.secrets);
      return recent && name === recentName(recent.assessment, recent.question) ? [recent] : [];
    });
  }
}
