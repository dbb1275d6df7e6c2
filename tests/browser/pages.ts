/** Looks at each page in each state, for accessibility and for what does not fit. Three test files share the states between workers. */
import { expect, it } from 'vitest';
import { violationsInAllLooks } from './axe.ts';
import type { SiteInBrowser } from './browser.ts';
import { cut, enlarge, landmarksOf, outside, zoom } from './fit.ts';
import { type PageState, reach } from './states.ts';

const mostLandmarks = 20;

/** Each state is opened once for all checks: opening takes as long as checking. */
export function testPages(site: SiteInBrowser, states: readonly PageState[]): void {
  it.each(states)(
    '$name: axe finds no fault, all fits at 320 pixels and nothing cuts large text',
    async (state) => {
      const { keeps, cookies, status } = state;
      const expects = status ? [status] : [];
      const visit = await site.visitor({ keeps, cookies, width: 320, height: 640, expects });
      const { page } = visit;
      await reach(visit, state);
      const found: string[] = [];
      const note = (where: string, lines: readonly string[]) =>
        found.push(...lines.map((line) => `${where}: ${line}`));
      note('outside at 320 px', await outside(page));
      note('axe', await violationsInAllLooks(page));
      const landmarks = await landmarksOf(page);
      if (landmarks > mostLandmarks) note('landmarks', [String(landmarks)]);
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
      await zoom(page);
      note('outside at 400 %', await outside(page));
      await enlarge(page);
      note('outside with large text', await outside(page));
      note('cut with large text', await cut(page));
      expect(found).toEqual([]);
    },
  );
}
