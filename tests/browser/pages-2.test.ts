/** The pages without a database, the second half. */
import { describe } from 'vitest';
import { siteInBrowser } from './browser.ts';
import { testPages } from './pages.ts';
import { contentWithGap, withoutDatabase } from './states.ts';

describe('a page', () => {
  testPages(siteInBrowser({ content: contentWithGap }), withoutDatabase.slice(withoutDatabase.length / 2));
});
