/** The rounds of a team that are over, as they were last shown. */
import { fromThreshold, type TeamResults, teamResults } from '../../../assessment/team/team-results.ts';
import { decodeFigures } from '../../../codec/database/figures.ts';
import type { Content } from '../../../content/content.ts';
import type { Round } from '../../../storage/tables/rounds.ts';
import { dateText } from '../../render/wording.ts';

/** A round that is over, with its results. */
export interface PastRound extends Pick<Round, 'number' | 'edition' | 'endedOn' | 'people'> {
  readonly results: TeamResults;
}

/**
 * Returns the rounds with published figures, the latest first.
 * @param contentOf the content in the wording of an edition; undefined for one that is not known
 */
export function pastRounds(
  rounds: readonly Round[],
  contentOf: (edition: number) => Pick<Content, 'instrument'> | undefined,
  threshold: number,
): PastRound[] {
  return rounds.flatMap(({ number, edition, endedOn, people, figures }) => {
    const asked = contentOf(edition);
    if (!asked) return [];
    const results = teamResults(fromThreshold(decodeFigures(figures), threshold), asked.instrument);
    return results.questions.length > 0 ? [{ number, edition, endedOn, people, results }] : [];
  });
}

export const roundName = ({ number, endedOn }: Pick<Round, 'number' | 'endedOn'>) =>
  `Round ${number}, to ${dateText(endedOn)}`;
