/** Wording that several pages share: dates, ratings, counts and titles. The notices are in visitor/notices.ts. */

import type { PerspectiveAnswer } from '../../assessment/answers.ts';
import { dayOfText } from '../../assessment/days.ts';
import type { Question } from '../../assessment/instrument.ts';
import type { DayText } from '../../assessment/plan.ts';
import { daysKept, type Visitor } from '../../assessment/visitor.ts';
import type { TokenFault } from '../../codec/links/token.ts';
import { dateText } from '../../content/files/dates.ts';

export { dateText };

/** Returns a day for a document, which has no foot to say that dates are in UTC: "21 November 2026 (UTC)". */
export function documentDay(day: number, timeZone: string): string {
  return timeZone === 'UTC' ? `${dateText(day)} (UTC)` : dateText(day);
}

const untilByDay = new Map<number, string>();

/** Returns until when the answers are kept, such as "21 November 2027"; empty when nothing is saved. */
export function savedUntil({ savedOn }: Visitor): string {
  if (savedOn === 0) return '';
  let text = untilByDay.get(savedOn);
  if (text === undefined) {
    text = dateText(savedOn + daysKept);
    if (untilByDay.size > 1000) untilByDay.clear();
    untilByDay.set(savedOn, text);
  }
  return text;
}

/** Returns a rating for narrow table cells. */
export function shortRating(given: PerspectiveAnswer): string {
  return given === 'not-applicable' ? 'n/a' : String(given);
}

/** "1 March 2027"; empty for no day. */
export function dayInWords(day: DayText): string {
  return day && dateText(dayOfText(day));
}

/** Returns until when a worksheet is kept, such as "21 November 2027"; empty when none is saved. */
export function worksheetUntil({ savedOn }: { readonly savedOn: DayText }): string {
  return savedOn && dateText(dayOfText(savedOn) + daysKept);
}

/** "1 question", "24 questions" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

const lists = new Intl.ListFormat('en-GB');

/** "Ward 7, Ward 8 and Ward 9" */
export function listed(names: readonly string[]): string {
  return lists.format(names);
}

/** Returns the id and the beginning of the statement. @param most characters */
export function questionLabel({ id, statements }: Pick<Question, 'id' | 'statements'>, most = 50): string {
  const statement = statements.us;
  const room = most - id.length - 1;
  if (statement.length <= room) return `${id} ${statement}`;
  return `${id} ${statement.slice(0, room - 1).replace(/[\s,;:]+\S*$/, '')}…`;
}

/**
 * Returns the title of a page for a link that cannot be used.
 * @param fault also of links to what the server has, which may be unknown or replaced
 * @param none what holds for the other faults, such as "This link opens no report"
 */
export function linkFaultTitle(fault: TokenFault | 'unknown' | 'replaced', none: string): string {
  if (fault === 'cut-short') return 'This link was cut short';
  if (fault === 'altered') return 'This link was changed on its way';
  return fault === 'replaced' ? 'This link was replaced' : none;
}
