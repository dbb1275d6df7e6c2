/** Makes resume links without the site. */
import type { Holdings } from '../../../src/assessment/holdings.ts';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import type { Visitor } from '../../../src/assessment/visitor.ts';
import { encodeLink } from '../../../src/codec/links/link.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { testContent, testSecret } from '../../site.ts';

const { instrument, acceptedEditions } = testContent;
export const editions = { current: instrument.edition, accepts: acceptedEditions };
export const secrets = secretsFrom([testSecret]);

export function holding(visitor: Visitor, worksheets: Partial<Omit<Holdings, 'visitor'>> = {}): Holdings {
  return { visitor, plan: emptyPlan, moments: emptyMoments, ...worksheets };
}

export function tokenOf(holdings: Holdings): string {
  return encodeLink(holdings, editions, secrets);
}

/** Returns the address that opens a link with these holdings. */
export function openAddress(holdings: Holdings): string {
  return `/resume/open?link=${tokenOf(holdings)}`;
}
