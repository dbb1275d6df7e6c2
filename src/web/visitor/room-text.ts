/** How much more fits a sheet, in words. Counted in bytes; most letters are one (sheet-store.ts). */
import { counted } from '../render/wording.ts';

/** "About 1,240 characters left", as public/js/plan.js says it. */
export function roomText(left: number): string {
  if (left < 0) return `${counted(-left, 'character')} too many`;
  return `About ${counted(left < 100 ? left : left - (left % 10), 'character')} left`;
}
