/** Accessibility of the pages that need a database: copies, teams, the benchmark, live rooms. */
import { describe } from 'vitest';
import { testStates } from './axe.ts';
import { siteInBrowser } from './browser.ts';
import { contentWithGap, pageStates } from './states.ts';

describe('axe finds no fault with a database', () => {
  testStates(
    siteInBrowser({ content: contentWithGap, stores: true }),
    pageStates.filter(({ stores }) => stores),
  );
});
