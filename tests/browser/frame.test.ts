/** The head, the foot, the fonts and the colours of every page. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { assessmentOf, keeper, keyQuestions } from './answering.ts';
import { siteInBrowser, soon } from './browser.ts';

const site = siteInBrowser();
const storingSite = siteInBrowser({ stores: true });
const question = `/questions/${keyQuestions[0]?.id}`;
const phone = { width: 360, height: 740 };
const menu = (page: Page) => page.locator('header details');

/** Returns the texts of the links that a visitor sees. */
async function linksIn(page: Page, place: string): Promise<string[]> {
  const links = page.locator(`${place} a:visible`);
  return (await links.allTextContents()).map((text) => text.trim());
}

describe('the head', () => {
  it.each([
    ['without a database', site, []],
    ['with a database', storingSite, ['Teams']],
  ])('lists the main pages on a wide screen %s', async (_what, where, teams) => {
    const { page } = await where.visitor();
    await page.goto('/');
    expect(await linksIn(page, 'header nav')).toEqual(['Questions', 'Report', 'Plan', ...teams]);
    await menu(page).locator('summary').click();
    expect(await linksIn(page, 'header details')).toEqual([
      'Carry on elsewhere',
      'Share my report',
      'Compare with colleagues',
      'Moments of truth',
      'A sample report',
    ]);
  });

  it.each(['/', question, '/questions', '/report', '/about', '/plan'])(
    'is one line of at most 52 pixels on a phone: %s',
    async (address) => {
      const { page } = await site.visitor(phone);
      await page.goto(address);
      expect(await page.locator('header').evaluate((header) => header.offsetHeight)).toBeLessThanOrEqual(52);
    },
  );

  it('draws the mark of the site alike beside charts and without them', async () => {
    const { page } = await site.visitor();
    const boxes = [];
    for (const address of ['/about', '/', '/sample']) {
      await page.goto(address);
      const parts = page.locator('header .mark > *');
      boxes.push(
        await parts.evaluateAll((all) => all.map((part): number => part.getBoundingClientRect().width)),
      );
    }
    expect(boxes[1]).toEqual(boxes[0]);
    expect(boxes[2]).toEqual(boxes[0]);
  });

  it('has every page in its menu on a phone, without JavaScript too', async () => {
    const { page } = await storingSite.visitor({ ...phone, javaScript: false });
    await page.goto('/plan');
    expect(await linksIn(page, 'header nav')).toEqual([]);
    await menu(page).locator('summary').click();
    expect(await linksIn(page, 'header nav')).toEqual([
      'Questions',
      'Report',
      'Plan',
      'Teams',
      'Carry on elsewhere',
      'Share my report',
      'Compare with colleagues',
      'Moments of truth',
      'A sample report',
    ]);
    expect(await page.locator('header [aria-current]:visible').textContent()).toBe('Plan');
  });

  it('closes its menu with Escape, which returns the focus, and with a click beside it', async () => {
    const { page } = await site.visitor(phone);
    await page.goto('/about');
    await menu(page).locator('summary').click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await menu(page).getAttribute('open')).toBeNull();
    expect(await page.locator(':focus').textContent()).toBe('More');
    await page.keyboard.press('Enter');
    expect(await menu(page).getAttribute('open')).not.toBeNull();
    await page.mouse.click(100, 700);
    await soon(() => menu(page).getAttribute('open')).toBeNull();
  });

  it.each([
    ['/resume', 'Carry on elsewhere'],
    ['/share', 'Share my report'],
    ['/compare', 'Compare with colleagues'],
    ['/moments', 'Moments of truth'],
    ['/sample', 'A sample report'],
  ])('marks the current page in its menu: %s', async (address, title) => {
    const { page } = await site.visitor();
    await page.goto(address);
    expect(await page.locator('header details [aria-current]').textContent()).toBe(title);
  });
});

describe('the fonts', () => {
  /** The width of a text on one line, and the height of that line. */
  async function sizesOf(page: Page, selector: string) {
    return page
      .locator(selector)
      .first()
      .evaluate((element): { width: number; height: number } => {
        element.style.cssText = 'display: block; width: max-content; max-width: none; white-space: nowrap';
        const { width, height } = element.getBoundingClientRect();
        return { width, height };
      });
  }

  it.for(['h1', '.lead', '.primary'])(
    'are as wide as their local fallbacks: %s',
    async (selector, { skip }) => {
      const { page } = await site.visitor();
      await page.goto('/');
      await page.evaluate('document.fonts.ready');
      const own = await sizesOf(page, selector);
      const without = await site.visitor();
      await without.context.route('**/*.woff2', (route) => route.fulfill({ status: 200, body: '' }));
      await without.page.goto('/');
      const faces =
        '[...document.fonts].filter(({ family, status }) => family.includes("Local") && status === "loaded")';
      if ((await without.page.evaluate(`${faces}.length`)) === 0)
        skip('this machine has none of the local fonts');
      const local = await sizesOf(without.page, selector);
      expect(local.height).toBeCloseTo(own.height, 0);
      expect(Math.abs(local.width / own.width - 1)).toBeLessThan(0.04);
    },
  );

  it('are not fetched with "reduce data"', async () => {
    const { page, context } = await site.visitor();
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'font') fetched.push(request.url());
    });
    await page.goto('/about');
    await page.evaluate('document.fonts.ready');
    expect(fetched.length).toBeGreaterThan(0);
    fetched.length = 0;
    // Chromium knows the media feature only behind a flag, so here its rule is made to apply.
    await context.route('**/site.*.css', async (route) => {
      const response = await route.fetch();
      const css = await response.text();
      expect(css).toContain('(prefers-reduced-data: reduce)');
      await route.fulfill({ response, body: css.replace('(prefers-reduced-data: reduce)', 'all') });
    });
    await page.goto('/glossary');
    await page.evaluate('document.fonts.ready');
    expect(fetched).toEqual([]);
  });
});

describe('in forced colours', () => {
  async function styleOf(page: Page, selector: string, property: string): Promise<string> {
    return page
      .locator(selector)
      .first()
      .evaluate(
        (element, name): string => element.ownerDocument.defaultView.getComputedStyle(element)[name],
        property,
      );
  }
  async function forced(address: string): Promise<Page> {
    const { page } = await site.visitor({ keeps: keeper([assessmentOf('1')]) });
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(address);
    return page;
  }

  it('the primary button is filled, and others are not', async () => {
    const page = await forced('/questions');
    const ground = await styleOf(page, 'body', 'backgroundColor');
    const filled = await styleOf(page, '.button.primary', 'backgroundColor');
    expect(filled).not.toBe(ground);
    expect(await styleOf(page, '.button.primary', 'color')).not.toBe(filled);
    expect(await styleOf(page, '.button:not(.primary)', 'backgroundColor')).not.toBe(filled);
  });

  it('the current page is underlined', async () => {
    const page = await forced('/questions');
    expect(await styleOf(page, 'header nav [aria-current]', 'borderBottomWidth')).toBe('3px');
    expect(await styleOf(page, 'header nav a:not([aria-current])', 'borderBottomWidth')).toBe('0px');
  });

  it('progress is drawn in the colour of selected text', async () => {
    const page = await forced('/questions');
    expect(await styleOf(page, 'progress', 'forcedColorAdjust')).toBe('none');
    expect(await styleOf(page, 'progress', 'color')).toBe(await styleOf(page, '.primary', 'backgroundColor'));
  });
});
