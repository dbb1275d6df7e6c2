import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { assessmentOf, keeper, keyQuestions, saveButton } from './answering.ts';
import { siteInBrowser, soon } from './browser.ts';
import { contentWithGap, pageStates, reach } from './states.ts';

const site = siteInBrowser({ content: contentWithGap });
const storingSite = siteInBrowser({ content: contentWithGap, stores: true });

const [first] = keyQuestions;

/**
 * Returns the elements that extend beyond the right edge of the window, and by how much. The answer table may: it needs two
 * dimensions, and scrolls in its box (WCAG 2.2, 1.4.10).
 */
async function outside(page: Page): Promise<string[]> {
  return page.locator('html').evaluate((html) => {
    const { innerWidth } = html.ownerDocument.defaultView;
    const found: string[] = [];
    if (html.scrollWidth > innerWidth) found.push(`the page: ${html.scrollWidth} of ${innerWidth} px`);
    for (const element of html.querySelectorAll('main *, header *, footer *')) {
      const { left, right, width } = element.getBoundingClientRect();
      const shown =
        width > 1 && element.checkVisibility() && !element.closest('.hidden, .skip, thead, .answers');
      if (shown && (right > innerWidth + 1 || left < -1))
        found.push(`${element.tagName} “${element.textContent.trim().slice(0, 40)}”: ${left} to ${right}`);
    }
    return found;
  });
}

/** Text spacing as in WCAG 2.2, 1.4.12, and the largest font size that browsers offer. */
async function enlarge(page: Page): Promise<void> {
  await page.locator('html').evaluate((html) => {
    const { CSSStyleSheet } = html.ownerDocument.defaultView;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html { font-size: 32px }
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-bottom: 2em !important }`);
    html.ownerDocument.adoptedStyleSheets = [sheet];
  });
}

/** Returns the elements that cut off their text. Fields and the answer table scroll by themselves. */
async function cut(page: Page): Promise<string[]> {
  return page.locator('html').evaluate((html) => {
    const found: string[] = [];
    for (const element of html.querySelectorAll('body *')) {
      const { overflowX, overflowY } = html.ownerDocument.defaultView.getComputedStyle(element);
      const isSmall = element.clientWidth < 2 || !element.checkVisibility();
      if (isSmall || element.closest('.hidden, .skip, .answers-box, svg, input, textarea, select, progress'))
        continue;
      const wide = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const high = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
      if (wide || high) found.push(`${element.tagName}.${element.className}`);
    }
    return found;
  });
}

/** WAI-ARIA 1.2, landmark roles: a section or form is one only with a name. */
const landmarks =
  'body > header, body > footer, main, nav, aside, search, :is(section, form):is([aria-label], [aria-labelledby]), [role=region]';

describe('at 320 pixels and at 400 % zoom', () => {
  it.each(pageStates)('$name needs no horizontal scrolling, and cuts no large text', async (state) => {
    const { keeps, cookies, status, stores } = state;
    const visit = await (stores ? storingSite : site).visitor({
      keeps,
      cookies,
      width: 320,
      height: 640,
      expects: status ? [status] : [],
    });
    await reach(visit, state);
    expect(await outside(visit.page)).toEqual([]);
    expect(await visit.page.locator(landmarks).count()).toBeLessThanOrEqual(20);
    // The CSS pixels of 1280 x 1024 at 400 % zoom (WCAG 2.2, 1.4.10 Reflow).
    const zoomed = { width: 320, height: 256, deviceScaleFactor: 4, mobile: false };
    const devtools = await visit.context.newCDPSession(visit.page);
    await devtools.send('Emulation.setDeviceMetricsOverride', zoomed);
    await soon(() => visit.page.evaluate('devicePixelRatio')).toBe(4);
    expect(await outside(visit.page)).toEqual([]);
    await enlarge(visit.page);
    expect(await outside(visit.page)).toEqual([]);
    expect(await cut(visit.page)).toEqual([]);
  });
});

describe('a question page on a phone', () => {
  const fingertip = 44;
  async function question(): Promise<Page> {
    const { page } = await site.visitor({ keeps: keeper([assessmentOf('1')]), width: 360, height: 740 });
    await page.goto(`/questions/${first?.id}`);
    return page;
  }
  const targets: Record<string, (page: Page) => Locator> = {
    ratings: (page) => page.locator('fieldset.rating label, .lines summary'),
    'ways on': (page) => page.locator('.ways a, .ways button, .so-far summary'),
    buttons: (page) => page.locator('button, .button'),
    'cells of the table': (page) => page.locator('table.answers td a'),
    'links of the site’s head and foot': (page) => page.locator('header a:visible, header summary, footer a'),
    'links to the questions before and after': (page) => page.locator('.neighbours a'),
    'links to the parts of the guidance': (page) => page.locator('.guidance .contents a'),
    'switch of the number keys': (page) => page.locator('.keys label'),
  };

  it.each(Object.entries(targets))('has %s of at least the target size', async (_name, locate) => {
    const found = await locate(await question()).evaluateAll((elements) =>
      elements.map((element): { text: string; height: number } => ({
        text: element.textContent.trim(),
        height: element.getBoundingClientRect().height,
      })),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ height }) => height < fingertip)).toEqual([]);
  });
});

describe('a question page on a wide screen', () => {
  const parts: Record<string, (page: Page) => Locator> = {
    'save button': saveButton,
    'switch of the number keys': (page) => page.locator('.ask .keys'),
    progress: (page) => page.locator('.ask .progress'),
    'name of the group': (page) => page.locator('.ask .about'),
  };
  const screens = [
    { width: 1280, height: 720 },
    { width: 1440, height: 900 },
  ];

  // The form is sticky beside the guidance. A part below the window's edge would only appear at the end of the guidance.
  it.each(
    screens.flatMap((screen) => Object.entries(parts).map(([part, locate]) => ({ part, locate, ...screen }))),
  )(
    'lets the visitor scroll to the $part beside the guidance ($width x $height)',
    async ({ locate, ...size }) => {
      const { page } = await site.visitor({
        keeps: keeper([assessmentOf('1')]),
        width: size.width,
        height: size.height,
      });
      await page.goto(`/questions/${first?.id}`);
      const { top, bottom } = await locate(page).evaluate((element): { top: number; bottom: number } => {
        element.scrollIntoView({ block: 'nearest' });
        return element.getBoundingClientRect();
      });
      // Scroll positions are whole pixels; heights are not.
      expect(top).toBeGreaterThanOrEqual(-1);
      expect(bottom).toBeLessThanOrEqual(size.height + 1);
    },
  );
});
