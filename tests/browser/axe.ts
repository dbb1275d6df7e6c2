/** Looks at a page with axe. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Loads axe into a page, through the debugger, so that the Content-Security-Policy stays unchanged. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(axe);
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const contrast = ['color-contrast', 'link-in-text-block'];

/** What of axe is run: everything, only the rules about colours, or everything else. */
const runs = {
  everything: { runOnly: { type: 'tag', values: tags } },
  colours: { runOnly: { type: 'rule', values: contrast } },
  'all but colours': {
    runOnly: { type: 'tag', values: tags },
    rules: Object.fromEntries(contrast.map((rule) => [rule, { enabled: false }])),
  },
};

/** Returns what axe finds: a line for each rule, with the number of elements and the first of them. */
export async function violations(page: Page, run: keyof typeof runs = 'everything'): Promise<string[]> {
  const options = { ...runs[run], preload: false, resultTypes: ['violations'] };
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

/** Dark pages and those with forced colours have other colours than the light ones, wide ones another layout. */
const looks = [
  { name: 'phone, light', width: 360, colorScheme: 'light', forcedColors: 'none', run: 'everything' },
  { name: 'phone, dark', width: 360, colorScheme: 'dark', forcedColors: 'none', run: 'colours' },
  { name: 'phone, forced', width: 360, colorScheme: 'dark', forcedColors: 'active', run: 'colours' },
  { name: 'wide, light', width: 1440, colorScheme: 'light', forcedColors: 'none', run: 'all but colours' },
] as const;

/** Returns what axe finds on a phone and on a wide screen, in light, dark and forced colours. */
export async function violationsInAllLooks(page: Page): Promise<string[]> {
  await loadAxe(page);
  const found: string[] = [];
  for (const { name, width, run, ...colours } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia(colours);
    for (const line of await violations(page, run)) found.push(`${name}: ${line}`);
  }
  return found;
}
