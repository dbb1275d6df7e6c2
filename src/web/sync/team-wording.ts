/** What a page with answers says of the teams that get them. */
import type { Assessment } from '../../assessment/visitor.ts';
import { answersMark, type Membership } from '../../codec/database/membership.ts';
import { packAnswers } from '../../codec/packed/packed.ts';

const list = new Intl.ListFormat('en-GB');
const named = (teams: readonly Membership[]) =>
  `the ${teams.length === 1 ? 'team' : 'teams'} ${list.format(teams.map(({ name }) => `“${name}”`))}`;

const given = (teams: readonly Membership[], { id }: Assessment) =>
  teams.filter(({ assessment }) => assessment === id);

/**
 * For the line that says where the answers are saved: ", and with the team “Parts counter”". Empty unless the answers as they
 * are now are there, or were refused.
 */
export function withTeams(teams: readonly Membership[], assessment: Assessment): string {
  const own = given(teams, assessment);
  if (own.length === 0) return '';
  const mark = answersMark(packAnswers(assessment.answers));
  const as = (wanted: Membership['outcome']) =>
    own.filter(({ outcome, last }) => outcome === wanted && last === mark);
  const [there, closed] = [as('in'), as('closed')];
  return [
    ...(there.length > 0 ? [`, and with ${named(there)}`] : []),
    ...(closed.length > 0
      ? [`, but not with ${named(closed)}, which ${closed.length === 1 ? 'is' : 'are'} closed`]
      : []),
  ].join('');
}

export function teamNotices(teams: readonly Membership[], assessment: Assessment): string[] {
  const away = given(teams, assessment).filter(({ outcome }) => outcome === 'away');
  if (away.length === 0) return [];
  const whom = named(away);
  return [
    `${whom[0]?.toUpperCase()}${whom.slice(1)} cannot be reached just now. Your answers are saved in this browser, and go there when the server’s database is back.`,
  ];
}
