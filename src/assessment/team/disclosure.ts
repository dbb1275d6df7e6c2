/**
 * Decides when a team's figures are published and when they move, so that no member's answers can be worked out from
 * them, not even by adding and subtracting all figures ever shown, in all rounds (docs/decisions/0011-team-figures.md):
 *
 * 1. A figure is shown once `threshold` members have a part in it, for me and for us each.
 * 2. At least `step` members come into a figure at the same time. Of those who were in and out of it at the same times, at
 *    least `step` or none are in it and at least `step` or none are out of it. Newcomers and members who come back wait
 *    until they are enough. When too few of a circle would go out, the figure does not move: they hold it. A member who
 *    changes an answer goes out and waits as a newcomer. A member who leaves the team goes out.
 * 3. Role groups are shown for a figure only where every group passes rule 1. From then on rule 2 holds within each group
 *    as well, also while the groups are not shown, because what was shown may have been written down.
 *
 * In a new round everybody answers anew. A member who answers again is in the figure again, with whatever rating.
 *
 * The members of a figure therefore form circles of at least `step` who were in and out of it at the same times, and every
 * sum or difference of published figures counts all members of a circle alike. There is one figure for each question, and
 * one for each competency over the members who rated all of its questions. Each follows the rules by itself, and
 * everything else that is shown is computed from them. No sum or mean of a competency's figure may be shown: subtracted
 * from those of its questions, it gives the answers of those who left a question out, and that may be one person.
 */
import { type Perspective, perspectives } from '../instrument.ts';
import { type Circle, type Circles, emptyCircle, nameFrom, newcomers, sumsOf, wasIn } from './circles.ts';
import type { FigureState } from './figure-state.ts';
import type { Sums } from './statistics.ts';

/** The least number of members whose parts in a figure change at the same time. */
export const step = 3;
/** Of a large figure, at least this share comes in at the same time. It keeps the number of circles small. */
const leastShare = 1 / 20;

/** For each circle and role group, whether its members who are here count in the next publication. */
type Decision = ReadonlyMap<string, readonly boolean[]>;

/** Whether nobody or at least `step` change together. */
export const isCircle = (members: number) => members === 0 || members >= step;

/** Returns undefined when rule 2 does not let the figure move. @param within the rule holds within each role group */
function decide(circles: Circles, within: boolean, least: number): Decision | undefined {
  const decision = new Map<string, readonly boolean[]>();
  for (const [name, groups] of circles) {
    const units = within ? groups.map((circle) => [circle]) : [groups];
    const counted: boolean[] = [];
    for (const unit of units) {
      const here = unit.reduce((sum, circle) => sum + circle.here, 0);
      const away = unit.reduce((sum, circle) => sum + circle.size, 0) - here;
      if (wasIn(name) && !(isCircle(here) && isCircle(away))) return undefined;
      counted.push(wasIn(name) || (name === newcomers ? here >= least : here >= step && isCircle(away)));
    }
    decision.set(name, within ? counted : groups.map(() => counted[0] ?? false));
  }
  return decision;
}

const counts = (circles: Circles, decision: Decision, group?: number): Circle[] =>
  [...circles].flatMap(([name, groups]) =>
    groups.filter((_, i) => (group === undefined || i === group) && decision.get(name)?.[i]),
  );

/** Whether the two decisions count the same members. */
const isSame = (circles: Circles, one: Decision, other: Decision | undefined) =>
  other !== undefined &&
  [...circles].every(([name, groups]) =>
    groups.every(({ here }, i) => here === 0 || one.get(name)?.[i] === other.get(name)?.[i]),
  );

/** Whether the figure would differ from the published one. */
const isNew = (circles: Circles, decision: Decision) =>
  [...circles].some(([name, groups]) =>
    groups.some(({ here, size }, i) =>
      wasIn(name) ? here < size : here > 0 && decision.get(name)?.[i] === true,
    ),
  );

export interface Rules {
  /** The number of role groups; with fewer than two nothing is split. */
  readonly groups: number;
  /** The least number of members behind a figure. */
  readonly threshold: number;
  /** How many questions the figure has. */
  readonly questions: number;
}

