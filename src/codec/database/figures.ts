/** A team's figures and each member's parts in them, as text for the database. */
import { z } from 'zod';
import type { Answers } from '../../assessment/answers.ts';
import type { Instrument } from '../../assessment/instrument.ts';
import { isDue } from '../../assessment/team/disclosure.ts';
import type { FigureState, MemberPart, Seat } from '../../assessment/team/figure-state.ts';
import { beginRound } from '../../assessment/team/figure-state.ts';
import {
  type FigureStates,
  figuresChangedBy,
  type Member,
  type MemberParts,
  newMember,
  publishAll,
  shownIn,
  type TeamRules,
  takeIn,
} from '../../assessment/team/member.ts';
import type { FigureKey, Figures } from '../../assessment/team/team-figures.ts';

const powerSums = z.object({ sum: z.number(), squares: z.number() });
const sums = z.object({ n: z.int(), items: z.array(powerSums), total: powerSums });
const pair = z.object({ me: sums, us: sums });
const figure = pair.extend({ groups: z.array(pair) });
const key = z.templateLiteral([z.enum(['q', 'c']), z.string()]) as z.ZodType<FigureKey>;
const figuresSchema = z.array(z.tuple([key, figure]));

/** The figures of a round that is over. */
export function encodeFigures(figures: Figures): string {
  return JSON.stringify([...figures]);
}

/** @throws z.ZodError for what `encodeFigures` did not make */
export function decodeFigures(text: string): Figures {
  return new Map(figuresSchema.parse(JSON.parse(text)));
}

const circle = z.object({
  size: z.int(),
  here: z.int(),
  gone: z.int(),
  changed: z.int(),
  items: z.array(powerSums),
  total: powerSums,
});
const circles = z.array(z.tuple([z.string(), z.array(circle)])).transform((entries) => new Map(entries));
const stateSchema = z.object({
  turn: z.int(),
  ends: z.array(z.int()),
  answered: z.int(),
  split: z.boolean(),
  shown: figure.optional(),
  circles: z.object({ me: circles, us: circles }),
});

export function encodeState({ circles: { me, us }, ...state }: FigureState): string {
  return JSON.stringify({ ...state, circles: { me: [...me], us: [...us] } });
}

/** @throws z.ZodError for what `encodeState` did not make */
export function decodeState(text: string): FigureState {
  return { shown: undefined, ...stateSchema.parse(JSON.parse(text)) };
}

/**
 * A member's parts, in two texts, so that the ratings can be erased and the seats kept (docs/decisions/0011-team-figures.md):
 *
 *     seats   = [ seat *( " " seat ) ]      seat   = figure "," at "," modes "," circle-me "," circle-us
 *     ratings = [ rating *( " " rating ) ]  rating = figure "," is-me "," is-us "," was-me "," was-us
 *
 * `modes` are two letters, for me and us: o for out, i for in, c for changed.
 */
export interface StoredParts {
  readonly seats: string;
  readonly ratings: string;
}

const modes = { o: 'out', i: 'in', c: 'changed' } as const;
const letterOf = ({ mode }: Seat) => mode[0] ?? 'o';

export function encodeParts(parts: MemberParts): StoredParts {
  const seats: string[] = [];
  const ratings: string[] = [];
  for (const [name, { at, me, us, is, was }] of parts) {
    if (is.me === '' && me.name === '' && us.name === '' && was.me === '' && was.us === '') continue;
    seats.push([name, at, letterOf(me) + letterOf(us), me.name, us.name].join());
    ratings.push([name, is.me, is.us, was.me, was.us].join());
  }
  return { seats: seats.join(' '), ratings: ratings.join(' ') };
}

const seatShape = /^([qc][^ ,]+),(\d+),([oic])([oic]),([\d.]*),([\d.]*)$/;
const ratingShape = /^([qc][^ ,]+),([0-3]*|-),([0-3]*|-),([0-3]*|-),([0-3]*|-)$/;

function matched(text: string, shape: RegExp): RegExpExecArray[] {
  if (text === '') return [];
  return text.split(' ').map((entry) => {
    const found = shape.exec(entry);
    if (!found) throw new RangeError('not the parts of a member in the figures');
    return found;
  });
}

/** @throws RangeError for what `encodeParts` did not make. Erased ratings are empty. */
export function decodeParts({ seats, ratings }: StoredParts): MemberParts {
  const given = new Map(matched(ratings, ratingShape).map(([, name = '', ...digits]) => [name, digits]));
  return new Map(
    matched(seats, seatShape).map(([, name = '', at, me = 'o', us = 'o', circleMe = '', circleUs = '']) => {
      const [isMe = '', isUs = '', wasMe = '', wasUs = ''] = given.get(name) ?? [];
      const part: MemberPart = {
        at: Number(at),
        me: { name: circleMe, mode: modes[me as keyof typeof modes] },
        us: { name: circleUs, mode: modes[us as keyof typeof modes] },
        is: { me: isMe, us: isUs },
        was: { me: wasMe, us: wasUs },
      };
      return [name as FigureKey, part];
    }),
  );
}

/** What the database keeps of a member and of figures. */
export interface StoredMember extends StoredParts {
  readonly group: number;
  readonly round: number;
}
export type StoredFigures = ReadonlyMap<string, string>;
type Rules = Omit<TeamRules, 'threshold'>;

export const decodeStates = (figures: StoredFigures) =>
  new Map([...figures].map(([name, text]) => [name as FigureKey, decodeState(text)]));
export const encodeStates = (states: FigureStates): Map<string, string> =>
  new Map([...states].map(([name, state]) => [name, encodeState(state)]));
export const decodeMember = ({ group, round, ...parts }: StoredMember): Member => ({
  group,
  round,
  parts: decodeParts(parts),
});

/**
 * The change that a member's answers make to what is stored: which figures to read, and what to write.
 * @param answers undefined when the member leaves
 */
export function memberChange(instrument: Instrument, threshold: number, answers: Answers | undefined) {
  return {
    keys: (member: StoredMember | undefined, rules: Rules): readonly string[] => {
      const known = member && decodeMember(member);
      const before = [...(known && known.round !== rules.round ? known.parts.keys() : [])];
      if (!answers) return [...(known?.parts.keys() ?? [])];
      return [...new Set([...before, ...figuresChangedBy(known, answers, rules, instrument)])];
    },
    work: (member: StoredMember | undefined, group: number, figures: StoredFigures, rules: Rules) => {
      const states = decodeStates(figures);
      const known = member ? decodeMember(member) : newMember(group, rules.round);
      const parts = takeIn(states, known, answers, { ...rules, threshold }, instrument);
      return { parts: encodeParts(parts), figures: encodeStates(states) };
    },
  };
}

/** Publishes what the rules allow. @param asked also figures that not all who are expected have answered */
export function publishStored(
  instrument: Instrument,
  threshold: number,
  asked: boolean,
): (figures: StoredFigures, rules: Rules) => ReadonlyMap<string, string> {
  return (figures, rules) => {
    const states = decodeStates(figures);
    const wanted = (state: FigureState) => asked || isDue(state, rules.expected);
    const moved = new Set<string>(publishAll(states, { ...rules, threshold }, instrument, wanted));
    return new Map([...encodeStates(states)].filter(([name]) => moved.has(name)));
  };
}

/** Ends a round: what is kept of it, and the figures with which the next one begins. */
export function endRound(figures: StoredFigures): { kept: string; figures: ReadonlyMap<string, string> } {
  const states = decodeStates(figures);
  const kept = encodeFigures(shownIn(states));
  for (const state of states.values()) beginRound(state);
  return { kept, figures: encodeStates(states) };
}
