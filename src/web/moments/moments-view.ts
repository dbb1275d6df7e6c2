/** What /moments shows: the worksheet as a form, and the same as a sheet to print. The report has it as a chapter. */
import {
  blankMoment,
  isEmptyMoments,
  type Moment,
  type Moments,
  type MomentText,
  momentsKept,
} from '../../assessment/moments.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { notKept, unreadableWorksheet, worksheetUntil } from '../render/wording.ts';
import type { OwnChapter } from '../report/report-page.ts';
import { spaceText } from '../visitor/space-text.ts';
import type { KeptWorksheet } from '../visitor/worksheet-store.ts';
import { fieldOf, type MomentsForm, markOf } from './moments-form.ts';

interface Column {
  readonly text: MomentText;
  readonly label: string;
  /** For the head of a table. */
  readonly short: string;
}

export const momentColumns: readonly Column[] = [
  { text: 'name', label: 'What it is called', short: 'Moment' },
  { text: 'now', label: 'What happens now', short: 'Now' },
  { text: 'should', label: 'What should happen', short: 'Should be' },
  { text: 'waste', label: 'What no customer would pay for', short: 'Nobody pays for' },
  { text: 'who', label: 'Who will change it', short: 'Who changes it' },
];

/** Of nobody: shows how much to write. */
const example = {
  cycle: 'From the first call about a leak to the paid bill',
  moment: {
    name: 'The plumber is running late',
    now: 'The customer waits in, hears nothing, and rings us at noon.',
    should: 'We ring by nine with a new time and the plumber’s name.',
    waste: 'Two more calls to find out where he is, and half a day off work.',
    who: 'Ines at dispatch, with a list of late jobs at half past eight',
  },
};

/** The question that asks for this worksheet, in the content that has it. */
const askedBy = '3.5';
const term = 'Moment of truth';

/** In bytes of text. */
interface Space {
  /** What is left beside what the form shows; negative when it is too much. */
  readonly left: number;
  /** In an empty worksheet. */
  readonly whole: number;
}

interface Shown {
  /** What every personal page says. */
  readonly notices: readonly string[];
  /** The row whose removal is asked about, counted from 0. */
  readonly ask: number | undefined;
  readonly saved?: boolean | undefined;
  /** What is kept was changed in another tab. */
  readonly elsewhere?: boolean;
  readonly errors: readonly FieldError[];
}

/**
 * @param kept what the cookie holds, and how much more it can
 * @param worksheet what the form shows
 */
export function momentsView(
  { instrument, glossary }: Content,
  { worksheet, unreadable, left, whole }: KeptWorksheet<Moments> & Space,
  { cycle, rows }: MomentsForm,
  { notices, ask, saved = false, elsewhere = false, errors }: Shown,
) {
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text ?? '';
  const until = worksheetUntil(worksheet);
  return {
    layout: {
      title: 'Moments of truth',
      description: 'A worksheet: every contact a customer goes through, what happens there, and what should.',
      section: 'other',
      styles: ['fields', 'moments'],
      scripts: ['plan'],
      personal: true,
      indexed: false,
    },
    notices: [
      ...notices,
      ...(unreadable ? [unreadableWorksheet('worksheet')] : []),
      ...(saved
        ? [
            isEmptyMoments(worksheet)
              ? notKept('worksheet')
              : `Your worksheet is saved in this browser until ${until}.`,
          ]
        : []),
    ],
    errors,
    intro: {
      term: glossary.find((entry) => entry.term === term)?.id ?? '',
      question: instrument.questions.find(({ id }) => id === askedBy),
      example: { cycle: example.cycle, cells: cellsOf(example.moment) },
      columns: momentColumns,
    },
    cycle,
    cycleError: errorOf('cycle'),
    seen: markOf(worksheet),
    elsewhere: elsewhere && {
      cycle: worksheet.cycle,
      names: worksheet.moments.map(({ name }) => name),
    },
    rows: rows.map((row, i) => ({
      number: i + 1,
      name: row.name,
      first: i === 0,
      last: i === rows.length - 1,
      asked: i === ask,
      fields: momentColumns.map(({ text, label }) => ({
        name: fieldOf(i, text),
        label,
        text: row[text],
        error: errorOf(fieldOf(i, text)),
        lines: text === 'name' || text === 'who' ? 2 : 4,
      })),
    })),
    add: rows.length < momentsKept && { value: rows.length === 0 ? 'add' : `add-${rows.length}` },
    most: momentsKept,
    space: {
      text: spaceText(left),
      // As public/js/plan.js counts it.
      whole,
      moment: Buffer.byteLength(JSON.stringify(blankMoment)),
    },
    savedUntil: until,
    /** What a press of Print brings to paper: what is saved. */
    paper: paperOf(worksheet, spareRows),
  } satisfies Page & Record<string, unknown>;
}

const spareRows = 3;
const emptyRows = 6;

/** The sheet by itself, to be printed. */
export function paperView(moments: Moments, empty: boolean) {
  return {
    layout: {
      title: empty ? 'Moments of truth: an empty sheet' : 'Moments of truth: my sheet',
      description: 'The worksheet for moments of truth, to be printed.',
      section: 'other',
      styles: ['moments'],
      personal: !empty,
      indexed: false,
    },
    empty,
    nothing: !empty && isEmptyMoments(moments),
    paper: paperOf(moments, isEmptyMoments(moments) ? emptyRows : spareRows),
  } satisfies Page & Record<string, unknown>;
}

/** A table with rows to be filled in by hand after the others. */
function paperOf({ cycle, moments }: Moments, spare: number) {
  return {
    cycle,
    columns: momentColumns,
    // What is not filled in stays blank, for a pen.
    rows: moments.map((moment, i) => ({ number: i + 1, ...cellsOf(moment, '') })),
    spare: Array.from({ length: spare }, (_, i) => moments.length + i + 1),
  };
}

/** The name, and the other cells, each with its lines; `blank` stands where there is no text. */
function cellsOf(moment: Moment, blank = '–') {
  return {
    name: moment.name,
    cells: momentColumns
      .filter(({ text }) => text !== 'name')
      .map(({ text, short }) => ({ label: short, lines: (moment[text] || blank).split('\n') })),
  };
}

/** The chapter of the report, if there are any moments. */
export function momentsChapter({ cycle, moments }: Moments): OwnChapter[] {
  if (moments.length === 0) return [];
  const rows = moments.map((moment, i) => ({ number: i + 1, ...cellsOf(moment) }));
  return [
    {
      id: 'moments',
      title: 'Moments of truth',
      view: 'partials/report-moments',
      page: { cycle, columns: momentColumns, rows },
    },
  ];
}
