/** Reads the posted form of /resume/open. */
import { z } from 'zod';
import { type Side, sides } from '../../assessment/comparison/merge.ts';
import type { Brought, Entered } from './resume-open-view.ts';

const side = z.enum(sides).optional().catch(undefined);
const openForm = z.object({
  from: z.enum(['link', 'file']).catch('link'),
  how: z.enum(['replace', 'beside', 'merge']).optional().catch(undefined),
  wins: side,
  plan: side,
  moments: side,
  seen: z.string().catch(''),
});
/** The field of a question that is decided by itself: pick-1-3.7. */
const pickName = /^pick-([a-z0-9]{1,12}-[1-9]\d{0,2}\.[1-9]\d{0,2})$/;

export interface OpenForm {
  readonly from: Brought['from'];
  /** The fingerprint of what the browser held when the page was made. */
  readonly seen: string;
  /** Has no field for what was not chosen, so that the proposal counts there. */
  readonly entered: Entered;
}

/** An unknown value counts as not chosen. @param body the fields of the form, in any shape */
export function parseOpenForm(body: unknown): OpenForm {
  const { from, seen, ...choice } = openForm.parse(body);
  const chosen = Object.entries(choice).filter(([, value]) => value !== undefined);
  return { from, seen, entered: { ...Object.fromEntries(chosen), picks: picksOf(body) } };
}

function picksOf(body: unknown): ReadonlyMap<string, Side> {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const picks = new Map<string, Side>();
  for (const [name, value] of Object.entries(fields)) {
    const key = pickName.exec(name)?.[1];
    const picked = z.enum(sides).safeParse(value);
    if (key && picked.success) picks.set(key, picked.data);
  }
  return picks;
}
