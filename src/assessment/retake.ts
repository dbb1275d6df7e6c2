/** Taking an assessment again: its answers become a snapshot, then it starts over (docs/design.md, "Carrying on"). */
import { noAnswers, sameAnswers } from './answers.ts';
import type { Question } from './instrument.ts';
import { type Assessment, type Snapshot, snapshotsKept } from './visitor.ts';

/**
 * How a retake starts: without answers; also without, but each question shows its earlier answer, to be given again or
 * changed; or with the present answers.
 */
export const beginnings = ['blank', 'review', 'answers'] as const;
export type Beginning = (typeof beginnings)[number];

/**
 * Returns a snapshot of the present answers. Its date is the day of their last change, not today, so that a chart over time
 * shows the days on which the answers were given.
 */
export function snapshotOf({ answers, changedOn }: Assessment, edition: number): Snapshot {
  return { takenOn: changedOn, edition, answers };
}

/**
 * Adds a snapshot, oldest first. It replaces the one of the same day.
 * @throws RangeError when there are `snapshotsKept` others, since the visitor must choose which one to drop
 */
export function withSnapshot(assessment: Assessment, snapshot: Snapshot): Assessment {
  const others = withoutSnapshot(assessment, snapshot.takenOn).snapshots;
  if (others.length >= snapshotsKept) throw new RangeError('there are as many snapshots as are kept');
  const snapshots = [...others, snapshot].toSorted((a, b) => a.takenOn - b.takenOn);
  return { ...assessment, snapshots };
}

/** Removes the snapshot of a day, if there is one. */
export function withoutSnapshot(assessment: Assessment, takenOn: number): Assessment {
  return {
    ...assessment,
    snapshots: assessment.snapshots.filter((snapshot) => snapshot.takenOn !== takenOn),
  };
}

/** Whether the answers are in the snapshot of this day already, or there are none. True when a form is sent twice. */
export function isKept({ answers, snapshots }: Assessment, day: number): boolean {
  const kept = snapshots.find(({ takenOn }) => takenOn === day);
  return kept !== undefined && (answers.size === 0 || sameAnswers(kept.answers, answers));
}

/** The snapshot that must be dropped before the present answers can become one. */
export interface Obstacle {
  readonly kind: 'same-day' | 'full';
  /** The one of the same day if `kind` is 'same-day', otherwise the oldest. */
  readonly snapshot: Snapshot;
}

/** Returns what prevents the present answers from becoming a snapshot, or undefined when nothing does. */
export function obstacleTo(assessment: Assessment): Obstacle | undefined {
  const { snapshots, changedOn } = assessment;
  if (isKept(assessment, changedOn)) return undefined;
  const sameDay = snapshots.find(({ takenOn }) => takenOn === changedOn);
  if (sameDay) return { kind: 'same-day', snapshot: sameDay };
  const [oldest] = snapshots;
  return oldest && snapshots.length >= snapshotsKept ? { kind: 'full', snapshot: oldest } : undefined;
}

/** Starts the assessment over. Snapshots, name and route stay. @param today in days since 1 January 1970 */
export function retake(assessment: Assessment, beginning: Beginning, today: number): Assessment {
  const answers = beginning === 'answers' ? assessment.answers : noAnswers;
  return { ...assessment, answers, changedOn: today };
}

/** Returns the assessment with every question answered, to check that a finished retake fits the cookie. */
export function filled(assessment: Assessment, questions: readonly Question[]): Assessment {
  const answers = new Map(assessment.answers);
  for (const { id } of questions) answers.set(id, answers.get(id) ?? { me: 0, us: 0 });
  return { ...assessment, answers };
}
