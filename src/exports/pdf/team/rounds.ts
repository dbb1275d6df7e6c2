/** The chapter on the rounds of a team and what changed between the last two. */
import { roundsTable } from '../../../assessment/team/rounds-table.ts';
import type { Piece } from '../drawing/flow.ts';
import { colours } from '../paper.ts';
import { paragraph } from '../pieces.ts';
import { chapterHead, columnsOf } from '../report/setting.ts';
import { styles } from '../styles.ts';
import { type Cell, table } from '../table.ts';
import type { Span, Text } from '../text.ts';
import type { Setting } from './setting.ts';

const changeOfUs: Span[] = [{ text: 'Change of ' }, { text: 'us', colour: colours.us, sign: 'us' }];
const changeOfMe: Span[] = [{ text: 'Change of ' }, { text: 'me', colour: colours.me, sign: 'me' }];

const means = ({ me, us }: { readonly me: string; readonly us: string }): Text => [
  { text: me, colour: colours.me, sign: 'me' },
  { text: '\u00a0\u00a0 ' },
  { text: us, colour: colours.us, sign: 'us' },
];

/** Nothing in a team's first round. */
export function rounds({ rounds: columns, content, paper, root, questionAddress }: Setting): Piece[] {
  const { names, since, maximum, competencies, most } = roundsTable(content.instrument, columns);
  if (!since) return [];
  const section = root.in('Sect');
  const { measure } = paper;
  const share = 0.48 / names.length;
  const byId = new Map(content.instrument.questions.map((question) => [question.id, question]));
  return [
    ...chapterHead('From round to round', 'rounds', paper, section),
    ...table(
      `Means out of ${maximum}`,
      columnsOf(
        measure,
        ['Competency', 0.22],
        ...names.map((name): readonly [Text, number] => [name, share]),
        [changeOfUs, 0.16, 'right'],
        [changeOfMe, 0.14, 'right'],
      ),
      competencies.map(({ title, cells, us, me, note }): Cell[] => [
        title,
        ...cells.map((cell): Cell => (cell.us ? means(cell) : 'too few')),
        {
          lines: [
            { text: us, style: styles.cell },
            ...(note ? [{ text: note, style: { ...styles.small, size: 8 } }] : []),
          ],
        },
        me,
      ]),
      section,
    ),
    ...paragraph(
      `The change is from ${since}, and counts only the questions that are shown in both rounds. A small change is no change to argue about.`,
      measure,
      section.in('P'),
      { style: styles.small, above: 6 },
    ),
    ...(most.length > 0
      ? table(
          'The questions that changed most, from 0 to 3',
          columnsOf(
            measure,
            ['Question', 0.4],
            ['Before', 0.16],
            ['Now', 0.16],
            [changeOfUs, 0.15, 'right'],
            [changeOfMe, 0.13, 'right'],
          ),
          most.map((row) => {
            const question = byId.get(row.id);
            const link = question && { url: questionAddress(question) };
            return [
              [
                { text: row.id, bold: true, colour: colours.accent, link },
                { text: ` ${row.statement}` },
                ...(row.remark ? [{ text: ` ${row.remark}`, size: 8, colour: colours.muted }] : []),
              ],
              means(row.before),
              means(row.now),
              row.us,
              row.me,
            ];
          }),
          section,
        )
      : paragraph('No question is shown in both rounds.', measure, section.in('P'), { above: 10 })),
  ];
}
