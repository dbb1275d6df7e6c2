import { type Answer, type Answers, noAnswers, withAnswer } from './answers.ts';
import type { QuestionId } from './instrument.ts';
import type { Route } from './route.ts';

/** The answers of an earlier day, kept for comparison. */
export interface Snapshot {
  /** In days since 1 January 1970; unique within the assessment. */
  readonly takenOn: number;
  /** The edition of the content that was answered. */
  readonly edition: number;
  readonly answers: Answers;
}

/** More do not fit the cookie beside other assessments (docs/decisions/0007-snapshots-in-the-cookie.md). */
export const snapshotsKept = 4;

/** The assessment of one level of the business. A visitor may have several. */
export interface Assessment {
  /** Short and random; unique among the visitor's assessments. */
  readonly id: string;
  /** Id of the level of the business, which is whom "us" means. */
  readonly level: string;
  /** The visitor's name for the group on the report; may be empty. */
  readonly name: string;
  readonly route: Route;
  readonly answers: Answers;
  /** The day of the last change, in days since 1 January 1970. */
  readonly changedOn: number;
  /** Oldest first, at most `snapshotsKept`. */
  readonly snapshots: readonly Snapshot[];
}

/** The visitor's assessments, as the state cookie holds them. */
export interface Visitor {
  /** The visitor's own name on the report; may be empty. */
  readonly name: string;
  readonly assessments: readonly Assessment[];
  /** Id of the assessment being answered; empty when there are no assessments. */
  readonly current: string;
  /** The day of the last save, in days since 1 January 1970. */
  readonly savedOn: number;
}

export const newVisitor: Visitor = { name: '', assessments: [], current: '', savedOn: 0 };

/** For how many days the browser keeps the cookie after a save. */
export const daysKept = 365;

export function currentAssessment({ assessments, current }: Visitor): Assessment | undefined {
  return assessments.find(({ id }) => id === current);
}

/** Returns an empty assessment. @param today in days since 1 January 1970 */
export function newAssessment(id: string, level: string, today: number): Assessment {
  return { id, level, name: '', route: 'key', answers: noAnswers, changedOn: today, snapshots: [] };
}

/** Adds an assessment and makes it the current one. */
export function withAssessment(visitor: Visitor, assessment: Assessment): Visitor {
  return { ...visitor, assessments: [...visitor.assessments, assessment], current: assessment.id };
}

/** Changes the assessment with this id, if there is one. */
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

/** Removes an assessment. If it was the current one, the first of those left becomes current. */
export function withoutAssessment(visitor: Visitor, id: string): Visitor {
  const assessments = visitor.assessments.filter((assessment) => assessment.id !== id);
  const current = assessments.some((assessment) => assessment.id === visitor.current)
    ? visitor.current
    : (assessments[0]?.id ?? '');
  return { ...visitor, assessments, current };
}

/**
 * Sets an answer, or removes it if `answer` is undefined, and dates the assessment.
 * @param today in days since 1 January 1970
 */
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
