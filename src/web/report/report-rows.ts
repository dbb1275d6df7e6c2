/** The parts of the report that belong to one question: its table row and its coaching. */
import type { Question } from '../../assessment/instrument.ts';
import type { AnsweredQuestion } from '../../assessment/scores/report.ts';
import { remarkOf, signed } from '../../assessment/scores/score-text.ts';
import { startOf } from '../../assessment/scores/standing.ts';
import { letterOf } from '../../codec/packed/letters.ts';
import type { Content } from '../../content/content.ts';
import { blockHtml, inlineHtml } from '../../content/files/markdown.ts';
import { ratingText } from '../../content/scale.ts';

/** The row of an answered question. Everything that it shows is in `key`, under which the view caches it. */
export function questionRow({ question, answer, gap }: AnsweredQuestion, { scale }: Content) {
  return {
    key: `row ${question.id} ${letterOf(answer)}`,
    row: () => ({
      question,
      me: ratingText(answer.me, scale),
      us: ratingText(answer.us, scale),
      gap: signed(gap),
      remark: remarkOf(question),
    }),
  };
}

/** The row of a question without an answer. */
export function openRow(question: Question): ReturnType<typeof questionRow> {
  const open = 'not yet answered';
  return { key: `row ${question.id} -`, row: () => ({ question, me: open, us: open, gap: '–', remark: '' }) };
}

/** The coaching for a low question. Everything that it shows is in `key`, under which the view caches it. */
export function coaching({ question, answer }: AnsweredQuestion, { guidance, instrument, scale }: Content) {
  const text = guidance.get(question.id);
  const start = startOf(question, answer, instrument);
  return {
    key: `coaching ${question.id} ${letterOf(answer)}`,
    box: () => ({
      question,
      me: ratingText(answer.me, scale),
      us: ratingText(answer.us, scale),
      remark: remarkOf(question),
      start,
      hasText: text !== undefined,
      text: () => ({
        html: blockHtml(text?.coaching[start] ?? ''),
        askYourself: text?.askYourself.map(inlineHtml) ?? [],
        askTogether: text?.askTogether.map(inlineHtml) ?? [],
      }),
    }),
  };
}
