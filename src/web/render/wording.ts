/** Small words that several pages share: dates, ratings, counts. */
import type { PerspectiveAnswer } from '../../assessment/answers.ts';
import type { Question } from '../../assessment/instrument.ts';
import type { DayText } from '../../assessment/plan.ts';
import { dateOf, dayOf, daysKept, type Visitor } from '../../assessment/visitor.ts';
import type { Unreadable } from '../../codec/state.ts';
import { dateText } from '../../content/files/dates.ts';

export { dateText };

const untilByDay = new Map<number, string>();

/** "21 November 2027", or empty when nothing is saved yet. */
export function savedUntil({ savedOn }: Visitor): string {
  if (savedOn === 0) return '';
  let text = untilByDay.get(savedOn);
  if (text === undefined) {
    text = dateText(dateOf(savedOn + daysKept));
    if (untilByDay.size > 1000) untilByDay.clear();
    untilByDay.set(savedOn, text);
  }
  return text;
}

/** For the narrow cells of the table. */
export function shortRating(response: PerspectiveAnswer): string {
  return response === 'not-applicable' ? 'n/a' : String(response);
}

const dateOfText = (day: DayText) => new Date(`${day}T00:00:00Z`);

/** "1 March 2027"; empty for no day. */
export function dayInWords(day: DayText): string {
  return day && dateText(dateOfText(day));
}

/** "21 November 2027", when the browser forgets a worksheet; empty when none is saved. */
export function worksheetUntil({ savedOn }: { readonly savedOn: DayText }): string {
  return savedOn && dateText(dateOf(dayOf(dateOfText(savedOn)) + daysKept));
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

/** The id and the beginning of the statement: for a title of at most 70 characters, or a chart's line. */
export function questionLabel({ id, statement }: Question, most = 50): string {
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

/** The one sentence a visitor is told; the answers count again as soon as the reason has gone. */
export function unreadableNotice(reason: Unreadable): string {
  return `There are answers in this browser that cannot be used, because ${because[reason]}; they do not count, and are kept aside if you start to answer.`;
}

/** After a save that left nothing behind: some browsers are set to refuse cookies, and none of them says so. */
export function notKept(what: string): string {
  return `This browser holds no ${what}. If you have just saved one, the browser refused this site’s cookie: allow it, then save again.`;
}

/** A contract or a worksheet that this site cannot read. */
export function unreadableWorksheet(what: string): string {
  return `There is a ${what} in this browser that cannot be used, because this site cannot read it; it is kept aside if you save another.`;
}

/** How what was brought by link or file came in, as the page says on which its visitor lands. */
const broughtNotices = new Map<unknown, string>([
  ['replace', 'This browser now holds what you brought.'],
  ['beside', 'What you brought is added to what this browser held.'],
  ['merge', 'What you brought is merged with what this browser held.'],
]);

/** For somebody whose first cookie did not come back. */
export const nothingKept =
  'Nothing was saved: this browser refused this site’s cookie, which is where your answers are kept. Allow it for this site, then answer again.';

const refusedNotice =
  'What you brought was not kept: this browser refused this site’s cookies. Allow them, then open the link or the file again.';

/**
 * @param how from the address, so anything at all; undefined for what is not one of ours
 * @param isKept whether the browser holds anything of ours
 */
export function broughtNotice(how: unknown, isKept: boolean): string | undefined {
  const notice = broughtNotices.get(how);
  return notice && (isKept ? `${notice} You carry on where you stopped.` : refusedNotice);
}

/** What is said of a saved copy that is not as it should be. */
export const copyNotices = {
  away: 'The copy on this site cannot be reached just now. Your answers are saved in this browser, and reach the copy when it is back.',
  removed: 'Your copy on this site has been removed. Your answers are still saved in this browser.',
  'too-large':
    'Your other device has saved more than this browser can hold, so it is not shown here. Delete an assessment that you no longer need.',
} as const;
