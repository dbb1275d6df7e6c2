/** The rows of a chart-table: a statement in full, its line, its ratings, and the coaching when it is low. */
import { type PerspectiveAnswer, topRating } from '../../../assessment/answers.ts';
import type { Question } from '../../../assessment/instrument.ts';
import type { AnsweredQuestion } from '../../../assessment/scores/report.ts';
import { remarkOf } from '../../../assessment/scores/score-text.ts';
import { ratingLine } from '../../../charts/gap-lines.ts';
import { letterOf } from '../../../codec/packed/letters.ts';
import type { Content } from '../../../content/content.ts';
import { ratingText } from '../../../content/scale.ts';
import { coachingOf } from '../../render/guidance.ts';
import type { Sort } from '../links.ts';
import { questionAddress } from '../question-links.ts';

export interface RowOptions {
  /** The list that the question is shown in; see question-links.ts. */
  readonly list?: string;
  /** Low questions have their coaching in the row. */
  readonly coaches?: boolean;
  /** The ids of the questions whose coaching is open; all of them when undefined. */
  readonly open?: ReadonlySet<string> | undefined;
}

const counted = (given: PerspectiveAnswer) => (given === 'not-applicable' ? undefined : given);

/** Everything that the row shows is in `key`, under which the view caches it. */
export function questionRow(
  entry: AnsweredQuestion,
  content: Content,
  { list = '', coaches = false, open }: RowOptions = {},
) {
  const { question, answer, counts, standing } = entry;
  const hasCoaching = coaches && standing === 'low';
  const isOpen = hasCoaching && (open === undefined || open.has(question.id));
  return {
    key: `row ${question.id} ${letterOf(answer)} ${list} ${hasCoaching} ${isOpen}`,
    row: () => ({
      ...basicsOf(question, list),
      line: ratingLine(counted(counts.me), counted(counts.us), topRating),
      me: ratingText(answer.me, content.scale),
      us: ratingText(answer.us, content.scale),
      coaching: hasCoaching ? { ...coachingOf(question, answer, content), isOpen } : undefined,
    }),
  };
}

/** The row of a question without an answer. */
export function openRow(question: Question, list = ''): ReturnType<typeof questionRow> {
  return {
    key: `row ${question.id} - ${list}`,
    row: () => ({ ...basicsOf(question, list), line: '', me: '', us: '', coaching: undefined }),
  };
}

function basicsOf(question: Question, list: string) {
  const { id, statements, key } = question;
  return {
    id,
    statement: statements.us,
    /** The other sentence, shown where there is room. Empty when there is only one. */
    own: statements.me === statements.us ? '' : statements.me,
    isKey: key,
    address: questionAddress(id, list),
    /** The ratings are shown as given; the line shows how they count. */
    remark: remarkOf(question),
  };
}

/** @returns a copy in the order wanted; what cannot be compared comes last, in the order given */
export function sortedQuestions(
  questions: readonly Question[],
  entries: ReadonlyMap<string, AnsweredQuestion>,
  sort: Sort,
): Question[] {
  const rank = ({ id }: Question): number => {
    const entry = entries.get(id);
    if (!entry) return Number.POSITIVE_INFINITY;
    if (sort === 'low') return entry.total ?? Number.POSITIVE_INFINITY;
    return entry.gap === undefined ? Number.POSITIVE_INFINITY : -Math.abs(entry.gap);
  };
  return sort === 'listed' ? [...questions] : inOrder(questions, rank);
}

/** Sorts by rank; ties and infinite ranks keep their order. */
export function inOrder<T>(items: readonly T[], rank: (item: T) => number): T[] {
  return items
    .map((item) => ({ item, place: rank(item) }))
    .toSorted((a, b) => (a.place === b.place ? 0 : a.place - b.place))
    .map(({ item }) => item);
}
