/** What a member sees of a team: the rounds that are over, as they were last shown. Nothing of the present round. */
import { mostRounds, roundsTable } from '../../../assessment/team/rounds-table.ts';
import { type Membership, personId } from '../../../codec/database/membership.ts';
import type { Content } from '../../../content/content.ts';
import { counted } from '../../render/wording.ts';
import type { TeamSync } from '../team-sync.ts';
import { pastRounds, roundName } from './past-rounds.ts';

/**
 * Returns the last round with published figures, beside the rounds before it; undefined when there is none. Rounds of another
 * edition are left out, because the site asks other questions now. Only members who have given answers to the team see any.
 * @throws StorageAway
 */
export async function lastRoundView(
  teams: TeamSync,
  membership: Pick<Membership, 'team' | 'name' | 'key'>,
  content: Pick<Content, 'instrument'>,
  threshold: number,
) {
  const { team, name } = membership;
  const rounds = await teams.query(async (storage) => {
    // The cookie proves nothing: anyone with the join link gets one, and a member who has left may have kept theirs.
    const isMember = await storage.teams.membership(team, personId(membership));
    return isMember ? storage.teams.rounds(team, mostRounds) : [];
  });
  const past = pastRounds(
    rounds,
    (edition) => (edition === content.instrument.edition ? content : undefined),
    threshold,
  );
  const [last] = past;
  if (!last) return undefined;
  return {
    name,
    round: roundName(last),
    people: last.people > 0 ? counted(last.people, 'person', 'people') : '',
    table: roundsTable(
      content.instrument,
      past.toReversed().map((one) => ({ name: roundName(one), results: one.results })),
    ),
  };
}
