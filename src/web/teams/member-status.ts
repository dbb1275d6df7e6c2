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
  /** Undefined when `team` is. `recent` came in since yesterday, `late` after figures had been looked at. */
  readonly counts: { readonly people: number; readonly late: number; readonly recent: number } | undefined;
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
  if (outcome === 'full')
    return 'The team is full, so your answers did not reach it. Ask the facilitator, who made it.';
  if (team && team.round > membership.round)
    return `Round ${team.round} has begun. The team has nothing of yours in it yet, and your earlier answers there are erased.`;
  if (outcome === 'closed')
    return 'The team is closed, so your latest answers did not reach it. It keeps what it had.';
  return team?.closed
    ? 'Your answers have reached the team. It is closed now: what you change from here on stays in this browser.'
    : 'Your answers have reached the team.';
}

/** How many have answered, of how many. @param expected 0 while that is not known */
export function answeredText(people: number, expected: number): string {
  if (expected > 0)
    return `${people} of ${expected} ${expected === 1 || people === 1 ? 'has' : 'have'} answered`;
  if (people === 0) return 'Nobody has answered so far';
  return `${counted(people, 'person has', 'people have')} answered so far`;
}

/** Sentences that let a member notice when somebody answers more than once. */
function peopleLines(
  { people, late, recent }: NonNullable<MemberStatus['counts']>,
  expected: number,
): string[] {
  return [
    answeredText(people, expected),
    `${recent === 0 ? 'Nobody has' : counted(recent, 'person has', 'people have')} come into the team by the link since yesterday`,
    ...(late > 0
      ? [
          `${counted(late, 'person', 'people')} answered for the first time after somebody had looked at the figures`,
        ]
      : []),
  ];
}

export function statusView(content: Content, visitor: Visitor, status: MemberStatus) {
  const { membership, team, counts, away } = status;
  const given = visitor.assessments.find(({ id }) => id === membership.assessment);
  return {
    id: membership.team,
    name: membership.name,
    group: team?.groups[membership.group] ?? '',
    assessment: given ? assessmentSummary(content, given, visitor).name : '',
    people: team && counts ? peopleLines(counts, team.expected) : [],
    text: statusText(content, visitor, status),
    /** Whether a round is over, whose figures the member can see. */
    lastRound: team !== undefined && team.round > 1,
    /** The round that the member is asked to take part in; 0 for none. */
    again: team && team.round > membership.round && !team.closed ? team.round : 0,
    away,
    /** Where the form to go on answering posts to, while key questions are open. */
    openAt:
      given && !progressOf(content.instrument, given.answers).reportOpen ? `/start/${given.id}/switch` : '',
  };
}
