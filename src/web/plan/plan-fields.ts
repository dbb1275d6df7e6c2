/** The fields of the form of /plan by name, as a plan and back. */
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
import type { FieldError } from '../http/form.ts';
import { oneLine, paragraph } from '../http/text-fields.ts';
import { fingerprint } from '../visitor/fingerprint.ts';
import type { KeptWorksheet } from '../visitor/worksheet-store.ts';

/** What was typed, by the name of the field. */
export type PlanFields = Readonly<Record<string, string>>;

/** The plan that the browser holds, and the form as it is filled in. */
export interface FilledIn {
  readonly kept: KeptWorksheet<Plan>;
  /** In days since 1 January 1970. */
  readonly today: number;
  readonly typed: PlanFields;
  readonly errors: readonly FieldError[];
}

export const goalFields = ['text', 'owner', 'due', 'question', 'state'] as const;
export type GoalField = (typeof goalFields)[number];
/** The goals are numbered from 1, and so are their fields. */
export const goalPlaces = Array.from({ length: goalsKept }, (_, i) => i + 1);

export function goalField(place: number, field: GoalField): string {
  return `goal-${place}-${field}`;
}

/** Returns the fields that show a plan. */
export function fieldsOf(plan: Plan): PlanFields {
  const goals = goalPlaces.flatMap((place) =>
    goalFields.map((field) => [goalField(place, field), (plan.goals[place - 1] ?? emptyGoal)[field]]),
  );
  const others = [...planTexts, ...signingFields].map((field) => [field, plan[field]]);
  return Object.fromEntries([...goals, ...others]);
}

/** Returns the plan that the fields stand for, unchecked. It has a goal for every place, some of them empty. */
export function draftOf(typed: PlanFields): Plan {
  const at = (name: string) => typed[name] ?? '';
  const goals = goalPlaces.map((place): Goal => {
    const state = at(goalField(place, 'state'));
    return {
      text: paragraph(at(goalField(place, 'text'))),
      owner: oneLine(at(goalField(place, 'owner'))),
      due: at(goalField(place, 'due')).trim(),
      question: at(goalField(place, 'question')),
      state: goalStates.find((known) => known === state) ?? emptyGoal.state,
    };
  });
  const texts = Object.fromEntries(planTexts.map((field) => [field, paragraph(at(field))]));
  return {
    ...emptyPlan,
    ...(texts as Record<PlanText, string>),
    goals,
    signedBy: oneLine(at('signedBy')),
    signedOn: at('signedOn').trim(),
    retakeOn: at('retakeOn').trim(),
  };
}

/** Returns the plan as it is kept: without empty goals. */
export function withoutEmptyGoals(draft: Plan): Plan {
  const goals = draft.goals.filter(({ text, owner, due, question }) => text + owner + due + question !== '');
  return { ...draft, goals };
}

/** Returns the fingerprint of a plan. The day on which it was saved does not count. */
export function fingerprintOf(plan: Plan): string {
  return fingerprint(fieldsOf(plan));
}

/** Returns the name of the field with the longest text in bytes, which is where shortening helps most. */
export function longestField(typed: PlanFields): string {
  const size = (field: string) => Buffer.byteLength(typed[field] ?? '');
  return Object.keys(typed).reduce((longest, field) => (size(field) > size(longest) ? field : longest), '');
}
