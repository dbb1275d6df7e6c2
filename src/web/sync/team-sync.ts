/**
 * Sends a member's answers to their teams after every change, and again when that failed before. Answers are sent once all
 * key questions of the assessment are answered; until then a team keeps the answers it had.
 */
import type { Answers } from '../../assessment/answers.ts';
import { progressOf } from '../../assessment/progress.ts';
import { memberChange } from '../../codec/database/figures.ts';
import { answersMark, type Membership, personId } from '../../codec/database/membership.ts';
import { packAnswers } from '../../codec/packed/packed.ts';
import type { Editions } from '../../codec/state.ts';
import { StorageFault } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Responded } from '../../storage/tables/members.ts';
import type { Team } from '../../storage/tables/teams.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import type { Stores } from '../visitor/stores.ts';
import type { VisitorStore } from '../visitor/visitor-store.ts';
import type { DatabasePause } from './database-pause.ts';
import { readMemberships, saveMemberships } from './membership-cookies.ts';

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

  of(jar: CookieJar): readonly Membership[] {
    return readMemberships(jar);
  }

  /** Whether the team answers an edition of the questions that this site still accepts. */
  accepts({ edition }: Pick<Team, 'edition'>): boolean {
    const { current, accepts } = this.#editions;
    return edition === current || accepts.includes(edition);
  }

  /** Runs the query. @throws StorageAway */
  query<T>(run: (storage: Storage) => Promise<T>): Promise<T> {
    return this.#pause.query(() => run(this.#storage));
  }

  /**
   * Sends to each team the answers that it lacks, and saves the outcomes. Never throws StorageFault.
   * @param retryClosed also to teams that refused the answers because they were closed or full: they may take them now
   */
  async sendUnsent(jar: CookieJar, { retryClosed = false } = {}): Promise<void> {
    const memberships = readMemberships(jar);
    const { assessments } = this.#store.read(jar).visitor;
    const next: Membership[] = [];
    for (const membership of memberships) {
      const answers = assessments.find(({ id }) => id === membership.assessment)?.answers;
      const sent = this.#answersFor(membership, answers);
      const { last, outcome } = membership;
      const isTried = sent && answersMark(packAnswers(sent)) === last && outcome !== 'away';
      if (!sent || (isTried && !(retryClosed && (outcome === 'closed' || outcome === 'full'))))
        next.push(membership);
      else next.push(...(await this.#send(membership, sent)));
    }
    const isSame = next.length === memberships.length && next.every((one, i) => one === memberships[i]);
    if (!isSame) saveMemberships(jar, next);
  }

  /** Sends what the route changed. Never throws StorageFault. */
  async sendChanges(jar: CookieJar): Promise<void> {
    if (jar.isChanged) await this.sendUnsent(jar);
  }

  /**
   * Sends no more answers to the teams. For a browser whose holdings were replaced: they may now be another person's, also
   * where an assessment has the id of one that was there before.
   */
  detach(jar: CookieJar): void {
    this.#assign(jar, () => noAssessment);
  }

  /** Goes on sending the same assessments after they got new ids. @param ids new ids by old ids */
  rename(jar: CookieJar, ids: ReadonlyMap<string, string>): void {
    if (ids.size > 0) this.#assign(jar, (id) => ids.get(id) ?? id);
  }

  #assign(jar: CookieJar, assessmentOf: (id: string) => string): void {
    const memberships = readMemberships(jar);
    if (memberships.length === 0) return;
    const changed = memberships.map((one) => ({ ...one, assessment: assessmentOf(one.assessment) }));
    saveMemberships(jar, changed);
  }

  /** Erases this person's answers in these teams, one team after the other. @throws StorageAway; teams left before stay left */
  async leave(jar: CookieJar, leaves: (membership: Membership) => boolean): Promise<void> {
    for (const membership of readMemberships(jar).filter(leaves)) {
      await this.erase(membership.team, personId(membership));
      saveMemberships(
        jar,
        readMemberships(jar).filter(({ team }) => team !== membership.team),
      );
    }
  }

  /** Erases a person's answers in a team, by their id in the database. @throws StorageAway, and then nothing is erased */
  async erase(team: string, person: string): Promise<void> {
    await this.query(({ teams }) => teams.leave(team, person, this.#change(undefined)));
  }

  #change(answers: Answers | undefined) {
    const { content, config } = this.#deps;
    return memberChange(content.instrument, config.teamThreshold, answers);
  }

  /** The answers as they are sent; undefined while there is nothing to send. */
  #answersFor(membership: Membership, answers: Answers | undefined): Answers | undefined {
    if (!answers || !this.accepts(membership)) return undefined;
    return progressOf(this.#deps.content.instrument, answers).reportOpen ? answers : undefined;
  }

  /** The membership with the outcome; none when this person has left the team from another tab or device. */
  async #send(membership: Membership, answers: Answers): Promise<Membership[]> {
    const { team, group, outcome, round } = membership;
    const last = answersMark(packAnswers(answers));
    const when = { today: this.#deps.today(), mostMembers: this.#deps.config.teamMembers };
    try {
      const responded: Responded = await this.query(({ teams }) =>
        teams.respond(team, { person: personId(membership), group, round }, when, this.#change(answers)),
      );
      return responded === 'left' ? [] : [{ ...membership, last, outcome: responded }];
    } catch (error) {
      if (!(error instanceof StorageFault)) throw error;
      return [outcome === 'away' ? membership : { ...membership, outcome: 'away' }];
    }
  }
}
