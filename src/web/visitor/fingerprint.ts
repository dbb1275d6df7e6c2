import { createHash } from 'node:crypto';
import type { Holdings } from '../../assessment/holdings.ts';
import { payloadOf } from '../../codec/state.ts';

/**
 * Returns a hash that a form sends back, so that the server notices when another tab has saved since the form was shown.
 * @param content any JSON value
 */
export function fingerprint(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 12);
}

/** Returns the fingerprint of everything a browser holds, without its dates. @throws Error for a state that cannot be encoded */
export function fingerprintOfHoldings({ visitor, plan, moments }: Holdings): string {
  return fingerprint([
    payloadOf({ ...visitor, savedOn: 0 }),
    { ...plan, savedOn: '' },
    { ...moments, savedOn: '' },
  ]);
}
