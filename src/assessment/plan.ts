import type { QuestionId } from './instrument.ts';

/** A calendar day as "2027-03-01", or empty when none is set. */
export type DayText = string;

/** The states of a goal when the assessment is taken again. */
export const goalStates = ['open', 'going-on', 'done', 'dropped'] as const;
export type GoalState = (typeof goalStates)[number];

export interface Goal {
  readonly text: string;
  readonly owner: string;
  readonly due: DayText;
  /** The question it came from; empty for a goal of the visitor's own. */
  readonly question: QuestionId | '';
  readonly state: GoalState;
}

/**
 * The free-text fields of the plan, in the order of the page (docs/design.md, "The report"). CONTRIBUTING.md says what else a
 * new one needs.
 */
export const planTexts = ['less', 'record', 'support', 'momentum', 'rewardOnTheWay', 'rewardAtEnd'] as const;
export type PlanText = (typeof planTexts)[number];

/** The fields at the end of the plan, which make it a contract. */
export const signingFields = ['signedBy', 'signedOn', 'retakeOn'] as const;

/** The plan, which pages call "My contract for change". Texts are empty when nothing was written. */
export interface Plan extends Readonly<Record<PlanText, string>> {
  /** At most `goalsKept`; none is empty. */
  readonly goals: readonly Goal[];
  readonly signedBy: string;
  readonly signedOn: DayText;
  /** The day on which to take the assessment again. */
  readonly retakeOn: DayText;
  readonly savedOn: DayText;
  /** Random, given at the first save, so that calendar entries keep their ids. Plans of earlier versions have none. */
  readonly id?: string | undefined;
}

export const goalsKept = 3;

/** Returns an empty text for each name. */
export function blankTexts<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>> {
  return Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>;
}

export const emptyPlan: Plan = {
  goals: [],
  ...blankTexts(planTexts),
  signedBy: '',
  signedOn: '',
  retakeOn: '',
  savedOn: '',
};

/** Whether nothing is written in the plan. The day of saving does not count. */
export function isEmptyPlan(plan: Plan): boolean {
  return plan.goals.length === 0 && [...planTexts, ...signingFields].every((field) => plan[field] === '');
}
