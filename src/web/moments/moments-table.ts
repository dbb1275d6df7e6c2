/** The worksheet for moments of truth as a table: on paper, and as a chapter of the report. */
import { isEmptyMoments, type Moment, type Moments, type MomentText } from '../../assessment/moments.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import type { Page } from '../render/page.ts';
import { counted } from '../render/wording.ts';

interface Column {
  readonly text: MomentText;
  readonly label: string;
  /** For narrow cells. */
  readonly short: string;
}

export const momentColumns: readonly Column[] = [
  { text: 'name', label: 'What it is called', short: 'Moment' },
  { text: 'now', label: 'What happens now', short: 'Now' },
  { text: 'should', label: 'The standard: what should happen', short: 'Standard' },
  { text: 'measure', label: 'The measure: how we would notice', short: 'Measure' },
  { text: 'waste', label: 'What no customer would pay for', short: 'Nobody pays for' },
  { text: 'who', label: 'Who will change it', short: 'Who changes it' },
];

/** Rows to be filled in by hand: after the moments of a worksheet, and in an empty one. */
const spareRows = 3;
const emptyRows = 6;

/** Returns the name of a moment and its other cells, each as lines. @param blank stands in a cell without text */
export function cellsOf(moment: Moment, blank = '–') {
  return {
    name: moment.name,
    cells: momentColumns
      .filter(({ text }) => text !== 'name')
      .map(({ text, short }) => ({ label: short, lines: (moment[text] || blank).split('\n') })),
  };
}

/** Returns the table that is printed. Cells without text stay blank, to be filled in by hand. */
export function paperTable({ cycle, moments }: Moments, spare = spareRows) {
  return {
    cycle,
    columns: momentColumns,
    rows: moments.map((moment, i) => ({ number: i + 1, ...cellsOf(moment, '') })),
    spare: Array.from({ length: spare }, (_, i) => moments.length + i + 1),
  };
}

/**
 * Returns what /moments/sheet shows.
 * @param empty whether an empty worksheet was asked for; then nothing of the visitor's is on the page
 */
export function paperView(moments: Moments, empty: boolean) {
  return {
    layout: {
      title: empty ? 'Moments of truth: an empty worksheet' : 'Moments of truth: my worksheet',
      description: 'The worksheet for moments of truth, to be printed.',
      section: 'moments',
      styles: ['tables', 'moments'],
      personal: !empty,
      indexed: false,
    },
    empty,
    nothing: !empty && isEmptyMoments(moments),
    paper: paperTable(moments, isEmptyMoments(moments) ? emptyRows : spareRows),
  } satisfies Page & Record<string, unknown>;
}

/** Returns the chapter of the report; none without moments. @param isOwn the visitor's own worksheet, which they can change */
export function momentsChapter({ cycle, moments }: Moments, isOwn = true): OwnChapter[] {
  if (moments.length === 0) return [];
  const rows = moments.map((moment, i) => ({ number: i + 1, ...cellsOf(moment) }));
  return [
    {
      slug: 'moments',
      id: 'moments',
      title: 'Moments of truth',
      line: counted(moments.length, 'moment'),
      style: 'moments',
      view: 'partials/report/moments',
      page: { cycle, columns: momentColumns, rows, isOwn },
    },
  ];
}
