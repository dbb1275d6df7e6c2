import { createHash } from 'node:crypto';
import type { Holdings } from '../../assessment/holdings.ts';
import { payloadOf } from '../../codec/state.ts';

/**
 * Tells one state of something from another, so that a form can say what it was made from: what another tab has saved
 * since must not be lost unseen.
 * @param content anything that JSON can write
 */
export function fingerprint(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 12);
}

/** Of everything a browser holds, whenever it was saved. @throws Error for what no cookie could hold */
export function fingerprintOfHoldings({ visitor, plan, moments }: Holdings): string {
  return fingerprint([
    payloadOf({ ...visitor, savedOn: 0 }),
    { ...plan, savedOn: '' },
    { ...moments, savedOn: '' },
  ]);
}
