/**
 * Decides when a team's figures are published and when they move, so that no member's answers can be worked out from
 * them, not even by adding and subtracting all figures ever shown (docs/decisions/0011-team-figures.md):
 *
 * 1. A figure is shown once `threshold` members have a part in it, for me and for us each.
 * 2. At least `step` members come into a figure at the same time. Of those who came together, at least `step` leave it at
 *    the same time, and none or at least `step` of them stay. Otherwise the figure does not move. A changed answer leaves
 *    the figure and comes in again; so does no answer of a member who leaves the team.
 * 3. Role groups are shown for a figure only where every group passes rule 1. From then on rule 2 holds within each group
 *    as well, also while the groups are not shown, because what was shown may have been written down.
 *
 * The members of a figure therefore form circles of at least `step` who were in and out of it at the same times, and every
 * sum or difference of published figures counts all members of a circle alike. There is one figure for each question, and
 * one for each competency over the members who rated all of its questions. Each follows the rules by itself, and
 * everything else that is shown is computed from them. No sum or mean of a competency's figure may be shown: subtracted
 * from those of its questions, it is what the members gave who left a question out, who may be one person.
 */
import { type Instrument, type Perspective, perspectives } from '../instrument.ts';
import type { Sums } from './statistics.ts';
import {
  type Figure,
  type FigureKey,
  type Figures,
  figureKeys,
  noPart,
  type Part,
  partOf,
  type ShownPart,
  sumsOf,
  type TeamMember,
} from './team-figures.ts';

/** The least number of members whose parts in a figure change at the same time. */
export const step = 3;

export interface Publication {
  readonly figures: Figures;
  /** The new `shown` of each member, in the order given. */
  readonly shown: readonly TeamMember['shown'][];
  /** For each member, whether a figure still lacks their latest answers or still has answers that they changed. */
  readonly pending: readonly boolean[];
}

/** A member's part in one figure now, and the one that is published. `publish` reuses one object for all figures. */
interface Change {
  readonly group: number;
  was: ShownPart | undefined;
  is: Part;
}

const isCircle = (members: number) => members === 0 || members >= step;

/** Whether rule 2 lets the figure move. @param changes of all members, or of one role group */
function mayMove(changes: readonly Change[]): boolean {
  return perspectives.every((perspective) => {
    let coming = 0;
    const [staying, leaving] = [new Map<number, number>(), new Map<number, number>()];
    for (const { was, is } of changes) {
      const before = was?.[perspective] ?? '';
      if (before !== is[perspective] && is[perspective] !== '') coming++;
      if (before === '') continue;
      const counts = before === is[perspective] ? staying : leaving;
      const since = was?.since[perspective] ?? 0;
      counts.set(since, (counts.get(since) ?? 0) + 1);
    }
    return [coming, ...staying.values(), ...leaving.values()].every(isCircle);
  });
}

/** Returns the sums by rules 1 and 3, or undefined while too few members have a part in the figure. */
function figureOf(
  changes: readonly Change[],
  groups: readonly (readonly Change[])[],
  threshold: number,
  count: number,
): Pick<Figure, 'me' | 'us' | 'groups'> | undefined {
  const of = (some: readonly Change[]) => {
    const parts = some.map(({ is }) => is);
    return { me: sumsOf(parts, 'me', count), us: sumsOf(parts, 'us', count) };
  };
  const enough = ({ me, us }: { me: Sums; us: Sums }) => me.n >= threshold && us.n >= threshold;
  const all = of(changes);
  if (!enough(all)) return undefined;
  const split = groups.map(of);
  return { ...all, groups: split.every(enough) && groups.every(mayMove) ? split : [] };
}

/**
 * Brings the figures up to date as far as the rules let them move. Changes none of its arguments.
 * @param before as last published; empty the first time
 * @param groups the number of role groups of the team; with fewer than two nothing is split
 * @param threshold the least number of members behind a figure
 */
export function publish(
  before: Figures,
  members: readonly TeamMember[],
  instrument: Instrument,
  groups: number,
  threshold: number,
): Publication {
  const figures = new Map(before);
  const shown: TeamMember['shown'][] = members.map((member) => member.shown);
  const pending = members.map(() => false);
  const changes = members.map(({ group }): Change => ({ group, was: undefined, is: noPart }));
  const byGroup = Array.from({ length: groups < 2 ? 0 : groups }, (_, i) =>
    changes.filter(({ group }) => group === i),
  );
  for (const [key, questions] of figureKeys(instrument)) {
    for (const [i, change] of changes.entries()) {
      const member = members[i];
      change.was = member?.shown.get(key);
      change.is = member ? partOf(member.answers, questions) : noPart;
    }
    const figure = before.get(key);
    const bound = [changes, ...(figure?.split ? byGroup : [])];
    const next = bound.every(mayMove) ? figureOf(changes, byGroup, threshold, questions.length) : undefined;
    const turn = (figure?.turn ?? 0) + 1;
    // A figure that may not move stays as published: hiding it would not unsay it.
    if (next) figures.set(key, { turn, ...next, split: figure?.split || next.groups.length > 0 });
    const newcomers = new Map<Part, ShownPart>();
    for (const [i, { was, is }] of changes.entries()) {
      if ((was?.me ?? '') === is.me && (was?.us ?? '') === is.us) continue;
      if (next) put(shown, members, i, key, shownPart(was, is, turn, newcomers));
      else pending[i] = true;
    }
  }
  return { figures, shown, pending };
}

/** Sets or deletes a member's part in `shown`. Copies the member's map before the first change. */
function put(
  shown: TeamMember['shown'][],
  members: readonly TeamMember[],
  i: number,
  key: FigureKey,
  part: ShownPart | undefined,
): void {
  const before = members[i]?.shown;
  const own = (shown[i] === before ? new Map(before) : shown[i]) as Map<FigureKey, ShownPart>;
  if (part) own.set(key, part);
  else own.delete(key);
  shown[i] = own;
}

/**
 * Returns the part to remember as published, or undefined for none.
 * @param newcomers the parts of members who were not in the figure; equal ones are shared
 */
function shownPart(
  was: ShownPart | undefined,
  is: Part,
  turn: number,
  newcomers: Map<Part, ShownPart>,
): ShownPart | undefined {
  if (is.me === '' && is.us === '') return undefined;
  const since = (perspective: Perspective) =>
    was?.[perspective] === is[perspective] ? was.since[perspective] : turn;
  if (was) return { ...is, since: { me: since('me'), us: since('us') } };
  let part = newcomers.get(is);
  if (!part) {
    part = { ...is, since: { me: turn, us: turn } };
    newcomers.set(is, part);
  }
  return part;
}
