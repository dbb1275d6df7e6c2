import { progressOf } from '../../assessment/progress.ts';
import type { Assessment, Visitor } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { dateText } from '../render/wording.ts';
import { groupName, levelName } from './visit.ts';

/** Returns the facts that lists of assessments show, and the pages that ask before one is deleted. */
export function assessmentSummary(content: Content, assessment: Assessment, { current }: Visitor) {
  const { answered, of, keyAnswered, keyOf, reportOpen } = progressOf(content.instrument, assessment.answers);
  return {
    id: assessment.id,
    name: groupName(content, assessment),
    level: levelName(content, assessment.level),
    answered,
    of,
    keyAnswered,
    keyOf,
    changed: dateText(assessment.changedOn),
    current: assessment.id === current,
    reportOpen,
    snapshots: assessment.snapshots.length,
  };
}
