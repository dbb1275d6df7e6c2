import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { siteInBrowser } from './browser.ts';
import { contentWithGap, type PageState, pageStates, reach } from './states.ts';

const site = siteInBrowser({ content: contentWithGap });
const storingSite = siteInBrowser({ content: contentWithGap, stores: true });
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const widths = [360, 1440];
const schemes = ['light', 'dark'] as const;

let axeSource: string;
beforeAll(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

/** Returns what axe finds: a line for each rule, with the number of elements and the first of them. */
async function violations(page: Page, runOnly: object = { type: 'tag', values: tags }): Promise<string[]> {
  // Injected through the debugger, so that the Content-Security-Policy stays unchanged.
  const options = { runOnly, preload: false, resultTypes: ['violations'] };
  const found = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as {
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
    passes: unknown[];
  };
  if (found.passes.length === 0) throw new Error('axe checked nothing');
  return found.violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${id} (${nodes.length}): ${first?.target.join(' ')}: ${first?.failureSummary.split('\n')[1]?.trim()}`;
  });
}

/** In dark mode only the colours differ. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** Light and dark, on a phone and on a wide screen. */
async function everyLook(state: PageState): Promise<string[]> {
  const { keeps, cookies, status, stores } = state;
  const visit = await (stores ? storingSite : site).visitor({
    keeps,
    cookies,
    expects: status ? [status] : [],
  });
  const { page } = visit;
  await reach(visit, state);
  await page.evaluate(axeSource);
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      for (const line of await violations(page, colorScheme === 'dark' ? colours : undefined))
        found.push(`${width} px, ${colorScheme}: ${line}`);
    }
  }
  return found;
}

describe('axe finds no fault', () => {
  it.each(pageStates)('on $name', async (state) => {
    expect(await everyLook(state)).toEqual([]);
  });

  it('and reports a page with an unnamed button and low contrast', async () => {
    const { page } = await site.visitor();
    await page.goto('/about');
    await page.locator('h1').evaluate((heading) => {
      heading.style.color = '#ccc';
      heading.append(heading.ownerDocument.createElement('button'));
    });
    await page.evaluate(axeSource);
    const rules = (await violations(page)).map((line) => line.split(' ')[0]);
    expect(rules).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
  });
});
