/**
 * Sends a member's answers to their teams, whichever page changed them, and what could not be sent before. An assessment's
 * answers are sent once all its key questions are answered; until then a team keeps the answers it had.
 */
import { progressOf } from '../../assessment/progress.ts';
import { dayOf } from '../../assessment/visitor.ts';
import { erasedShown } from '../../codec/database/figures.ts';
import {
  answersMark,
  decodeMemberships,
  encodeMemberships,
  type Membership,
  personId,
  teamsKept,
} from '../../codec/database/membership.ts';
import { packAnswers } from '../../codec/packed/packed.ts';
import type { Editions } from '../../codec/state.ts';
import { StorageAway } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Team } from '../../storage/tables/teams.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { teamsCookie } from '../visitor/cookies.ts';
import type { Stores } from '../visitor/stores.ts';
import type { VisitorStore } from '../visitor/visitor-store.ts';
import type { DatabasePause } from './database-pause.ts';

/** Holds teams that could not be read when others were written. */
const asideCookie = `${teamsCookie}_aside`;

/** An id that no assessment has. */
const noAssessment = '0';

export class TeamSync {
  readonly #deps: Dependencies;
  readonly #store: VisitorStore;
  readonly #editions: Editions;
  readonly #storage: Storage;
  readonly #pause: DatabasePause;

  constructor(
    deps: Dependencies,
    { store }: Stores,
    editions: Editions,
    storage: Storage,
    pause: DatabasePause,
  ) {
    this.#deps = deps;
    this.#store = store;
    this.#editions = editions;
    this.#storage = storage;
    this.#pause = pause;
  }

  has(jar: CookieJar): boolean {
    return jar.names().some((name) => name === teamsCookie || name === asideCookie);
  }

  /** There is a cookie of teams that cannot be read: the site's secret may have changed. */
  unreadable(jar: CookieJar): boolean {
    const text = jar.verified(teamsCookie);
    if (text === undefined) return jar.unverified(teamsCookie) !== undefined;
    return decodeMemberships(text) === undefined;
  }

  /** The teams of this browser. Never throws: what this site has not signed is no team. */
  of(jar: CookieJar): readonly Membership[] {
    const teams = new Map<string, Membership>();
    for (const name of [teamsCookie, asideCookie])
      for (const membership of this.#decode(jar, name) ?? [])
        if (!teams.has(membership.team)) teams.set(membership.team, membership);
    return [...teams.values()].slice(0, teamsKept);
  }

  /** Makes these the teams of this browser. A cookie that cannot be read is set aside: without it nobody can leave those teams. */
  keep(jar: CookieJar, memberships: readonly Membership[]): void {
    if (this.unreadable(jar)) jar.setAside(teamsCookie, asideCookie);
    else if (this.#decode(jar, asideCookie)) jar.remove(asideCookie);
    if (memberships.length > 0) jar.set(teamsCookie, encodeMemberships(memberships));
    else jar.remove(teamsCookie);
  }

  /** Whether answers to this site's questions belong in the team. */
  fits({ edition }: Pick<Team, 'edition'>): boolean {
    const { current, accepts } = this.#editions;
    return [current, ...accepts].includes(edition);
  }

  /**
   * Before the page: sends what has not been sent yet. Never throws StorageAway.
   * @param again also what a team refused because it was closed: it may be open again
   */
  async begin(jar: CookieJar, again = false): Promise<void> {
    await this.#send(jar, again);
  }

  /** Before the response is sent: sends what the page changed. Never throws StorageAway. */
  async end(jar: CookieJar): Promise<void> {
    if (jar.isChanged) await this.#send(jar, false);
  }

  /**
   * Gives the teams no answers from here on. For when everything in this browser was replaced: what is here now may be
   * another person's, and the first assessment has the same id in every browser.
   */
  detach(jar: CookieJar): void {
    const memberships = this.of(jar);
    if (memberships.length === 0) return;
    this.keep(
      jar,
      memberships.map((membership) => ({ ...membership, assessment: noAssessment })),
    );
  }

  /** Erases this person's answers in these teams, one team after the other. @throws StorageAway; teams left until then stay left */
  async leave(jar: CookieJar, leaves: (membership: Membership) => boolean): Promise<void> {
    for (const membership of this.of(jar).filter(leaves)) {
      await this.asked(({ teams }) => teams.leave(membership.team, personId(membership), erasedShown));
      this.keep(
        jar,
        this.of(jar).filter(({ team }) => team !== membership.team),
      );
    }
  }

  /** @throws StorageAway */
  asked<T>(query: (storage: Storage) => Promise<T>): Promise<T> {
    return this.#pause.asked(() => query(this.#storage));
  }

  #decode(jar: CookieJar, name: string): readonly Membership[] | undefined {
    const text = jar.verified(name);
    return text === undefined ? undefined : decodeMemberships(text);
  }

  /** Sends to each team what it lacks, and keeps what became of it. */
  async #send(jar: CookieJar, again: boolean): Promise<void> {
    const memberships = this.of(jar);
    const { assessments } = this.#store.read(jar).visitor;
    const { instrument } = this.#deps.content;
    const next: Membership[] = [];
    for (const membership of memberships) {
      const { assessment, last, outcome } = membership;
      const answers = assessments.find(({ id }) => id === assessment)?.answers;
      const goes = answers && this.fits(membership) && progressOf(instrument, answers).reportOpen;
      const packed = goes ? packAnswers(answers) : '';
      const mark = answersMark(packed);
      const isSent = mark === last && outcome !== 'away' && !(again && outcome === 'closed');
      if (!goes || isSent) next.push(membership);
      else next.push(...(await this.#sendTo(membership, packed, mark)));
    }
    const isSame = next.length === memberships.length && next.every((one, i) => one === memberships[i]);
    if (!isSame) this.keep(jar, next);
  }

  /** The membership with the outcome; none when this person has left. */
  async #sendTo(membership: Membership, packed: string, mark: string): Promise<Membership[]> {
    const { team, group, outcome } = membership;
    const response = { person: personId(membership), group, answers: packed };
    try {
      const today = dayOf(this.#deps.now());
      if (await this.asked(({ teams }) => teams.respond(team, response, today)))
        return [{ ...membership, last: mark, outcome: 'in' }];
      const found = await this.asked(({ teams }) => teams.byId(team));
      if (found && !found.closed) return [];
      return [{ ...membership, last: mark, outcome: found ? 'closed' : 'gone' }];
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      return [outcome === 'away' ? membership : { ...membership, outcome: 'away' }];
    }
  }
}
