/** Shows figures of a new round although people are missing (src/assessment/team/leaving-out.ts): from stored texts to stored texts. */
import { createHash } from 'node:crypto';
import type { Instrument } from '../../assessment/instrument.ts';
import { publishAllWithout } from '../../assessment/team/leaving-out.ts';
import type { TeamRules } from '../../assessment/team/member.ts';
import {
  decodeMember,
  decodeStates,
  encodeParts,
  encodeStates,
  type StoredFigures,
  type StoredMember,
  type StoredParts,
} from './figures.ts';

/** The lot by which people are left out. The order differs from round to round and does not depend on their answers. */
const lotOf = (person: string, round: number) =>
  createHash('sha256').update(`service-mirror lot ${round} ${person}`).digest('base64url');

/** The work of `publishWithout` in storage/tables/publishing.ts. */
export function publishStoredWithout(instrument: Instrument, threshold: number) {
  return (
    figures: StoredFigures,
    members: ReadonlyMap<string, StoredMember>,
    team: Omit<TeamRules, 'threshold'>,
  ): { readonly figures: StoredFigures; readonly members: ReadonlyMap<string, StoredParts> } => {
    const states = decodeStates(figures);
    const drawn = [...members]
      .map(([person, stored]) => ({ person, stored, lot: lotOf(person, team.round) }))
      .toSorted((a, b) => (a.lot < b.lot ? -1 : 1));
    const present = new Map(drawn.map(({ person, stored }) => [person, decodeMember(stored)]));
    const { moved, parts } = publishAllWithout(states, present, { ...team, threshold }, instrument);
    const isMoved = new Set<string>(moved);
    return {
      figures: new Map([...encodeStates(states)].filter(([name]) => isMoved.has(name))),
      members: new Map([...parts].map(([person, own]) => [person, encodeParts(own)])),
    };
  };
}
