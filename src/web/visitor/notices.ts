/** The notices about what the browser holds: what cannot be read or used, what was brought, and what was not kept. */
import type { Unreadable } from '../../codec/state.ts';

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

/** The notices after answers were brought by link, file or saved copy, by how they were taken in. */
const broughtNotices = new Map<unknown, string>([
  ['replace', 'This browser now holds what you brought.'],
  ['beside', 'What you brought is added to what this browser held.'],
  ['merge', 'What you brought is merged with what this browser held.'],
  ['copy', 'This browser now uses the saved copy.'],
  ['added', 'What this browser held is added to the saved copy, which it now uses.'],
  ['own', 'This browser now keeps a copy of its own, with what the other copy held.'],
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
