/**
 * The moments of truth that a room maps together (docs/decisions/0020-moments-together.md): one customer's cycle, in the order
 * in which that customer meets the moments. Each function returns the cycle after a change. Nothing says who wrote what.
 */

/** The texts of a moment in the order of the form: what the customer meets, the standard, how it goes, the measure. */
export const roomTexts = ['name', 'should', 'now', 'measure'] as const;
export type RoomText = (typeof roomTexts)[number];
export type RoomTexts = Readonly<Record<RoomText, string>>;

export interface RoomMoment extends RoomTexts {
  /** Random, so that it tells nothing about the order of arrival. */
  readonly id: string;
  /** The facilitator has marked it as one that matters most. */
  readonly matters: boolean;
  /** As last counted. */
  readonly dots: number;
}

/** Phones add moments; or they give dots, and the moments stay as they are; or the dots are counted. */
export type Phase = 'adding' | 'giving-dots' | 'counted';

export interface Cycle {
  readonly customer: string;
  readonly begins: string;
  readonly ends: string;
  readonly phase: Phase;
  readonly moments: readonly RoomMoment[];
}

export const cycleNames = ['customer', 'begins', 'ends'] as const;
export type CycleName = (typeof cycleNames)[number];
export const cycleNameLimit = 100;

/** Characters of a text as one person writes it. */
export const givenLimits: Readonly<Record<RoomText, number>> = {
  name: 120,
  should: 300,
  now: 300,
  measure: 300,
};
/** Characters of a text that was merged from several. */
export const mergedLimits: Readonly<Record<RoomText, number>> = {
  name: 500,
  should: 1_500,
  now: 1_500,
  measure: 1_500,
};
/** Moments that one phone may add. */
export const mostGiven = 10;
/** Moments in a room. A cycle that people can talk about has ten to twenty once those that are alike are merged. */
export const mostMoments = 60;
/** Dots that one phone may give, one to a moment. */
export const dotsEach = 3;

export const emptyCycle: Cycle = { customer: '', begins: '', ends: '', phase: 'adding', moments: [] };

/** "A tenant with a leak: from the first call to the paid bill"; empty while nothing is named. */
export function cycleTitle({ customer, begins, ends }: Cycle): string {
  const way = [begins && `from ${begins}`, ends && `to ${ends}`].filter((part) => part).join(' ');
  if (customer && way) return `${customer}: ${way}`;
  return customer || way.charAt(0).toUpperCase() + way.slice(1);
}

export const momentOf = ({ moments }: Cycle, id: string): RoomMoment | undefined =>
  moments.find((moment) => moment.id === id);

/** The place of a new or moved moment: before all others, after all others, or after the one with this id. */
export type After = 'first' | 'last' | (string & {});

function placed(moments: readonly RoomMoment[], moment: RoomMoment, after: After): RoomMoment[] {
  const at = moments.findIndex(({ id }) => id === after);
  if (after === 'first') return [moment, ...moments];
  // Another window may have removed the one before it.
  return at < 0 ? [...moments, moment] : moments.toSpliced(at + 1, 0, moment);
}

/** Adds a moment. One with the same texts is the same form sent twice, and is not added again. */
export function withMoment(cycle: Cycle, id: string, texts: RoomTexts, after: After): Cycle {
  const isThere = cycle.moments.some((one) => roomTexts.every((text) => one[text] === texts[text]));
  if (isThere) return cycle;
  const moment = { id, ...texts, matters: false, dots: 0 };
  return { ...cycle, moments: placed(cycle.moments, moment, after) };
}

function changed(cycle: Cycle, id: string, change: (moment: RoomMoment) => RoomMoment): Cycle {
  return { ...cycle, moments: cycle.moments.map((one) => (one.id === id ? change(one) : one)) };
}

export function withTexts(cycle: Cycle, id: string, texts: RoomTexts): Cycle {
  return changed(cycle, id, (moment) => ({ ...moment, ...texts }));
}

export function withMark(cycle: Cycle, id: string, matters: boolean): Cycle {
  return changed(cycle, id, (moment) => ({ ...moment, matters }));
}

export function without(cycle: Cycle, id: string): Cycle {
  return { ...cycle, moments: cycle.moments.filter((one) => one.id !== id) };
}

/** Moves a moment to a place. Nothing changes when there is no such moment. */
export function movedAfter(cycle: Cycle, id: string, after: After): Cycle {
  const moment = momentOf(cycle, id);
  if (!moment || after === id) return cycle;
  return { ...cycle, moments: placed(without(cycle, id).moments, moment, after) };
}

/** Moves a moment by one place. The first stays first and the last stays last. */
export function stepped(cycle: Cycle, id: string, step: 'up' | 'down'): Cycle {
  const { moments } = cycle;
  const from = moments.findIndex((one) => one.id === id);
  const to = step === 'up' ? from - 1 : from + 1;
  const moment = moments[from];
  if (!moment || to < 0 || to >= moments.length) return cycle;
  return { ...cycle, moments: moments.toSpliced(from, 1).toSpliced(to, 0, moment) };
}

/** Equal texts are written once. */
function mergedText(one: string, other: string, between: string): string {
  if (one === other || other === '') return one;
  return one === '' ? other : one + between + other;
}

/** Returns what two moments say together, in the order of the cycle. */
export function mergedTexts(first: RoomTexts, second: RoomTexts): RoomTexts {
  const merge = (text: RoomText) => mergedText(first[text], second[text], text === 'name' ? ' / ' : '\n');
  return { name: merge('name'), should: merge('should'), now: merge('now'), measure: merge('measure') };
}

/** Merges two moments into one at the place of the earlier. Nothing changes unless both are there. */
export function merged(cycle: Cycle, id: string, other: string): Cycle {
  const [first, second] = cycle.moments.filter((one) => one.id === id || one.id === other);
  if (!first || !second) return cycle;
  const one = {
    ...first,
    ...mergedTexts(first, second),
    matters: first.matters || second.matters,
    dots: first.dots + second.dots,
  };
  const rest = without(cycle, second.id);
  return changed(rest, first.id, () => one);
}

/** The texts of a merged moment that would be too long. */
export function tooLong(texts: RoomTexts, limits = mergedLimits): RoomText[] {
  return roomTexts.filter((text) => texts[text].length > limits[text]);
}

/** Counts the dots. @param given the ids that each phone has chosen */
export function withDots(cycle: Cycle, given: readonly (readonly string[])[]): Cycle {
  const dots = (id: string) => given.filter((chosen) => chosen.includes(id)).length;
  const moments = cycle.moments.map((moment) => ({ ...moment, dots: dots(moment.id) }));
  return { ...cycle, phase: 'counted', moments };
}

/** Begins another phase. When people give dots again, the sums of the last time are gone. */
export function inPhase(cycle: Cycle, phase: Phase): Cycle {
  const isNew = phase === 'giving-dots' && cycle.phase !== 'giving-dots';
  const moments = isNew ? cycle.moments.map((moment) => ({ ...moment, dots: 0 })) : cycle.moments;
  return { ...cycle, phase, moments };
}
