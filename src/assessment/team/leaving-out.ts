/**
 * Shows a figure of a new round that is held by rule 2 of disclosure.ts, because one or two of a circle are missing. Others of the
 * circle are left out with them, so that at least `step` are missing together, or the whole circle is. The figure then counts
 * those as people who have not answered. Their answers are kept, and they come back together with those who are missing.
 */
import { type Instrument, type Perspective, perspectives } from '../instrument.ts';
import { type Circle, wasIn } from './circles.ts';
import { isCircle, publish, type Rules } from './disclosure.ts';
import { answer, type FigureState, type Holder, type MemberPart, settled } from './figure-state.ts';
import { type FigureStates, holderOf, type Member, type MemberParts, type TeamRules } from './member.ts';
import { type FigureKey, figureKeys, notRated } from './team-figures.ts';

/** A member who has answered in the present round. */
export interface Present {
  readonly holder: Holder;
  /** As settled. */
  readonly part: MemberPart;
}

const sum = (unit: readonly Circle[], of: (circle: Circle) => number) =>
  unit.reduce((total, circle) => total + of(circle), 0);

/** Whether these hold the figure: one or two of them are here, or one or two are away. */
function isHeldBy(unit: readonly Circle[]): boolean {
  const here = sum(unit, (circle) => circle.here);
  return !(isCircle(here) && isCircle(sum(unit, ({ size }) => size) - here));
}

/** The circles in which rule 2 holds: of each role group once groups have been shown, otherwise of all groups together. */
const unitsOf = ({ split }: FigureState, { groups }: Rules, all: readonly Circle[]) =>
  groups > 1 && split ? all.map((circle) => [circle]) : [all];

/** Whether the member is in a circle that holds the figure. */
function isInHeld(state: FigureState, perspective: Perspective, { holder, part }: Present, rules: Rules) {
  const { name, mode } = part[perspective];
  const all = state.circles[perspective].get(name);
  if (mode !== 'in' || !wasIn(name) || !all) return false;
  const units = unitsOf(state, rules, all);
  return isHeldBy((units.length > 1 ? units[holder.group] : units[0]) ?? []);
}

/**
 * Publishes a figure that is not shown in this round. Changes the state only when it is published.
 * @param present in the order in which they are left out: by lot
 * @param round the present one
 * @returns the parts of those who were left out; undefined when the figure could not be published
 */
export function publishWithout<Person>(
  state: FigureState,
  present: ReadonlyMap<Person, Present>,
  rules: Rules,
  round: number,
): Map<Person, MemberPart> | undefined {
  if (state.shown) return undefined;
  const out = new Map<Person, Present>();
  for (const perspective of perspectives)
    for (const [person, first] of present) {
      const { holder, part } = out.get(person) ?? first;
      if (!isInHeld(state, perspective, { holder, part }, rules)) continue;
      // As if the question did not apply, so that the other perspective goes on counting.
      const is = { ...part.is, [perspective]: notRated };
      out.set(person, { holder, part: answer(state, holder, part, is) });
    }
  const isShown = out.size > 0 && publish(state, rules);
  const parts = new Map<Person, MemberPart>();
  for (const [person, { holder, part }] of out) {
    const is = present.get(person)?.part.is ?? part.is;
    parts.set(person, answer(state, holder, settled(state, holder, part, round), is));
  }
  return isShown ? parts : undefined;
}

/**
 * Returns how many people `publishWithout` would leave out of one perspective; undefined when it could not publish the figure.
 * Reads no member's part. Changes the state: pass a copy.
 */
export function leftOutBy(state: FigureState, rules: Rules): number | undefined {
  if (state.shown) return undefined;
  const counts = perspectives.map((perspective) => {
    let out = 0;
    for (const [name, all] of state.circles[perspective])
      for (const unit of wasIn(name) ? unitsOf(state, rules, all) : [])
        while (isHeldBy(unit)) {
          const circle = unit.find(({ here }) => here > 0);
          if (!circle) break;
          circle.here--;
          out++;
        }
    return out;
  });
  const most = Math.max(...counts);
  return most > 0 && publish(state, rules) ? most : undefined;
}

/**
 * Publishes all figures that are held. @param members who answered in the present round, in the order in which they are left out
 * @returns the figures that moved, and the parts to store of those who were left out
 */
export function publishAllWithout<Person>(
  states: FigureStates,
  members: ReadonlyMap<Person, Member>,
  rules: TeamRules,
  instrument: Instrument,
): { readonly moved: readonly FigureKey[]; readonly parts: ReadonlyMap<Person, MemberParts> } {
  const moved: FigureKey[] = [];
  const parts = new Map<Person, Map<FigureKey, MemberPart>>();
  for (const [key, questions] of figureKeys(instrument)) {
    const state = states.get(key);
    if (!state || state.shown) continue;
    const present = new Map<Person, Present>();
    for (const [person, member] of members) {
      const part = member.parts.get(key);
      const holder = holderOf(member, rules);
      if (part) present.set(person, { holder, part: settled(state, holder, part, member.round) });
    }
    const out = publishWithout(state, present, { ...rules, questions: questions.length }, rules.round);
    if (!out) continue;
    moved.push(key);
    for (const [person, part] of out) {
      const all = parts.get(person) ?? new Map(members.get(person)?.parts);
      parts.set(person, all.set(key, part));
    }
  }
  return { moved, parts };
}

/**
 * Returns how many questions that are held could be shown, and how many people would be left out at most. Changes the states:
 * pass copies.
 */
export function heldIn(
  states: FigureStates,
  rules: TeamRules,
  instrument: Instrument,
): { readonly questions: number; readonly leftOut: number } {
  let [shown, leftOut] = [0, 0];
  for (const question of instrument.questions) {
    const state = states.get(`q${question.id}`);
    const out = state && leftOutBy(state, { ...rules, questions: 1 });
    if (out === undefined) continue;
    shown++;
    leftOut = Math.max(leftOut, out);
  }
  return { questions: shown, leftOut };
}
