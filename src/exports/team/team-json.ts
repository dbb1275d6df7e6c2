/** A team's results for other programs, rounded as on the page. docs/file-format.md describes the file. */

import { textOfDay } from '../../assessment/days.ts';
import { step } from '../../assessment/team/disclosure.ts';
import { changeSince, competencyOf, meansOf, questionOf, type TeamFile } from './rounded.ts';

/** The version of the format. It changes when a field does. */
const format = 2;

/** The file has no link and no key of the team. @param threshold the least number of people behind a figure */
export function teamJson(file: TeamFile, threshold: number): string {
  const { team, results, actions, past, instrument } = file;
  const change = changeSince(file);
  const idOf = ({ question }: { readonly question: { readonly id: string } }) => question.id;
  const document = {
    kind: 'service-mirror team results',
    format,
    team: team.name,
    edition: team.edition,
    round: team.round,
    groups: team.groups,
    rules: { threshold, step },
    competencies: results.competencies.map((one) => competencyOf(one, instrument.points.competency)),
    questions: results.questions.map(questionOf),
    widestGaps: results.gaps.map(idOf),
    lowest: results.lowest.map(idOf),
    actions,
    change: change && {
      sinceRound: change.round,
      competencies: change.competencies,
      questions: change.questions,
    },
    earlierRounds: past.map(({ number, edition, endedOn, people, results: shown }) => ({
      round: number,
      edition,
      endedOn: textOfDay(endedOn),
      people: people === 0 ? null : people,
      ...meansOf(shown),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
