/** The visitor's answers, in the state cookie. */
import { sameAnswer } from '../../assessment/answers.ts';
import { newVisitor, setAnswer, type Visitor } from '../../assessment/visitor.ts';
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
import { RepeatRequest, StateTooLarge } from '../http/errors.ts';
import type { CookieJar } from './cookie-jar.ts';
import { signedSize, spaceLeft, spaceLeftAlone } from './cookie-room.ts';
import { asideCookies, stateCookie } from './cookies.ts';
import { bornId, isTwinOf, keepRecentAnswers, recentAnswers } from './recent-answers.ts';

/** What the state cookie and the recent answers say. */
export interface KeptVisitor {
  readonly visitor: Visitor;
  /** Random, in the state; empty before the first save. */
  readonly id: string;
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

/** As long as any id of a state. */
const longestId = 'n'.padEnd(18, '0');

export class VisitorStore {
  readonly #now: Dependencies['now'];
  readonly #today: Dependencies['today'];
  readonly #newKey: Dependencies['newKey'];
  readonly #editions: Editions;

  constructor({ now, today, newKey }: Pick<Dependencies, 'now' | 'today' | 'newKey'>, editions: Editions) {
    this.#now = now;
    this.#today = today;
    this.#newKey = newKey;
    this.#editions = editions;
  }

  /** Reads the state and restores recent answers that another tab overwrote. Never throws. */
  read(jar: CookieJar): KeptVisitor {
    let kept = jar.decoded.get(this) as KeptVisitor | undefined;
    if (!kept) {
      const { visitor, id, unreadable, former } = this.#decode(jar, stateCookie);
      const recents = recentAnswers(jar, this.#editions, id, this.#seconds());
      const whole = recents.reduce(
        (sum, one) => one.answers.reduce((all, answer) => withRecent(all, answer, isTwinOf(id, one)), sum),
        visitor,
      );
      kept = { visitor: whole, id, unreadable, former, restored: whole !== visitor };
      jar.decoded.set(this, kept);
    }
    return kept;
  }

  #seconds(): number {
    return Math.floor(this.#now().getTime() / 1_000);
  }

  /**
   * Sets the cookie for a year. A cookie that cannot be read is set aside, not overwritten.
   * @param recents the answers that were changed, all of one assessment; none for other changes
   * @throws StateTooLarge, and then no cookie is set
   * @throws RepeatRequest when one response has no room for both cookies: it sets the old one aside, and the next saves
   */
  save(jar: CookieJar, visitor: Visitor, ...recents: readonly RecentAnswer[]): void {
    const { id } = this.read(jar);
    this.#save(jar, visitor, id || bornId(this.#seconds(), this.#newKey()), recents);
  }

  /**
   * As `save`, for changes other than an answer. The new id makes recent answers void, so that they are not restored over the
   * change.
   */
  replace(jar: CookieJar, visitor: Visitor): void {
    this.#save(jar, visitor, this.#newKey().slice(0, 12).replace(/^n/, 'm'), []);
  }

  #save(jar: CookieJar, visitor: Visitor, id: string, recents: readonly RecentAnswer[]): void {
    const { unreadable } = this.read(jar);
    const saved = { ...visitor, savedOn: this.#today() };
    const text = encodeState(saved, this.#editions, id);
    const aside = unreadable ? setAside(jar) : undefined;
    if (spaceLeft(jar, stateCookie, text.length) < 0) {
      if (aside && spaceLeftAlone(jar, stateCookie, text.length) >= 0) {
        jar.remove(stateCookie);
        throw new RepeatRequest();
      }
      if (aside) jar.undo(aside);
      throw new StateTooLarge();
    }
    jar.set(stateCookie, text);
    if (recents.length > 0)
      keepRecentAnswers(jar, { visitor: id, givenAt: this.#seconds(), answers: recents }, this.#editions);
    jar.decoded.set(this, { visitor: saved, id, unreadable: undefined, former: undefined, restored: false });
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

  /** Returns how many more characters fit the cookie in a response of its own; negative when the state is too large. */
  spaceLeft(jar: CookieJar, visitor: Visitor): number {
    return spaceLeftAlone(jar, stateCookie, this.#lengthOf(visitor));
  }

  /** The size of the cookie that would hold the visitor. */
  size(visitor: Visitor): number {
    return signedSize(stateCookie, this.#lengthOf(visitor));
  }

  #lengthOf(visitor: Visitor): number {
    const saved = { ...visitor, savedOn: this.#today() };
    return encodeState(saved, this.#editions, longestId).length;
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
      return { visitor: newVisitor, id: '', unreadable, former: undefined };
    }
    const decoded = decodeState(text, this.#editions);
    if (!decoded.ok)
      return { visitor: newVisitor, id: '', unreadable: decoded.reason, former: decoded.former };
    return { visitor: decoded.visitor, id: decoded.id, unreadable: undefined, former: undefined };
  }
}

/** @param isTwin the answer was given to another assessment, begun at the same moment in a second tab */
function withRecent(visitor: Visitor, recent: RecentAnswer, isTwin: boolean): Visitor {
  const { assessment, question, answer } = recent;
  const { assessments } = visitor;
  const target = assessments.find(({ id }) => id === assessment) ?? (isTwin ? assessments[0] : undefined);
  if (!target || sameAnswer(target.answers.get(question), answer)) return visitor;
  return setAnswer(visitor, target.id, question, answer, target.changedOn);
}

/** Uses the first name that is free or already holds the same value. Returns the name; undefined when nothing was set aside. */
function setAside(jar: CookieJar): string | undefined {
  const value = jar.value(stateCookie);
  const free = asideCookies.find((name) => [undefined, value].includes(jar.value(name)));
  return free && jar.setAside(stateCookie, free) ? free : undefined;
}
