/** What the page /resume/open proposes to do with what a link or file brings. Pure functions. */
import { type Choice, newAmong, type Pair, pairsOf, type Side } from '../../assessment/comparison/merge.ts';
import { type Holdings, isEmptyHoldings } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';

/**
 * Returns the choice that loses nothing. Where two answers or worksheets differ, it takes those changed later.
 * Assessments are merged only when all pairs can be of the same person or group, that is unless their names differ.
 */
export function proposed(here: Holdings, brought: Holdings): Choice {
  const pairs = pairsOf(here.visitor, brought.visitor);
  const latest = (side: Side) => Math.max(0, ...pairs.map((pair) => pair[side].changedOn));
  const later = (ours: string, theirs: string): Side => (theirs > ours ? 'brought' : 'here');
  return {
    how: proposedWay(here, pairs),
    wins: latest('brought') >= latest('here') ? 'brought' : 'here',
    picks: new Map(),
    plan: later(here.plan.savedOn, brought.plan.savedOn),
    moments: later(here.moments.savedOn, brought.moments.savedOn),
  };
}

function proposedWay(here: Holdings, pairs: readonly Pair[]): Choice['how'] {
  if (isEmptyHoldings(here)) return 'replace';
  return pairs.length > 0 && pairs.every(isOfSameName) ? 'merge' : 'beside';
}

const isOfSameName = ({ here, brought }: Pair) =>
  here.name === brought.name || here.name === '' || brought.name === '';

/** Whether both sides have a person's name and the names differ, so that the answers may be of two people. */
export function areOfTwoPeople(here: Holdings, brought: Holdings): boolean {
  const plain = ({ visitor }: Holdings) => visitor.name.trim().toLowerCase();
  return plain(here) !== '' && plain(brought) !== '' && plain(here) !== plain(brought);
}

/** Returns the ways that the visitor can choose from; none when the browser holds nothing. */
export function waysFor(here: Holdings, brought: Holdings): Choice['how'][] {
  if (isEmptyHoldings(here)) return [];
  const merging = pairsOf(here.visitor, brought.visitor).length > 0;
  const adding = brought.visitor.assessments.length > 0;
  return [...(merging ? (['merge'] as const) : []), ...(adding ? (['beside'] as const) : []), 'replace'];
}

/** Whether the browser holds everything that was brought. */
export function holdsAll(here: Holdings, brought: Holdings): boolean {
  return (
    newAmong(here.visitor, brought.visitor).length === 0 &&
    (isEmptyPlan(brought.plan) || sameWorksheet(here.plan, brought.plan)) &&
    (isEmptyMoments(brought.moments) || sameWorksheet(here.moments, brought.moments))
  );
}

export type WorksheetName = 'plan' | 'moments';
const worksheetNames: readonly WorksheetName[] = ['plan', 'moments'];

/** Returns which worksheets both sides hold with different content. */
export function differingWorksheets(here: Holdings, brought: Holdings): WorksheetName[] {
  return worksheetNames.filter(
    (name) => isHeld(here, name) && isHeld(brought, name) && !sameWorksheet(here[name], brought[name]),
  );
}

/** Returns which worksheets only the browser holds. */
export function worksheetsOnlyHere(here: Holdings, brought: Holdings): WorksheetName[] {
  return worksheetNames.filter((name) => isHeld(here, name) && !isHeld(brought, name));
}

function isHeld({ plan, moments }: Holdings, name: WorksheetName): boolean {
  return name === 'plan' ? !isEmptyPlan(plan) : !isEmptyMoments(moments);
}

/** Whether two worksheets have the same content. The days on which they were saved do not count. */
function sameWorksheet(a: Holdings[WorksheetName], b: Holdings[WorksheetName]): boolean {
  return JSON.stringify({ ...a, savedOn: '' }) === JSON.stringify({ ...b, savedOn: '' });
}
