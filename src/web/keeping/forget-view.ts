/** The view model of /forget: what this browser holds for the site and, after a removal, what was removed. */
import type { Holdings } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import type { Removal } from '../../codec/database/removals.ts';
import type { Content } from '../../content/content.ts';
import type { Page } from '../render/page.ts';
import { counted } from '../render/wording.ts';
import { assessmentSummary } from '../visitor/assessment-summary.ts';
import { heldUntil } from '../visitor/holdings-view.ts';
import { moreCookies, type OnServer, removalLines, type Tally, tallyLines } from './tally.ts';

/** What became of what the server had. */
export interface RemovedOnServer {
  /** What could not be removed before, and is removed now. */
  readonly removed: readonly Removal[];
  /** What is still to be removed. */
  readonly rest: readonly Removal[];
  /** Whether what the server has cannot be removed just now. */
  readonly isAway: boolean;
  readonly retentionDays: number;
}

/**
 * @param teams the names of the teams that this browser belongs to
 * @param others the number of cookies that are unreadable, set aside or empty
 * @param cookies the number of all this site's cookies in the browser
 * @param removed what was just removed; undefined before a removal
 * @param answersUntil when the browser's cookie of answers expires; empty without answers
 */
export function forgetView(
  content: Content,
  { visitor, plan, moments }: Holdings,
  teams: readonly string[],
  onServer: OnServer,
  others: number,
  cookies: number,
  removed: Tally | undefined,
  answersUntil: string,
  server: RemovedOnServer,
) {
  const isWhole = server.rest.length === 0;
  const isEmpty = cookies === 0 && (removed !== undefined || !isWhole);
  return {
    layout: {
      title: !isEmpty ? 'Forget me' : isWhole ? 'Everything is removed' : 'Removed from this browser',
      description: 'What this browser holds for this site, and how to remove it.',
      section: 'other',
      scripts: removed ? ['forget'] : [],
      personal: true,
      indexed: false,
    },
    removed: removed && { lines: [...tallyLines(removed), ...removalLines(server.removed)] },
    isEmpty,
    pending: removalLines(server.rest),
    removedLater: removalLines(server.removed),
    isAway: server.isAway,
    retentionDays: server.retentionDays,
    cookies,
    person: visitor.name,
    assessments: visitor.assessments.map((assessment) => ({
      ...assessmentSummary(content, assessment, visitor),
      snapshots: assessment.snapshots.length && counted(assessment.snapshots.length, 'snapshot'),
    })),
    contract: !isEmptyPlan(plan) && counted(plan.goals.length, 'goal'),
    moments: !isEmptyMoments(moments) && {
      cycle: moments.cycle,
      count: counted(moments.moments.length, 'moment'),
    },
    teams,
    onServer,
    others: others > 0 && moreCookies(others),
    savedUntil: heldUntil(answersUntil, { visitor, plan, moments }),
  } satisfies Page & Record<string, unknown>;
}
