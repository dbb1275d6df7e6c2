/** Sentences about the teams that get the answers shown on a page. */

import type { Assessment } from '../../assessment/visitor.ts';
import { answersMark, type Membership } from '../../codec/database/membership.ts';
import { packAnswers } from '../../codec/packed/packed.ts';
import { isolated } from '../../direction.ts';

const list = new Intl.ListFormat('en-GB');
const named = (teams: readonly Membership[]) =>
  `the ${teams.length === 1 ? 'team' : 'teams'} ${list.format(teams.map(({ name }) => `“${isolated(name)}”`))}`;

const given = (teams: readonly Membership[], { id }: Assessment) =>
  teams.filter(({ assessment }) => assessment === id);

/**
 * The end of the line that says where the answers are saved, such as ", and with the team “Parts counter”". Names the teams
 * that have the present answers or refused them; empty when there are none.
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

/** A notice when teams could not be sent the answers because the database is away. */
export function teamNotices(teams: readonly Membership[], assessment: Assessment): string[] {
  const away = given(teams, assessment).filter(({ outcome }) => outcome === 'away');
  if (away.length === 0) return [];
  const whom = named(away);
  return [
    `${whom[0]?.toUpperCase()}${whom.slice(1)} cannot be reached just now. Your answers are saved in this browser, and go there when the server’s database is back.`,
  ];
}
