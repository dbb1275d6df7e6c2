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

/** What a link or a code holds when there is no room for everything; each leaves out more than the one before. */
export const extents = ['everything', 'assessments', 'answers', 'current'] as const;
export type Extent = (typeof extents)[number];

/**
 * Everything; without the contract and the moments; without snapshots either; of these only the assessment that is
 * being answered.
 */
export function partOf({ visitor, plan, moments }: Holdings, extent: Extent): Holdings {
  if (extent === 'everything') return { visitor, plan, moments };
  if (extent === 'assessments') return { ...noHoldings, visitor };
  const assessments = visitor.assessments
    .filter(({ id }) => extent === 'answers' || id === visitor.current)
    .map((assessment) => ({ ...assessment, snapshots: [] }));
  return { ...noHoldings, visitor: { ...visitor, assessments } };
}
