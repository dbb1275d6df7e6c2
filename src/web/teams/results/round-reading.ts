import type { RoundColumn } from '../../../assessment/team/rounds-table.ts';
import type { TeamResults } from '../../../assessment/team/team-results.ts';
import type { Team } from '../../../storage/tables/teams.ts';
import { counted } from '../../render/wording.ts';
import { type PastRound, roundName } from '../../sync/rounds/past-rounds.ts';
import { answeredText } from '../member-status.ts';
import type { TeamReader } from './team-reader.ts';

/** The figures of one round, for a file. */
export interface RoundReading {
  readonly results: TeamResults;
  /** Of the present round, or the last one that is over. */
  readonly number: number;
  /** "12 of 15 have answered" */
  readonly count: string;
  /** The rounds before it, the latest first. */
  readonly before: readonly PastRound[];
  /** The rounds that can be compared with it, and it, the last. */
  readonly columns: readonly RoundColumn[];
}

/**
 * Reads the figures for a file: those that the page shows, or those of the last round while the present one shows nothing.
 * Undefined when there are neither. @throws StorageAway
 */
export async function readRound(reader: TeamReader, team: Team): Promise<RoundReading | undefined> {
  const reading = await reader.look(team);
  const columns = await reader.columns(team, reading);
  const past = await reader.past(team);
  if (reading.results && !reading.isPast) {
    const { people } = await reader.progress(team);
    const count = answeredText(people, team.expected);
    return { results: reading.results, number: team.round, count, before: past, columns };
  }
  const last = past.find(({ edition }) => edition === team.edition);
  if (!last) return undefined;
  const had = `${counted(last.people, 'person', 'people')} had answered`;
  const count = last.people > 0 ? `${roundName(last)}: ${had}` : roundName(last);
  const before = past.filter(({ number }) => number < last.number);
  return { results: last.results, number: last.number, count, before, columns };
}
