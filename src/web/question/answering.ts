/** Where a posted answer is saved, and which page comes after it. */
import type { Instrument, Question } from '../../assessment/instrument.ts';
import { isReportOpen } from '../../assessment/progress.ts';
import { nextQuestion } from '../../assessment/route.ts';
import { currentAssessment, newAssessment, type Visitor, withAssessment } from '../../assessment/visitor.ts';

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

/** The address after saving: the next question, or the report when it has just opened or no question is left. */
export function addressAfter(
  action: Action,
  question: Question,
  before: Visitor,
  after: Visitor,
  instrument: Instrument,
): string {
  if (action === 'clear') return `/questions/${question.id}?cleared`;
  if (action === 'stop') return '/questions?stopped';
  const assessment = currentAssessment(after);
  const earlier = currentAssessment(before);
  if (!assessment || !earlier) return '/questions';
  if (isReportOpen(instrument, assessment.answers) && !isReportOpen(instrument, earlier.answers))
    return '/report?opened';
  const next = nextQuestion(instrument, assessment.route, assessment.answers, question);
  return next ? `/questions/${next.id}` : '/report';
}
