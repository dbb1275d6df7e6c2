/** The resume link: a token (token.ts) with everything that the browser holds, or with a part of it. */
import { z } from 'zod';
import type { Holdings } from '../../assessment/holdings.ts';
import { emptyMoments, isEmptyMoments } from '../../assessment/moments.ts';
import { emptyPlan, isEmptyPlan } from '../../assessment/plan.ts';
import type { Secrets } from '../signature.ts';
import { type Editions, type FormerState, payloadOf, visitorFrom } from '../state.ts';
import { momentsSchema, planSchema } from '../worksheets.ts';
import { decodeToken, encodeToken, type TokenFault, tokenIn } from './token.ts';

const bundle = z.object({ v: z.unknown(), p: planSchema.optional(), m: momentsSchema.optional() });

export type Link =
  | { readonly ok: true; readonly holdings: Holdings }
  /** `former` is set when the reason is 'other-edition': what the link holds, which does not count here. */
  | { readonly ok: false; readonly reason: TokenFault; readonly former?: FormerState };

export function encodeLink(
  { visitor, plan, moments }: Holdings,
  editions: Editions,
  secrets: Secrets,
): string {
  const json = {
    v: payloadOf(visitor),
    ...(isEmptyPlan(plan) ? {} : { p: plan }),
    ...(isEmptyMoments(moments) ? {} : { m: moments }),
  };
  return encodeToken('r', json, editions, secrets);
}

/** @param pasted the link, or its token */
export function decodeLink(pasted: string, editions: Editions, secrets: Secrets): Link {
  const token = decodeToken('r', tokenIn(pasted), editions, secrets);
  if (!token.ok && token.reason !== 'other-edition') return { ok: false, reason: token.reason };
  const parsed = bundle.safeParse(token.json);
  const visitor = parsed.success ? visitorFrom(parsed.data.v) : undefined;
  if (!parsed.success || !visitor) return { ok: false, reason: 'damaged' };
  if (!token.ok)
    return { ok: false, reason: 'other-edition', former: { edition: token.edition ?? 0, visitor } };
  const { p: plan = emptyPlan, m: moments = emptyMoments } = parsed.data;
  return { ok: true, holdings: { visitor, plan, moments } };
}
