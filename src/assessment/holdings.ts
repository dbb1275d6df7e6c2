import { emptyMoments, isEmptyMoments, type Moments } from './moments.ts';
import { emptyPlan, isEmptyPlan, type Plan } from './plan.ts';
import { newVisitor, type Visitor } from './visitor.ts';

/** Everything that is somebody's own: what their browser, a link to carry on, or a file holds. */
export interface Holdings {
  readonly visitor: Visitor;
  readonly plan: Plan;
  readonly moments: Moments;
}

export const noHoldings: Holdings = { visitor: newVisitor, plan: emptyPlan, moments: emptyMoments };

export function isEmptyHoldings({ visitor, plan, moments }: Holdings): boolean {
  return visitor.assessments.length === 0 && isEmptyPlan(plan) && isEmptyMoments(moments);
}
