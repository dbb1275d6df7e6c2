/** What the database stores of a live room as JSON: the spread of a revealed statement, what was agreed, and the moments of truth. */
import { z } from 'zod';
import type { Cycle } from '../../assessment/live/cycle.ts';
import type { Spread } from '../../assessment/live/spread.ts';

const count = z.int().min(0);
const counts = z.tuple([count, count, count, count]);
const spread = z.object({ rated: count, me: counts.optional(), us: counts.optional() });

export function encodeSpread({ rated, me, us }: Spread): string {
  return JSON.stringify({ rated, me, us });
}

/** Returns undefined for a statement that is not revealed. @throws ZodError for anything that `encodeSpread` did not make */
export function decodeSpread(text: string): Spread | undefined {
  if (text === '') return undefined;
  const { rated, me, us } = spread.parse(JSON.parse(text));
  return { rated, me, us };
}

export const liveActionLimits = { text: 200, owner: 60, due: 40 } as const;
export const mostLiveActions = 20;

const action = z.object({ text: z.string(), owner: z.string(), due: z.string() });
export type LiveAction = Readonly<z.output<typeof action>>;

export function encodeActions(actions: readonly LiveAction[]): string {
  return JSON.stringify(actions);
}

/** @throws ZodError for anything that `encodeActions` did not make */
export function decodeActions(text: string): readonly LiveAction[] {
  return z.array(action).parse(JSON.parse(text));
}

const cycle = z.object({
  customer: z.string(),
  begins: z.string(),
  ends: z.string(),
  phase: z.enum(['adding', 'giving-dots', 'counted']),
  moments: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      should: z.string(),
      now: z.string(),
      measure: z.string(),
      matters: z.boolean(),
      dots: count,
    }),
  ),
});

export function encodeCycle(given: Cycle): string {
  return JSON.stringify(given);
}

/** Returns undefined for a room that maps no moments. @throws ZodError for anything that `encodeCycle` did not make */
export function decodeCycle(text: string): Cycle | undefined {
  return text === '' ? undefined : cycle.parse(JSON.parse(text));
}

/** The moments to which one phone has given its dots. */
export function encodeDots(chosen: readonly string[]): string {
  return JSON.stringify(chosen);
}

/** @throws ZodError for anything that `encodeDots` did not make */
export function decodeDots(text: string): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(text));
}
