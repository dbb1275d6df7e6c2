import { emptyMoments, isEmptyMoments, type Moments } from './moments.ts';
import { emptyPlan, isEmptyPlan, type Plan } from './plan.ts';
import { newVisitor, type Visitor } from './visitor.ts';

/** Everything a visitor has: the content of their browser, of a resume link or of a file. */
export interface Holdings {
  readonly visitor: Visitor;
  readonly plan: Plan;
  readonly moments: Moments;
}

export const noHoldings: Holdings = { visitor: newVisitor, plan: emptyPlan, moments: emptyMoments };

export function isEmptyHoldings({ visitor, plan, moments }: Holdings): boolean {
  return visitor.assessments.length === 0 && isEmptyPlan(plan) && isEmptyMoments(moments);
}

/** What a link or QR code contains, from most to least, for when not everything fits. */
export const extents = ['everything', 'assessments', 'answers', 'current'] as const;
export type Extent = (typeof extents)[number];

/**
 * Returns the part of the holdings that an extent stands for: 'everything'; 'assessments', without plan and moments;
 * 'answers', without snapshots as well; 'current', of those only the current assessment.
 */
export function partOf({ visitor, plan, moments }: Holdings, extent: Extent): Holdings {
  if (extent === 'everything') return { visitor, plan, moments };
  if (extent === 'assessments') return { ...noHoldings, visitor };
  const assessments = visitor.assessments
    .filter(({ id }) => extent === 'answers' || id === visitor.current)
    .map((assessment) => ({ ...assessment, snapshots: [] }));
  return { ...noHoldings, visitor: { ...visitor, assessments } };
}
