/** The rounds of a team side by side, and what changed since the last. */
import { changesOf } from '../../../assessment/team/team-change.ts';
import { fromThreshold, type TeamResults, teamResults } from '../../../assessment/team/team-results.ts';
import { gapPlaces, gapText, meanText } from '../../../assessment/team/team-text.ts';
import { decodeFigures } from '../../../codec/database/figures.ts';
import type { Content } from '../../../content/content.ts';
import type { Round } from '../../../storage/tables/rounds.ts';
import type { Team } from '../../../storage/tables/teams.ts';
import type { ComparisonTable } from '../../render/comparison-table.ts';
import { dateText } from '../../render/wording.ts';
import { sideRow } from './side-row.ts';

/** More columns would not be readable. */
const mostRounds = 3;
const mostQuestions = 10;

/** A round that is over, with its results. */
export interface PastRound extends Pick<Round, 'number' | 'edition' | 'endedOn' | 'people'> {
  readonly results: TeamResults;
}

/**
 * Returns the rounds of which figures are shown, the latest first.
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

/** The competencies of several rounds, a row each. @param columns in the order shown */
export function roundTable(
  { instrument }: Pick<Content, 'instrument'>,
  columns: readonly { readonly name: string; readonly results: TeamResults }[],
): ComparisonTable {
  return {
    caption: `Means out of ${instrument.points.competency}`,
    first: 'Competency',
    names: columns.map(({ name }) => name),
    linked: false,
    hasMe: true,
    rows: instrument.competencies.map(({ title }, i) =>
      sideRow(
        title,
        columns.map(({ results }) => {
          const result = results.competencies[i]?.result;
          return result && { me: result.me.mean, us: result.us.mean };
        }),
      ),
    ),
  };
}

/** @param results of the present round; undefined while nothing of it is shown */
export function roundsView(
  content: Pick<Content, 'instrument'>,
  all: readonly PastRound[],
  { round, edition }: Pick<Team, 'round' | 'edition'>,
  results: TeamResults | undefined,
) {
  // Figures of different editions are not compared.
  const past = all.filter((one) => one.edition === edition);
  const [last] = past;
  if (!last) return undefined;
  const earlier = past
    .slice(0, mostRounds)
    .toReversed()
    .map((one) => ({ name: roundName(one), results: one.results }));
  const columns = results ? [...earlier, { name: `Round ${round}`, results }] : earlier;
  const changes = results ? changesOf(last.results, results) : [];
  return {
    round,
    last: last.number,
    isShown: results !== undefined,
    table: roundTable(content, columns),
    questions: changes.slice(0, mostQuestions).map(({ before, now, us, me }) => ({
      id: now.question.id,
      statement: now.question.statements.us,
      before: meanText(before.us),
      now: meanText(now.us),
      us: gapText(us, gapPlaces({ me: before.us, us: now.us })),
      me: gapText(me, gapPlaces({ me: before.me, us: now.me })),
    })),
  };
}
