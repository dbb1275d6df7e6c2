/** The chapter on a team's competencies: chart, means, certainty and role groups. */
import type { GroupMeans, PerspectiveResult } from '../../../assessment/team/team-results.ts';
import {
  agreementText,
  alphaText,
  certaintyOf,
  exactFrom,
  gapText,
  inPoints,
  intervalText,
  pointsText,
  spreadBand,
  spreadText,
} from '../../../assessment/team/team-text.ts';
import type { Piece } from '../drawing/flow.ts';
import { gapChart } from '../drawing/gap-chart.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { paragraph } from '../pieces.ts';
import { chapterHead, columnsOf, meTitle, sectionHead, usTitle } from '../report/setting.ts';
import { styles } from '../styles.ts';
import { table } from '../table.ts';
import type { Text } from '../text.ts';
import type { Setting } from './setting.ts';

export function competencies(setting: Setting): Piece[] {
  const { results, content, groups, paper, root } = setting;
  const section = root.in('Sect');
  const { measure } = paper;
  const max = content.instrument.points.competency;
  const shown = results.competencies;
  const rows = shown.map(({ competency, result }) => ({
    label: competency.short,
    me: result && inPoints(result.me.mean),
    us: result && inPoints(result.us.mean),
    spread: result && spreadBand(result.us, max),
  }));
  const said = rows.map(({ label, me, us }) => `${label}: me ${me ?? 'too few'}, us ${us ?? 'too few'}`);
  const small = (words: string) =>
    paragraph(words, measure, section.in('P'), { style: styles.small, above: 6 });
  const grouped = shown.filter(({ result }) => (result?.groups.length ?? 0) > 0);
  const share = 0.66 / Math.max(1, groups.length);
  return [
    ...chapterHead('The competencies', 'competencies', paper, section, { breaks: true }),
    gapChart(rows, max, measure, `Means of me and us out of ${max}. ${said.join('; ')}`, section),
    ...table(
      `Means out of ${max}, with the spread`,
      columnsOf(
        measure,
        ['Competency', 0.38],
        [meTitle, 0.16],
        [usTitle, 0.16],
        ['Gap', 0.11, 'right'],
        ['Agreement on us', 0.19],
      ),
      shown.map(({ competency, result }) =>
        result
          ? [
              competency.short,
              withSpread(result.me, max),
              withSpread(result.us, max),
              gapText(result.gap, 1),
              agreementText(result),
            ]
          : [competency.short, 'too few', 'too few', '–', '–'],
      ),
      section,
    ),
    ...small(
      `Means out of ${max}, with the spread of the ratings${rows.some(({ spread }) => spread) ? ', which is the band under each line of the chart, around us' : ''}. Below ${exactFrom} people it is in words. Agreement runs from 0 to 1.`,
    ),
    ...certainty(setting, section),
    ...(grouped.length > 0
      ? [
          ...sectionHead('Role groups', paper, section),
          ...table(
            'Means by role group',
            columnsOf(
              measure,
              ['Competency', 0.34],
              ...groups.map((group): readonly [Text, number] => [group, share]),
            ),
            grouped.map(({ competency, result }) => [
              competency.short,
              ...(result?.groups ?? []).map(bothMeans),
            ]),
            section,
          ),
        ]
      : []),
  ];
}

function certainty({ results, paper }: Setting, section: Mark): Piece[] {
  const { measure } = paper;
  const { intervals, alphas, missing } = certaintyOf(results);
  const titles: (readonly [Text, number])[] = [
    ['Competency', 0.32],
    ['95 % of me', 0.19],
    ['95 % of us', 0.19],
    ...(alphas
      ? ([
          ['Alpha of me', 0.15],
          ['Alpha of us', 0.15],
        ] as const)
      : []),
  ];
  const rows = results.competencies.flatMap(({ competency: { short }, result }) =>
    result
      ? [
          [
            short,
            ...[intervalText(result.me), intervalText(result.us)],
            ...(alphas ? [alphaText(result.me), alphaText(result.us)] : []),
          ],
        ]
      : [],
  );
  return [
    ...sectionHead('How sure one can be', paper, section),
    ...(intervals
      ? table('The mean, give or take chance', columnsOf(measure, ...titles), rows, section)
      : []),
    ...paragraph(missing.join(' '), measure, section.in('P'), { above: 8 }),
  ];
}

const withSpread = (view: PerspectiveResult, max: number): Text => [
  { text: pointsText(view.mean), bold: true },
  { text: ` ${spreadText(view, max)}`, colour: colours.muted },
];

const bothMeans = ({ me, us }: GroupMeans): Text => [
  { text: pointsText(me), colour: colours.me, sign: 'me' },
  { text: ' ' },
  { text: pointsText(us), colour: colours.us, sign: 'us' },
];
