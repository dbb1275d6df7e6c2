/**
 * How a rating counts. The sentences of a reverse question describe the poor practice, so its rating r counts as 3 - r, for
 * me and for us. Code that scores, ranks or compares answers takes them as given and turns them with these functions. What is
 * stored, merged and shown is the rating as given.
 */
import { type Answer, type PerspectiveAnswer, type Rating, topRating } from './answers.ts';
import type { Question } from './instrument.ts';

type Turnable = Pick<Question, 'reverse'>;

/** Returns the rating that counts for a rating given, and the rating to give for one that is to count. */
export function turned<T extends PerspectiveAnswer | undefined>({ reverse }: Turnable, given: T): T {
  if (!reverse || typeof given !== 'number') return given;
  return (topRating - given) as Rating as T;
}

/** Returns the answer as it counts. */
export function turnedAnswer(question: Turnable, answer: Answer): Answer {
  return question.reverse ? { me: turned(question, answer.me), us: turned(question, answer.us) } : answer;
}
