import { progressOf } from '../../assessment/progress.ts';
import type { Visitor } from '../../assessment/visitor.ts';
import type { Membership } from '../../codec/database/membership.ts';
import type { Content } from '../../content/content.ts';
import type { Team } from '../../storage/tables/teams.ts';
import { counted } from '../render/wording.ts';
import { assessmentSummary } from '../visitor/assessment-summary.ts';

/** A membership with what the database knows of its team. */
export interface MemberStatus {
  readonly membership: Membership;
  /** Undefined when the team was deleted or the database is away. */
  readonly team: Team | undefined;
  /** How many people have answered; undefined when `team` is. */
  readonly people: number | undefined;
  readonly away: boolean;
  /** Whether this site still accepts the team's edition of the questions. */
  readonly isAccepted: boolean;
}

/** A sentence that says whether this browser's answers are with the team. */
function statusText(content: Content, { assessments }: Visitor, status: MemberStatus): string {
  const { membership, team, away, isAccepted } = status;
  const { outcome, last } = membership;
  const given = assessments.find(({ id }) => id === membership.assessment);
  const had = last !== '' && outcome !== 'closed';
  if (outcome === 'gone' || (!team && !away))
    return 'This team is no longer there. It has been deleted, with all its answers.';
  if (!isAccepted)
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

export function statusView(content: Content, visitor: Visitor, status: MemberStatus) {
  const { membership, team, people, away } = status;
  const given = visitor.assessments.find(({ id }) => id === membership.assessment);
  return {
    id: membership.team,
    name: membership.name,
    group: team?.groups[membership.group] ?? '',
    assessment: given ? assessmentSummary(content, given, visitor).name : '',
    people: people === undefined ? '' : peopleText(people),
    text: statusText(content, visitor, status),
    away,
    /** Where the form to go on answering posts to, while key questions are open. */
    openAt:
      given && !progressOf(content.instrument, given.answers).reportOpen ? `/start/${given.id}/switch` : '',
  };
}
