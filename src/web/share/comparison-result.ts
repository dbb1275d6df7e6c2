/** The charts and tables of a comparison. */
import type { Answer } from '../../assessment/answers.ts';
import type { Comparison } from '../../assessment/comparison/comparison.ts';
import type { Score } from '../../assessment/scores/scores.ts';
import { compareLines } from '../../charts/compare-lines.ts';
import type { Content } from '../../content/content.ts';
import { inlineHtml } from '../../content/files/markdown.ts';
import { shortRating } from '../render/wording.ts';
import { pointsOf } from '../report/report-rows.ts';

/** The scores or ratings of one person; `me` is empty where only us is compared. */
interface Cell {
  readonly me: string;
  readonly us: string;
  /** How many questions a provisional score is from; empty when it is final. */
  readonly note: string;
}

interface Row {
  /** The id of a question or principle; empty for a competency. */
  readonly id: string;
  readonly title: string;
  /** A question to discuss, as HTML; may be empty. */
  readonly ask: string;
  readonly cells: readonly Cell[];
  /** How far apart the people are on us. */
  readonly spread: string;
  /** How far apart they are on me; empty where that is not compared. */
  readonly spreadMe: string;
}

export interface ComparisonTable {
  readonly caption: string;
  /** The heading of the first column. */
  readonly first: string;
  /** Short names, one for each person. */
  readonly names: readonly string[];
  readonly linked: boolean;
  readonly hasMe: boolean;
  readonly rows: readonly Row[];
}

/** @param names short names in the order of the comparison */
export function comparisonResult(content: Content, comparison: Comparison, names: readonly string[]) {
  const { points } = content.instrument;
  return {
    charts: comparison.competencies.map(({ competency, scores }) => ({
      title: competency.title,
      svg: compareLines(
        `compare-${competency.id}`,
        `${competency.title}: me and us of ${names.length} people, out of ${points.competency}`,
        scores.map(({ me, us }, i) => ({ label: names[i] ?? '', me: pointsOf(me), us: pointsOf(us) })),
        points.competency,
      ),
    })),
    competencies: {
      caption: `Competencies, out of ${points.competency}`,
      first: 'Competency',
      names,
      linked: false,
      hasMe: true,
      rows: comparison.competencies.map(({ competency, scores, spread }) => ({
        id: '',
        title: competency.title,
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
        title: question.statement,
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

function answerCell(answer: Answer | undefined): Cell {
  if (!answer) return { me: '–', us: '–', note: '' };
  return { me: shortRating(answer.me), us: shortRating(answer.us), note: '' };
}
