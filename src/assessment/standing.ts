/** What the two ratings of a question say together (docs/design.md, "Scores"). All functions take answers as given. */
import { type Answer, type Answers, type Rating, ratings } from './answers.ts';
import { turned, turnedAnswer } from './counted.ts';
import type { Instrument, Question } from './instrument.ts';

type Turnable = Pick<Question, 'reverse'>;

/**
 * Returns me + us as they count, 0 to 6. If one does not apply the other counts twice; if neither applies there is no
 * total.
 */
export function totalOf(question: Turnable, answer: Answer): number | undefined {
  const { me, us } = turnedAnswer(question, answer);
  if (me === 'not-applicable') return us === 'not-applicable' ? undefined : 2 * us;
  return us === 'not-applicable' ? 2 * me : me + us;
}

/** Returns us minus me as they count, -3 to 3, or undefined unless both apply. */
export function gapOf(question: Turnable, answer: Answer): number | undefined {
  const { me, us } = turnedAnswer(question, answer);
  return me === 'not-applicable' || us === 'not-applicable' ? undefined : us - me;
}

/** Which of the three coaching texts of a question fits an answer. */
export type Start = 'bothLow' | 'iAmAhead' | 'weAreAhead';

/** Returns who is ahead from `viewsPartFrom` ratings on; otherwise "bothLow", also when one perspective does not apply. */
export function startOf(question: Turnable, answer: Answer, { thresholds }: Instrument): Start {
  const gap = gapOf(question, answer) ?? 0;
  if (-gap >= thresholds.viewsPartFrom) return 'iAmAhead';
  return gap >= thresholds.viewsPartFrom ? 'weAreAhead' : 'bothLow';
}

/**
 * Returns the rating, as it is given, that would be one better for us: for a reverse question one lower. The rating is for me where us does
 * not apply, because the lines of a question that say what each rating looks like are about us. Undefined at the best rating,
 * and when neither applies.
 */
export function nextRating(question: Turnable, answer: Answer): Rating | undefined {
  const { me, us } = turnedAnswer(question, answer);
  const now = us === 'not-applicable' ? me : us;
  const better = ratings.find((rating) => now !== 'not-applicable' && rating === now + 1);
  return better === undefined ? undefined : turned(question, better);
}

export type Standing = 'low' | 'middle' | 'strength';

/** Returns how the total compares with the thresholds, or undefined when neither perspective applies. */
export function standingOf(
  question: Turnable,
  answer: Answer,
  { thresholds }: Instrument,
): Standing | undefined {
  const total = totalOf(question, answer);
  if (total === undefined) return undefined;
  if (total < thresholds.coachingBelow) return 'low';
  return total >= thresholds.strengthFrom ? 'strength' : 'middle';
}

/** Whether the question is answered and its total is low. */
export function isLow(question: Question, answers: Answers, instrument: Instrument): boolean {
  const answer = answers.get(question.id);
  return answer !== undefined && standingOf(question, answer, instrument) === 'low';
}
