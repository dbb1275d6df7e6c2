import { blankTexts, type DayText } from './plan.ts';

/** The fields of a moment of truth, in the order of the worksheet. CONTRIBUTING.md says what else a new one needs. */
export const momentTexts = ['name', 'now', 'should', 'measure', 'waste', 'who'] as const;
export type MomentText = (typeof momentTexts)[number];

/** One contact of a customer: what happens now, what should (the standard), how we would notice (the measure), what is waste, who changes it. */
export type Moment = Readonly<Record<MomentText, string>>;

export interface Moments {
  /** Which cycle, for example "From the first call to the paid invoice"; may be empty. */
  readonly cycle: string;
  /** At most `momentsKept`, in the order in which the customer meets them; none is blank. */
  readonly moments: readonly Moment[];
  readonly savedOn: DayText;
}

export const momentsKept = 20;
export const emptyMoments: Moments = { cycle: '', moments: [], savedOn: '' };

/** Whether nothing is written in the worksheet. The day of saving does not count. */
export function isEmptyMoments({ cycle, moments }: Moments): boolean {
  return cycle === '' && moments.length === 0;
}

export const blankMoment: Moment = blankTexts(momentTexts);

export function isBlankMoment(moment: Moment): boolean {
  return momentTexts.every((text) => moment[text] === '');
}

/** 'add' inserts a blank moment after a place; 'up' and 'down' move the moment at a place by one. */
export type MomentStep = 'add' | 'remove' | 'up' | 'down';

/**
 * Applies a step to the worksheet. A step that is not possible (up from the first moment, more than `momentsKept`, a place
 * without a moment) changes nothing.
 * @param at the place, from 0; -1 adds before all others
 * @returns the moments, and as `at` the place of the moment to show next
 */
export function rearranged(
  moments: readonly Moment[],
  step: MomentStep,
  at: number,
): { readonly moments: readonly Moment[]; readonly at: number } {
  const unchanged = { moments, at: Math.min(Math.max(at, 0), Math.max(moments.length - 1, 0)) };
  if (step === 'add') {
    if (moments.length >= momentsKept || at < -1 || at >= moments.length) return unchanged;
    return { moments: moments.toSpliced(at + 1, 0, blankMoment), at: at + 1 };
  }
  const moment = moments[at];
  if (!moment) return unchanged;
  const others = moments.toSpliced(at, 1);
  if (step === 'remove') return { moments: others, at: Math.min(at, Math.max(others.length - 1, 0)) };
  const to = step === 'up' ? at - 1 : at + 1;
  if (to < 0 || to >= moments.length) return unchanged;
  return { moments: others.toSpliced(to, 0, moment), at: to };
}
