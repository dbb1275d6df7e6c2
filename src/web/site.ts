import type { Moments } from '../assessment/moments.ts';
import type { Plan } from '../assessment/plan.ts';
import type { Editions } from '../codec/state.ts';
import type { Dependencies } from './dependencies.ts';
import type { Outgoing } from './http/http.ts';
import type { Brand } from './render/brand.ts';
import type { SendPage } from './render/page.ts';
import type { VisitorStore } from './visitor/visitor-store.ts';
import type { SheetStore } from './visitor/worksheet-store.ts';

/** What a page's routes are made with. */
export interface Site {
  readonly deps: Dependencies;
  readonly brand: Brand;
  readonly store: VisitorStore;
  readonly plan: SheetStore<Plan>;
  readonly moments: SheetStore<Moments>;
  /** Which content the answers of cookies, links and files belong to. */
  readonly editions: Editions;
  /**
   * An address of this site for a link that is taken elsewhere: with the origin, from BASE_URL or from the request.
   */
  readonly url: (res: Outgoing, address: string) => string;
  readonly send: SendPage;
  /** An address of this site for a redirect, with the prefix of BASE_URL. */
  readonly path: (address: string) => string;
  /** Links glossary terms in HTML, each once; a new one for each page. */
  readonly terms: () => (html: string) => string;
}
