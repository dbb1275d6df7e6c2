/** Scores and gaps as text in tables, the same in pages and in documents. */
import type { NoScore, Score } from './scores.ts';

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
    const band = noScoreText(score);
    if (rated + open === 0) return { points: '–', band, note: '' };
    const rest = open === 0 ? ', the others do not apply' : '';
    return { points: '–', band, note: `${rated} of ${of} rated${rest}` };
  }
  const note =
    score.kind === 'final'
      ? ''
      : `provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
  return { points: String(score.points), band: score.band.title, note };
}

/** Returns the remark beside the ratings of a reverse question, which count turned round; empty for other questions. */
export const remarkOf = ({ reverse }: { readonly reverse: boolean }) =>
  reverse ? 'worded the other way round' : '';

/** The same as a sentence, for a question that is already named. */
export const turnedSentence = 'It is worded the other way round, so a low rating is the good one.';

/** Says why there is no score. */
export const noScoreText = ({ rated, open }: NoScore) => (rated + open === 0 ? 'does not apply' : 'no score');

/** "14", "no score" or "does not apply", for sentences. */
export const scoreWord = (score: Score) =>
  score.kind === 'none' ? noScoreText(score) : String(score.points);

/** What a chart says in the place of the marks of these scores; undefined when there is a mark. */
export function noMarkText(...scores: readonly Score[]): string | undefined {
  const reasons = scores.flatMap((score) => (score.kind === 'none' ? noScoreText(score) : []));
  if (reasons.length < scores.length) return undefined;
  return reasons.find((reason) => reason === 'no score') ?? reasons[0];
}

/** Returns the points, or undefined without a score. */
export const pointsOf = (score: Score) => (score.kind === 'none' ? undefined : score.points);

/** Returns "+4", "−2" or "0", or "–" without a gap. @param gap in points */
export function signed(gap: number | undefined): string {
  if (gap === undefined) return '–';
  return gap > 0 ? `+${gap}` : String(gap).replace('-', '−');
}
