/** The chapter "Summary", and the chart of the competencies. */
import { noMarkText, pointsOf, scoreCell, scoreWord, signed } from '../../../assessment/scores/score-text.ts';
import { summarySentences } from '../../../assessment/scores/sentences.ts';
import { keptTogether, type Piece } from '../drawing/flow.ts';
import { gapChart } from '../drawing/gap-chart.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { paragraph } from '../pieces.ts';
import { styles } from '../styles.ts';
import { table } from '../table.ts';
import { chapterHead, columnsOf, meTitle, type Setting, scoreText, usTitle } from './setting.ts';

export function summaryChapter(setting: Setting): Piece[] {
  const { report, content, paper, root } = setting;
  const { instrument } = content;
  const { measure } = paper;
  const section = root.in('Sect');
  return [
    ...chapterHead('Summary', 'summary', paper, section, { breaks: true }),
    ...summarySentences(report, instrument).flatMap((sentence, i) =>
      paragraph(sentence, measure, section.in('P'), { style: styles.lead, above: i === 0 ? 10 : 6 }),
    ),
    ...competencyChart(setting, section),
    ...table(
      `The competencies, out of ${instrument.points.competency}`,
      columnsOf(measure, ['Competency', 0.42], [meTitle, 0.24], [usTitle, 0.24], ['Gap', 0.1, 'right']),
      report.competencies.map(({ competency, me, us, gap }) => [
        [{ text: competency.short, link: { to: `c-${competency.id}` } }],
        scoreText(scoreCell(me)),
        scoreText(scoreCell(us)),
        signed(gap),
      ]),
      section,
    ),
  ];
}

/** The chart of the competencies with its legend, on one page. */
export function competencyChart(
  { report, content, paper }: Setting,
  section: Mark,
  rowHeight?: number,
): Piece[] {
  const { measure } = paper;
  const max = content.instrument.points.competency;
  const rows = report.competencies.map(({ competency, me, us }) => ({
    label: competency.short,
    me: pointsOf(me),
    us: pointsOf(us),
    none: noMarkText(me, us),
  }));
  const said = report.competencies.map(
    ({ competency, me, us }) => `${competency.short}: me ${scoreWord(me)}, us ${scoreWord(us)}`,
  );
  const alt = `Competencies, me and us out of ${max}. ${said.join('; ')}`;
  return keptTogether([
    gapChart(rows, max, measure, alt, section, rowHeight),
    ...paragraph(
      [
        { text: `Each line runs from 0 to ${max}. ` },
        { text: 'me', colour: colours.me, sign: 'me' },
        { text: ' ' },
        { text: 'us', colour: colours.us, sign: 'us' },
        { text: '; the bar between them is the gap.' },
      ],
      measure,
      section.in('P'),
      { style: styles.small, above: 4 },
    ),
  ]);
}
