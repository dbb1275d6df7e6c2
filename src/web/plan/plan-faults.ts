/** The faults of a posted plan, each at its field. */
import { textOfDay } from '../../assessment/days.ts';
import { emptyGoal } from '../../assessment/goals.ts';
import type { Goal, Plan } from '../../assessment/plan.ts';
import { type FieldError, fieldErrors } from '../http/form.ts';
import { type GoalField, goalField, goalPlaces } from './plan-fields.ts';
import { planFields, planForm } from './plan-form.ts';

export interface PlanContext {
  readonly saved: Plan;
  /** In days since 1 January 1970. */
  readonly today: number;
  /** Whether the present instrument has the question. */
  readonly isQuestion: (id: string) => boolean;
}

/** Returns the earliest day that counts as still to come. West of the site's time zone it may still be yesterday. */
export function firstDay(today: number): string {
  return textOfDay(today - 1);
}

/**
 * Returns the faults, at most one a field, in the order of the page.
 * @param draft the body as a plan, its goals filled from the priorities if that was asked for
 */
export function planFaults(body: unknown, draft: Plan, context: PlanContext): FieldError[] {
  const parsed = planForm.safeParse(body);
  const found = new Map<string, string>();
  const add = ({ field, text }: FieldError) => {
    if (!found.has(field)) found.set(field, text);
  };
  if (!parsed.success) for (const error of fieldErrors(parsed.error)) add(error);
  for (const place of goalPlaces)
    for (const [field, text] of goalFaults(draft.goals[place - 1] ?? emptyGoal, place, context))
      add({ field: goalField(place, field), text });
  if (isOver(draft.retakeOn, context) && draft.retakeOn !== context.saved.retakeOn)
    add({ field: 'retakeOn', text: 'Choose a day to take it again that is still to come' });
  return Object.keys(planFields).flatMap((field) => {
    const text = found.get(field);
    return text === undefined ? [] : [{ field, text }];
  });
}

const isOver = (day: string, { today }: PlanContext) => day !== '' && day < firstDay(today);

function goalFaults(goal: Goal, place: number, context: PlanContext): [field: GoalField, text: string][] {
  const faults: [GoalField, string][] = [];
  if (goal.text === '' && goal.owner + goal.due + goal.question !== '')
    faults.push(['text', `Say what goal ${place} is, or empty its other fields`]);
  const wasDue = context.saved.goals.some(({ due }) => due === goal.due);
  if (isOver(goal.due, context) && !wasDue)
    faults.push(['due', `Choose a day for goal ${place} that is still to come`]);
  const wasChosen = context.saved.goals.some(({ question }) => question === goal.question);
  if (goal.question !== '' && !wasChosen && !context.isQuestion(goal.question))
    faults.push(['question', `Choose a question of the list for goal ${place}`]);
  return faults;
}
