/**
 * Brings a member's answers to their teams: whatever page changed them, and whatever could not be sent before. The answers
 * of an assessment go once all its key questions are answered; until then a team keeps what it had.
 */
import { progressOf } from '../../assessment/progress.ts';
import { dayOf, type Visitor } from '../../assessment/visitor.ts';
import { erasedShown } from '../../codec/database/figures.ts';
import {
  answersMark,
  decodeMemberships,
  encodeMemberships,
  type Membership,
  personId,
  teamsKept,
} from '../../codec/database/membership.ts';
import { packAnswers } from '../../codec/packed.ts';
import { StorageAway } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Team } from '../../storage/tables/teams.ts';
import type { Incoming, Outgoing } from '../http/http.ts';
import type { Site } from '../site.ts';
import {
  cookiePairs,
  cookiesAfter,
  cookieValues,
  setCookie,
  setsCookies,
  teamsCookie,
} from '../visitor/cookies.ts';
import type { DatabasePause } from './database-pause.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** The teams of this browser as they stand; undefined for a visitor without any. */
    teams?: readonly Membership[];
  }
}

/** Teams that could not be read when others were written. */
const asideCookie = `${teamsCookie}_aside`;

/** An id that no assessment has. */
const noAssessment = '0';

export class TeamSync {
  readonly #site: Site;
  readonly #storage: Storage;
  readonly #pause: DatabasePause;

  constructor(site: Site, storage: Storage, pause: DatabasePause) {
    this.#site = site;
    this.#storage = storage;
    this.#pause = pause;
  }

  has(req: Incoming): boolean {
    return cookiePairs(req.headers.cookie).some(([name]) => name === teamsCookie || name === asideCookie);
  }

  /** There is a cookie of teams, and nothing can be made of it: the site's secret may have changed. */
  unreadable(req: Incoming): boolean {
    const [value] = cookieValues(req.headers.cookie, teamsCookie);
    return value !== undefined && decodeMemberships(value, this.#site.deps.secrets) === undefined;
  }

  /** Never throws: a cookie that is not ours is no team. */
  of(req: Incoming, res: Outgoing): readonly Membership[] {
    return res.locals.teams ?? this.#decoded(req.headers.cookie);
  }

  /** From then on these are the teams of this browser. */
  keep(req: Incoming, res: Outgoing, memberships: readonly Membership[]): void {
    const { config, secrets } = this.#site.deps;
    res.locals.teams = memberships;
    const set = (name: string, value: string) =>
      setCookie(res, config, name, value, value === '' ? 0 : undefined);
    const [old = ''] = cookieValues(req.headers.cookie, teamsCookie);
    const [aside] = cookieValues(req.headers.cookie, asideCookie);
    // What cannot be read now may be later, and without it nobody can leave those teams.
    if (this.unreadable(req) && /^[\w.-]{1,4000}$/.test(old)) set(asideCookie, old);
    else if (aside !== undefined && decodeMemberships(aside, secrets)) set(asideCookie, '');
    set(teamsCookie, memberships.length > 0 ? encodeMemberships(memberships, secrets) : '');
  }

  /** Whether answers of this site's questions belong in the team. */
  fits({ edition }: Pick<Team, 'edition'>): boolean {
    const { current, accepts } = this.#site.editions;
    return [current, ...accepts].includes(edition);
  }

  /**
   * Before the page: what has not been sent yet. Never throws StorageAway.
   * @param again also what a team refused because it was closed: it may be open again
   */
  async begin(req: Incoming, res: Outgoing, again = false): Promise<void> {
    const memberships = this.of(req, res);
    const { visitor } = this.#site.store.read(req, res);
    const sent = await this.#sent(memberships, visitor, again);
    if (sent) this.keep(req, res, sent);
    else res.locals.teams = memberships;
  }

  /** After the page: what it changed. Never throws StorageAway. */
  async end(req: Incoming, res: Outgoing): Promise<void> {
    if (res.headersSent || !setsCookies(res)) return;
    const cookie = cookiesAfter(req, res);
    const memberships = this.#decoded(cookie);
    if (memberships.length === 0) return;
    const next = { headers: { ...req.headers, cookie }, method: 'POST' } as Incoming;
    const { visitor } = this.#site.store.read(next, { locals: {} } as Outgoing);
    const sent = await this.#sent(memberships, visitor, false);
    if (sent) this.keep(req, res, sent);
  }

  /**
   * After everything in this browser was replaced: what is here now may be somebody else's, and the first assessment has the
   * same id in every browser. No team gets it unasked.
   */
  detach(req: Incoming, res: Outgoing): void {
    const memberships = this.of(req, res);
    if (memberships.length === 0) return;
    this.keep(
      req,
      res,
      memberships.map((membership) => ({ ...membership, assessment: noAssessment })),
    );
  }

  /** Erases this person's answers in these teams, one after the other. @throws StorageAway, and then the rest is as it was */
  async leave(req: Incoming, res: Outgoing, leaves: (membership: Membership) => boolean): Promise<void> {
    for (const membership of this.of(req, res).filter(leaves)) {
      await this.asked(({ teams }) => teams.leave(membership.team, personId(membership), erasedShown));
      this.keep(
        req,
        res,
        this.of(req, res).filter(({ team }) => team !== membership.team),
      );
    }
  }

  /** @throws StorageAway */
  asked<T>(query: (storage: Storage) => Promise<T>): Promise<T> {
    return this.#pause.asked(() => query(this.#storage));
  }

  #decoded(cookie: string | undefined): readonly Membership[] {
    const teams = new Map<string, Membership>();
    for (const value of [...cookieValues(cookie, teamsCookie), ...cookieValues(cookie, asideCookie)])
      for (const membership of decodeMemberships(value, this.#site.deps.secrets) ?? [])
        if (!teams.has(membership.team)) teams.set(membership.team, membership);
    return [...teams.values()].slice(0, teamsKept);
  }

  /** The memberships after sending what there was to send; undefined when there was nothing. */
  async #sent(
    memberships: readonly Membership[],
    { assessments }: Visitor,
    again: boolean,
  ): Promise<readonly Membership[] | undefined> {
    const { instrument } = this.#site.deps.content;
    const next: Membership[] = [];
    for (const membership of memberships) {
      const { assessment, last, outcome } = membership;
      const answers = assessments.find(({ id }) => id === assessment)?.answers;
      const goes = answers && this.fits(membership) && progressOf(instrument, answers).reportOpen;
      const packed = goes ? packAnswers(answers) : '';
      const mark = answersMark(packed);
      const isSent = mark === last && outcome !== 'away' && !(again && outcome === 'closed');
      if (!goes || isSent) next.push(membership);
      else next.push(...(await this.#send(membership, packed, mark)));
    }
    return next.every((membership, i) => membership === memberships[i]) && next.length === memberships.length
      ? undefined
      : next;
  }

  /** The membership with what became of it; none when this person has left. */
  async #send(membership: Membership, packed: string, mark: string): Promise<Membership[]> {
    const { team, group, outcome } = membership;
    const response = { person: personId(membership), group, answers: packed };
    try {
      const today = dayOf(this.#site.deps.now());
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
