/** What the pages about teams show. */

import { progressOf } from '../../assessment/progress.ts';
import { step } from '../../assessment/team/disclosure.ts';
import type { Visitor } from '../../assessment/visitor.ts';
import { type Membership, teamNameLimit } from '../../codec/database/membership.ts';
import type { Content } from '../../content/content.ts';
import type { Team } from '../../storage/tables/teams.ts';
import type { FieldError } from '../http/form.ts';
import type { Layout, Page } from '../render/page.ts';
import { qrCode } from '../render/qr-code.ts';
import { counted } from '../render/wording.ts';
import { assessmentSummary } from '../visitor/assessment-summary.ts';
import type { Visit } from '../visitor/visit.ts';
import { groupLimit, mostGroups, type TeamEntered } from './team-form.ts';

/** Of the pages about teams. */
export const teamLayout = (title: string, description: string, scripts: readonly string[] = []): Layout => ({
  title,
  description,
  section: 'other',
  styles: ['link', 'teams'],
  scripts,
  personal: true,
  indexed: false,
});

export const errorOf = (errors: readonly FieldError[], field: string) =>
  errors.find((error) => error.field === field)?.text ?? '';

/** A membership beside what the database says of its team. */
export interface Standing {
  readonly membership: Membership;
  /** Undefined when the team is gone, or the database away. */
  readonly team: Team | undefined;
  /** How many people have answered; undefined like `team`. */
  readonly people: number | undefined;
  readonly away: boolean;
  /** Whether the team's edition is still that of this site. */
  readonly fits: boolean;
}

/** Whether this browser's answers are with the team, in a sentence. */
function standingText(content: Content, { assessments }: Visitor, standing: Standing): string {
  const { membership, team, away, fits } = standing;
  const { outcome, last } = membership;
  const given = assessments.find(({ id }) => id === membership.assessment);
  const had = last !== '' && outcome !== 'closed';
  if (outcome === 'gone' || (!team && !away))
    return 'This team is no longer there. It has been deleted, with all its answers.';
  if (!fits)
    return 'This team was made for another edition of the questions. It takes no answers from here any more, and keeps what it had.';
  if (!given)
    return had
      ? 'The assessment that this team gets is no longer in this browser. The team keeps what it had. To give it others, leave it and join once more.'
      : 'The assessment that this team was to get is no longer in this browser. Leave the team, then join once more with another.';
  const { keyLeft } = progressOf(content.instrument, given.answers);
  if (keyLeft.length > 0) {
    const open = `${counted(keyLeft.length, 'key question')} still to answer`;
    return had
      ? `${open}. Until then the team keeps your answers as they were.`
      : `${open}. The team gets nothing before that.`;
  }
  if (outcome === 'away' || (away && outcome !== 'in'))
    return 'Your latest answers have not reached the team: the server’s database does not answer just now. They are saved in this browser, and go there when it is back.';
  if (outcome === 'closed')
    return 'The team is closed, so your latest answers did not reach it. It keeps what it had.';
  return team?.closed
    ? 'Your answers have reached the team. It is closed now: what you change from here on stays in this browser.'
    : 'Your answers have reached the team.';
}

function peopleText(people: number): string {
  if (people === 0) return 'Nobody has answered so far';
  return people === 1
    ? '1 person has answered so far'
    : `${counted(people, 'person', 'people')} have answered so far`;
}

function standingView(content: Content, visitor: Visitor, standing: Standing) {
  const { membership, team, people, away } = standing;
  const given = visitor.assessments.find(({ id }) => id === membership.assessment);
  return {
    id: membership.team,
    name: membership.name,
    group: team?.groups[membership.group] ?? '',
    assessment: given ? assessmentSummary(content, given, visitor).name : '',
    people: people === undefined ? '' : peopleText(people),
    text: standingText(content, visitor, standing),
    away,
    /** Where its questions go on, while there are key questions to answer. */
    openAt:
      given && !progressOf(content.instrument, given.answers).reportOpen ? `/start/${given.id}/switch` : '',
  };
}

export interface TeamsPage {
  readonly standings: readonly Standing[];
  /** There is a cookie of teams that this site cannot read. */
  readonly unreadable: boolean;
  readonly said: string;
  readonly ticket: string;
  readonly entered: TeamEntered;
  readonly errors: readonly FieldError[];
}

export function teamsView(
  content: Content,
  threshold: number,
  { visitor, notices, savedUntil }: Visit,
  { standings, unreadable, said, ticket, entered, errors }: TeamsPage,
) {
  return {
    layout: teamLayout('Teams', 'Answer as a team, and see together what you think, without anybody’s name.'),
    notices: [
      ...notices,
      ...(said ? [said] : []),
      ...(unreadable
        ? [
            'This browser belongs to teams that this site cannot read any more, so it cannot leave them for you.',
          ]
        : []),
    ],
    savedUntil,
    errors,
    errorTitle: 'The team was not made yet',
    error: { name: errorOf(errors, 'name'), groups: errorOf(errors, 'groups') },
    mine: standings.map((standing) => standingView(content, visitor, standing)),
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

/** @param links empty where one was replaced since */
export function teamMadeView(
  name: string,
  groups: readonly string[],
  links: { readonly join: string; readonly results: string },
  threshold: number,
  keyCount: number,
) {
  return {
    layout: teamLayout('Your team is made', 'The two links of a team, shown once.', ['copy']),
    name,
    groups,
    ...links,
    code: links.join ? qrCode(links.join) : undefined,
    words: [
      `How well do we serve our customers? I would like us to find out what we think, each for ourselves first, and then to talk about it: “${name}”.`,
      `It takes about 15 minutes: ${keyCount} statements, each rated twice, once for yourself and once for us. You get a report of your own that nobody else sees.`,
      `Nobody sees who answered what, and neither do I. I see averages, once at least ${threshold} of us have answered. You can leave at any time, and your answers are erased.`,
      links.join,
    ].join('\n\n'),
    threshold,
    step,
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
    /** How many made-up people it takes to be alone among them: at the beginning, and in a later step. */
    first: threshold - 1,
    later: step - 1,
    step,
  } satisfies Page & Record<string, unknown>;
}
