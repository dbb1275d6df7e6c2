import { type Answer, type Answers, noAnswers, withAnswer } from './answers.ts';
import type { QuestionId } from './instrument.ts';
import type { Route } from './route.ts';

/** The answers of an earlier day, kept to compare with. */
export interface Snapshot {
  /** In days since 1 January 1970 UTC; unique within its assessment. */
  readonly takenOn: number;
  /** The edition of the content that was answered. */
  readonly edition: number;
  readonly answers: Answers;
}

/** More would not fit the cookie beside other assessments (issue 4). */
export const snapshotsKept = 4;

/** One level of the business that the visitor assesses. Several live side by side. */
export interface Assessment {
  /** Short and random; unique among the visitor's assessments. */
  readonly id: string;
  /** Id of the level of the business: whom "us" means. */
  readonly level: string;
  /** What the visitor calls this group on the report; may be empty. */
  readonly name: string;
  readonly route: Route;
  readonly answers: Answers;
  /** The day of the last change, in days since 1 January 1970 UTC. */
  readonly changedOn: number;
  /** Oldest first, at most `snapshotsKept`. */
  readonly snapshots: readonly Snapshot[];
}

/** Everything the browser keeps for a visitor. */
export interface Visitor {
  /** The visitor's own name on the report; may be empty. */
  readonly name: string;
  readonly assessments: readonly Assessment[];
  /** Id of the assessment being answered; one of `assessments` unless there is none. */
  readonly current: string;
  /** The day it was last saved, in days since 1 January 1970 UTC; it is kept for a year from then. */
  readonly savedOn: number;
}

export const newVisitor: Visitor = { name: '', assessments: [], current: '', savedOn: 0 };

const millisecondsADay = 86_400_000;

export function dayOf(date: Date): number {
  return Math.floor(date.getTime() / millisecondsADay);
}

export function dateOf(day: number): Date {
  return new Date(day * millisecondsADay);
}

/** The same day a year later, when the browser forgets: 365 days, as the cookie's Max-Age counts. */
export const daysKept = 365;

export function currentAssessment({ assessments, current }: Visitor): Assessment | undefined {
  return assessments.find(({ id }) => id === current);
}

export function newAssessment(id: string, level: string, today: number): Assessment {
  return { id, level, name: '', route: 'key', answers: noAnswers, changedOn: today, snapshots: [] };
}

/** Adds an assessment and makes it the current one. */
export function withAssessment(visitor: Visitor, assessment: Assessment): Visitor {
  return { ...visitor, assessments: [...visitor.assessments, assessment], current: assessment.id };
}

/** Changes the assessment with this id; a visitor without it comes back unchanged. */
export function changeAssessment(
  visitor: Visitor,
  id: string,
  change: (assessment: Assessment) => Assessment,
): Visitor {
  return {
    ...visitor,
    assessments: visitor.assessments.map((assessment) =>
      assessment.id === id ? change(assessment) : assessment,
    ),
  };
}

/** Removes an assessment; the first of those left becomes current if it was the current one. */
export function withoutAssessment(visitor: Visitor, id: string): Visitor {
  const assessments = visitor.assessments.filter((assessment) => assessment.id !== id);
  const current = assessments.some((assessment) => assessment.id === visitor.current)
    ? visitor.current
    : (assessments[0]?.id ?? '');
  return { ...visitor, assessments, current };
}

export function setAnswer(
  visitor: Visitor,
  assessmentId: string,
  questionId: QuestionId,
  answer: Answer | undefined,
  today: number,
): Visitor {
  return changeAssessment(visitor, assessmentId, (assessment) => ({
    ...assessment,
    answers: withAnswer(assessment.answers, questionId, answer),
    changedOn: today,
  }));
}
