import type { Dependencies } from './dependencies.ts';
import type { SendPage } from './page.ts';
import type { VisitorStore } from './visitor-store.ts';

/** What a page's routes are made with. */
export interface Site {
  readonly deps: Dependencies;
  readonly store: VisitorStore;
  readonly send: SendPage;
  /** An address of this site for a redirect, with the prefix of BASE_URL. */
  readonly path: (address: string) => string;
  /** Links glossary terms in HTML, each once; a new one for each page. */
  readonly terms: () => (html: string) => string;
}
