/** How a team's figures changed from one round to the next. Both are published figures, so the rules of disclosure.ts hold. */
import type { QuestionResult, TeamResults } from './team-results.ts';

export interface QuestionChange {
  readonly before: QuestionResult;
  readonly now: QuestionResult;
  /** Of the mean of us, −3 to 3. */
  readonly us: number;
  readonly me: number;
}

/** Returns the questions that are shown in both rounds, the widest change of us first. */
export function changesOf(before: TeamResults, now: TeamResults): QuestionChange[] {
  const earlier = new Map(before.questions.map((result) => [result.question.id, result]));
  const changes = now.questions.flatMap((result): QuestionChange[] => {
    const then = earlier.get(result.question.id);
    if (!then) return [];
    const [us, me] = [result.us.mean - then.us.mean, result.me.mean - then.me.mean];
    return [{ before: then, now: result, us, me }];
  });
  const size = ({ us }: QuestionChange) => Math.abs(us);
  // Sorting is stable. The tolerance is for floating-point errors.
  return changes.toSorted((a, b) => (Math.abs(size(a) - size(b)) < 1e-9 ? 0 : size(b) - size(a)));
}
