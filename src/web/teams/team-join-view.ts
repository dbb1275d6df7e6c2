/** View models of /teams/join and /teams/leave. */
import { step } from '../../assessment/team/disclosure.ts';
import { type Membership, teamsKept } from '../../codec/database/membership.ts';
import type { Content } from '../../content/content.ts';
import type { Team } from '../../storage/tables/teams.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { linkFaultTitle } from '../render/wording.ts';
import { assessmentSummary } from '../visitor/assessment-summary.ts';
import type { Notice } from '../visitor/notices.ts';
import type { Visit } from '../visitor/visit.ts';
import { errorOf, teamLayout } from './teams-view.ts';

export interface JoinPage {
  readonly key: string;
  readonly team: Team;
  /** Whether this site still accepts the team's edition of the questions. */
  readonly isAccepted: boolean;
  readonly isMember: boolean;
  /** A member of an earlier round, who is asked again. */
  readonly isAskedAgain: boolean;
  readonly isFull: boolean;
  /** The team has as many members as one may have; undefined while it has room. */
  readonly most: number | undefined;
  readonly chosen: { readonly group: string; readonly assessment: string };
  readonly errors: readonly FieldError[];
  /** Random: the same form sent twice makes one member. */
  readonly once: string;
}

/** The value in the form that stands for a new assessment, made for this team. */
export const anotherAssessment = 'new';

export function joinView(
  content: Content,
  threshold: number,
  { visitor, notices, savedUntil }: Visit,
  { key, team, isAccepted, isMember, isAskedAgain, isFull, most, chosen, errors, once }: JoinPage,
) {
  const why = joinRefusal({ team, isAccepted, isMember, isAskedAgain, isFull, most });
  const options = visitor.assessments.map((assessment) => {
    const { id, name, answered, of } = assessmentSummary(content, assessment, visitor);
    return { id, name, answered, of, checked: id === chosen.assessment };
  });
  return {
    layout: teamLayout('Join a team', 'What happens when you join this team, and what nobody can see.'),
    notices,
    savedUntil,
    errors,
    errorTitle: 'You have not joined yet',
    error: {
      group: errorOf(errors, 'group'),
      assessment: errorOf(errors, 'assessment'),
      join: errorOf(errors, 'join'),
    },
    key,
    once,
    name: team.name,
    why,
    isMember,
    isAskedAgain,
    round: team.round,
    expected: team.expected,
    groups: (isMember ? [] : team.groups).map((name, i) => ({
      name,
      value: String(i),
      checked: chosen.group === String(i),
    })),
    assessments: options,
    anotherAssessment,
    another: chosen.assessment === anotherAssessment,
    threshold,
    step,
    keyCount: content.instrument.questions.filter(({ key: isKey }) => isKey).length,
  } satisfies Page & Record<string, unknown>;
}

/** A sentence that says why this browser cannot join the team; empty when it can. */
export function joinRefusal({
  team,
  isAccepted,
  isMember,
  isAskedAgain,
  isFull,
  most,
}: Pick<JoinPage, 'team' | 'isAccepted' | 'isMember' | 'isAskedAgain' | 'isFull' | 'most'>): string {
  if (isMember && !isAskedAgain)
    return 'This browser belongs to this team already. Joining once more would change nothing.';
  if (team.closed)
    return 'This team is closed. It takes no more answers unless the facilitator opens it again.';
  if (!isAccepted)
    return `This team was made for edition ${team.edition} of the questions, and this site now asks another. Ask for a new team.`;
  if (most !== undefined && !isMember)
    return `This team is full: it takes at most ${most} people. Ask the facilitator, who made it.`;
  if (isFull && !isMember)
    return `This browser belongs to ${teamsKept} teams, and there is room for no more. Leave one of them first.`;
  return '';
}

const faults = {
  'cut-short': 'A part of the link is missing. Copy all of it, to its last letter.',
  replaced: 'This link was replaced by a new one. Ask the facilitator of the team for the present one.',
  unknown:
    'No team has this link. Either the team has been deleted, or a letter of the link is wrong: copy it anew.',
};

export function joinFaultView(fault: keyof typeof faults, notices: readonly Notice[]) {
  const title = linkFaultTitle(fault, 'This link leads to no team');
  return {
    layout: teamLayout(title, 'Why a link to a team cannot be used.'),
    notices,
    errors: [{ field: 'key', text: faults[fault] }],
    errorTitle: 'The team was not found',
  } satisfies Page & Record<string, unknown>;
}

export function leaveView({ team, name }: Membership, notices: readonly Notice[]) {
  return {
    layout: teamLayout('Leave this team?', 'Confirm before your answers are erased from a team.'),
    notices,
    id: team,
    name,
  } satisfies Page & Record<string, unknown>;
}
