/** The chapter on what has changed since the snapshots. */
import { keptTogether, type Piece } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { type SlopeChart, slopeCharts } from '../drawing/slopes.ts';
import { colours } from '../paper.ts';
import { boxed, paragraph } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import { type Cell, table } from '../table.ts';
import type { Text } from '../text.ts';
import { chapterHead, columnsOf, type Setting, sectionHead } from './setting.ts';

/** A row of a table with a column for each date, in words. */
export interface ChangeRow {
  readonly title: string;
  /** The id of a question; empty for a competency. */
  readonly id: string;
  /** What to know about the ratings of a question; may be empty. */
  readonly remark: string;
  readonly cells: readonly { readonly me: string; readonly us: string; readonly note: string }[];
}

export interface Changes {
  readonly title: string;
  /** What cannot be compared, and why. */
  readonly notes: readonly string[];
  readonly spans: readonly { readonly title: string; readonly sentences: readonly string[] }[];
  readonly stepSentence: string;
  readonly maximum: number;
  /** One for each competency. */
  readonly charts: readonly SlopeChart[];
  /** Of the dates, then of the spans. */
  readonly headings: readonly string[];
  readonly rows: readonly ChangeRow[];
  readonly questionRows: readonly ChangeRow[];
}

export function changeChapter({ paper, root }: Setting, change: Changes): Piece[] {
  const section = root.in('Sect');
  const { measure } = paper;
  const { headings } = change;
  const tables = (title: string, said: string, first: string, rows: readonly ChangeRow[]): Piece[] =>
    rows.length === 0
      ? []
      : [
          ...sectionHead(title, paper, section),
          ...changeTable(said, first, headings, rows, measure, section),
        ];
  return [
    ...chapterHead(change.title, 'change', paper, section),
    ...change.notes.flatMap((note) =>
      boxed(paragraph(note, measure - 28, section.in('P'), { above: 0 }), measure, {
        padding: 14,
        fill: colours.tint,
        bar: colours.accent,
      }),
    ),
    ...change.spans.flatMap(({ title, sentences }) => [
      ...sectionHead(title, paper, section, 16),
      ...sentences.flatMap((sentence) =>
        paragraph(sentence, measure, section.in('P'), { style: styles.lead, above: 5 }),
      ),
    ]),
    ...(change.spans.length === 0
      ? []
      : [
          ...paragraph(change.stepSentence, measure, section.in('P'), { above: 12 }),
          ...sectionHead('Competency by competency', paper, section),
          ...keptTogether(
            paragraph(
              `Each chart runs from 0 to ${change.maximum}. A number in brackets is provisional. The dates stand side by side, however long it was from one to the next.`,
              measure,
              section.in('P'),
            ),
            true,
          ),
          ...slopeCharts(change.charts, change.maximum, measure, section),
          ...tables(
            'The competencies from date to date',
            `Me and us out of ${change.maximum}. A change counts only the questions rated both times, and “on 4 of 8” says how many those are. So it can differ from the two scores beside it.`,
            'Competency',
            change.rows,
          ),
          ...tables(
            'Every question that moved',
            'The questions that stand elsewhere now than on an earlier date, from 0 to 3',
            'Question',
            change.questionRows,
          ),
        ]),
  ];
}

const small: Style = { ...styles.cell, size: 9, leading: 11.5 };

function changeTable(
  caption: string,
  first: string,
  headings: readonly string[],
  rows: readonly ChangeRow[],
  measure: number,
  section: Mark,
): Piece[] {
  const statements = rows.some(({ id }) => id !== '');
  const share = titleShare(headings.length, statements);
  const each = (1 - share) / Math.max(1, headings.length);
  const columns = columnsOf(measure, [first, share], ...headings.map((title) => [title, each] as const));
  return table(
    caption,
    columns,
    rows.map(({ title, id, remark, cells }) => [
      titleCell(title, id, remark),
      ...cells.map(id === '' ? viewsCell : ratingsCell),
    ]),
    section,
  );
}

/** The share of the width for the first column. It leaves room for “provisional” and “answered” in the others. */
function titleShare(columns: number, statements: boolean): number {
  const many = columns > 5;
  if (!statements) return many ? 0.22 : 0.34;
  return many ? 0.28 : Math.min(0.6, 1 - 0.115 * columns);
}

function titleCell(title: string, id: string, remark: string): Cell {
  if (id === '') return title;
  const text: Text = [{ text: id, bold: true, colour: colours.accent }, { text: ` ${title}` }];
  const note = remark ? [{ text: remark, style: { ...styles.small, size: 8, leading: 10 } }] : [];
  return { lines: [{ text, style: small }, ...note] };
}

/** Both ratings on one line. A rating is one character, and the table may have a hundred rows. */
function ratingsCell({ me, us, note }: ChangeRow['cells'][number]): Cell {
  if (note !== '' || me === '' || us === '') return viewsCell({ me, us, note });
  const text: Text = [
    { text: me, colour: colours.me, sign: 'me' },
    { text: ' ' },
    { text: us, colour: colours.us, sign: 'us', apart: 6 },
  ];
  return { lines: [{ text, style: small }] };
}

function viewsCell({ me, us, note }: ChangeRow['cells'][number]): Cell {
  return {
    lines: [
      ...(me === '' ? [] : [{ text: [{ text: me, colour: colours.me, sign: 'me' as const }], style: small }]),
      ...(us === '' ? [] : [{ text: [{ text: us, colour: colours.us, sign: 'us' as const }], style: small }]),
      ...(note === '' ? [] : [{ text: note, style: { ...styles.small, size: 8, leading: 10 } }]),
    ],
  };
}
