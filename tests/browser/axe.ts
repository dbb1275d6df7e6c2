/** Looks at pages with axe. Three test files use it, so that two workers share the work. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { SiteInBrowser } from './browser.ts';
import { type PageState, reach } from './states.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Loads axe into a page. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(await readFile(axeFile, 'utf8'));
}

/** Returns what axe finds: a line for each rule, with the number of elements and the first of them. */
export async function violations(
  page: Page,
  runOnly: object = { type: 'tag', values: tags },
): Promise<string[]> {
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

/** The widths and schemes. Dark pages have other colours at every width, so one is enough. */
const looks = [
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'light' },
] as const;

/** Tests that axe finds no fault on the pages in these states, light and dark, on a phone and on a wide screen. */
export function testStates(site: SiteInBrowser, states: readonly PageState[]): void {
  it.each(states)('on $name', async (state) => {
    const { keeps, cookies, status } = state;
    const visit = await site.visitor({ keeps, cookies, expects: status ? [status] : [] });
    const { page } = visit;
    await reach(visit, state);
    await loadAxe(page);
    const found: string[] = [];
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const line of await violations(page, colorScheme === 'dark' ? colours : undefined))
        found.push(`${width} px, ${colorScheme}: ${line}`);
    }
    expect(found).toEqual([]);
  });
}
