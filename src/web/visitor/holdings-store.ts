/** Reads and saves everything a browser holds: the answers, the plan and the moments of truth. */
import { type Holdings, noHoldings } from '../../assessment/holdings.ts';
import { StateTooLarge, WorksheetTooLarge } from '../http/errors.ts';
import type { CookieJar } from './cookie-jar.ts';
import { fitsRequest, spaceLeftAlone, stateReserve } from './cookie-room.ts';
import { momentsCookie, planCookie, stateCookie } from './cookies.ts';
import type { Stores } from './stores.ts';

/** Never throws. */
export function readHoldings({ store, plan, moments }: Stores, jar: CookieJar): Holdings {
  return {
    visitor: store.read(jar).visitor,
    plan: plan.read(jar).worksheet,
    moments: moments.read(jar).worksheet,
  };
}

/** @throws StateTooLarge or WorksheetTooLarge when a part does not fit its cookie, or all together do not fit a request */
export function checkSpace(stores: Stores, jar: CookieJar, holdings: Holdings): void {
  const { store, plan, moments } = stores;
  const before = readHoldings(stores, jar);
  const sizes = new Map<string, number>();
  if (holdings.visitor !== before.visitor) {
    sizes.set(stateCookie, store.size(holdings.visitor));
    if (store.spaceLeft(jar, holdings.visitor) < 0) throw new StateTooLarge();
  }
  const left = [0];
  if (holdings.plan !== before.plan) {
    sizes.set(planCookie, plan.size(holdings.plan));
    left.push(plan.spaceLeft(jar, holdings.plan, spaceLeftAlone));
  }
  if (holdings.moments !== before.moments) {
    sizes.set(momentsCookie, moments.size(holdings.moments));
    left.push(moments.spaceLeft(jar, holdings.moments, spaceLeftAlone));
  }
  // Worksheets leave the answers room to grow.
  if (left.length > 1) sizes.set(stateCookie, Math.max(store.size(holdings.visitor), stateReserve));
  if (Math.min(...left) < 0) throw new WorksheetTooLarge(-Math.min(...left));
  if (!fitsRequest(jar, sizes)) throw new StateTooLarge();
}

/**
 * Saves the parts that changed. Recent answers no longer count then.
 * @returns what the response has no room for; undefined when everything was saved
 * @throws StateTooLarge or WorksheetTooLarge, and then nothing is written
 */
export function saveHoldings(stores: Stores, jar: CookieJar, after: Holdings): Holdings | undefined {
  const { store, plan, moments } = stores;
  checkSpace(stores, jar, after);
  const before = readHoldings(stores, jar);
  if (after.visitor !== before.visitor) store.replace(jar, after.visitor);
  const isLeft = { plan: false, moments: false };
  if (after.plan !== before.plan) {
    isLeft.plan = plan.spaceLeft(jar, after.plan) < 0;
    if (!isLeft.plan) plan.save(jar, after.plan);
  }
  if (after.moments !== before.moments) {
    isLeft.moments = moments.spaceLeft(jar, after.moments) < 0;
    if (!isLeft.moments) moments.save(jar, after.moments);
  }
  if (!isLeft.plan && !isLeft.moments) return undefined;
  return {
    ...noHoldings,
    ...(isLeft.plan ? { plan: after.plan } : {}),
    ...(isLeft.moments ? { moments: after.moments } : {}),
  };
}

/**
 * Puts the parts that changed into the jar as far as the response has room for them: `CookieJar.dropOptional` leaves out what
 * it has no room for, to be read from the saved copy again.
 */
export function bringHoldings(stores: Stores, jar: CookieJar, after: Holdings): void {
  checkSpace(stores, jar, after);
  const before = readHoldings(stores, jar);
  const names = [stateCookie, planCookie, momentsCookie];
  if (after.visitor !== before.visitor) stores.store.replace(jar, after.visitor);
  jar.makeOptional(...names);
  if (after.plan !== before.plan) stores.plan.save(jar, after.plan);
  jar.makeOptional(...names);
  if (after.moments !== before.moments) stores.moments.save(jar, after.moments);
  jar.makeOptional(...names);
}
