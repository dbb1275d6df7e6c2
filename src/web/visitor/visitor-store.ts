/** The visitor's answers, in the state cookie. */
import { sameAnswer } from '../../assessment/answers.ts';
import { dayOf, newVisitor, setAnswer, type Visitor } from '../../assessment/visitor.ts';
import type { RecentAnswer } from '../../codec/recent.ts';
import {
  decodeState,
  type Editions,
  encodeState,
  type FormerState,
  type Unreadable,
  whyUnverified,
} from '../../codec/state.ts';
import type { Dependencies } from '../dependencies.ts';
import { StateTooLarge } from '../http/errors.ts';
import { type CookieJar, spaceLeft } from './cookie-jar.ts';
import { asideCookies, stateCookie } from './cookies.ts';
import { forgetRecentAnswers, keepRecentAnswers, recentAnswers } from './recent-answers.ts';

/** What the state cookie and the recent answers say. */
export interface KeptVisitor {
  readonly visitor: Visitor;
  /** Why the cookie could not be read; undefined when it could, or when there is none. */
  readonly unreadable: Unreadable | undefined;
  /** What the cookie holds when it is of an edition that does not count here. */
  readonly former: FormerState | undefined;
  /** `visitor` has recent answers that the state cookie lacks, because another tab overwrote them. */
  readonly restored: boolean;
}

/** A state that was set aside. */
export interface SetAside {
  /** The name of its cookie. */
  readonly name: string;
  /** Undefined while the state cannot be read. */
  readonly visitor: Visitor | undefined;
  /** The state is of an edition that does not count here. */
  readonly isFormer: boolean;
}

export class VisitorStore {
  readonly #now: Dependencies['now'];
  readonly #editions: Editions;

  constructor({ now }: Pick<Dependencies, 'now'>, editions: Editions) {
    this.#now = now;
    this.#editions = editions;
  }

  /** Reads the state and restores recent answers that another tab overwrote. Never throws. */
  read(jar: CookieJar): KeptVisitor {
    let kept = jar.decoded.get(this) as KeptVisitor | undefined;
    if (!kept) {
      const { visitor, unreadable, former } = this.#decode(jar, stateCookie);
      const recents = recentAnswers(jar, this.#editions);
      const whole = recents.reduce(withRecent, visitor);
      kept = { visitor: whole, unreadable, former, restored: whole !== visitor };
      jar.decoded.set(this, kept);
    }
    return kept;
  }

  /**
   * Sets the cookie for a year. A cookie that cannot be read is set aside, not overwritten.
   * @param recents the answers that were changed, all of one assessment; none for other changes
   * @throws StateTooLarge, and then no cookie is set
   */
  save(jar: CookieJar, visitor: Visitor, ...recents: readonly RecentAnswer[]): void {
    const { unreadable } = this.read(jar);
    const saved = { ...visitor, savedOn: dayOf(this.#now()) };
    const text = encodeState(saved, this.#editions);
    if (spaceLeft(stateCookie, text) < 0) throw new StateTooLarge();
    if (unreadable) setAside(jar);
    jar.set(stateCookie, text);
    if (recents.length > 0) keepRecentAnswers(jar, recents, this.#editions);
    jar.decoded.set(this, { visitor: saved, unreadable: undefined, former: undefined, restored: false });
  }

  /** As `save`, for changes other than an answer. Drops recent answers, so that they are not restored over the change. */
  replace(jar: CookieJar, visitor: Visitor): void {
    this.save(jar, visitor);
    forgetRecentAnswers(jar);
  }

  /** Saves restored answers. If they do not fit the cookie, pages still show them until the recent answers expire. */
  saveRestored(jar: CookieJar): void {
    const { visitor, restored } = this.read(jar);
    if (!restored) return;
    try {
      this.save(jar, visitor);
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
    }
  }

  /** Returns how many more characters fit the cookie; negative when the state is too large. */
  spaceLeft(visitor: Visitor): number {
    const saved = { ...visitor, savedOn: dayOf(this.#now()) };
    return spaceLeft(stateCookie, encodeState(saved, this.#editions));
  }

  /** Returns the states that were set aside. They can be read again once the site has their secret or edition. */
  readAsides(jar: CookieJar): SetAside[] {
    return asideCookies.flatMap((name) => {
      if (jar.value(name) === undefined) return [];
      const { visitor, unreadable, former } = this.#decode(jar, name);
      return [{ name, visitor: unreadable ? undefined : visitor, isFormer: former !== undefined }];
    });
  }

  /** Returns the answers to editions that do not count here: of the state cookie, then of those that were set aside. */
  readFormer(jar: CookieJar): FormerState[] {
    return [stateCookie, ...asideCookies].flatMap((name) => this.#decode(jar, name).former ?? []);
  }

  #decode(jar: CookieJar, name: string): Omit<KeptVisitor, 'restored'> {
    const text = jar.verified(name);
    if (text === undefined) {
      const value = jar.unverified(name);
      const unreadable = value === undefined ? undefined : whyUnverified(value);
      return { visitor: newVisitor, unreadable, former: undefined };
    }
    const decoded = decodeState(text, this.#editions);
    if (!decoded.ok) return { visitor: newVisitor, unreadable: decoded.reason, former: decoded.former };
    return { visitor: decoded.visitor, unreadable: undefined, former: undefined };
  }
}

function withRecent(visitor: Visitor, { assessment, question, answer }: RecentAnswer): Visitor {
  const target = visitor.assessments.find(({ id }) => id === assessment);
  if (!target || sameAnswer(target.answers.get(question), answer)) return visitor;
  return setAnswer(visitor, assessment, question, answer, target.changedOn);
}

/** Uses the first name that is free or already holds the same value. */
function setAside(jar: CookieJar): void {
  const value = jar.value(stateCookie);
  const free = asideCookies.find((name) => [undefined, value].includes(jar.value(name)));
  if (free) jar.setAside(stateCookie, free);
}
