/**
 * What is kept of a figure: the published sums, and running sums of the present answers by circle. A member who answers,
 * changes or leaves updates them without anybody else's answers being read, so that a team of any size costs the same.
 */
import type { Perspective } from '../instrument.ts';
import { perspectives } from '../instrument.ts';
import { type Circles, circleOf, count, emptyCircle, movedAt, newcomers, wasIn } from './circles.ts';
import { type Figure, isAnswered, isRated, noPart, type Part } from './team-figures.ts';

/** Functions of this folder change it. */
export interface FigureState {
  /** How often the figure has been published, in all rounds. */
  turn: number;
  /** The turn at which each earlier round ended. */
  readonly ends: number[];
  /** How many members have answered all questions of the figure in this round; "doesn't apply" is an answer. */
  answered: number;
  /** The role groups are shown, or were shown at some time. */
  split: boolean;
  /** As published in this round; undefined before the first time. */
  shown: Figure | undefined;
  readonly circles: Readonly<Record<Perspective, Circles>>;
}

/** @param round the team's present round, from 1 */
export const newFigure = (round: number): FigureState => ({
  turn: 0,
  ends: Array<number>(round - 1).fill(0),
  answered: 0,
  split: false,
  shown: undefined,
  circles: { me: new Map(), us: new Map() },
});

/**
 * A member's place in a figure for one perspective. `name` is the circle. "out": no part in it now. "in": a part. "changed": a
 * part that differs from the published one, so that the member counts as gone from the circle and as a newcomer.
 */
export interface Seat {
  readonly name: string;
  readonly mode: 'out' | 'in' | 'changed';
}

export const noSeat: Seat = { name: newcomers, mode: 'out' };

/** A member's part in one figure. */
export interface MemberPart {
  /** The figure's turn when this was last brought up to date. */
  readonly at: number;
  readonly me: Seat;
  readonly us: Seat;
  /** As answered now. */
  readonly is: Part;
  /** As published in this round; empty where it is not. */
  readonly was: Part;
}

export const noMemberPart: MemberPart = { at: 0, me: noSeat, us: noSeat, is: noPart, was: noPart };

/** The role group of the member that a part belongs to. */
export interface Holder {
  /** Index of the role group, 0 where the team has none. */
  readonly group: number;
  /** The number of role groups, at least 1. */
  readonly groups: number;
}

/** Returns the seat, and the digits that are published, as they are after the publications up to `until`. */
function settledSeat(
  circles: Circles,
  { group }: Holder,
  { name, mode }: Seat,
  span: { readonly after: number; readonly until: number },
  is: string,
): { seat: Seat; was: string } {
  const moved = (from: string) => {
    const turn = movedAt(circles, from, group, span);
    return turn === undefined ? undefined : from === newcomers ? `${turn}` : `${from}.${turn}`;
  };
  if (mode === 'out') return { seat: { name: wasIn(name) ? (moved(name) ?? name) : name, mode }, was: '' };
  // A rating that was changed has left with the first publication after it.
  if (mode === 'in' && wasIn(name)) return { seat: { name, mode }, was: is };
  const from = mode === 'changed' ? newcomers : name;
  const to = moved(from);
  return { seat: { name: to ?? from, mode: 'in' }, was: to === undefined ? '' : is };
}

function settledUntil(state: FigureState, holder: Holder, part: MemberPart, until: number): MemberPart {
  if (until <= part.at) return part;
  const span = { after: part.at, until };
  const me = settledSeat(state.circles.me, holder, part.me, span, part.is.me);
  const us = settledSeat(state.circles.us, holder, part.us, span, part.is.us);
  return { at: until, me: me.seat, us: us.seat, is: part.is, was: { me: me.was, us: us.was } };
}

/**
 * Returns a member's part as it is now. A publication writes nothing to the members, so this works out what it changed.
 * @param round the round in which the part was stored
 */
export function settled(state: FigureState, holder: Holder, part: MemberPart, round: number): MemberPart {
  const end = state.ends[round - 1];
  if (end === undefined) return settledUntil(state, holder, part, state.turn);
  const { at, me, us } = settledUntil(state, holder, part, end);
  // The round has ended: only its publications count, and not what was changed after the last of them.
  const out = ({ name }: Seat): Seat => ({ name, mode: 'out' });
  const ended: MemberPart = { at, me: out(me), us: out(us), is: noPart, was: noPart };
  return { ...settledUntil(state, holder, ended, state.turn), at: state.turn };
}

function take(state: FigureState, { group, groups }: Holder, part: MemberPart, sign: 1 | -1): void {
  if (isAnswered(part.is)) state.answered += sign;
  for (const perspective of perspectives) {
    const { name, mode } = part[perspective];
    if (mode === 'out') continue;
    const circles = state.circles[perspective];
    const of = mode === 'changed' ? newcomers : name;
    count(circleOf(circles, of, group, groups), part.is[perspective], sign);
    if (mode === 'changed') circleOf(circles, name, group, groups).changed += sign;
  }
}

/** Replaces a member's part in the running sums, and returns the part to store. @param part what `settled` returned */
export function answer(state: FigureState, holder: Holder, part: MemberPart, is: Part): MemberPart {
  take(state, holder, part, -1);
  const seat = (perspective: Perspective): Seat => {
    const [now, before] = [is[perspective], part.was[perspective]];
    const { name } = part[perspective];
    if (!isRated(now)) return { name, mode: 'out' };
    return { name, mode: isRated(before) && before !== now ? 'changed' : 'in' };
  };
  const next: MemberPart = { at: state.turn, me: seat('me'), us: seat('us'), is, was: part.was };
  take(state, holder, next, 1);
  return next;
}

/** Takes a member who leaves the team out of the running sums. What was published stays until it may move. */
export function leave(state: FigureState, holder: Holder, part: MemberPart): void {
  take(state, holder, part, -1);
  for (const perspective of perspectives) {
    const { name } = part[perspective];
    if (name !== newcomers) circleOf(state.circles[perspective], name, holder.group, holder.groups).gone += 1;
  }
}

/** Begins a new round: nobody has answered, and nothing is shown. The circles stay, so that the rules hold across rounds. */
export function beginRound(state: FigureState): void {
  state.ends.push(state.turn);
  state.answered = 0;
  state.shown = undefined;
  for (const perspective of perspectives) {
    const circles = state.circles[perspective];
    circles.delete(newcomers);
    for (const all of circles.values())
      for (const [group, { size, gone }] of all.entries()) all[group] = { ...emptyCircle(), size, gone };
  }
}
