/** How much more fits a worksheet, in words. Counted in bytes, of which most letters take one (worksheet-store.ts). */
import { counted } from '../render/wording.ts';

/** "About 1,240 characters left", as public/js/plan.js says it. */
export function spaceText(left: number): string {
  if (left < 0) return `${counted(-left, 'character')} too many`;
  return `About ${counted(left < 100 ? left : left - (left % 10), 'character')} left`;
}
