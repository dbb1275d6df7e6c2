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

/** What axe finds, a line a rule, with how many elements and the first of them. */
async function violations(page: Page, runOnly: object = { type: 'tag', values: tags }): Promise<string[]> {
  // Handed over by the debugger, so that the Content-Security-Policy stays as it is. Nothing is fetched for axe.
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

/** Nothing but colours differs between light and dark. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** In light and dark, on a phone and on a wide screen. */
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

describe('axe finds nothing', () => {
  it.each(pageStates)('on $name', async (state) => {
    expect(await everyLook(state)).toEqual([]);
  });

  it('but would: a page with a button without a name and pale text is reported', async () => {
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
