/** Wording that several pages share: dates, ratings, counts and notices. */

import type { PerspectiveAnswer } from '../../assessment/answers.ts';
import { dayOfText } from '../../assessment/days.ts';
import type { Question } from '../../assessment/instrument.ts';
import type { DayText } from '../../assessment/plan.ts';
import { daysKept, type Visitor } from '../../assessment/visitor.ts';
import type { TokenFault } from '../../codec/links/token.ts';
import type { Unreadable } from '../../codec/state.ts';
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

const because: Record<Unreadable, string> = {
  'cut-short': 'they were cut short',
  'not-ours': 'they carry a signature that this site does not know',
  'other-format': 'they are in a format that this site does not read',
  'other-edition': 'they belong to another edition of the questions',
  damaged: 'they are damaged',
};

/** Returns the notice about an unreadable state. The answers count again once the cause has gone. */
export function unreadableNotice(reason: Unreadable): string {
  return `There are answers in this browser that cannot be used, because ${because[reason]}; they do not count, and are kept aside if you start to answer.`;
}

/** A notice with a link after its text. */
export interface LinkedNotice {
  readonly text: string;
  /** The address in this site. */
  readonly to: string;
  readonly link: string;
}

export type Notice = string | LinkedNotice;

/** Returns the notice while the state cookie holds answers to an earlier edition. @param ours the present edition */
export function formerNotice(edition: number, ours: number): LinkedNotice {
  return {
    text: `The answers in this browser belong to edition ${edition} of the questions; this site asks edition ${ours}, with other sentences and another scale, so they do not count and you start anew.`,
    to: '/start/former/1.json',
    link: 'Download them as a file',
  };
}

/** Returns the notice after a save whose cookie did not come back, because the browser blocks cookies. */
export function notKept(what: string): string {
  return `This browser holds no ${what}. If you have just saved one, the browser refused this site’s cookie: allow it, then save again.`;
}

/** Returns the notice about an unreadable contract or worksheet. */
export function unreadableWorksheet(what: string): string {
  return `There is a ${what} in this browser that cannot be used, because this site cannot read it; it is kept aside if you save another.`;
}

/** The notices after answers were brought by link or file, by how they were taken in. */
const broughtNotices = new Map<unknown, string>([
  ['replace', 'This browser now holds what you brought.'],
  ['beside', 'What you brought is added to what this browser held.'],
  ['merge', 'What you brought is merged with what this browser held.'],
]);

/** For a visitor whose browser blocks cookies. */
export const nothingKept =
  'Nothing was saved: this browser refused this site’s cookie, which is where your answers are kept. Allow it for this site, then answer again.';

const refusedNotice =
  'What you brought was not kept: this browser refused this site’s cookies. Allow them, then open the link or the file again.';

/**
 * Returns the notice after answers were brought; undefined when `how` is unknown.
 * @param how a query parameter, so of any type
 * @param isKept whether the browser sent any of this site's cookies
 */
export function broughtNotice(how: unknown, isKept: boolean): string | undefined {
  const notice = broughtNotices.get(how);
  return notice && (isKept ? `${notice} You carry on where you stopped.` : refusedNotice);
}

/** The notices about a saved copy that cannot be used. */
export const copyNotices = {
  away: 'The copy on this site cannot be reached just now. Your answers are saved in this browser, and reach the copy when it is back.',
  removed: 'Your copy on this site has been removed. Your answers are still saved in this browser.',
  'other-edition':
    'Your copy on this site answers an earlier edition of the questions, with other sentences and another scale: it does not count, and nothing is added to it. Under “A saved copy” you can download it as a file.',
  'too-large':
    'Your other device has saved more than this browser can hold, so it is not shown here. Delete an assessment that you no longer need.',
} as const;

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
