/** Reads the posted form of /moments: the fields, the button that was pressed, and the faults. */
import { z } from 'zod';
import {
  isBlankMoment,
  type Moment,
  type Moments,
  type MomentText,
  momentsKept,
  momentTexts,
} from '../../assessment/moments.ts';
import { longestText } from '../../codec/worksheets.ts';
import type { FieldError } from '../http/form.ts';
import { oneLine, paragraph } from '../http/text-fields.ts';
import { fingerprint } from '../visitor/fingerprint.ts';

/** The fields as typed: a row may be blank, or have text but no name. */
export interface MomentsForm {
  readonly cycle: string;
  readonly rows: readonly Moment[];
}

const rowActions = ['add', 'up', 'down', 'remove', 'sure', 'keep'] as const;
export type FormAction =
  | { readonly kind: 'save' }
  | { readonly kind: 'print' }
  /** `at` is the index of the row; -1 is before the first row. */
  | { readonly kind: (typeof rowActions)[number]; readonly at: number };

/** As the messages name the fields. */
const labels: Readonly<Record<MomentText, string>> = {
  name: 'what it is called',
  now: 'what happens now',
  should: 'what should happen',
  measure: 'how we would notice',
  waste: 'what no customer would pay for',
  who: 'who will change it',
};

const clean: Readonly<Record<MomentText, (text: string) => string>> = {
  name: oneLine,
  now: tidyParagraph,
  should: tidyParagraph,
  measure: tidyParagraph,
  waste: tidyParagraph,
  who: oneLine,
};

/** Texts of a field that was sent twice are joined, so that none is lost. Anything else than text is an empty text. */
const typed = z.union([z.string(), z.array(z.string()).transform((all) => all.join('\n'))]).catch('');
const fields = z.record(z.string(), z.unknown()).catch({});

export function fieldOf(row: number, text: MomentText): string {
  return `moment-${row + 1}-${text}`;
}

/** Without spaces at the ends of lines, and with at most one blank line in a row. */
function tidyParagraph(text: string): string {
  return paragraph(text)
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}

/** Returns the fields of a form. Never throws. A row counts when at least one of its fields was sent. */
export function parseForm(body: unknown): MomentsForm {
  const posted = fields.parse(body);
  const textOf = (name: string) => typed.parse(posted[name] ?? '');
  const rows = Array.from({ length: momentsKept }, (_, row) => row)
    .filter((row) => momentTexts.some((text) => fieldOf(row, text) in posted))
    .map((row) => {
      const texts = momentTexts.map((text) => [text, clean[text](textOf(fieldOf(row, text)))]);
      return Object.fromEntries(texts) as Record<MomentText, string>;
    });
  return { cycle: oneLine(textOf('cycle')), rows };
}

/**
 * Returns the action of the button. "add-3" adds a row after the third, "add" before the first. An unknown button saves, so
 * that no typed text is lost.
 */
export function parseAction(body: unknown): FormAction {
  const action = typed.parse(fields.parse(body).action ?? '');
  const [name, row = '0', ...rest] = action.split('-');
  const kind = rowActions.find((known) => known === name);
  if (kind && rest.length === 0 && /^\d{1,2}$/.test(row)) return { kind, at: Number(row) - 1 };
  return { kind: action === 'print' ? 'print' : 'save' };
}

/** Returns the fingerprint of the worksheet that the form was made from; empty when the form has none. */
export function parseSeen(body: unknown): string {
  return typed.parse(fields.parse(body).seen ?? '');
}

/** Returns the fingerprint of a worksheet. The day on which it was saved does not count. */
export function fingerprintOf({ cycle, moments }: Moments): string {
  return fingerprint([cycle, moments]);
}

/** Returns the worksheet that the form stands for, without blank rows. */
export function momentsOf({ cycle, rows }: MomentsForm): Moments {
  return { cycle, moments: rows.filter((row) => !isBlankMoment(row)), savedOn: '' };
}

/** Returns the faults of a form in the order of its fields. */
export function formFaults({ cycle, rows }: MomentsForm): FieldError[] {
  const tooLong = (field: string, what: string, text: string) =>
    text.length > longestText
      ? [
          {
            field,
            text: `Shorten ${what}: it has ${counted(text.length)} characters, and ${counted(longestText)} are the most`,
          },
        ]
      : [];
  return [
    ...tooLong('cycle', 'the name of the cycle', cycle),
    ...rows.flatMap((row, i) => [
      ...(row.name === '' && !isBlankMoment(row)
        ? [{ field: fieldOf(i, 'name'), text: `Give moment ${i + 1} a name` }]
        : []),
      ...momentTexts.flatMap((text) =>
        tooLong(fieldOf(i, text), `${labels[text]} at moment ${i + 1}`, row[text]),
      ),
    ]),
  ];
}

function counted(characters: number): string {
  return characters.toLocaleString('en-GB');
}

/** Returns the name of the field with the longest text, which is where shortening helps most. */
export function longestField({ cycle, rows }: MomentsForm): string {
  const all = [
    { field: 'cycle', length: cycle.length },
    ...rows.flatMap((row, i) =>
      momentTexts.map((text) => ({ field: fieldOf(i, text), length: row[text].length })),
    ),
  ];
  return all.reduce((longest, one) => (one.length > longest.length ? one : longest)).field;
}
