/** Finds what does not fit on a page: beyond the window's edge, cut off, or too many landmarks. */
import type { Page } from 'playwright-core';
import { soon } from './browser.ts';

/**
 * Returns the elements that extend beyond the right edge of the window, and by how much. The answer table may: it needs two
 * dimensions, and scrolls in its box (WCAG 2.2, 1.4.10).
 */
export async function outside(page: Page): Promise<string[]> {
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

/** Shows the page at the CSS pixels of 1280 x 1024 at 400 % zoom (WCAG 2.2, 1.4.10 Reflow). */
export async function zoom(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const zoomed = { width: 320, height: 256, deviceScaleFactor: 4, mobile: false };
  await devtools.send('Emulation.setDeviceMetricsOverride', zoomed);
  await soon(() => page.evaluate('devicePixelRatio')).toBe(4);
}

/** Sets the text spacing of WCAG 2.2, 1.4.12, and the largest font size that browsers offer. */
export async function enlarge(page: Page): Promise<void> {
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
export async function cut(page: Page): Promise<string[]> {
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

export async function landmarksOf(page: Page): Promise<number> {
  return page.locator(landmarks).count();
}
