/** The form that opens a room: its name and the choice of statements. */
import { z } from 'zod';
import type { Instrument, Question } from '../../../assessment/instrument.ts';
import { type Choice, chosenQuestions, mostStatements } from '../../../assessment/live/choice.ts';
import { type Cycle, emptyCycle } from '../../../assessment/live/cycle.ts';
import type { FieldError } from '../../http/form.ts';
import { oneLine } from '../../http/text-fields.ts';
import { nameErrors } from '../cycle/naming.ts';

export const roomNameLimit = 60;
/** What the room does together. */
export const purposes = ['rate', 'map', 'both'] as const;
export const choiceKinds = ['widest', 'key', 'principle', 'hand'] as const;

const text = z.string().catch('');
const entered = z.object({
  ticket: text,
  team: text,
  name: text.transform(oneLine),
  purpose: z.enum(purposes).catch('rate'),
  customer: text.transform(oneLine),
  begins: text.transform(oneLine),
  ends: text.transform(oneLine),
  choice: z.enum(choiceKinds).optional().catch(undefined),
  principle: text,
});
/** The name of a statement's box is this and its id. */
export const tickPrefix = 'statement-';

/** The form as it was sent, to be shown again after an error. */
export type OpenEntered = Readonly<z.output<typeof entered>> & { readonly statements: readonly string[] };

export function openEntered(body: object): OpenEntered {
  const ticked = Object.keys(body).filter((name) => name.startsWith(tickPrefix));
  return { ...entered.parse(body), statements: ticked.map((name) => name.slice(tickPrefix.length)) };
}

/**
 * @param widest the statements with the widest gaps; empty where there are none to choose
 * @returns as `cycle` the moments of truth, undefined in a room that only rates; no questions in one that only maps
 */
export function openRoomFrom(
  instrument: Instrument,
  form: OpenEntered,
  widest: readonly Question[],
): {
  readonly questions: readonly Question[];
  readonly cycle: Cycle | undefined;
  readonly errors: readonly FieldError[];
} {
  const { customer, begins, ends } = form;
  const names = { customer, begins, ends };
  const cycle = form.purpose === 'rate' ? undefined : { ...emptyCycle, ...names };
  const errors: FieldError[] = cycle ? nameErrors(names) : [];
  if (form.name.length > roomNameLimit)
    errors.push({ field: 'name', text: `Use at most ${roomNameLimit} characters for the name` });
  if (form.purpose === 'map') return { questions: [], cycle, errors };
  const choice = choiceOf(form, widest);
  const questions = choice ? chosenQuestions(instrument, choice) : [];
  if (!choice) errors.push({ field: 'choice', text: 'Choose which statements the room rates' });
  else if (questions.length === 0)
    errors.push(
      choice.kind === 'hand'
        ? { field: 'hand', text: 'Tick at least one statement' }
        : { field: 'principle', text: 'Choose a principle' },
    );
  else if (questions.length > mostStatements)
    errors.push({
      field: 'hand',
      text: `Tick at most ${mostStatements} statements; you ticked ${questions.length}. An hour is enough for about eight`,
    });
  return { questions, cycle, errors };
}

function choiceOf(form: OpenEntered, widest: readonly Question[]): Choice | undefined {
  switch (form.choice) {
    case 'widest':
      return widest.length > 0 ? { kind: 'widest', questions: widest } : undefined;
    case 'key':
      return { kind: 'key' };
    case 'principle':
      return { kind: 'principle', id: form.principle };
    case 'hand':
      return { kind: 'hand', ids: form.statements };
    case undefined:
      return undefined;
  }
}
