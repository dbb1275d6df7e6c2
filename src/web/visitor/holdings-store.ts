/** Everything a visitor's browser holds, read from its cookies and written back to them, all of it or nothing. */
import type { Request, Response } from 'express';
import type { Holdings } from '../../assessment/holdings.ts';
import { dayOf } from '../../assessment/visitor.ts';
import { SheetTooLarge, StateTooLarge } from '../http/errors.ts';
import type { Site } from '../site.ts';

/** Never throws. */
export function readHoldings({ store, plan, moments }: Site, req: Request, res: Response): Holdings {
  return {
    visitor: store.read(req, res).visitor,
    plan: plan.read(req).sheet,
    moments: moments.read(req).sheet,
  };
}

/** @throws StateTooLarge or SheetTooLarge when a part is more than its cookie holds */
export function checkRoom({ deps, store, plan, moments }: Site, holdings: Holdings): void {
  if (store.room({ ...holdings.visitor, savedOn: dayOf(deps.now()) }) < 0) throw new StateTooLarge();
  const left = Math.min(plan.room(holdings.plan), moments.room(holdings.moments));
  if (left < 0) throw new SheetTooLarge(-left);
}

/**
 * Writes the parts that changed. No answer given just before comes back over them.
 * @throws StateTooLarge or SheetTooLarge, and then nothing is written
 */
export function saveHoldings(site: Site, req: Request, res: Response, before: Holdings, after: Holdings) {
  checkRoom(site, after);
  const { store, plan, moments } = site;
  if (after.visitor !== before.visitor) {
    store.save(req, res, after.visitor);
    store.forgetRecents(req, res);
  }
  if (after.plan !== before.plan) plan.save(req, res, after.plan);
  if (after.moments !== before.moments) moments.save(req, res, after.moments);
}
