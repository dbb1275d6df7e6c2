/** The sheet of a live room for a spreadsheet: one row per statement, then one per moment of truth, then one per action. */

import { ratings } from '../../assessment/answers.ts';
import { type Counts, totalOf } from '../../assessment/live/spread.ts';
import type { Content } from '../../content/content.ts';
import { type Cell, csvOf, type Separator } from '../csv.ts';
import { codeOf } from '../report/report-csv.ts';
import type { LiveSheet } from './live-sheet.ts';

const sides = ['us', 'me'] as const;
/** Only in the file of a room that mapped moments of truth. */
const momentHeadings = ['cycle', 'standard', 'now', 'measure', 'matters most', 'dots'] as const;

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
    ...['note', 'owner', 'due'],
    ...(sheet.cycle ? momentHeadings : []),
  ];
  const statements = sheet.statements.map(({ question, spread, note }): Cell[] => [
    ...['statement', codeOf(question), question.id, question.statements.us, question.statements.me],
    ...[question.reverse ? 'yes' : 'no', spread?.rated ?? ''],
    ...sides.flatMap((side) => counted(spread?.[side])),
    ...[note, '', ''],
    ...(sheet.cycle ? momentHeadings.map(() => '') : []),
  ]);
  const counts = Array<Cell>(3 + sides.length * (1 + ratings.length)).fill('');
  const moments = (sheet.cycle?.moments ?? []).map((moment): Cell[] => [
    ...['moment', '', '', moment.name],
    ...counts,
    ...['', '', ''],
    ...[sheet.cycle?.title ?? '', moment.should, moment.now, moment.measure],
    ...[moment.matters ? 'yes' : 'no', moment.dots],
  ]);
  const actions = sheet.actions.map(({ text, owner, due }): Cell[] => [
    ...['action', '', '', text],
    ...counts,
    ...['', owner, due],
    ...(sheet.cycle ? momentHeadings.map(() => '') : []),
  ]);
  return csvOf([headings, ...statements, ...moments, ...actions], separator);
}