/** Publishes the figure as it is now, as far as the rules let it. Changes the state. Returns whether the figure has moved. */
export function publish(state: FigureState, { groups, threshold, questions }: Rules): boolean {
  const both = <T>(of: (perspective: Perspective) => T) => ({ me: of('me'), us: of('us') });
  const bound = groups > 1 && state.split;
  const least = (perspective: Perspective) =>
    Math.max(step, Math.ceil(leastShare * (state.shown?.[perspective].n ?? 0)));
  const decided = (within: boolean) =>
    both((perspective) => decide(state.circles[perspective], within, least(perspective)));
  const { me, us } = decided(bound);
  if (!me || !us) return false;
  const decision = { me, us };
  const sums = (group?: number) =>
    both((perspective) =>
      sumsOf(counts(state.circles[perspective], decision[perspective], group), questions),
    );
  const enough = (figure: { readonly me: Sums; readonly us: Sums }) =>
    figure.me.n >= threshold && figure.us.n >= threshold;
  const all = sums();
  const moves = perspectives.some((perspective) => isNew(state.circles[perspective], decision[perspective]));
  if (!enough(all) || (state.shown && !moves)) return false;
  const inGroups = decided(true);
  const split = groups > 1 ? Array.from({ length: groups }, (_, group) => sums(group)) : [];
  const areGroupsShown =
    split.every(enough) &&
    perspectives.every((perspective) =>
      isSame(state.circles[perspective], decision[perspective], inGroups[perspective]),
    );
  state.turn += 1;
  state.shown = { ...all, groups: areGroupsShown ? split : [] };
  state.split ||= state.shown.groups.length > 0;
  for (const perspective of perspectives)
    moveCircles(state.circles[perspective], decision[perspective], state.turn);
  return true;
}

/** Gives the members who came in, went out or came back the names of their new circles. */
function moveCircles(circles: Circles, decision: Decision, turn: number): void {
  for (const [name, groups] of [...circles]) {
    const to = groups.map(emptyCircle);
    for (const [i, circle] of groups.entries()) {
      const { size, here, gone, changed } = circle;
      if (wasIn(name)) {
        to[i] = { ...emptyCircle(), size: size - here, gone: gone + changed };
        groups[i] = { ...circle, size: here, gone: 0, changed: 0 };
      } else if (here > 0 && decision.get(name)?.[i]) {
        to[i] = { ...circle, size: here, gone: 0 };
        groups[i] = { ...emptyCircle(), size: name === newcomers ? 0 : size - here, gone };
      }
    }
    keep(circles, nameFrom(name, turn), to);
    keep(circles, name, groups);
  }
}

/** Keeps circles only while a member of them can come back or is here. */
function keep(circles: Circles, name: string, groups: Circle[]): void {
  if (groups.some(({ size, here, gone }) => size > gone || here > 0)) circles.set(name, groups);
  else circles.delete(name);
}

/** How many members' latest answers are missing from the published figure: the larger of the numbers for me and for us. */
export function waitingIn({ circles, shown }: FigureState): number {
  if (!shown) return 0;
  return Math.max(
    ...perspectives.map((perspective) =>
      [...circles[perspective]].reduce(
        (sum, [name, groups]) =>
          sum + groups.reduce((own, { here, size }) => own + (wasIn(name) ? size - here : here), 0),
        0,
      ),
    ),
  );
}

/**
 * Whether the figure is to be published without being asked for: once all who are expected have answered its questions, or
 * when only those who leave a figure that is shown would change it.
 * @param expected how many are asked; 0 while that is not known
 */
export function isDue(state: FigureState, expected: number): boolean {
  if (expected > 0 && state.answered >= expected) return true;
  const comes = perspectives.some((perspective) =>
    [...state.circles[perspective]].some(
      ([name, groups]) => !wasIn(name) && groups.some(({ here }) => here > 0),
    ),
  );
  return state.shown !== undefined && !comes;
}
