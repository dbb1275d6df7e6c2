/** Where a posted answer is saved, and which page comes after it. */
import type { Instrument, Question } from '../../assessment/instrument.ts';
import { isReportOpen } from '../../assessment/progress.ts';
import { nextQuestion } from '../../assessment/route.ts';
import { nextInList, type QuestionList } from '../../assessment/scores/lists.ts';
import {
  type Assessment,
  currentAssessment,
  newAssessment,
  type Visitor,
  withAssessment,
} from '../../assessment/visitor.ts';
import { listAddress, withQuery } from '../render/list-address.ts';
import { savedParameter } from '../render/saved-line.ts';

export const actions = ['continue', 'stop', 'clear'] as const;
/** The button of the question's form that was pressed. */
export type Action = (typeof actions)[number];

/**
 * Returns the visitor with the assessment to save the answer in as the current one. A visitor without assessments gets one.
 * Returns undefined when the assessment of the page no longer exists: its answer must not be saved in another one.
 * @param shown the id of the assessment that the page showed; empty when the visitor had none
 * @param level the level of business of a new assessment
 * @param today days since 1970, the date of a new assessment
 * @param newId makes the id of a new assessment
 */
export function withAssessmentToAnswer(
  visitor: Visitor,
  shown: string,
  level: string,
  today: number,
  newId: () => string,
): Visitor | undefined {
  const id = shown || visitor.current;
  if (visitor.assessments.some((assessment) => assessment.id === id)) return { ...visitor, current: id };
  const isNew = visitor.assessments.length === 0 && id === '';
  return isNew ? withAssessment(visitor, newAssessment(newId(), level, today)) : undefined;
}

/** An answer that was just saved. */
interface Saved {
  readonly action: Action;
  readonly question: Question;
  /** The visitor before and after the save, the assessment that was answered being the current one. */
  readonly before: Visitor;
  readonly after: Visitor;
  /** The list that the visitor walks through, as it was before the save; undefined on the route. */
  readonly list: QuestionList | undefined;
}

/**
 * Returns the address after saving. It carries what was saved, for the line with Undo. A route and a list are walked to their
 * end; a changed answer never leads to the report unless the visitor came from there.
 */
export function addressAfter(
  { action, question, before, after, list }: Saved,
  instrument: Instrument,
): string {
  const [earlier, assessment] = [currentAssessment(before), currentAssessment(after)];
  if (!earlier || !assessment) return '/questions';
  const was = earlier.answers.get(question.id);
  const saved = savedParameter(question.id, was);
  const name = list && `list=${list.name}`;
  if (action === 'clear') return withQuery(`/questions/${question.id}`, name, saved);
  if (action === 'stop') return withQuery('/questions', 'stopped', saved);

  // Only a first answer to a question can complete the questions, or open the report.
  const { questions } = instrument;
  if (!was && questions.every(({ id }) => assessment.answers.has(id)))
    return withQuery('/arrived/all', saved);
  const opened = !was && question.key && isReportOpen(instrument, assessment.answers) ? 'opened' : undefined;
  if (opened && !list && assessment.route === 'key') return withQuery('/arrived/key', saved);

  if (list?.kind === 'table' && was) return withQuery(listAddress(list), saved);
  return withQuery(addressOfNext(list, question, assessment, instrument), saved, opened);
}

/** Returns the address of the question after this one, in the list or on the route; after the last one that of the list. */
export function addressOfNext(
  list: QuestionList | undefined,
  question: Question,
  { route, answers }: Pick<Assessment, 'route' | 'answers'>,
  instrument: Instrument,
): string {
  const followsRoute = !list || list.kind === 'table' || list.kind === 'retake';
  const next = followsRoute ? nextQuestion(instrument, route, answers, question) : nextInList(list, question);
  if (!next) return list ? listAddress(list) : '/questions';
  return withQuery(`/questions/${next.id}`, list && list.kind !== 'table' ? `list=${list.name}` : undefined);
}
