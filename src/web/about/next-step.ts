/** Chooses the one step that the home page offers. Pure: the day is passed in. */
import { dayOfText } from '../../assessment/days.ts';
import { dueSoon } from '../../assessment/goals.ts';
import type { Question } from '../../assessment/instrument.ts';
import { type DayText, type Goal, isEmptyPlan, type Plan } from '../../assessment/plan.ts';
import type { Progress } from '../../assessment/progress.ts';

/** The step that is offered to a visitor with an assessment. */
export type NextStep =
  /** Answer: the first time, until the report opens, or to make the report firmer. */
  | {
      readonly kind: 'begin' | 'carry-on' | 'answer-rest';
      readonly question: Question;
      readonly left: number;
    }
  /** See to a goal; `daysLeft` is negative when the goal is overdue. */
  | { readonly kind: 'goal'; readonly goal: Goal; readonly daysLeft: number }
  /** Take the assessment again; `planned` is the day that the contract names, or empty after half a year. */
  | { readonly kind: 'retake'; readonly planned: DayText }
  | { readonly kind: 'read' }
  | { readonly kind: 'contract' };

/** What the choice depends on. Days are days since 1 January 1970. */
export interface Situation {
  readonly progress: Progress;
  /** The next open question of the route. */
  readonly next: Question | undefined;
  readonly plan: Plan;
  /** The day of the last answer. */
  readonly changedOn: number;
  readonly today: number;
}

/** Half a year, in days. */
const retakeAfter = 182;

/**
 * Chooses one step, the first that applies: answer until the report opens; a goal that is due or overdue, the most overdue
 * first; take the assessment again on the day that the contract names, or else after half a year; read the report on the
 * day of the last answer; make a contract; answer the rest; read the report.
 */
export function nextStep({ progress, next, plan, changedOn, today }: Situation): NextStep {
  if (!progress.reportOpen && next)
    return {
      kind: progress.answered === 0 ? 'begin' : 'carry-on',
      question: next,
      left: progress.keyLeft.length,
    };
  const due = dueGoal(plan, today);
  if (due) return due;
  const retake = dueRetake(plan, changedOn, today);
  if (retake) return retake;
  if (isEmptyPlan(plan)) return { kind: changedOn === today ? 'read' : 'contract' };
  if (next) return { kind: 'answer-rest', question: next, left: progress.of - progress.answered };
  return { kind: 'read' };
}

/** The goal that is due first, if it is due soon. */
function dueGoal({ goals }: Plan, today: number): NextStep | undefined {
  const [first] = goals
    .flatMap((goal) => {
      const daysLeft = dueSoon(goal, today);
      return daysLeft === undefined ? [] : [{ goal, daysLeft }];
    })
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
  return first && { kind: 'goal', ...first };
}

function dueRetake({ retakeOn }: Plan, changedOn: number, today: number): NextStep | undefined {
  const planned = retakeOn === '' ? undefined : dayOfText(retakeOn);
  // A day before the last answer belongs to an earlier retake.
  if (planned !== undefined && planned > changedOn)
    return planned <= today ? { kind: 'retake', planned: retakeOn } : undefined;
  return today - changedOn >= retakeAfter ? { kind: 'retake', planned: '' } : undefined;
}
