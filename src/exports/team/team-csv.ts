/** A team's results for a spreadsheet: one row per competency, then one row per question. */
import type { GroupMeans, Rated, TeamResults } from '../../assessment/team/team-results.ts';
import { inPoints, inRatings } from '../../assessment/team/team-text.ts';
import { type Cell, csvOf, type Separator } from '../csv.ts';
import { codeOf } from '../report/report-csv.ts';

const headings = [
  'kind',
  'code',
  'id',
  'text',
  'reverse',
  'competency',
  'questions shown',
  'me n',
  'me mean',
  'me spread',
  'us n',
  'us mean',
  'us spread',
  'gap',
  'agreement on us',
  'me interval from',
  'me interval to',
  'us interval from',
  'us interval to',
  'me alpha',
  'us alpha',
];

const maybe = (value: number | undefined, shown: (value: number) => number): Cell =>
  value === undefined ? '' : shown(value);

/**
 * A figure that may not be shown is an empty cell. Competencies are in points, questions from 0 to 3. The n of a competency is how many rated all of its questions. Spread is a standard
 * deviation.
 * @param groups the team's role groups, which get two columns each
 */
export function teamCsv(
  groups: readonly string[],
  { competencies, questions }: TeamResults,
  separator: Separator = 'comma',
): string {
  const groupHeadings = groups.flatMap((group) => [`${group}: me mean`, `${group}: us mean`]);
  const groupCells = (means: readonly GroupMeans[], shown: (value: number) => number): Cell[] =>
    groups.flatMap((_, i) => [maybe(means[i]?.me, shown), maybe(means[i]?.us, shown)]);
  const rows = [
    ...competencies.map(({ competency, shown, result }): Cell[] => {
      const { me, us } = result ?? {};
      const points = (value: number | undefined) => maybe(value, inPoints);
      const ratio = (value: number | undefined) => maybe(value, inRatings);
      return [
        ...['competency', competency.id, competency.id, competency.title, '', competency.id, shown],
        ...[me?.complete || '', points(me?.mean), points(me?.spread)],
        ...[us?.complete || '', points(us?.mean), points(us?.spread)],
        ...[points(result?.gap), ratio(result?.agreement)],
        ...[points(me?.interval?.from), points(me?.interval?.to)],
        ...[points(us?.interval?.from), points(us?.interval?.to)],
        ...[ratio(me?.alpha), ratio(us?.alpha)],
        ...groupCells(result?.groups ?? [], inPoints),
      ];
    }),
    ...questions.map(({ question, me, us, gap, groups: split }): Cell[] => {
      const rated = ({ n, mean, deviation }: Rated) => [n, inRatings(mean), inRatings(deviation)];
      return [
        ...[
          'question',
          codeOf(question),
          question.id,
          question.statements.us,
          question.reverse ? 'yes' : 'no',
          question.competency?.id ?? '',
          '',
        ],
        ...[...rated(me), ...rated(us), inRatings(gap)],
        ...Array<Cell>(7).fill(''),
        ...groupCells(
          split.map((group) => ({ me: group.me.mean, us: group.us.mean })),
          inRatings,
        ),
      ];
    }),
  ];
  return csvOf([[...headings, ...groupHeadings], ...rows], separator);
}
