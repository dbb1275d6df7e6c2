/** The scores of the competencies as a chart, and the same numbers as rows. */
import { noMarkText, pointsOf, scoreCell, signed } from '../../assessment/scores/score-text.ts';
import type { CompetencyScore, Score } from '../../assessment/scores/scores.ts';
import { gapLines } from '../../charts/gap-lines.ts';
import type { Range } from '../../charts/svg.ts';
import type { Content } from '../../content/content.ts';

/** What a provisional score could still become; undefined for a final one. */
export function rangeOf(score: Score): Range | undefined {
  return score.kind === 'provisional' ? [score.lowest, score.highest] : undefined;
}

/** One line for each competency. @param scores in the order of the lines */
export function competencyChart(scores: readonly CompetencyScore[], { instrument }: Content): string {
  const { points, bands } = instrument;
  return gapLines(
    `Competencies, me and us out of ${points.competency}`,
    scores.map(({ competency, me, us }) => ({
      label: competency.short,
      me: pointsOf(me),
      us: pointsOf(us),
      meRange: rangeOf(me),
      usRange: rangeOf(us),
      none: noMarkText(me, us),
    })),
    { max: points.competency, bands },
  );
}

export function competencyRows(scores: readonly CompetencyScore[]) {
  return scores.map(({ competency, me, us, gap }) => ({
    id: competency.id,
    short: competency.short,
    me: scoreCell(me),
    us: scoreCell(us),
    gap: signed(gap),
  }));
}
