/** A visitor's answers in the state cookie: read once a request, written back signed. */

import { sameAnswer } from '../../assessment/answers.ts';
import { dayOf, newVisitor, setAnswer, type Visitor } from '../../assessment/visitor.ts';
import type { RecentAnswer } from '../../codec/recent.ts';
import {
  decodeState,
  type Editions,
  encodeState,
  type Unreadable,
  whyUnverified,
} from '../../codec/state.ts';
import type { Dependencies } from '../dependencies.ts';
import { StateTooLarge } from '../http/errors.ts';
import { type CookieJar, spaceLeft } from './cookie-jar.ts';
import { asideCookies, stateCookie } from './cookies.ts';
import { forgetRecentAnswers, keepRecentAnswer, recentAnswers } from './recent-answers.ts';

/** What the browser keeps for a visitor. */
export interface KeptVisitor {
  readonly visitor: Visitor;
  /** Why the cookie could not be read; undefined when it could be, or there is none. */
  readonly unreadable: Unreadable | undefined;
  /** Answers that another tab's save had dropped were put back, and the cookie does not have them yet. */
  readonly restored: boolean;
}

/** Answers set aside, under the name of their cookie. */
export interface SetAside {
  readonly name: string;
  /** Undefined as long as they cannot be read. */
  readonly visitor: Visitor | undefined;
}

export class VisitorStore {
  readonly #now: Dependencies['now'];
  readonly #editions: Editions;
  /** One decoding a request. */
  readonly #kept = new WeakMap<CookieJar, KeptVisitor>();

  constructor({ now }: Pick<Dependencies, 'now'>, editions: Editions) {
    this.#now = now;
    this.#editions = editions;
  }

  /** The visitor with the answers that another tab's save had dropped. Never throws. */
  read(jar: CookieJar): KeptVisitor {
    let kept = this.#kept.get(jar);
    if (!kept) {
      const { visitor, unreadable } = this.#decode(jar, stateCookie);
      const recents = recentAnswers(jar, this.#editions);
      const whole = recents.reduce(withRecent, visitor);
      kept = { visitor: whole, unreadable, restored: whole !== visitor };
      this.#kept.set(jar, kept);
    }
    return kept;
  }

  /**
   * Renews the cookie for a year. A cookie that could not be read is set aside, not overwritten.
   * @param recent the answer just given, when that is what changed
   * @throws StateTooLarge, and then nothing is written
   */
  save(jar: CookieJar, visitor: Visitor, recent?: RecentAnswer): void {
    const { unreadable } = this.read(jar);
    const saved = { ...visitor, savedOn: dayOf(this.#now()) };
    const text = encodeState(saved, this.#editions);
    if (spaceLeft(stateCookie, text) < 0) throw new StateTooLarge();
    if (unreadable) setAside(jar);
    jar.set(stateCookie, text);
    if (recent) keepRecentAnswer(jar, recent, this.#editions);
    this.#kept.set(jar, { visitor: saved, unreadable: undefined, restored: false });
  }

  /** As `save`, after something other than an answer was changed: no recent answer may be put back over it. */
  replace(jar: CookieJar, visitor: Visitor): void {
    this.save(jar, visitor);
    forgetRecentAnswers(jar);
  }

  /** Saves answers that another tab's save had dropped. Without space for them, pages still show them. */
  saveRestored(jar: CookieJar): void {
    const { visitor, restored } = this.read(jar);
    if (!restored) return;
    try {
      this.save(jar, visitor);
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
    }
  }

  /** How many more characters fit the cookie; negative when there are too many. */
  spaceLeft(visitor: Visitor): number {
    const saved = { ...visitor, savedOn: dayOf(this.#now()) };
    return spaceLeft(stateCookie, encodeState(saved, this.#editions));
  }

  /** What was set aside. It can be read again when the secret or the edition is back. */
  readAsides(jar: CookieJar): SetAside[] {
    return asideCookies.flatMap((name) => {
      if (jar.value(name) === undefined) return [];
      const { visitor, unreadable } = this.#decode(jar, name);
      return [{ name, visitor: unreadable ? undefined : visitor }];
    });
  }

  #decode(jar: CookieJar, name: string): Omit<KeptVisitor, 'restored'> {
    const text = jar.verified(name);
    if (text === undefined) {
      const value = jar.unverified(name);
      return { visitor: newVisitor, unreadable: value === undefined ? undefined : whyUnverified(value) };
    }
    const decoded = decodeState(text, this.#editions);
    if (!decoded.ok) return { visitor: newVisitor, unreadable: decoded.reason };
    return { visitor: decoded.visitor, unreadable: undefined };
  }
}

function withRecent(visitor: Visitor, { assessment, question, answer }: RecentAnswer): Visitor {
  const target = visitor.assessments.find(({ id }) => id === assessment);
  if (!target || sameAnswer(target.answers.get(question), answer)) return visitor;
  return setAnswer(visitor, assessment, question, answer, target.changedOn);
}

/** Under the first name that is free, or that holds the same already. */
function setAside(jar: CookieJar): void {
  const value = jar.value(stateCookie);
  const free = asideCookies.find((name) => [undefined, value].includes(jar.value(name)));
  if (free) jar.setAside(stateCookie, free);
}
