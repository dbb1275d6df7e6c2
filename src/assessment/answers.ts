import type { Instrument, Question, QuestionId } from './instrument.ts';

/** 0 not yet, 1 sometimes, 2 mostly, 3 always. */
export type Rating = 0 | 1 | 2 | 3;
export const ratings: readonly Rating[] = [0, 1, 2, 3];
export const topRating = 3;

export type Response = Rating | 'not-applicable';

/** Both perspectives, always: half an answer is not stored. */
export interface Answer {
  readonly me: Response;
  readonly us: Response;
}

/**
 * An unanswered question is simply absent: it can be neither mistaken for a zero nor written down as one.
 * May hold ids the present instrument no longer asks; whoever counts goes by the instrument's questions.
 */
export interface Answers extends ReadonlyMap<QuestionId, Answer> {
  /** As `withAnswer`, where that takes less than a copy of them all. */
  readonly with?: (id: QuestionId, answer: Answer | undefined) => Answers;
}

export const noAnswers: Answers = new Map();

/** The answers with one set, or with `undefined` cleared. */
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

/** The same questions, answered alike. */
export function sameAnswers(a: Answers, b: Answers): boolean {
  return a.size === b.size && [...a].every(([id, answer]) => sameAnswer(answer, b.get(id)));
}

/**
 * Me + us, 0 to 6. With one of them not applicable the other counts twice; with both there is no total.
 * (Design, section 4.)
 */
export function totalOf({ me, us }: Answer): number | undefined {
  if (me === 'not-applicable') return us === 'not-applicable' ? undefined : 2 * us;
  return us === 'not-applicable' ? 2 * me : me + us;
}

/** Us minus me, -3 to 3; undefined unless both apply. */
export function gapOf({ me, us }: Answer): number | undefined {
  return me === 'not-applicable' || us === 'not-applicable' ? undefined : us - me;
}

export type Standing = 'low' | 'middle' | 'strength';

/** Low gets coaching, a strength is worth protecting. Undefined when neither perspective applies. */
export function standingOf(answer: Answer, { thresholds }: Instrument): Standing | undefined {
  const total = totalOf(answer);
  if (total === undefined) return undefined;
  if (total < thresholds.coachingBelow) return 'low';
  return total >= thresholds.strengthFrom ? 'strength' : 'middle';
}

export function isLow(question: Question, answers: Answers, instrument: Instrument): boolean {
  const answer = answers.get(question.id);
  return answer !== undefined && standingOf(answer, instrument) === 'low';
}
