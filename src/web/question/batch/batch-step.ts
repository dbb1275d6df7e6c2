/** What comes after a save of several answers: the next page, and the line there that says what was saved. */
import type { Answers } from '../../../assessment/answers.ts';
import type { Instrument } from '../../../assessment/instrument.ts';
import { isReportOpen } from '../../../assessment/progress.ts';
import { currentAssessment, type Visitor } from '../../../assessment/visitor.ts';
import { withQuery } from '../../render/list-address.ts';
import { counted } from '../../render/wording.ts';
import { type BatchPage, principleAfter } from './batch-page.ts';

/**
 * Returns the address after a save without errors: the final scores when the last question was answered; the scores after the
 * key questions when their page is done; else the next principle with open questions, or the same page again.
 * @param saved the number of answers that were saved
 */
export function addressAfterBatch(
  instrument: Instrument,
  page: BatchPage,
  before: Visitor,
  after: Visitor,
  saved: number,
): string {
  const answers = currentAssessment(after)?.answers ?? new Map();
  const earlier = currentAssessment(before)?.answers ?? new Map();
  const isComplete = (given: Answers) => instrument.questions.every(({ id }) => given.has(id));
  if (isComplete(answers) && !isComplete(earlier)) return '/arrived/all';
  const opened = isReportOpen(instrument, answers) && !isReportOpen(instrument, earlier);
  if (opened && !page.principle) return '/arrived/key';
  const next = page.principle && principleAfter(instrument, page, answers);
  const address = next ? `/principles/${next.id}` : page.address;
  return withQuery(address, `answers=${saved}`, opened ? 'opened' : undefined);
}

/** The line that says how many answers were saved. @param saved a query parameter, so of any type */
export function countLine(saved: unknown): string | undefined {
  if (typeof saved !== 'string' || !/^\d{1,3}$/.test(saved)) return undefined;
  if (Number(saved) === 0) return 'Nothing was changed, so there was nothing to save.';
  return `${counted(Number(saved), 'answer')} saved.`;
}
