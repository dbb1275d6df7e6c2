/** What happens to the figures of a team when one member answers or leaves. Reads nothing about other members. */
import type { Answers } from '../answers.ts';
import type { Instrument } from '../instrument.ts';
import { isDue, publish } from './disclosure.ts';
import {
  answer,
  type FigureState,
  type Holder,
  leave,
  type MemberPart,
  newFigure,
  noMemberPart,
  settled,
} from './figure-state.ts';
import { type FigureKey, type Figures, figureKeys, noPart, partOf } from './team-figures.ts';

export type FigureStates = ReadonlyMap<FigureKey, FigureState>;
export type MemberParts = ReadonlyMap<FigureKey, MemberPart>;

/** What the functions need to know of the team. */
export interface TeamRules {
  /** The present round, from 1. */
  readonly round: number;
  /** How many people are asked; 0 while that is not known. */
  readonly expected: number;
  /** The number of role groups; 0 for none. */
  readonly groups: number;
  readonly threshold: number;
}

export interface Member {
  /** Index of the role group; -1 where the team has none. */
  readonly group: number;
  /** The round in which the parts were stored. */
  readonly round: number;
  readonly parts: MemberParts;
}

/** Returns a member's role group as the figures count it: a team without groups has one. */
export const holderOf = ({ group }: Pick<Member, 'group'>, { groups }: TeamRules): Holder => ({
  group: Math.max(0, group),
  groups: Math.max(1, groups),
});

/** Returns the figures that these answers change. @param member undefined for a newcomer */
export function figuresChangedBy(
  member: Member | undefined,
  answers: Answers,
  { round }: Pick<TeamRules, 'round'>,
  instrument: Instrument,
): FigureKey[] {
  return [...figureKeys(instrument)].flatMap(([key, questions]) => {
    const is = partOf(answers, questions);
    const before = member?.round === round ? (member.parts.get(key)?.is ?? noPart) : noPart;
    return is.me === before.me && is.us === before.us ? [] : [key];
  });
}

/**
 * Takes a member's answers into the figures, and publishes those that are due. Changes the states; those that are missing are made.
 * @param member `parts` may be empty, for a newcomer
 * @param answers undefined when the member leaves the team
 * @returns the member's parts to store
 */
export function takeIn(
  states: Map<FigureKey, FigureState>,
  member: Member,
  answers: Answers | undefined,
  rules: TeamRules,
  instrument: Instrument,
): MemberParts {
  const holder = holderOf(member, rules);
  const questionsOf = figureKeys(instrument);
  const parts = new Map(member.round === rules.round ? member.parts : bringForward(member, states, rules));
  const changed = answers
    ? figuresChangedBy(member, answers, rules, instrument)
    : ([...member.parts.keys()] as FigureKey[]);
  for (const key of changed) {
    const questions = questionsOf.get(key) ?? [];
    const state = states.get(key) ?? newFigure(rules.round);
    states.set(key, state);
    const part = settled(state, holder, member.parts.get(key) ?? noMemberPart, member.round);
    if (answers) parts.set(key, answer(state, holder, part, partOf(answers, questions)));
    else leave(state, holder, part);
    if (isDue(state, rules.expected)) publish(state, { ...rules, questions: questions.length });
  }
  return answers ? parts : new Map();
}

/** The parts of a member from an earlier round, without ratings. Figures that were not read stay as they were. */
function bringForward(member: Member, states: FigureStates, rules: TeamRules): MemberParts {
  const holder = holderOf(member, rules);
  return new Map(
    [...member.parts].map(([key, part]) => {
      const state = states.get(key);
      return [key, state ? settled(state, holder, part, member.round) : part];
    }),
  );
}

/** Publishes every figure as far as the rules let it; asked for by the facilitator. Returns the figures that moved. */
export function publishAll(
  states: FigureStates,
  rules: TeamRules,
  instrument: Instrument,
  wanted: (state: FigureState) => boolean = () => true,
): FigureKey[] {
  return [...figureKeys(instrument)].flatMap(([key, questions]) => {
    const state = states.get(key);
    if (!state || !wanted(state)) return [];
    return publish(state, { ...rules, questions: questions.length }) ? [key] : [];
  });
}

/** The figures that are shown now. */
export function shownIn(states: FigureStates): Figures {
  return new Map([...states].flatMap(([key, { shown }]) => (shown ? [[key, shown] as const] : [])));
}

export const newMember = (group: number, round: number): Member => ({ group, round, parts: new Map() });
