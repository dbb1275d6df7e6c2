import { waitingIn } from '../../../assessment/team/disclosure.ts';
import { heldIn } from '../../../assessment/team/leaving-out.ts';
import { publishAll, shownIn } from '../../../assessment/team/member.ts';
import type { RoundColumn } from '../../../assessment/team/rounds-table.ts';
import { fromThreshold, type TeamResults, teamResults } from '../../../assessment/team/team-results.ts';
import { decodeStates, endRound, publishStored } from '../../../codec/database/figures.ts';
import { publishStoredWithout } from '../../../codec/database/left-out.ts';
import { teamLinkHash } from '../../../codec/database/team-keys.ts';
import type { Content } from '../../../content/content.ts';
import { formerContent } from '../../../content/former.ts';
import type { Storage } from '../../../storage/storage.ts';
import type { Team, TeamProgress } from '../../../storage/tables/teams.ts';
import type { Dependencies } from '../../dependencies.ts';
import { UnusableLink } from '../../http/errors.ts';
import { linkFaultTitle } from '../../render/wording.ts';
import { type PastRound, pastRounds, roundName } from '../../sync/rounds/past-rounds.ts';
import type { TeamSync } from '../../sync/team-sync.ts';

/** What the results page can show of a team. */
export interface TeamReading {
  /** Undefined while nothing may be shown. */
  readonly results: TeamResults | undefined;
  /** The results are those of the last round that is over. */
  readonly isPast?: boolean;
  /** The most members whose latest answers are not in one of the figures that are shown. */
  readonly waiting: number;
  /** How many figures of questions would appear or move if the facilitator asked for it. */
  readonly movable: number;
  /** How many questions of a new round are held (disclosure.ts), and how many people at most are left out to show them. */
  readonly held: { readonly questions: number; readonly leftOut: number };
}

const faults = {
  'cut-short': 'This results link is cut short. Copy all of it, to its last letter.',
  replaced: 'This results link was replaced by a new one. Ask whoever replaced it for the present one.',
  unknown:
    'No team has this results link. Either the team was deleted, or a letter of the link is wrong: copy it anew.',
};

/** The most members that are read to draw by lot who is left out. In a larger team the lot falls on these only. */
const mostDrawn = 200;

const nothing: TeamReading = {
  results: undefined,
  waiting: 0,
  movable: 0,
  held: { questions: 0, leftOut: 0 },
};

const isOf =
  (team: Team) =>
  ({ edition }: PastRound) =>
    edition === team.edition;

/** Opens a team by its results link and reads its published figures; single answers are never read. */
export class TeamReader {
  readonly #deps: Dependencies;
  readonly #sync: TeamSync;
  readonly #teams: Storage['teams'];

  constructor(deps: Dependencies, sync: TeamSync, { teams }: Storage) {
    this.#deps = deps;
    this.#sync = sync;
    this.#teams = teams;
  }

  /** Undefined when no team has this results link. @throws StorageAway */
  async find(key: string): Promise<Team | undefined> {
    return key ? this.#teams.find('results', teamLinkHash(key)) : undefined;
  }

  /** @throws UnusableLink, StorageAway */
  async open(key: string): Promise<Team> {
    const team = await this.find(key);
    if (!team) throw await this.#fault(key);
    return team;
  }

  /** What is wrong with a link that leads to no team. */
  async #fault(key: string): Promise<UnusableLink> {
    const isReplaced = key !== '' && (await this.#teams.wasReplaced(teamLinkHash(key)));
    const fault = key === '' ? 'cut-short' : isReplaced ? 'replaced' : 'unknown';
    return new UnusableLink(linkFaultTitle(fault, 'This link leads to no team'), faults[fault]);
  }

  /**
   * The content in the wording of the edition that the team answered; undefined when this site does not know what that edition
   * asked.
   */
  contentOf({ edition }: Pick<Team, 'edition'>): Content | undefined {
    const { content } = this.#deps;
    return this.#sync.accepts({ edition }) ? content : formerContent(content, edition);
  }

  /** Reads what is published and publishes nothing. @throws StorageAway */
  async read(team: Team): Promise<TeamReading> {
    const asked = this.contentOf(team);
    if (!asked) return nothing;
    const { instrument } = asked;
    const threshold = this.#deps.config.teamThreshold;
    const states = decodeStates(await this.#teams.figures(team.id));
    const results = teamResults(fromThreshold(shownIn(states), threshold), instrument);
    const shown = results.questions.length > 0 ? results : undefined;
    // A team of an earlier edition goes on showing what it last showed.
    if (!this.#sync.accepts(team))
      return shown
        ? { ...nothing, results: shown }
        : { ...nothing, results: (await this.past(team)).find(isOf(team))?.results, isPast: true };
    const waiting = Math.max(0, ...[...states.values()].map(waitingIn));
    const rules = { ...team, groups: team.groups.length, threshold };
    // The states are this function's own, so publishing them here shows what would move and changes nothing.
    const movable = publishAll(states, rules, instrument).filter((name) => name.startsWith('q')).length;
    const held = heldIn(states, rules, instrument);
    return { results: shown, waiting, movable, held };
  }

  /** The same as `read`, and notes that somebody has seen the figures, if there are any. @throws StorageAway */
  async look(team: Team): Promise<TeamReading> {
    const reading = await this.read(team);
    if (reading.results && !team.isSeen) await this.#teams.see(team.id);
    return reading;
  }

  /** The rounds that can be compared, the present one last. @throws StorageAway */
  async columns(team: Team, { results, isPast = false }: TeamReading): Promise<RoundColumn[]> {
    // Figures of different editions are not compared.
    const past = (await this.past(team)).filter(isOf(team)).toReversed();
    const earlier = past.map((one) => ({ name: roundName(one), results: one.results }));
    return results && !isPast ? [...earlier, { name: `Round ${team.round}`, results }] : earlier;
  }

  /** The rounds that are over, the latest first. @throws StorageAway */
  async past({ id }: Team): Promise<PastRound[]> {
    const rounds = await this.#teams.rounds(id);
    return pastRounds(rounds, (edition) => this.contentOf({ edition }), this.#deps.config.teamThreshold);
  }

  /** Ends the round of that number, if it runs, and begins the next with the site's edition. @throws StorageAway */
  endRound({ id }: Team, number: number): Promise<void> {
    const { content, today } = this.#deps;
    const round = { number, today: today(), edition: content.instrument.edition };
    return this.#teams.endRound(id, round, endRound);
  }

  /** @throws StorageAway */
  progress({ id }: Team): Promise<TeamProgress> {
    return this.#teams.progress(id);
  }

  /**
   * Publishes figures as far as disclosure.ts allows. @throws StorageAway
   * @param asked also those that not all who are expected have answered
   * @param expected sets how many are asked
   */
  async publish(team: Team, asked: boolean, expected?: number): Promise<void> {
    // The figures of another edition stay as they were last shown.
    if (!this.#sync.accepts(team)) return;
    const { content, config } = this.#deps;
    const work = publishStored(content.instrument, config.teamThreshold, asked);
    await this.#teams.publish(team.id, work, expected);
    if (asked && team.round > 1)
      await this.#teams.publishWithout(
        team.id,
        mostDrawn,
        publishStoredWithout(content.instrument, config.teamThreshold),
      );
  }
}
