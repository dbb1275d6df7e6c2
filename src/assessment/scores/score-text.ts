/** Scores and gaps in the cells of a table: the same in pages and in documents. */
import type { Score } from './scores.ts';

/** A score in a table. */
export interface ScoreCell {
  /** "14", or "–" without a score. */
  readonly points: string;
  readonly band: string;
  /** "provisional, from 5 of 8; could be 9 to 18", or empty when it is final. */
  readonly note: string;
}

export function scoreCell(score: Score): ScoreCell {
  if (score.kind === 'none')
    return { points: '–', band: 'no score', note: `${score.rated} of ${score.of} rated` };
  const note =
    score.kind === 'final'
      ? ''
      : `provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
  return { points: String(score.points), band: score.band.title, note };
}

/** Undefined where there is no score. */
export const pointsOf = (score: Score) => (score.kind === 'none' ? undefined : score.points);

/** "+4", "−2", "0"; "–" without a gap. */
export function signed(gap: number | undefined): string {
  if (gap === undefined) return '–';
  return gap > 0 ? `+${gap}` : String(gap).replace('-', '−');
}
