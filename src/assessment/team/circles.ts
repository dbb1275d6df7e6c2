/**
 * The circles of a figure: its members by when they were in it. A circle's name is the history that its members share. "5" came
 * in with publication 5; "5.8" came in then and has been out since publication 8; "5.8.11" is in again since publication 11.
 * Members with the same name were in exactly the same published figures. disclosure.ts has the rules that rest on this.
 */
import type { PowerSums, Sums } from './statistics.ts';
import { isRated } from './team-figures.ts';

/** The members of one circle and one role group. Functions of this file change it. */
export interface Circle {
  /** How many members share this history. */
  size: number;
  /** How many of them have a part in the figure as it will be published next. For the newcomers, all there are. */
  here: number;
  /** How many of `size` cannot come back: they have left the team, or a changed rating of theirs was published. */
  gone: number;
  /** How many of `size` have changed the published rating, which counts as going and coming in as a newcomer. */
  changed: number;
  /** The sums over those who are here; one entry for each question. */
  items: { sum: number; squares: number }[];
  total: { sum: number; squares: number };
}

/** By name; one entry for each role group, or one where the team has none. The name of the newcomers is empty. */
export type Circles = Map<string, Circle[]>;

export const newcomers = '';

/** Whether the circle was in the figure when it was last published: an odd number of turns. */
export const wasIn = (name: string) => name !== newcomers && name.split('.').length % 2 === 1;

/** Returns the name of the members who come in, go out or come back with that publication. */
export const nameFrom = (name: string, turn: number) => (name === newcomers ? `${turn}` : `${name}.${turn}`);

export const emptyCircle = (): Circle => ({
  size: 0,
  here: 0,
  gone: 0,
  changed: 0,
  items: [],
  total: { sum: 0, squares: 0 },
});

/** Returns the circle of a name and role group, made when it is missing. @param groups how many entries a name has */
export function circleOf(circles: Circles, name: string, group: number, groups: number): Circle {
  let all = circles.get(name);
  if (!all) {
    all = Array.from({ length: groups }, emptyCircle);
    circles.set(name, all);
  }
  all[group] ??= emptyCircle();
  return all[group];
}

/** Adds a member who is here, or takes one away. @param digits as counted @param sign 1 or -1 */
export function count(circle: Circle, digits: string, sign: 1 | -1): void {
  circle.here += sign;
  if (!isRated(digits)) return;
  let sum = 0;
  for (const [i, digit] of [...digits].entries()) {
    const rating = Number(digit);
    circle.items[i] ??= { sum: 0, squares: 0 };
    circle.items[i].sum += sign * rating;
    circle.items[i].squares += sign * rating * rating;
    sum += rating;
  }
  circle.total.sum += sign * sum;
  circle.total.squares += sign * sum * sum;
}

/** Returns the sums over all members of these circles who are here. @param questions how many questions the figure has */
export function sumsOf(circles: readonly Circle[], questions: number): Sums {
  const add = (all: readonly (PowerSums | undefined)[]) => ({
    sum: all.reduce((sum, one) => sum + (one?.sum ?? 0), 0),
    squares: all.reduce((sum, one) => sum + (one?.squares ?? 0), 0),
  });
  return {
    n: circles.reduce((sum, { here }) => sum + here, 0),
    items: Array.from({ length: questions }, (_, i) => add(circles.map(({ items }) => items[i]))),
    total: add(circles.map(({ total }) => total)),
  };
}

/**
 * Returns the first turn after `after`, and not after `until`, with which the members of this circle and group moved; undefined
 * for none. It is read from the names of the circles that they moved to, which begin with the name of this circle.
 */
export function movedAt(
  circles: Circles,
  name: string,
  group: number,
  { after, until }: { readonly after: number; readonly until: number },
): number | undefined {
  const before = name === newcomers ? '' : `${name}.`;
  let first: number | undefined;
  for (const [other, groups] of circles) {
    if (other === newcomers || !other.startsWith(before) || (groups[group]?.size ?? 0) === 0) continue;
    const turn = Number.parseInt(other.slice(before.length), 10);
    if (turn > after && turn <= until && turn < (first ?? Number.POSITIVE_INFINITY)) first = turn;
  }
  return first;
}
