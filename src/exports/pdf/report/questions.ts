/** The table of questions with both answers. */
import type { Question } from '../../../assessment/instrument.ts';
import type { AnsweredQuestion } from '../../../assessment/scores/report.ts';
import { remarkOf, signed } from '../../../assessment/scores/score-text.ts';
import type { Piece } from '../drawing/flow.ts';
import { gapLine } from '../drawing/gap-chart.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { type Style, styles } from '../styles.ts';
import { type Cell, table } from '../table.ts';
import { answerWords, columnsOf, meTitle, questionCell, rated, type Setting, usTitle } from './setting.ts';

const small: Style = { ...styles.cell, size: 9, leading: 11.5 };

/**
 * @param caption what the questions have in common
 * @param section the mark that contains the table
 */
export function questionTable(
  setting: Setting,
  caption: string,
  questions: readonly Question[],
  section: Mark,
): Piece[] {
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
  return table(caption, tableColumns, rows, section);
}

const none = 'does not apply';

/** The ratings as they count. */
function lineCell({ counts }: AnsweredQuestion): Cell {
  const me = rated(counts.me);
  const us = rated(counts.us);
  return {
    height: 14,
    alt: `me ${me ?? none}, us ${us ?? none}, from 0 to 3`,
    draw: (pen, x, y, mark) => gapLine(pen, { x: x - 12, y: y + 7, width: 112, none }, me, us, 3, mark),
  };
}
