/** How much more text fits a worksheet. A character counts as one byte here, which is true of most letters. */
import { counted } from './wording.ts';

/** Returns "About 1,240 characters left". public/js/plan.js has the same wording. */
export function spaceText(left: number): string {
  if (left < 0) return `${counted(-left, 'character')} too many`;
  return `About ${counted(left < 100 ? left : left - (left % 10), 'character')} left`;
}
