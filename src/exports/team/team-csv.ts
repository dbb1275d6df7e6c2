/** A team's results for a spreadsheet: one row per competency, then per question, then per action. */

import { topRating } from '../../assessment/answers.ts';
import type { TeamAction } from '../../assessment/team/actions.ts';
import type {
  GroupMeans,
  PerspectiveResult,
  Rated,
  TeamResults,
} from '../../assessment/team/team-results.ts';
import {
  exactFrom,
  gapPlaces,
  inMeans,
  inPoints,
  inRatings,
  rounded,
  spreadWord,
} from '../../assessment/team/team-text.ts';
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
  'me spread in words',
  'us n',
  'us mean',
  'us spread',
  'us spread in words',
  'gap',
  'agreement on us',
  'me interval from',
  'me interval to',
  'us interval from',
  'us interval to',
  'me alpha',
  'us alpha',
  'owner',
  'by',
  'state',
];

const maybe = (value: number | undefined, shown: (value: number) => number): Cell =>
  value === undefined ? '' : shown(value);

/** The spread as a number, or in words. @param toRatings converts it to ratings from 0 to 3 */
const spread = (n: number, value: number, shown: (value: number) => number, toRatings: number): Cell[] =>
  n < exactFrom ? ['', spreadWord(value * toRatings)] : [shown(value), ''];

/**
 * A figure that may not be shown is an empty cell. Competencies are in points, questions from 0 to 3. The n of a competency is how many rated all of its questions. Spread is a standard
 * deviation; for fewer than `exactFrom` people it is in words.
 * @param groups the team's role groups, which get two columns each
 * @param max a competency's points
 */
export function teamCsv(
  groups: readonly string[],
  { competencies, questions }: TeamResults,
  max: number,
  separator: Separator = 'comma',
  actions: readonly TeamAction[] = [],
): string {
  const groupHeadings = groups.flatMap((group) => [`${group}: me mean`, `${group}: us mean`]);
  const groupCells = (means: readonly GroupMeans[], shown: (value: number) => number): Cell[] =>
    groups.flatMap((_, i) => [maybe(means[i]?.me, shown), maybe(means[i]?.us, shown)]);
  const rows = [
    ...competencies.map(({ competency, shown, result }): Cell[] => {
      const { me, us } = result ?? {};
      const points = (value: number | undefined) => maybe(value, inPoints);
      const view = (of: PerspectiveResult | undefined): Cell[] =>
        of
          ? [of.complete || '', inPoints(of.mean), ...spread(of.n, of.spread, inPoints, topRating / max)]
          : ['', '', '', ''];
      const ratio = (value: number | undefined) => maybe(value, inRatings);
      return [
        ...['competency', competency.id, competency.id, competency.title, '', competency.id, shown],
        ...view(me),
        ...view(us),
        ...[points(result?.gap), us && us.n < exactFrom ? '' : ratio(result?.agreement)],
        ...[points(me?.interval?.from), points(me?.interval?.to)],
        ...[points(us?.interval?.from), points(us?.interval?.to)],
        ...[ratio(me?.alpha), ratio(us?.alpha)],
        ...['', '', ''],
        ...groupCells(result?.groups ?? [], inPoints),
      ];
    }),
    ...questions.map(({ question, me, us, gap, groups: split }): Cell[] => {
      const rated = (of: Rated): Cell[] => [of.n, inMeans(of), ...spread(of.n, of.deviation, inRatings, 1)];
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
        ...[...rated(me), ...rated(us), rounded(gap, gapPlaces({ me, us }))],
        ...Array<Cell>(10).fill(''),
        ...groupCells(
          split.map((group) => ({ me: inMeans(group.me), us: inMeans(group.us) })),
          (value) => value,
        ),
      ];
    }),
    ...actions.map(({ what, owner, by, question, state }, i): Cell[] => [
      ...['action', '', i + 1, what, '', question],
      ...Array<Cell>(headings.length - 9).fill(''),
      ...[owner, by, state],
      ...groupCells([], inPoints),
    ]),
  ];
  return csvOf([[...headings, ...groupHeadings], ...rows], separator);
}
