/** The form of /moments: what was typed, which button was pressed, what is wrong with it. */
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
import { fingerprint } from '../visitor/fingerprint.ts';

/** As typed: rows may be blank, or lack a name. */
export interface MomentsForm {
  readonly cycle: string;
  readonly rows: readonly Moment[];
}

const rowActions = ['add', 'up', 'down', 'remove', 'sure', 'keep'] as const;
export type FormAction =
  | { readonly kind: 'save' }
  | { readonly kind: 'print' }
  /** `at` counts from 0; -1 stands before the first. */
  | { readonly kind: (typeof rowActions)[number]; readonly at: number };

const labels: Record<MomentText, string> = {
  name: 'what it is called',
  now: 'what happens now',
  should: 'what should happen',
  waste: 'what no customer would pay for',
  who: 'who will change it',
};
const onOneLine: readonly MomentText[] = ['name', 'who'];

/** Any value at all as text; a field that is there twice loses nothing. */
const typed = z.union([z.string(), z.array(z.string()).transform((all) => all.join('\n'))]).catch('');
const fields = z.record(z.string(), z.unknown()).catch({});

export function fieldOf(row: number, text: MomentText): string {
  return `moment-${row + 1}-${text}`;
}

/** Control characters and half characters are nobody's text. */
function line(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
}

function lines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|\p{Cs}/gu, ' ')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Never throws; what is no text at all counts as nothing typed. */
export function formIn(body: unknown): MomentsForm {
  const posted = fields.parse(body);
  const textOf = (name: string) => typed.parse(posted[name] ?? '');
  const rows = Array.from({ length: momentsKept }, (_, row) => row)
    .filter((row) => momentTexts.some((text) => fieldOf(row, text) in posted))
    .map((row) => {
      const clean = (text: MomentText) =>
        (onOneLine.includes(text) ? line : lines)(textOf(fieldOf(row, text)));
      return {
        name: clean('name'),
        now: clean('now'),
        should: clean('should'),
        waste: clean('waste'),
        who: clean('who'),
      };
    });
  return { cycle: line(textOf('cycle')), rows };
}

/** "add-3" adds after the third moment, "add" before the first. An unknown button saves, so that nothing typed is lost. */
export function actionIn(body: unknown): FormAction {
  const action = typed.parse(fields.parse(body).action ?? '');
  const [name, row = '0', ...rest] = action.split('-');
  const kind = rowActions.find((known) => known === name);
  if (kind && rest.length === 0 && /^\d{1,2}$/.test(row)) return { kind, at: Number(row) - 1 };
  return { kind: action === 'print' ? 'print' : 'save' };
}

/** What the form was made from; empty when it does not say. */
export function seenIn(body: unknown): string {
  return typed.parse(fields.parse(body).seen ?? '');
}

/** Tells one worksheet from another, whenever it was saved. */
export function markOf({ cycle, moments }: Moments): string {
  return fingerprint([cycle, moments]);
}

/** What is to be kept: wholly empty rows are not. */
export function momentsOf({ cycle, rows }: MomentsForm): Moments {
  return { cycle, moments: rows.filter((row) => !isBlankMoment(row)), savedOn: '' };
}

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

/** Where there is most to shorten. */
export function longestField({ cycle, rows }: MomentsForm): string {
  const all = [
    { field: 'cycle', length: cycle.length },
    ...rows.flatMap((row, i) =>
      momentTexts.map((text) => ({ field: fieldOf(i, text), length: row[text].length })),
    ),
  ];
  return all.reduce((most, one) => (one.length > most.length ? one : most)).field;
}
