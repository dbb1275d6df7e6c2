/** Taking an assessment again: its answers are kept as a snapshot, and it begins anew (design, section 6). */
import { noAnswers, sameAnswers } from './answers.ts';
import type { Question } from './instrument.ts';
import { type Assessment, type Snapshot, snapshotsKept } from './visitor.ts';

/** From nothing, or from the answers as they stand. */
export const beginnings = ['blank', 'answers'] as const;
export type Beginning = (typeof beginnings)[number];

/**
 * The present answers, dated by their last change and not by the day of keeping: a line from one date to the next is to
 * join the days on which the answers were given.
 */
export function snapshotOf({ answers, changedOn }: Assessment, edition: number): Snapshot {
  return { takenOn: changedOn, edition, answers };
}

/**
 * Keeps a snapshot, oldest first; one of the same day is replaced, because there is one a day.
 * @throws RangeError when there are as many as are kept: what goes is for the visitor to say
 */
export function withSnapshot(assessment: Assessment, snapshot: Snapshot): Assessment {
  const others = withoutSnapshot(assessment, snapshot.takenOn).snapshots;
  if (others.length >= snapshotsKept) throw new RangeError('there are as many snapshots as are kept');
  const snapshots = [...others, snapshot].toSorted((a, b) => a.takenOn - b.takenOn);
  return { ...assessment, snapshots };
}

/** Without the snapshot of a day; unchanged when there is none. */
export function withoutSnapshot(assessment: Assessment, takenOn: number): Assessment {
  return {
    ...assessment,
    snapshots: assessment.snapshots.filter((snapshot) => snapshot.takenOn !== takenOn),
  };
}

/** Whether there is a snapshot of this day with just these answers, or none left to keep: a form sent twice ends here. */
export function isKept({ answers, snapshots }: Assessment, day: number): boolean {
  const kept = snapshots.find(({ takenOn }) => takenOn === day);
  return kept !== undefined && (answers.size === 0 || sameAnswers(kept.answers, answers));
}

/** What has to go before the present answers can be kept. */
export interface Obstacle {
  readonly kind: 'same-day' | 'full';
  /** The one of the same day, or the oldest. */
  readonly snapshot: Snapshot;
}

export function obstacleTo(assessment: Assessment): Obstacle | undefined {
  const { snapshots, changedOn } = assessment;
  if (isKept(assessment, changedOn)) return undefined;
  const sameDay = snapshots.find(({ takenOn }) => takenOn === changedOn);
  if (sameDay) return { kind: 'same-day', snapshot: sameDay };
  const [oldest] = snapshots;
  return oldest && snapshots.length >= snapshotsKept ? { kind: 'full', snapshot: oldest } : undefined;
}

/** The assessment begun anew, dated today; its snapshots, name and route stay. */
export function retake(assessment: Assessment, beginning: Beginning, today: number): Assessment {
  const answers = beginning === 'blank' ? noAnswers : assessment.answers;
  return { ...assessment, answers, changedOn: today };
}

/** As large as it can become: a retake that could not be finished must not begin. */
export function filled(assessment: Assessment, questions: readonly Question[]): Assessment {
  const answers = new Map(assessment.answers);
  for (const { id } of questions) answers.set(id, answers.get(id) ?? { me: 0, us: 0 });
  return { ...assessment, answers };
}
