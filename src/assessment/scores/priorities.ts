import type { Answer, Answers } from '../answers.ts';
import type { Instrument, Question } from '../instrument.ts';
import { gapOf, totalOf } from '../standing.ts';

export interface Priority {
  readonly question: Question;
  /** As given. */
  readonly answer: Answer;
  /** Me + us as they count, 0 to 6. */
  readonly total: number;
}

/**
 * Returns the questions to start with, at most `thresholds.priorities` (docs/design.md, "Scores"): lower totals first, then
 * key questions, then lower tiers, then larger gaps, then the recommended order. Leaves out questions that are unanswered
 * or have no total, and strengths, which need no step.
 */
export function prioritiesOf(instrument: Instrument, answers: Answers): Priority[] {
  const tierOf = new Map(instrument.lenses.tier.map(({ id }, place) => [id, place]));
  const candidates = instrument.questions.flatMap((question) => {
    const answer = answers.get(question.id);
    const total = answer && totalOf(question, answer);
    if (!answer || total === undefined || total >= instrument.thresholds.strengthFrom) return [];
    const tier = tierOf.get(question.tier) ?? 0;
    return [{ question, answer, total, tier, gap: Math.abs(gapOf(question, answer) ?? 0) }];
  });
  // Sorting is stable: the recommended order decides between equals.
  candidates.sort(
    (a, b) =>
      a.total - b.total ||
      Number(b.question.key) - Number(a.question.key) ||
      a.tier - b.tier ||
      b.gap - a.gap,
  );
  return candidates
    .slice(0, instrument.thresholds.priorities)
    .map(({ question, answer, total }) => ({ question, answer, total }));
}
