/** The view model of what a browser, a link or a file holds, for /resume, /copy and /forget. */
import type { Holdings } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import { counted, dateText, dayInWords, listed, savedUntil, worksheetUntil } from '../render/wording.ts';
import { assessmentSummary } from './assessment-summary.ts';

export function holdingsView(content: Content, { visitor, plan, moments }: Holdings) {
  return {
    person: visitor.name,
    assessments: visitor.assessments.map((assessment) => ({
      ...assessmentSummary(content, assessment, visitor),
      snapshots: assessment.snapshots.map(({ takenOn }) => dateText(takenOn)),
    })),
    plan: !isEmptyPlan(plan) && {
      size: plan.goals.length > 0 ? counted(plan.goals.length, 'goal') : 'no goal yet',
      saved: dayInWords(plan.savedOn),
    },
    moments: !isEmptyMoments(moments) && {
      size: counted(moments.moments.length, 'moment'),
      saved: dayInWords(moments.savedOn),
    },
  };
}

/**
 * Returns until when the browser keeps the answers and worksheets, each of which has its own cookie, such as
 * "21 November 2027 (your contract for change until 3 May 2027)".
 * @param answersUntil `savedUntil` of the visit; empty when there are no answers
 */
export function heldUntil(answersUntil: string, { visitor, plan, moments }: Holdings): string {
  const worksheets = [
    ...(isEmptyPlan(plan) ? [] : [{ what: 'your contract for change', until: worksheetUntil(plan) }]),
    ...(isEmptyMoments(moments) ? [] : [{ what: 'your moments of truth', until: worksheetUntil(moments) }]),
  ];
  const main = answersUntil || (worksheets[0]?.until ?? '');
  const others = worksheets.filter(({ until }) => until !== (savedUntil(visitor) || main));
  if (others.length === 0) return main;
  return `${main} (${listed(others.map(({ what, until }) => `${what} until ${until}`))})`;
}
