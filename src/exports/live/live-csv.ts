/** The sheet of a live room for a spreadsheet: one row per statement, then one per action. */

import { ratings } from '../../assessment/answers.ts';
import { type Counts, totalOf } from '../../assessment/live/spread.ts';
import type { Content } from '../../content/content.ts';
import { type Cell, csvOf, type Separator } from '../csv.ts';
import { codeOf } from '../report/report-csv.ts';
import type { LiveSheet } from './live-sheet.ts';

const sides = ['us', 'me'] as const;

/** Ratings are as given. A spread that may not be shown is empty cells. */
export function liveCsv(sheet: LiveSheet, { scale }: Pick<Content, 'scale'>, separator: Separator): string {
  const counted = (counts: Counts | undefined): Cell[] =>
    counts ? [totalOf(counts), ...counts] : Array<Cell>(ratings.length + 1).fill('');
  const headings = [
    ...['kind', 'code', 'id', 'text', 'text for me', 'reverse', 'people'],
    ...sides.flatMap((side) => [
      `${side} ratings`,
      ...ratings.map((rating) => `${side} ${rating} ${(scale.ratings[rating] ?? '').toLowerCase()}`),
    ]),
    ...['note', 'who', 'until'],
  ];
  const statements = sheet.statements.map(({ question, spread, note }): Cell[] => [
    ...['statement', codeOf(question), question.id, question.statements.us, question.statements.me],
    ...[question.reverse ? 'yes' : 'no', spread?.rated ?? ''],
    ...sides.flatMap((side) => counted(spread?.[side])),
    ...[note, '', ''],
  ]);
  const blank = Array<Cell>(headings.length - 7).fill('');
  const actions = sheet.actions.map(({ text, owner, due }): Cell[] => [
    ...['action', '', '', text],
    ...blank,
    ...['', owner, due],
  ]);
  return csvOf([headings, ...statements, ...actions], separator);
}
