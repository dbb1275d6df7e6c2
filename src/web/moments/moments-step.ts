/** What a button of /moments does to the rows, and the address that the form leads to. */
import {
  blankMoment,
  isBlankMoment,
  type Moment,
  momentsKept,
  rearranged,
} from '../../assessment/moments.ts';
import type { FieldError } from '../http/form.ts';
import type { FormAction, MomentsForm } from './moments-form.ts';

export interface Step {
  /** The form after the action. */
  readonly form: MomentsForm;
  /** The index of the row that the page scrolls to. */
  readonly at: number;
  /** The index of the row whose removal is to be confirmed. */
  readonly ask?: number;
  /** Why the action was not carried out. */
  readonly fault?: FieldError;
}

/** Carries out the action. A row with text is removed only after a confirmation. */
export function stepOf(form: MomentsForm, action: FormAction): Step {
  if (action.kind === 'save' || action.kind === 'print') return { form, at: 0 };
  const { kind, at } = action;
  const { cycle, rows } = form;
  if (kind === 'keep') return { form, at };
  if (kind === 'add' && rows.length >= momentsKept) return { form, at, fault: { field: 'add', text: full } };
  const row = rows[at];
  if (kind === 'remove' && row && !isBlankMoment(row)) return { form, at, ask: at };
  const step = rearranged(rows, kind === 'sure' ? 'remove' : kind, at);
  return { form: { cycle, rows: step.moments }, at: step.at };
}

const full = `A worksheet holds ${momentsKept} moments. Remove one first, or join two that belong together`;

/** Returns the address after an action. It names the blank rows, because the cookie does not keep them. */
export function addressAfter({ kind }: FormAction, { form, at, ask }: Step): string {
  if (kind === 'save') return '/moments?saved';
  if (kind === 'print') return '/moments/sheet';
  const { rows } = form;
  const blank = rows.flatMap((row, i) => (isBlankMoment(row) ? [i + 1] : []));
  const asking = ask === undefined ? '' : `&ask=${ask + 1}`;
  const target = rows.length === 0 ? 'add' : `moment-${at + 1}`;
  return `/moments?blank=${blank.join(',')}${asking}#${target}`;
}

const blankAtFirst = 3;

/**
 * Returns the saved rows with blank ones among them, up to the most that a worksheet holds.
 * @param blank the numbers of the blank rows, from 1; three in an empty worksheet and one at the end of another unless given
 */
export function withBlanks(rows: readonly Moment[], blank = defaultBlanks(rows.length)): readonly Moment[] {
  const all = [...rows];
  for (const number of [...new Set(blank)].toSorted((a, b) => a - b))
    if (all.length < momentsKept) all.splice(Math.max(number - 1, 0), 0, blankMoment);
  return all;
}

function defaultBlanks(kept: number): readonly number[] {
  return kept === 0 ? Array.from({ length: blankAtFirst }, (_, i) => i + 1) : [kept + 1];
}
