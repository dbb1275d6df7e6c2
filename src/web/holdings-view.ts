/** What a browser, a link or a file holds, in words: on /resume, and side by side before anything is changed. */
import type { Holdings } from '../assessment/holdings.ts';
import { isEmptyMoments } from '../assessment/moments.ts';
import { type DayText, isEmptyPlan } from '../assessment/plan.ts';
import { dateOf } from '../assessment/visitor.ts';
import type { Content } from '../content/content.ts';
import { assessmentSummary } from './start-view.ts';
import { counted, dateText } from './wording.ts';

/** "21 November 2026", or empty when there is no day. */
function dayInWords(day: DayText): string {
  return day && dateText(new Date(`${day}T00:00:00Z`));
}

export function holdingsView(content: Content, { visitor, plan, moments }: Holdings) {
  return {
    person: visitor.name,
    assessments: visitor.assessments.map((assessment) => ({
      ...assessmentSummary(content, assessment, visitor),
      snapshots: assessment.snapshots.map(({ takenOn }) => dateText(dateOf(takenOn))),
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
