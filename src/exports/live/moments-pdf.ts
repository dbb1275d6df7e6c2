/** The moments of truth of a live room in its PDF: a table with a row for each. */

import type { Piece } from '../pdf/drawing/flow.ts';
import type { Mark } from '../pdf/drawing/mark.ts';
import type { Paper } from '../pdf/paper.ts';
import { paragraph } from '../pdf/pieces.ts';
import { columnsOf, sectionHead } from '../pdf/report/setting.ts';
import { styles } from '../pdf/styles.ts';
import { table } from '../pdf/table.ts';
import type { LiveSheet } from './live-sheet.ts';

export function moments({ cycle }: LiveSheet, paper: Paper, root: Mark): Piece[] {
  if (!cycle) return [];
  const section = root.in('Sect');
  const head = sectionHead('Moments of truth', paper, section);
  if (cycle.moments.length === 0)
    return [...head, ...paragraph('No moment was written down.', paper.measure, section.in('P'))];
  const cell = { ...styles.cell, size: 9, leading: 12 };
  const written = (text: string) => ({
    lines: linesWritten(text || '–').map((line) => ({ text: line, style: cell })),
  });
  return [
    ...head,
    ...table(
      cycle.title,
      columnsOf(paper.measure, ['Moment', 0.28], ['Standard', 0.26], ['Now', 0.24], ['Measure', 0.22]),
      cycle.moments.map(({ name, should, now, measure, matters, dots }, i) => {
        const marks = [
          matters ? 'Matters most' : '',
          dots > 0 ? `${dots} ${dots === 1 ? 'dot' : 'dots'}` : '',
        ];
        const noted = marks.filter((mark) => mark).map((text) => ({ text, style: cell }));
        return [
          { lines: [{ text: `${i + 1}. ${name}`, style: { ...cell, bold: true } }, ...noted] },
          ...[should, now, measure].map(written),
        ];
      }),
      section,
    ),
  ];
}

/** A text merged from several has a line or two of each. Hundreds of lines with a letter each would fill hundreds of pages. */
const mostLines = 30;

function linesWritten(text: string): string[] {
  const lines = text.split('\n');
  return [...lines.slice(0, mostLines), lines.slice(mostLines).join(' / ')].filter((line) => line);
}
