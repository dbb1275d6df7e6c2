import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { assessmentOf, keeper, keyQuestions, saveButton } from './answering.ts';
import { siteInBrowser } from './browser.ts';
import { contentWithGap } from './states.ts';

const site = siteInBrowser({ content: contentWithGap });

const [first] = keyQuestions;

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
