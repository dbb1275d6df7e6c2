/**
 * Lists of questions that a visitor walks through, one question after the other: a filter of the table, a principle, a
 * competency, the priorities. Addresses name the list (`?list=low`), so that saving leads to its next question.
 */
import type { Answers } from '../answers.ts';
import type { Instrument, Question } from '../instrument.ts';
import { isLow } from '../standing.ts';
import { prioritiesOf } from './priorities.ts';
import { competencySlugs } from './report-slugs.ts';

/** The filters of the answer table. */
export const filters = ['unanswered', 'key', 'low'] as const;
export type Filter = (typeof filters)[number];

export interface QuestionList {
  /** As in addresses. */
  readonly name: string;
  readonly kind: 'table' | 'retake' | Filter | 'principle' | 'competency' | 'priorities';
  /** The id of the principle, the slug of the competency's chapter; empty for the other kinds. */
  readonly of: string;
  readonly title: string;
  /** In the order of the walk. The table and the review of a retake follow the route, so theirs are empty. */
  readonly questions: readonly Question[];
}

/** The whole table. Saving a changed answer leads back to it. */
export const tableList = 'table';
/** The review of a retake. It follows the route and shows the earlier answers. */
export const retakeList = 'retake';
export const prioritiesList = 'priorities';
export const principleList = (id: string): string => `principle-${id}`;

export const competencyList = (id: string): string => `competency-${id}`;

/** Whether the filter shows the question; without a filter every question is shown. */
export function matches(
  filter: Filter | undefined,
  question: Question,
  answers: Answers,
  instrument: Instrument,
): boolean {
  if (filter === 'unanswered') return !answers.has(question.id);
  if (filter === 'key') return question.key;
  if (filter === 'low') return isLow(question, answers, instrument);
  return true;
}

const filterTitles: Record<Filter, string> = {
  unanswered: 'Unanswered questions',
  key: 'Key questions',
  low: 'Low answers',
};

export const filterTitle = (filter: Filter): string => filterTitles[filter];

/** Returns the list of this name; undefined when there is none. @param name of any origin, such as a query parameter */
export function listNamed(instrument: Instrument, answers: Answers, name: unknown): QuestionList | undefined {
  if (typeof name !== 'string' || name === '') return undefined;
  const list = (kind: QuestionList['kind'], title: string, questions: readonly Question[], of = '') => ({
    name,
    kind,
    of,
    title,
    questions,
  });
  const filter = filters.find((known) => known === name);
  if (filter) {
    const all = instrument.principles.flatMap(({ questions }) => questions);
    const matching = all.filter((question) => matches(filter, question, answers, instrument));
    return list(filter, filterTitle(filter), matching);
  }
  if (name === tableList) return list('table', 'All questions', []);
  if (name === retakeList) return list('retake', 'Review', []);
  if (name === prioritiesList) {
    const questions = prioritiesOf(instrument, answers).map(({ question }) => question);
    return list('priorities', 'Where to start', questions);
  }
  const principle = instrument.principles.find(({ id }) => principleList(id) === name);
  if (principle) return list('principle', `Principle ${principle.id}`, principle.questions, principle.id);
  const competency = instrument.competencies.find(({ id }) => competencyList(id) === name);
  const slug = competency && competencySlugs(instrument).get(competency.id);
  return competency && list('competency', competency.short, competency.questions, slug);
}

/** Returns the question after this one in the list; undefined after the last, and for a question that is not in the list. */
export function nextInList({ questions }: QuestionList, question: Question): Question | undefined {
  const place = questions.indexOf(question);
  return place < 0 ? undefined : questions[place + 1];
}
