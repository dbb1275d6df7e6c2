/** What comes after a save of several answers: the next page, and the line there that says what was saved. */
import type { Instrument } from '../../../assessment/instrument.ts';
import { isReportOpen } from '../../../assessment/progress.ts';
import { currentAssessment, type Visitor } from '../../../assessment/visitor.ts';
import { counted } from '../../render/wording.ts';
import { type BatchPage, principleAfter } from './batch-page.ts';

/**
 * Returns the address after a save without errors: the report when it has just opened or nothing is left, else the next
 * principle with open questions, or the page of the key questions again.
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
  if (isReportOpen(instrument, answers) && !isReportOpen(instrument, earlier)) return '/report?opened';
  const next = principleAfter(instrument, page, answers);
  const isOpen = page.questions.some(({ id }) => !answers.has(id));
  if (!page.principle) return isOpen ? `${page.address}?answers=${saved}` : '/report';
  if (next) return `/principles/${next.id}?answers=${saved}`;
  return isOpen ? `${page.address}?answers=${saved}` : '/report';
}

/** The line after a save. @param saved a query parameter, so of any type */
export function savedLine(saved: unknown): string | undefined {
  if (typeof saved !== 'string' || !/^\d{1,3}$/.test(saved)) return undefined;
  if (Number(saved) === 0) return 'Nothing was changed, so there was nothing to save.';
  return `${counted(Number(saved), 'answer')} saved.`;
}
