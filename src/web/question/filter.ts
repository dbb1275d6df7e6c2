/** The filters of /questions. */
import type { Answers } from '../../assessment/answers.ts';
import type { Instrument, Question } from '../../assessment/instrument.ts';
import { isLow } from '../../assessment/standing.ts';

export const filters = ['unanswered', 'key', 'low'] as const;
export type Filter = (typeof filters)[number];

/** Whether the filter shows the question; without a filter every question is shown. */
export function matches(
  filter: Filter | undefined,
  question: Question,
  answers: Answers,
  instrument: Instrument,
): boolean {
  if (filter === 'unanswered') return !answers.has(question.id);
  if (filter === 'key') return question.key;
  if (filter === 'low') return isLow(question, answers, instrument);
  return true;
}
