/** View models of /teams and /teams/anonymity. */
import { step } from '../../assessment/team/disclosure.ts';
import { exactFrom } from '../../assessment/team/team-text.ts';
import { teamNameLimit } from '../../codec/database/membership.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import type { Layout, Page } from '../render/page.ts';
import type { Visit } from '../visitor/visit.ts';
import { type MemberStatus, statusView } from './member-status.ts';
import { groupLimit, mostGroups, type TeamEntered } from './team-form.ts';

/** The layout of every page about teams. */
export const teamLayout = (title: string, description: string, scripts: readonly string[] = []): Layout => ({
  title,
  description,
  section: 'teams',
  styles: ['link', 'teams'],
  scripts,
  personal: true,
  indexed: false,
});

export const errorOf = (errors: readonly FieldError[], field: string) =>
  errors.find((error) => error.field === field)?.text ?? '';

export interface TeamsPage {
  readonly statuses: readonly MemberStatus[];
  /** Whether the browser holds memberships that this site cannot read. */
  readonly unreadable: boolean;
  /** What was just done; else empty. */
  readonly notice: string;
  readonly ticket: string;
  readonly entered: TeamEntered;
  readonly errors: readonly FieldError[];
}

export function teamsView(
  content: Content,
  threshold: number,
  { visitor, notices, savedUntil }: Visit,
  { statuses, unreadable, notice, ticket, entered, errors }: TeamsPage,
) {
  return {
    layout: teamLayout('Teams', 'Answer as a team, and see together what you think, without anybody’s name.'),
    notices: [
      ...notices,
      ...(notice ? [notice] : []),
      ...(unreadable
        ? [
            'This browser belongs to teams that this site cannot read any more, so it cannot leave them for you.',
          ]
        : []),
    ],
    savedUntil,
    errors,
    errorTitle: 'The team was not made yet',
    error: {
      name: errorOf(errors, 'name'),
      expected: errorOf(errors, 'expected'),
      groups: errorOf(errors, 'groups'),
    },
    mine: statuses.map((status) => statusView(content, visitor, status)),
    ticket,
    values: entered,
    nameLimit: teamNameLimit,
    groupLimit,
    mostGroups,
    threshold,
    step,
    keyCount: content.instrument.questions.filter(({ key }) => key).length,
  } satisfies Page & Record<string, unknown>;
}

export function anonymityView(threshold: number) {
  return {
    layout: {
      ...teamLayout(
        'Can my manager find out what I said?',
        'What a team’s results show, what they keep to themselves, and what nobody can prevent.',
      ),
      personal: false,
      indexed: true,
    },
    threshold,
    exactFrom,
    /** How many made-up members single out one real member: in the first figures, and in a later step. */
    first: threshold - 1,
    later: step - 1,
    step,
  } satisfies Page & Record<string, unknown>;
}
