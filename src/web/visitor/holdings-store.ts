/** Reads and saves everything a browser holds: the answers, the plan and the moments of truth. */
import type { Holdings } from '../../assessment/holdings.ts';
import { StateTooLarge, WorksheetTooLarge } from '../http/errors.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { Stores } from './stores.ts';

/** Never throws. */
export function readHoldings({ store, plan, moments }: Stores, jar: CookieJar): Holdings {
  return {
    visitor: store.read(jar).visitor,
    plan: plan.read(jar).worksheet,
    moments: moments.read(jar).worksheet,
  };
}

/** @throws StateTooLarge or WorksheetTooLarge when a part does not fit its cookie */
export function checkSpace({ store, plan, moments }: Stores, holdings: Holdings): void {
  if (store.spaceLeft(holdings.visitor) < 0) throw new StateTooLarge();
  const left = Math.min(plan.spaceLeft(holdings.plan), moments.spaceLeft(holdings.moments));
  if (left < 0) throw new WorksheetTooLarge(-left);
}

/**
 * Saves the parts that changed, and drops recent answers, so that they are not restored over them.
 * @throws StateTooLarge or WorksheetTooLarge, and then nothing is written
 */
export function saveHoldings(stores: Stores, jar: CookieJar, after: Holdings): void {
  checkSpace(stores, after);
  const before = readHoldings(stores, jar);
  if (after.visitor !== before.visitor) stores.store.replace(jar, after.visitor);
  if (after.plan !== before.plan) stores.plan.save(jar, after.plan);
  if (after.moments !== before.moments) stores.moments.save(jar, after.moments);
}
