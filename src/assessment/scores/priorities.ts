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
  const tiers = instrument.lenses.tier.map(({ id }) => id);
  const candidates = instrument.questions.flatMap((question, place) => {
    const answer = answers.get(question.id);
    const total = answer && totalOf(question, answer);
    if (!answer || total === undefined || total >= instrument.thresholds.strengthFrom) return [];
    const rank = [
      total,
      question.key ? 0 : 1,
      tiers.indexOf(question.tier),
      -Math.abs(gapOf(question, answer) ?? 0),
      place,
    ];
    return [{ question, answer, total, rank }];
  });
  candidates.sort((a, b) => {
    const first = a.rank.findIndex((value, i) => value !== b.rank[i]);
    return first < 0 ? 0 : (a.rank[first] ?? 0) - (b.rank[first] ?? 0);
  });
  return candidates
    .slice(0, instrument.thresholds.priorities)
    .map(({ question, answer, total }) => ({ question, answer, total }));
}
