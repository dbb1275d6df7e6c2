/** The form of /start/:id/retake: how to begin, which snapshot may go, and the states of the open goals. */

import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { textOfDay } from '../../assessment/days.ts';
import type { Goal, GoalState, Plan } from '../../assessment/plan.ts';
import { beginnings, obstacleTo } from '../../assessment/retake.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import { type FieldError, fieldErrors } from '../http/form.ts';

const goneSentence = {
  'same-day': 'Tick that the earlier snapshot of this day may be replaced',
  full: 'Tick that you have saved the oldest snapshot or do not need it',
} as const;

/** The day of the answers that the page showed. They may have changed in another tab since. */
export const shownForm = z.object({ day: z.string().catch('') });
export const choiceForm = z.object({ begin: z.enum(beginnings, 'Choose how to begin') });

/** The states that an open goal can be given. */
export const outcomes = ['done', 'going-on', 'dropped'] as const satisfies readonly GoalState[];

/** A goal of the plan that is neither done nor dropped. */
export interface OpenGoal {
  readonly goal: Goal;
  /** Its index in the plan. */
  readonly place: number;
  /** The name of its form field. It depends on the goal's text, so that a form shown earlier cannot change another goal. */
  readonly field: string;
}

export function openGoals({ goals }: Plan): OpenGoal[] {
  return goals.flatMap((goal, place) =>
    goal.state === 'open' || goal.state === 'going-on'
      ? [{ goal, place, field: `goal-${place + 1}-${crc32(goal.text).toString(36)}` }]
      : [],
  );
}

/** The error when the snapshot that must go first is not ticked. A tick for another snapshot does not count. */
export function goneErrors(assessment: Assessment, body: unknown): FieldError[] {
  const obstacle = obstacleTo(assessment);
  if (!obstacle) return [];
  const ticked = z.object({ gone: z.literal(textOfDay(obstacle.snapshot.takenOn)) }).safeParse(body).success;
  return ticked ? [] : [{ field: 'gone', text: goneSentence[obstacle.kind] }];
}

function outcomesForm(goals: readonly OpenGoal[]) {
  const outcome = (place: number) =>
    z.enum(outcomes, `Say whether goal ${place + 1} is done, going on or dropped`);
  return z.object(Object.fromEntries(goals.map(({ field, place }) => [field, outcome(place)])));
}

/** The errors of open goals that were not given a state. */
export function goalErrors(goals: readonly OpenGoal[], body: unknown): FieldError[] {
  const parsed = outcomesForm(goals).safeParse(body);
  return parsed.success ? [] : fieldErrors(parsed.error);
}

/** The plan with the states that were chosen. @throws ZodError unless `goalErrors` returns none */
export function withOutcomes(plan: Plan, goals: readonly OpenGoal[], body: unknown): Plan {
  const given = outcomesForm(goals).parse(body);
  const stateAt = new Map(goals.map(({ place, field }) => [place, given[field]]));
  return {
    ...plan,
    goals: plan.goals.map((goal, place) => ({ ...goal, state: stateAt.get(place) ?? goal.state })),
  };
}

/** The values to show again in a refused form; those that are not text are empty. */
export function entered(body: unknown): Record<string, string> {
  return z.record(z.string(), z.string().catch('')).catch({}).parse(body);
}
