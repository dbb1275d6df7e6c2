/** Scores and gaps as text in tables, the same in pages and in documents. */
import type { Score } from './scores.ts';

export interface ScoreCell {
  /** "14", or "–" without a score. */
  readonly points: string;
  readonly band: string;
  /** "provisional, from 5 of 8; could be 9 to 18", or empty when it is final. */
  readonly note: string;
}

export function scoreCell(score: Score): ScoreCell {
  if (score.kind === 'none') {
    const { rated, of, open } = score;
    if (rated + open === 0) return { points: '–', band: 'does not apply', note: '' };
    const rest = open === 0 ? ', the others do not apply' : '';
    return { points: '–', band: 'no score', note: `${rated} of ${of} rated${rest}` };
  }
  const note =
    score.kind === 'final'
      ? ''
      : `provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
  return { points: String(score.points), band: score.band.title, note };
}

/** Returns what stands beside a rating as given that counts turned round; empty for one that counts as it is. */
export const remarkOf = ({ reverse }: { readonly reverse: boolean }) =>
  reverse ? 'worded the other way round' : '';

/** The same as a sentence, for a question that is already named. */
export const turnedSentence = 'It is worded the other way round, so a low rating is the good one.';

/** Returns the points, or undefined without a score. */
export const pointsOf = (score: Score) => (score.kind === 'none' ? undefined : score.points);

/** Returns "+4", "−2" or "0", or "–" without a gap. @param gap in points */
export function signed(gap: number | undefined): string {
  if (gap === undefined) return '–';
  return gap > 0 ? `+${gap}` : String(gap).replace('-', '−');
}
