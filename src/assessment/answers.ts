import type { QuestionId } from './instrument.ts';

/** 0 "hardly ever", 1 "sometimes", 2 "mostly", 3 "nearly always". */
export type Rating = 0 | 1 | 2 | 3;
export const ratings: readonly Rating[] = [0, 1, 2, 3];
export const topRating = 3;

/** What was given for one perspective: a rating, or that the statement does not apply. */
export type PerspectiveAnswer = Rating | 'not-applicable';

/** Always has both perspectives; half an answer is not stored. */
export interface Answer {
  readonly me: PerspectiveAnswer;
  readonly us: PerspectiveAnswer;
}

/**
 * Answers by question id. An unanswered question has no entry, so that it cannot be taken for a zero. There may be ids that
 * the instrument no longer has; code that counts must go by the instrument's questions.
 */
export interface Answers extends ReadonlyMap<QuestionId, Answer> {
  /** Does the same as `withAnswer`, for implementations that can do it without copying all answers. */
  readonly with?: (id: QuestionId, answer: Answer | undefined) => Answers;
}

export const noAnswers: Answers = new Map();

/** Returns the answers with one of them set, or removed if `answer` is undefined. */
export function withAnswer(answers: Answers, id: QuestionId, answer: Answer | undefined): Answers {
  if (answers.with) return answers.with(id, answer);
  const changed = new Map(answers);
  if (answer) changed.set(id, answer);
  else changed.delete(id);
  return changed;
}

export function sameAnswer(a: Answer | undefined, b: Answer | undefined): boolean {
  return a?.me === b?.me && a?.us === b?.us;
}

/** Whether both have the same questions with the same answers. */
export function sameAnswers(a: Answers, b: Answers): boolean {
  return a.size === b.size && [...a].every(([id, answer]) => sameAnswer(answer, b.get(id)));
}
