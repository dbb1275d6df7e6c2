/**
 * Which parts of the form of /plan are open. The whole form is nine screens of a phone, so what is not being written is
 * folded. Folded fields are sent as well, so nothing that is typed is lost, with JavaScript or without.
 */
import { dueSoon } from '../../assessment/goals.ts';
import { planTexts } from '../../assessment/plan.ts';
import { counted, dayInWords } from '../render/wording.ts';
import { stateTitles } from './contract.ts';
import { draftOf, type FilledIn, fieldsOf, goalField, goalFields } from './plan-fields.ts';

/** The characters of a goal that its line shows. */
const lineLimit = 100;

export interface Fold {
  readonly isOpen: boolean;
  /** What is in it, in a few words; empty while nothing is. */
  readonly holds: string;
  /** Who sees to it, by when and how it stands, as saved. */
  readonly about: readonly string[];
}

/**
 * A goal is open when it is the one to write now, or due soon. A form that was refused shows whatever has a fault, and what
 * differs from the saved plan.
 */
export function goalFold(page: FilledIn, place: number): Fold {
  const { kept, today, typed, errors } = page;
  const plan = kept.worksheet;
  const saved = plan.goals[place - 1];
  const isFirst = place === 1 && plan.goals.length === 0;
  const isDue = saved !== undefined && dueSoon(saved, today) !== undefined;
  const names = goalFields.map((field) => goalField(place, field));
  return {
    isOpen: errors.length > 0 ? isTouched(names, page) : isFirst || isDue,
    holds: inShort(typed[goalField(place, 'text')] ?? ''),
    about: saved
      ? [saved.owner, dayInWords(saved.due), stateTitles[saved.state]].filter((part) => part !== '')
      : [],
  };
}

/** Returns what a text begins with: its first line, cut at the end of a word. */
function inShort(text: string): string {
  const [line = ''] = text.trim().split(/\r\n|\r|\n/);
  if (line.length <= lineLimit) return line;
  return `${line.slice(0, lineLimit).replace(/\s+\S*$/, '')}…`;
}

/** The texts about getting it done, which are one fold. */
export function textsFold(page: Pick<FilledIn, 'kept' | 'typed' | 'errors'>): Fold {
  const written = planTexts.filter((id) => (page.typed[id] ?? '') !== '').length;
  return {
    isOpen: page.errors.length > 0 && isTouched(planTexts, page),
    holds: written === 0 ? '' : `${counted(written, 'entry', 'entries')} of ${planTexts.length}`,
    about: [],
  };
}

/** Whether one of the fields has a fault, or differs from the saved plan. */
function isTouched(
  names: readonly string[],
  { kept, typed, errors }: Pick<FilledIn, 'kept' | 'typed' | 'errors'>,
): boolean {
  const [saved, draft] = [fieldsOf(kept.worksheet), fieldsOf(draftOf(typed))];
  return names.some((name) => errors.some(({ field }) => field === name) || draft[name] !== saved[name]);
}
