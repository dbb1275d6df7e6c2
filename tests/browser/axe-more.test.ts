/** Accessibility of the pages without a database: the second half. axe.test.ts has the others. */
import { describe } from 'vitest';
import { testStates } from './axe.ts';
import { siteInBrowser } from './browser.ts';
import { contentWithGap, withoutDatabase } from './states.ts';

describe('axe finds no fault', () => {
  testStates(siteInBrowser({ content: contentWithGap }), withoutDatabase.slice(withoutDatabase.length / 2));
});
