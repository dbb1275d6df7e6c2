/** What /moments shows: how to fill in the worksheet, the worksheet as a form, and the table that is printed. */
import {
  blankMoment,
  isEmptyMoments,
  type Moments,
  type MomentText,
  momentsKept,
} from '../../assessment/moments.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { spaceText } from '../render/space-text.ts';
import { worksheetUntil } from '../render/wording.ts';
import { type Notice, notKept, unreadableWorksheet } from '../visitor/notices.ts';
import type { KeptWorksheet } from '../visitor/worksheet-store.ts';
import { fieldOf, fingerprintOf, type MomentsForm } from './moments-form.ts';
import { cellsOf, momentColumns, paperTable } from './moments-table.ts';

/** Made up, to show how much to write. */
const example = {
  cycle: 'From the first call about a leak to the paid bill',
  moment: {
    name: 'The plumber is running late',
    now: 'The customer waits in, hears nothing, and rings us at noon.',
    should: 'We ring by nine with a new time and the plumber’s name.',
    measure: 'At five we count the jobs that were late and were not rung about.',
    waste: 'Two more calls to find out where he is, and half a day off work.',
    who: 'Ines at dispatch, with a list of late jobs at half past eight',
  },
};

/** The question that asks for this worksheet, and the term of the glossary. An instrument may have neither. */
const askedBy = '3.5';
const term = 'Moment of truth';

const shortFields: readonly MomentText[] = ['name', 'who'];

export interface MomentsPage {
  readonly kept: KeptWorksheet<Moments>;
  /** What the form shows. */
  readonly form: MomentsForm;
  readonly space: {
    /** How many bytes more fit beside what the form shows; negative when it is too much. */
    readonly left: number;
    /** How many bytes of text fit an empty worksheet. */
    readonly whole: number;
  };
  /** What every personal page says. */
  readonly notices: readonly Notice[];
  /** The index of the row whose removal is to be confirmed. */
  readonly ask: number | undefined;
  /** The form was saved just before. */
  readonly saved?: boolean | undefined;
  /** The kept worksheet was changed in another tab; the page shows what it holds. */
  readonly elsewhere?: boolean;
  readonly errors: readonly FieldError[];
}

export function momentsView(
  { instrument, glossary }: Content,
  { kept, form, space, notices, ask, saved = false, elsewhere = false, errors }: MomentsPage,
) {
  const { worksheet, unreadable } = kept;
  const { cycle, rows } = form;
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text ?? '';
  const until = worksheetUntil(worksheet);
  return {
    layout: {
      title: 'Moments of truth',
      description: 'A worksheet: every contact a customer goes through, what happens there, and what should.',
      section: 'moments',
      styles: ['fields', 'moments'],
      scripts: ['plan'],
      personal: true,
      indexed: false,
    },
    notices: [
      ...notices,
      ...(unreadable ? [unreadableWorksheet('worksheet')] : []),
      ...(saved ? [savedNotice(worksheet, until)] : []),
    ],
    errors,
    intro: {
      term: glossary.find((entry) => entry.term === term)?.id ?? '',
      question: instrument.questions.find(({ id }) => id === askedBy),
      example: { cycle: example.cycle, cells: cellsOf(example.moment) },
    },
    cycle,
    cycleError: errorOf('cycle'),
    seen: fingerprintOf(worksheet),
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
        lines: shortFields.includes(text) ? 2 : 4,
      })),
    })),
    add: rows.length < momentsKept && { value: rows.length === 0 ? 'add' : `add-${rows.length}` },
    most: momentsKept,
    /** public/js/plan.js counts with `whole`, and with `moment` for each row that is not blank. */
    space: {
      text: spaceText(space.left),
      whole: space.whole,
      moment: Buffer.byteLength(JSON.stringify(Object.values(blankMoment))),
    },
    savedUntil: until,
    /** Printing the page prints what is saved, not what is typed. */
    paper: paperTable(worksheet),
  } satisfies Page & Record<string, unknown>;
}

function savedNotice(worksheet: Moments, until: string): string {
  return isEmptyMoments(worksheet)
    ? notKept('worksheet')
    : `Your worksheet is saved in this browser until ${until}.`;
}
