/** The form of /plan: its fields by name, what may be in them, and what is wrong with what came. */
import { z } from 'zod';
import { emptyGoal } from '../../assessment/goals.ts';
import {
  emptyPlan,
  type Goal,
  goalStates,
  goalsKept,
  type Plan,
  type PlanText,
  planTexts,
  signingFields,
} from '../../assessment/plan.ts';
import { dayText, longestText } from '../../codec/worksheets.ts';
import { fingerprint } from '../visitor/fingerprint.ts';

const goalFields = ['text', 'owner', 'due', 'question', 'state'] as const;
export type GoalField = (typeof goalFields)[number];
export const goalPlaces = Array.from({ length: goalsKept }, (_, i) => i + 1);
/** @param place from 1 */
export const goalField = (place: number, field: GoalField) => `goal-${place}-${field}`;

/** Everything typed, by the name of its field. */
export type PlanFields = Readonly<Record<string, string>>;

const tooLong = `Use at most ${longestText.toLocaleString('en-GB')} characters for one text`;
// Control characters are nobody's words; in a paragraph the line breaks stay, as browsers send them or not.
const paragraph = (text: string) =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
const line = (text: string) => text.replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();

const once = 'Enter this once';
const words = (clean: (text: string) => string) =>
  z.string(once).transform(clean).pipe(z.string().max(longestText, tooLong)).default('');
const day = z
  .string(once)
  .trim()
  .refine((text) => dayText.safeParse(text).success, {
    error: ({ input }) =>
      `“${String(input).slice(0, 20)}” is not a day between 1970 and 2199; enter one such as 2027-03-01`,
  })
  .default('');
const schemas = {
  text: words(paragraph),
  owner: words(line),
  due: day,
  question: z.string(once).default(''),
  state: z.enum(goalStates, 'Choose how this goal stands').default('open'),
};

/** In the order of the page. */
export const planFields: Readonly<Record<string, z.ZodType<string>>> = Object.fromEntries([
  ...goalPlaces.flatMap((place) => goalFields.map((field) => [goalField(place, field), schemas[field]])),
  ...planTexts.map((field) => [field, schemas.text]),
  ['signedBy', schemas.owner],
  ['signedOn', day],
  ['retakeOn', day],
]);
export const planForm = z.object(planFields);
const asTyped = z.object(
  Object.fromEntries(Object.keys(planFields).map((name) => [name, z.string().default('').catch('')])),
);
export const actionForm = z.object({
  action: z.enum(['save', 'fill']).catch('save'),
  /** The fingerprint of the contract that the page was made of. */
  seen: z.string().catch(''),
});

/** Tells whether the contract has been changed since a page was made of it, in another tab for example. */
export function fingerprintOf(plan: Plan): string {
  return fingerprint(fieldsOf(plan));
}

/** What to show again: whatever was typed, if it was text at all. */
export function entered(body: unknown): PlanFields {
  return asTyped.parse(body);
}

export function fieldsOf(plan: Plan): PlanFields {
  const goals = goalPlaces.flatMap((place) =>
    goalFields.map((field) => [goalField(place, field), (plan.goals[place - 1] ?? emptyGoal)[field]]),
  );
  const others = [...planTexts, ...signingFields].map((field) => [field, plan[field]]);
  return Object.fromEntries([...goals, ...others]);
}

/** What the fields would be as a contract, goals by place: unchecked, for counting and for filling. */
export function draftOf(typed: PlanFields): Plan {
  const at = (name: string) => typed[name] ?? '';
  const goals = goalPlaces.map((place): Goal => {
    const state = at(goalField(place, 'state'));
    return {
      text: paragraph(at(goalField(place, 'text'))),
      owner: line(at(goalField(place, 'owner'))),
      due: at(goalField(place, 'due')).trim(),
      question: at(goalField(place, 'question')),
      state: goalStates.find((known) => known === state) ?? 'open',
    };
  });
  const texts = Object.fromEntries(planTexts.map((field) => [field, paragraph(at(field))]));
  return {
    ...emptyPlan,
    ...(texts as Record<PlanText, string>),
    goals,
    signedBy: line(at('signedBy')),
    signedOn: at('signedOn').trim(),
    retakeOn: at('retakeOn').trim(),
  };
}

/** The goals that hold anything; a contract is kept without the empty places. */
export function withoutEmptyGoals(draft: Plan): Plan {
  const goals = draft.goals.filter(({ text, owner, due, question }) => text + owner + due + question !== '');
  return { ...draft, goals };
}
