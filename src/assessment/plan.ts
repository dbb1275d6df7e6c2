import type { QuestionId } from './instrument.ts';

/** A calendar day as "2027-03-01", or empty when none is set. */
export type DayText = string;

/** How a goal stands when the assessment is taken again. */
export const goalStates = ['open', 'going-on', 'done', 'dropped'] as const;
export type GoalState = (typeof goalStates)[number];

export interface Goal {
  readonly text: string;
  readonly owner: string;
  readonly due: DayText;
  /** The question it came from; empty for one of the visitor's own. */
  readonly question: QuestionId | '';
  readonly state: GoalState;
}

/** The questions of the contract that take a text of the visitor's own, in the order of the page (design, section 5). */
export const planTexts = ['less', 'record', 'support', 'momentum', 'rewardOnTheWay', 'rewardAtEnd'] as const;
export type PlanText = (typeof planTexts)[number];

/** What makes it a contract, at its end. */
export const signingFields = ['signedBy', 'signedOn', 'retakeOn'] as const;

/** My contract for change: the seed of doing something. */
export interface Plan extends Readonly<Record<PlanText, string>> {
  /** At most `goalsKept`; none is empty. */
  readonly goals: readonly Goal[];
  readonly signedBy: string;
  readonly signedOn: DayText;
  /** When the assessment is to be taken again. */
  readonly retakeOn: DayText;
  readonly savedOn: DayText;
}

export const goalsKept = 3;

export const emptyPlan: Plan = {
  goals: [],
  less: '',
  record: '',
  support: '',
  momentum: '',
  rewardOnTheWay: '',
  rewardAtEnd: '',
  signedBy: '',
  signedOn: '',
  retakeOn: '',
  savedOn: '',
};

export function isEmptyPlan(plan: Plan): boolean {
  return plan.goals.length === 0 && [...planTexts, ...signingFields].every((field) => plan[field] === '');
}
