/** The table of questions with both answers, and the coaching for a low question. */
import type { Question } from '../../../assessment/instrument.ts';
import type { AnsweredQuestion } from '../../../assessment/scores/report.ts';
import { remarkOf, signed } from '../../../assessment/scores/score-text.ts';
import { startOf } from '../../../assessment/standing.ts';
import { keptTogether, type Piece } from '../drawing/flow.ts';
import { gapLine } from '../drawing/gap-chart.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { boxed, columns, type Frame, heading, list, paragraph } from '../pieces.ts';
import { type Cell, table } from '../table.ts';
import { linesOf, type Style, styles } from '../text.ts';
import {
  answerWords,
  columnsOf,
  inline,
  meTitle,
  prose,
  questionCell,
  questionText,
  rated,
  type Setting,
  usTitle,
} from './setting.ts';

const small: Style = { ...styles.cell, size: 9, leading: 11.5 };

/** @param section the mark that contains the table */
export function questionTable(setting: Setting, questions: readonly Question[], section: Mark): Piece[] {
  const { report, content, paper } = setting;
  const answered = new Map(report.answered.map((entry) => [entry.question.id, entry]));
  const rows = questions.map((question): Cell[] => {
    const entry = answered.get(question.id);
    const statement = questionCell(question, entry ? remarkOf(question) : '');
    if (!entry) {
      const open = { lines: [{ text: 'not yet answered', style: { ...small, colour: colours.muted } }] };
      return [statement, '', open, open, '–'];
    }
    const { me, us } = answerWords(entry.answer, content);
    return [
      statement,
      lineCell(entry),
      { lines: [{ text: me, style: small }] },
      { lines: [{ text: us, style: small }] },
      signed(entry.gap),
    ];
  });
  const tableColumns = columnsOf(
    paper.measure,
    ['Question', 0.44],
    ['From 0 to 3', 0.23],
    [meTitle, 0.13],
    [usTitle, 0.13],
    ['Gap', 0.07, 'right'],
  );
  return table(tableColumns, rows, section.in('Table'));
}

/** The ratings as they count. */
function lineCell({ counts }: AnsweredQuestion): Cell {
  const me = rated(counts.me);
  const us = rated(counts.us);
  return {
    height: 14,
    alt: `me ${me ?? 'no score'}, us ${us ?? 'no score'}, from 0 to 3`,
    draw: (pen, x, y, mark) => gapLine(pen, { x: x - 12, y: y + 7, width: 112 }, me, us, 3, mark),
  };
}

const frame: Frame = { padding: 14, fill: colours.tint, above: 14 };

/** The coaching for a low question, in a box on one page. */
export function coachingBox(
  setting: Setting,
  { question, answer }: AnsweredQuestion,
  section: Mark,
): Piece[] {
  const { content, paper, questionAddress } = setting;
  const text = content.guidance.get(question.id);
  const { me, us } = answerWords(answer, content);
  const inner = paper.measure - 2 * frame.padding;
  const link = { url: questionAddress(question) };
  const given = (text: string, sign: 'me' | 'us') =>
    paragraph([{ text, colour: colours[sign], bold: true, sign }], inner / 2, section.in('P'), {
      style: { ...styles.cell, leading: 13 },
      above: 0,
    });
  const mine = given(me, 'me');
  const room = (linesOf(me, { ...styles.cell, bold: true }, inner)[0]?.width ?? 0) + 28;
  const half = inner / 2;
  const asks = (title: string, items: readonly string[]) => [
    ...paragraph(title, half - 16, section.in('H3'), { style: { ...styles.strong, size: 9.5 }, above: 0 }),
    ...list(
      items.map((item) => inline(item, small)),
      half - 16,
      section.in('L'),
      { style: small, above: 2, gap: 3 },
    ),
  ];
  const pieces = [
    ...heading(questionText(question, link), inner, section.in('H3'), { style: styles.box, above: 0 }),
    columns(
      [
        { width: room, pieces: mine },
        { width: inner - room, pieces: given(us, 'us') },
      ],
      3,
    ),
    ...(question.reverse
      ? paragraph(remarkOf(question), inner, section.in('P'), { style: styles.small, above: 0 })
      : []),
    ...prose(text?.coaching[startOf(question, answer, content.instrument)] ?? '', inner, section, {
      above: 6,
    }),
    ...(text
      ? [
          columns(
            [
              { width: half, pieces: asks('Ask yourself', text.askYourself) },
              { width: half, pieces: asks('Ask together', text.askTogether) },
            ],
            10,
          ),
        ]
      : []),
  ];
  return keptTogether(boxed(pieces, paper.measure, frame));
}
