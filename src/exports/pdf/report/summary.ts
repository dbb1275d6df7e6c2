/** The chapters "Summary" and "Where to start". */
import { pointsOf, scoreCell, signed } from '../../../assessment/scores/score-text.ts';
import { ladderSentence, priorityReason, summarySentences } from '../../../assessment/scores/sentences.ts';
import { keptTogether, moved, type Piece } from '../drawing/flow.ts';
import { gapChart } from '../drawing/gap-chart.ts';
import { ladderChart } from '../drawing/ladder-chart.ts';
import { colours } from '../paper.ts';
import { heading, linePart, paragraph } from '../pieces.ts';
import { table } from '../table.ts';
import { linesOf, type Style, styles } from '../text.ts';
import { lensEntries } from './lenses.ts';
import {
  chapterHead,
  columnsOf,
  inline,
  meTitle,
  questionText,
  type Setting,
  scoreText,
  sectionHead,
  usTitle,
} from './setting.ts';

export function summaryChapter({ report, content, paper, root }: Setting): Piece[] {
  const { instrument } = content;
  const { measure } = paper;
  const section = root.in('Sect');
  const max = instrument.points.competency;
  const rows = report.competencies.map(({ competency, me, us }) => ({
    label: competency.short,
    me: pointsOf(me),
    us: pointsOf(us),
  }));
  const said = rows.map(({ label, me, us }) => `${label}: me ${me ?? 'no score'}, us ${us ?? 'no score'}`);
  const alt = `Competencies, me and us out of ${max}. ${said.join('; ')}`;
  return [
    ...chapterHead('Summary', 'summary', paper, section),
    ...summarySentences(report, instrument).flatMap((sentence, i) =>
      paragraph(sentence, measure, section.in('P'), { style: styles.lead, above: i === 0 ? 10 : 6 }),
    ),
    ...keptTogether([
      gapChart(rows, max, measure, alt, section),
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
    ]),
    ...paragraph(`The competencies, out of ${max}`, measure, section.in('P'), {
      style: styles.strong,
      above: 16,
    }).map((line) => ({ ...line, keep: true })),
    ...table(
      columnsOf(measure, ['Competency', 0.42], [meTitle, 0.24], [usTitle, 0.24], ['Gap', 0.1, 'right']),
      report.competencies.map(({ competency, me, us, gap }) => [
        [{ text: competency.title, link: { to: `c-${competency.id}` } }],
        scoreText(scoreCell(me)),
        scoreText(scoreCell(us)),
        signed(gap),
      ]),
      section.in('Table'),
    ),
  ];
}

export function startChapter(setting: Setting): Piece[] {
  const { report, content, paper, root, questionAddress } = setting;
  const { instrument } = content;
  const { measure } = paper;
  const section = root.in('Sect');
  const indent = 34;
  const numeral: Style = { ...styles.chapter, colour: colours.accent };
  const priorities = section.in('L');
  const rungs = report.lenses.tier.map((tier) => ({
    label: tier.scale.title,
    value: pointsOf(tier.us),
    start: tier === report.weakRung,
  }));
  const max = instrument.points.lens;
  const said = rungs.map(
    ({ label, value, start }) => `${label}: ${value ?? 'no score'}${start ? ', start here' : ''}`,
  );
  const alt = `The ladder, each rung out of ${max} from us, read from the bottom up. ${said.join('; ')}`;
  return [
    ...chapterHead('Where to start', 'where-to-start', paper, section),
    ...report.priorities.flatMap((priority, i) => {
      const { question } = priority;
      const item = priorities.in('LI');
      const body = item.in('LBody');
      const link = { url: questionAddress(question) };
      const asks = content.guidance.get(question.id)?.askYourself.slice(0, 1) ?? [];
      const italic = { ...styles.body, family: 'serif' as const, italic: true };
      const pieces = [
        ...heading(questionText(question, link), measure - indent, body.in('H2'), {
          style: styles.box,
          above: 18,
        }),
        ...paragraph(
          priorityReason(priority, instrument, content.scale.ratings),
          measure - indent,
          body.in('P'),
          {
            above: 4,
          },
        ),
        ...asks.flatMap((ask) =>
          paragraph(inline(ask, italic), measure - indent, body.in('P'), { style: italic, above: 4 }),
        ),
      ];
      const [number] = linesOf(String(i + 1), numeral, indent);
      return keptTogether(
        pieces.map((piece, j) => ({
          ...piece,
          parts: [
            ...(j === 0 && number ? moved([linePart(number, numeral, item.in('Lbl'))], 0, -3) : []),
            ...moved(piece.parts, indent, 0),
          ],
        })),
      );
    }),
    ...sectionHead('The ladder', paper, section),
    ...keptTogether([
      ...paragraph(ladderSentence(report, instrument), measure, section.in('P')),
      ladderChart(rungs, max, measure, alt, section),
    ]),
    ...lensEntries(setting, 'tier', section),
  ];
}
