import { step } from '../../../assessment/team/disclosure.ts';
import type { Figures } from '../../../assessment/team/team-figures.ts';
import { fromThreshold, type TeamResults, teamResults } from '../../../assessment/team/team-results.ts';
import { decodeFigures, publishStored } from '../../../codec/database/figures.ts';
import { teamKeyShape, teamLinkHash } from '../../../codec/database/team-keys.ts';
import type { Content } from '../../../content/content.ts';
import { formerContent } from '../../../content/former.ts';
import type { Storage } from '../../../storage/storage.ts';
import type { Team, TeamProgress } from '../../../storage/tables/teams.ts';
import type { Dependencies } from '../../dependencies.ts';
import { NotFound } from '../../http/errors.ts';
import type { TeamSync } from '../../sync/team-sync.ts';

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
    return teamKeyShape.test(key) ? this.#teams.find('results', teamLinkHash(key)) : undefined;
  }

  /** @throws NotFound, StorageAway */
  async open(key: string): Promise<Team> {
    const team = await this.find(key);
    if (!team)
      throw new NotFound(
        'No team has this results link. It may have been replaced or cut short, or the team was deleted.',
      );
    return team;
  }

  /**
   * The content in the wording of the edition that the team answered; undefined when this site does not know what that edition
   * asked.
   */
  contentOf(team: Team): Content | undefined {
    const { content } = this.#deps;
    return this.#sync.accepts(team) ? content : formerContent(content, team.edition);
  }

  /** Undefined while nothing may be shown. Publishes new answers first, as far as disclosure.ts allows. @throws StorageAway */
  async results(team: Team): Promise<TeamResults | undefined> {
    const asked = this.contentOf(team);
    if (!asked) return undefined;
    const results = teamResults(await this.#figures(team), asked.instrument);
    return results.questions.length > 0 ? results : undefined;
  }

  /** Call it after `results`, which may have published more answers. @throws StorageAway */
  progress({ id }: Team): Promise<TeamProgress> {
    return this.#teams.progress(id);
  }

  async #figures(team: Team): Promise<Figures> {
    const { content, config } = this.#deps;
    const isOpen = this.#sync.accepts(team);
    // The figures of an earlier edition stay as they were last shown.
    const text = await this.#teams.published(
      team.id,
      isOpen ? step : Number.POSITIVE_INFINITY,
      (before, responses) =>
        publishStored(before, responses, content.instrument, team.groups.length, config.teamThreshold),
    );
    return fromThreshold(decodeFigures(text), config.teamThreshold);
  }
}
