/** The charts and tables of a comparison. */
import type { Answer } from '../../assessment/answers.ts';
import type { Comparison } from '../../assessment/comparison/comparison.ts';
import { noMarkText, pointsOf, remarkOf } from '../../assessment/scores/score-text.ts';
import type { Score } from '../../assessment/scores/scores.ts';
import { gapLines, spanOfUs } from '../../charts/gap-lines.ts';
import type { Content } from '../../content/content.ts';
import { inlineHtml } from '../../content/files/markdown.ts';
import type { ComparisonTable } from '../render/comparison-table.ts';
import { shortRating } from '../render/wording.ts';

/** @param names short names in the order of the comparison */

/** @param names short names in the order of the comparison */
export function comparisonResult(content: Content, comparison: Comparison, names: readonly string[]) {
  const { points } = content.instrument;
  return {
    charts: comparison.competencies.map(({ competency, scores }) => {
      const rows = scores.map(({ me, us }, i) => ({
        label: names[i] ?? '',
        isName: true,
        me: pointsOf(me),
        us: pointsOf(us),
        none: noMarkText(me, us),
      }));
      const title = `${competency.short}: me and us of ${names.length} people, out of ${points.competency}`;
      const scale = { max: points.competency, span: spanOfUs(rows) };
      return { title: competency.short, svg: gapLines(title, rows, scale) };
    }),
    competencies: {
      caption: `Competencies, out of ${points.competency}`,
      first: 'Competency',
      names,
      linked: false,
      hasMe: true,
      rows: comparison.competencies.map(({ competency, scores, spread }) => ({
        id: '',
        title: competency.short,
        ask: '',
        cells: scores.map(({ me, us }) => ({ me: pointText(me), us: pointText(us), note: bothFrom(me, us) })),
        spread: spreadText(spread.us),
        spreadMe: spreadText(spread.me),
      })),
    },
    questions: {
      caption: 'Ratings, the widest difference in us first',
      first: 'Question',
      names,
      linked: true,
      hasMe: false,
      rows: comparison.apart.map(({ question, answers, spread }) => ({
        id: question.id,
        title: question.statements.us,
        remark: remarkOf(question),
        ask: inlineHtml(content.guidance.get(question.id)?.askTogether[0] ?? ''),
        cells: answers.map(answerCell),
        spread: spreadText(spread),
        spreadMe: '',
      })),
    },
    principles: {
      caption: `Principles, out of ${points.principle}, from us`,
      first: 'Principle',
      names,
      linked: false,
      hasMe: false,
      rows: comparison.principles.map(({ principle, us, spread }) => ({
        id: principle.id,
        title: principle.title,
        ask: '',
        cells: us.map((score) => ({ me: '', us: pointText(score), note: from(score) })),
        spread: spreadText(spread),
        spreadMe: '',
      })),
    },
  } satisfies {
    charts: object;
    competencies: ComparisonTable;
    questions: ComparisonTable;
    principles: ComparisonTable;
  };
}

const pointText = (score: Score) => String(pointsOf(score) ?? '–');
const spreadText = (spread: number | undefined) => String(spread ?? '–');
const from = (score: Score) => (score.kind === 'final' ? '' : `from ${score.rated} of ${score.of}`);

/** "from 5 of 8", or "from 5 and 4 of 8" when different numbers of questions were rated for me and for us. */
function bothFrom(me: Score, us: Score): string {
  if (me.kind === 'final' && us.kind === 'final') return '';
  return me.rated === us.rated
    ? `from ${us.rated} of ${us.of}`
    : `from ${me.rated} and ${us.rated} of ${us.of}`;
}

function answerCell(answer: Answer | undefined) {
  if (!answer) return { me: '–', us: '–', note: '' };
  return { me: shortRating(answer.me), us: shortRating(answer.us), note: '' };
}
