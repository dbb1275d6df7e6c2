/** The chapter on the principles, and the questions with the widest gaps. */
import { noMarkText, pointsOf, scoreCell, scoreWord } from '../../../assessment/scores/score-text.ts';
import { barChart } from '../drawing/bar-chart.ts';
import type { Piece } from '../drawing/flow.ts';
import { colours } from '../paper.ts';
import { paragraph } from '../pieces.ts';
import { styles } from '../styles.ts';
import { table } from '../table.ts';
import { questionTable } from './questions.ts';
import {
  chapterHead,
  columnsOf,
  leadText,
  type Setting,
  scoreText,
  sectionHead,
  usTitle,
} from './setting.ts';

export const principlesTitle = ({ report }: Setting) => `${report.principles.length} principles`;

export function principlesChapter(setting: Setting): Piece[] {
  const { report, content, paper, root } = setting;
  const { points, thresholds } = content.instrument;
  const { measure } = paper;
  const section = root.in('Sect');
  const rows = report.principles.map(({ scale, us, workOnThis }) => ({
    label: `${scale.id} ${scale.title}`,
    value: pointsOf(us),
    none: noMarkText(us),
    said: scoreWord(us),
    weak: workOnThis,
  }));
  const said = rows.map(({ label, said: word, weak }) => `${label}: ${word}${weak ? ', work on this' : ''}`);
  const alt = `Principles, out of ${points.principle} from us. ${said.join('; ')}; the line is at ${thresholds.workOnBelow}`;
  const apart = report.answered
    .filter(({ gap }) => Math.abs(gap ?? 0) >= thresholds.viewsPartFrom)
    .toSorted((a, b) => Math.abs(b.gap ?? 0) - Math.abs(a.gap ?? 0));
  const together = report.total
    ? `Together: ${report.total.points} of ${report.total.max}. The sum says least of all these numbers; it is here for those who track it.`
    : '';
  return [
    ...chapterHead(principlesTitle(setting), 'ten-principles', paper, section),
    ...leadText(
      `How we work, out of ${points.principle}. A principle below ${thresholds.workOnBelow} is one to work on, whatever else you do.`,
      paper,
      section,
    ),
    barChart(rows, points.principle, thresholds.workOnBelow, measure, alt, section),
    ...table(
      `The principles, out of ${points.principle}`,
      columnsOf(measure, ['Principle', 0.6], [usTitle, 0.4]),
      report.principles.map(({ scale, us, workOnThis }) => [
        [
          { text: scale.id, bold: true, colour: colours.accent },
          { text: ` ${scale.title}` },
          ...(workOnThis ? [{ text: ' Work on this', bold: true, size: 8.5, colour: colours.bad }] : []),
        ],
        scoreText(scoreCell(us)),
      ]),
      section,
    ),
    ...paragraph(together, measure, section.in('P'), { style: styles.small, above: 10 }),
    ...(apart.length === 0
      ? []
      : [
          ...sectionHead('Where the two views part most', paper, section),
          ...questionTable(
            setting,
            `Questions on which me and us are ${thresholds.viewsPartFrom} ratings or more apart`,
            apart.map(({ question }) => question),
            section,
          ),
        ]),
  ];
}
