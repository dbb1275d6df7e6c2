import type { Holdings } from '../../assessment/holdings.ts';
import type { CopyParts } from '../../assessment/reconcile.ts';
import { holdingsOf, partsOf } from '../../codec/database/copy.ts';
import { StateTooLarge, WorksheetTooLarge } from '../http/errors.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { checkSpace, readHoldings } from '../visitor/holdings-store.ts';
import type { Stores } from '../visitor/stores.ts';

/**
 * Returns the holdings that these parts of a copy make up; undefined when they are inconsistent or too large for the cookies.
 * @param today in days since 1 January 1970
 * @param edition the present one
 */
export function holdingsThatFit(
  stores: Stores,
  jar: CookieJar,
  parts: CopyParts,
  today: number,
  edition: number,
): Holdings | undefined {
  const found = holdingsOf(parts, today);
  if (!found) return undefined;
  const before = readHoldings(stores, jar);
  const own = partsOf(before, edition);
  const isSame = (name: string) => own.get(name) === parts.get(name);
  const isWorksheet = (name: string) => name === 'plan' || name === 'moments';
  const hasSameAnswers = [...own.keys(), ...parts.keys()].every((name) => isWorksheet(name) || isSame(name));
  const holdings = {
    // What is unchanged stays the same object, so that its cookie is not written again.
    visitor: hasSameAnswers ? before.visitor : found.visitor,
    plan: isSame('plan') ? before.plan : found.plan,
    moments: isSame('moments') ? before.moments : found.moments,
  };
  try {
    checkSpace(stores, jar, holdings);
    return holdings;
  } catch (error) {
    if (error instanceof StateTooLarge || error instanceof WorksheetTooLarge) return undefined;
    throw error;
  }
}
