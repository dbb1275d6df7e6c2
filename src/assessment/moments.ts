import type { DayText } from './plan.ts';

/** The questions of a moment of truth, in the order of the worksheet (issue 4). */
export const momentTexts = ['name', 'now', 'should', 'waste', 'who'] as const;
export type MomentText = (typeof momentTexts)[number];

/** One contact in the cycle that a customer goes through: what happens now, what should, what nobody would pay for, who changes it. */
export type Moment = Readonly<Record<MomentText, string>>;

export interface Moments {
  /** Which cycle, for example "From the first call to the paid invoice"; may be empty. */
  readonly cycle: string;
  /** In the order in which the customer meets them; none is empty. */
  readonly moments: readonly Moment[];
  readonly savedOn: DayText;
}

export const momentsKept = 20;
export const emptyMoments: Moments = { cycle: '', moments: [], savedOn: '' };

export function isEmptyMoments({ cycle, moments }: Moments): boolean {
  return cycle === '' && moments.length === 0;
}
