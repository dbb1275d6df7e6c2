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

export const blankMoment: Moment = { name: '', now: '', should: '', waste: '', who: '' };

export function isBlankMoment(moment: Moment): boolean {
  return momentTexts.every((text) => moment[text] === '');
}

/** What can be done with the order of the worksheet; a new moment comes after the one it is asked for at. */
export type MomentStep = 'add' | 'remove' | 'up' | 'down';

/**
 * The moments after a step, and the place to look at then. Places count from 0; to add before all others, ask at -1.
 * A step that cannot be taken (up from the first, one more than `momentsKept`, at a place where nothing is) changes nothing.
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
