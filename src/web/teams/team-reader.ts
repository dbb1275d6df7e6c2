/** A team as its facilitator sees it: found by the results link, with the figures that are published and nothing else. */
import { z } from 'zod';
import { step } from '../../assessment/team/disclosure.ts';
import type { Figures } from '../../assessment/team/team-figures.ts';
import { fromThreshold, type TeamResults, teamResults } from '../../assessment/team/team-results.ts';
import { decodeFigures, publishStored } from '../../codec/database/figures.ts';
import { teamKeyShape, teamLinkHash } from '../../codec/database/team-keys.ts';
import type { Team, TeamProgress } from '../../storage/tables/teams.ts';
import { NotFound } from '../http/errors.ts';
import type { Site } from '../site.ts';

/** A key as sent; whatever cannot be one is empty, and no team has that. */
export const sentKey = z.string().regex(teamKeyShape).catch('');
export const keyQuery = z.object({ key: sentKey });

/** @param more what follows in the query, with its & */
export const resultsPath = (key: string, more = '') => `/teams/results?key=${key}${more}`;

/** The key in a results link as somebody pasted it: the whole address, or the key alone. */
export function keyIn(pasted: string): string {
  const [, key = ''] = /(?:^|[?&]key=)([\w-]{22})(?![\w-])/.exec(pasted.trim()) ?? [];
  return key;
}

export class TeamRoom {
  readonly #site: Site;
  readonly #teams: NonNullable<Site['deps']['storage']>['teams'];

  constructor(site: Site, { teams }: NonNullable<Site['deps']['storage']>) {
    this.#site = site;
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

  /** Whether the team answered questions that this site still asks. */
  isAnswerable({ edition }: Team): boolean {
    const { current, accepts } = this.#site.editions;
    return edition === current || accepts.includes(edition);
  }

  /** Brought up to date as far as the rules allow. @throws StorageAway */
  async figures(team: Team): Promise<Figures> {
    const { content, config } = this.#site.deps;
    if (!this.isAnswerable(team)) return new Map();
    const text = await this.#teams.published(team.id, step, (before, responses) =>
      publishStored(before, responses, content.instrument, team.groups.length, config.teamThreshold),
    );
    return fromThreshold(decodeFigures(text), config.teamThreshold);
  }

  /** Undefined as long as nothing may be shown. @throws StorageAway */
  async results(team: Team): Promise<TeamResults | undefined> {
    const results = teamResults(await this.figures(team), this.#site.deps.content.instrument);
    return results.questions.length > 0 ? results : undefined;
  }

  /** After `results`, which may have taken people's answers in. @throws StorageAway */
  progress({ id }: Team): Promise<TeamProgress> {
    return this.#teams.progress(id);
  }
}
