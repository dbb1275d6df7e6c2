/** The pages without a database, the first half. */
import { describe, expect, it } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { siteInBrowser } from './browser.ts';
import { testPages } from './pages.ts';
import { contentWithGap, withoutDatabase } from './states.ts';

const site = siteInBrowser({ content: contentWithGap });

describe('a page', () => {
  testPages(site, withoutDatabase.slice(0, withoutDatabase.length / 2));

  it('with an unnamed button and low contrast is reported by axe', async () => {
    const { page } = await site.visitor();
    await page.goto('/about');
    await page.locator('h1').evaluate((heading) => {
      heading.style.color = '#ccc';
      heading.append(heading.ownerDocument.createElement('button'));
    });
    await loadAxe(page);
    const rules = (await violations(page)).map((line) => line.split(' ')[0]);
    expect(rules).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
  });
});
