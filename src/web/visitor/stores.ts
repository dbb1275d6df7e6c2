/** The three stores of what a browser holds, each with its own cookies. */
import { emptyMoments, type Moments } from '../../assessment/moments.ts';
import { emptyPlan, type Plan } from '../../assessment/plan.ts';
import type { Editions } from '../../codec/state.ts';
import { momentsCodec, planCodec } from '../../codec/worksheets.ts';
import type { Dependencies } from '../dependencies.ts';
import { momentsCookie, planCookie } from './cookies.ts';
import { VisitorStore } from './visitor-store.ts';
import { WorksheetStore } from './worksheet-store.ts';

export interface Stores {
  readonly store: VisitorStore;
  readonly plan: WorksheetStore<Plan>;
  readonly moments: WorksheetStore<Moments>;
}

export function openStores(deps: Pick<Dependencies, 'now' | 'today' | 'newKey'>, editions: Editions): Stores {
  return {
    store: new VisitorStore(deps, editions),
    plan: new WorksheetStore(deps, planCookie, planCodec, emptyPlan),
    moments: new WorksheetStore(deps, momentsCookie, momentsCodec, emptyMoments),
  };
}
