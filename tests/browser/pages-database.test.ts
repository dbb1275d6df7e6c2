/** The pages that need a database: copies, teams, the benchmark, live rooms. */
import { describe } from 'vitest';
import { siteInBrowser } from './browser.ts';
import { testPages } from './pages.ts';
import { contentWithGap, pageStates } from './states.ts';

describe('a page of a site with a database', () => {
  testPages(
    siteInBrowser({ content: contentWithGap, stores: true }),
    pageStates.filter(({ stores }) => stores),
  );
});
