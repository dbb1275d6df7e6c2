/** Fills the empty goals of a plan from the priorities of the report. */
import { textOfDay } from '../../assessment/days.ts';
import { fillGoals } from '../../assessment/goals.ts';
import type { Plan } from '../../assessment/plan.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import { counted } from '../render/wording.ts';
import type { Visit } from '../visitor/visit.ts';
import { firstStep } from './plan-steps.ts';

/** The weeks after which the filled goals are due. */
const weeksToDue = [6, 9, 12];
const daysAWeek = 7;

/** Returns the draft with its empty goals filled, or why that cannot be done. @param today in days since 1 January 1970 */
export function filledFromPriorities(
  draft: Plan,
  content: Content,
  { answers, progress, visitor }: Visit,
  today: number,
): Plan | FieldError {
  if (!progress.reportOpen) {
    const left = counted(progress.keyLeft.length, 'key question');
    return { field: 'fill', text: `Your priorities are not known yet: ${left} left to answer` };
  }
  const goals = fillGoals(draft.goals, {
    report: buildReport(content.instrument, answers),
    owner: visitor.name || 'me',
    due: weeksToDue.map((weeks) => textOfDay(today + weeks * daysAWeek)),
    step: (question) => firstStep(content, question),
  });
  return { ...draft, goals };
}

/** Whether the report has something for a goal that is empty. @param today in days since 1 January 1970 */
export function canBeFilled(draft: Plan, content: Content, visit: Visit, today: number): boolean {
  const filled = filledFromPriorities(draft, content, visit, today);
  return 'goals' in filled && filled.goals.some(({ text }, place) => text !== draft.goals[place]?.text);
}
