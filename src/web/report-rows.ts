/** The rows of the report's tables: scores, questions with their answers, coaching. */
import type { Question } from '../assessment/instrument.ts';
import type { AnsweredQuestion } from '../assessment/report.ts';
import type { Score } from '../assessment/scores.ts';
import { letterOf } from '../codec/packed.ts';
import type { Content } from '../content/content.ts';
import { blockHtml, inlineHtml } from '../content/markdown.ts';
import { ratingText } from '../content/scale.ts';

/** A score in a table. */
export interface ScoreCell {
  /** "14", or "–" without a score. */
  readonly points: string;
  readonly band: string;
  /** "from 5 of 8, could be 9 to 18", or empty when it is final. */
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

export function signed(gap: number | undefined): string {
  if (gap === undefined) return '–';
  return gap > 0 ? `+${gap}` : String(gap).replace('-', '−');
}

/** A question with its answer in a table; everything the row shows depends on `key`. */
export function questionRow({ question, answer, gap }: AnsweredQuestion, { scale }: Content) {
  return {
    key: `row ${question.id} ${letterOf(answer)}`,
    row: () => ({
      question,
      me: ratingText(answer.me, scale),
      us: ratingText(answer.us, scale),
      gap: signed(gap),
    }),
  };
}

export function openRow(question: Question): ReturnType<typeof questionRow> {
  const open = 'not yet answered';
  return { key: `row ${question.id} -`, row: () => ({ question, me: open, us: open, gap: '–' }) };
}

/** The coaching for a low question; everything it shows depends on `key`. */
export function coaching({ question, answer }: AnsweredQuestion, { guidance, scale }: Content) {
  const text = guidance.get(question.id);
  return {
    key: `coaching ${question.id} ${letterOf(answer)}`,
    box: () => ({
      question,
      me: ratingText(answer.me, scale),
      us: ratingText(answer.us, scale),
      hasText: text !== undefined,
      html: blockHtml(text?.coaching ?? ''),
      askYourself: text?.askYourself.map(inlineHtml) ?? [],
      askTogether: text?.askTogether.map(inlineHtml) ?? [],
    }),
  };
}
