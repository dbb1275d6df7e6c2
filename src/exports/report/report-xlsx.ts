/** The report as an Excel workbook: a sheet of scores, and a sheet of answers with the rows of the CSV. */
import writeExcelFile, { type Cell as XlsxCell } from 'write-excel-file/node';
import type { Instrument, LensName } from '../../assessment/instrument.ts';
import type { Report } from '../../assessment/scores/report.ts';
import { noScoreText } from '../../assessment/scores/score-text.ts';
import type { ScaleScore, Score } from '../../assessment/scores/scores.ts';
import type { Cell } from '../csv.ts';
import { answerRows } from './report-csv.ts';

/** Numbers are number cells, and texts are cells of the format "text", so that no id becomes a date. */
export function reportXlsx(report: Report, instrument: Instrument): Promise<Buffer> {
  const scores = scoreRows(report);
  const answers = answerRows(report, instrument);
  return writeExcelFile([sheetOf('Scores', scores), sheetOf('Answers', answers)]).toBuffer();
}

const headings = [
  'kind',
  'id',
  'title',
  'maximum',
  ...perspectiveHeadings('me'),
  ...perspectiveHeadings('us'),
  'gap',
  'reading',
];

function perspectiveHeadings(perspective: string): string[] {
  return ['', ' band', ' state', ' rated', ' of', ' lowest', ' highest'].map((part) => perspective + part);
}

/** The headings, then a row for each competency, principle and entry of a lens. */
export function scoreRows({ competencies, principles, lenses }: Report): Cell[][] {
  const scale = (kind: string, { scale: { id, title }, us }: ScaleScore): Cell[] => [
    ...[kind, id, title, maximumOf(us)],
    ...Array<Cell>(7).fill(''),
    ...scoreCells(us),
    ...['', ''],
  ];
  const lens = (name: LensName) => lenses[name].map((score) => scale(name, score));
  return [
    headings,
    ...competencies.map(({ competency: { id, title }, me, us, gap, reading }): Cell[] => [
      ...['competency', id, title, maximumOf(me) || maximumOf(us)],
      ...scoreCells(me),
      ...scoreCells(us),
      ...[gap ?? '', reading ?? ''],
    ]),
    ...principles.map((principle) => scale('principle', principle)),
    ...[...lens('tier'), ...lens('level'), ...lens('demand')],
  ];
}

const maximumOf = (score: Score): Cell => (score.kind === 'none' ? '' : score.max);

function scoreCells(score: Score): Cell[] {
  if (score.kind === 'none') return ['', '', noScoreText(score), score.rated, score.of, '', ''];
  const { kind, points, band, rated, of, lowest, highest } = score;
  return [points, band.title, kind, rated, of, lowest, highest];
}

function sheetOf(sheet: string, [head = [], ...rows]: readonly (readonly Cell[])[]) {
  const cell = (value: Cell): XlsxCell =>
    value === ''
      ? null
      : typeof value === 'number'
        ? { value, type: Number }
        : { value, type: String, format: '@' };
  return {
    sheet,
    data: [
      head.map((value): XlsxCell => ({ value: String(value), type: String, fontWeight: 'bold' })),
      ...rows.map((row) => row.map(cell)),
    ],
    columns: head.map((_, i) => ({ width: widthOf([head, ...rows].map((row) => row[i] ?? '')) })),
    stickyRowsCount: 1,
  };
}

/** In characters: the longest text of the column, up to a width at which its neighbours stay in view. */
function widthOf(column: readonly Cell[]): number {
  return Math.min(60, Math.max(...column.map((value) => String(value).length)) + 2);
}
