/** How much room the report takes, and that its charts stay readable with large text, wide text spacing and forced colours. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/assessment/answers.ts';
import { testContent } from '../site.ts';
import { answersTo, assessmentOf, keeper, keyQuestions, someAnswer } from './answering.ts';
import { siteInBrowser } from './browser.ts';

const site = siteInBrowser();
const { questions, competencies } = testContent.instrument;

const everywhere = (answer: Answer) => answersTo(questions, () => answer);
const snapshots = [2, 3, 5].map((place, i) => ({
  takenOn: 20_000 + i,
  edition: testContent.instrument.edition,
  answers: answersTo(questions, (n) => someAnswer(n % 4 ? n : n + place)),
}));
/** Two competencies for which us is high, so that the headline names all six. */
const tied = answersTo(questions, (n) =>
  competencies.slice(0, 2).some((one) => one.questions.includes(questions[n] as (typeof questions)[number]))
    ? { me: 0, us: 3 }
    : { me: 3, us: 0 },
);
const name = 'A rather long name';
const results = [
  ['the key questions', keeper([assessmentOf('1', { answers: answersTo(keyQuestions) })], 'Zoë')],
  ['all questions', keeper([assessmentOf('1', { name, answers: answersTo(questions), snapshots })], 'Zoë')],
  ['the lowest answers', keeper([assessmentOf('1', { answers: everywhere({ me: 0, us: 0 }) })])],
  ['the highest answers', keeper([assessmentOf('1', { answers: everywhere({ me: 3, us: 3 }) })])],
  ['answers far apart', keeper([assessmentOf('1', { answers: tied })])],
  [
    'nothing that applies',
    keeper([assessmentOf('1', { answers: everywhere({ me: 'not-applicable', us: 'not-applicable' }) })]),
  ],
] as const;

const bottomOf = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .last()
    .evaluate((element): number => element.getBoundingClientRect().bottom);
const heightOf = (page: Page): Promise<number> =>
  page.locator('html').evaluate((html): number => html.scrollHeight);

describe.each(results)('the report of %s', (_, keeps) => {
  it('shows the headline and the whole chart on a phone, without scrolling', async () => {
    const { page } = await site.visitor({ keeps, width: 360, height: 740 });
    await page.goto('/report');
    expect(await bottomOf(page, '.headline')).toBeLessThan(await bottomOf(page, '.chart'));
    expect(await bottomOf(page, '.chart')).toBeLessThanOrEqual(740);
  });

  it('shows the chart, the priorities and the primary action on a wide screen, without scrolling', async () => {
    const { page } = await site.visitor({ keeps, width: 1440, height: 900 });
    await page.goto('/report');
    expect(await bottomOf(page, '.chart')).toBeLessThanOrEqual(900);
    expect(await page.locator('main .primary').count()).toBe(1);
    expect(await bottomOf(page, '.first-steps')).toBeLessThanOrEqual(900);
  });

  it('is at most 4,000 px high on a phone, and each chapter 6,000 with its coaching closed', async () => {
    const { page } = await site.visitor({ keeps, width: 360, height: 740 });
    await page.goto('/report');
    expect(await heightOf(page)).toBeLessThanOrEqual(4_000);
    const chapters = await page
      .locator('.chapters li a')
      .evaluateAll((links) => links.map((link): string => link.getAttribute('href')));
    expect(chapters.length).toBeGreaterThan(9);
    const high: string[] = [];
    for (const chapter of chapters) {
      await page.goto(chapter);
      await page.locator('.coaching').evaluateAll((all) => {
        for (const one of all) one.removeAttribute('open');
      });
      const height = await heightOf(page);
      if (height > 6_000) high.push(`${chapter}: ${height}`);
    }
    expect(high).toEqual([]);
  });
});

/** The texts of charts that overlap others, or that are cut off at an edge of the window. */
async function faultsOfCharts(page: Page): Promise<string[]> {
  return page.locator('html').evaluate((html) => {
    const { innerWidth } = html.ownerDocument.defaultView;
    const found: string[] = [];
    for (const chart of html.querySelectorAll('.chart, .chart-table')) {
      const boxes = [...chart.querySelectorAll('.label, text, th a, .given > span')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 1)
        .map((element) => ({ text: element.textContent.trim(), box: element.getBoundingClientRect() }));
      for (const [i, one] of boxes.entries()) {
        if (one.box.right > innerWidth + 1 || one.box.left < -1) found.push(`${one.text} is cut off`);
        for (const other of boxes.slice(i + 1)) {
          const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          // The boxes of texts are higher than their letters.
          if (across > 1 && down > 0.3 * Math.min(one.box.height, other.box.height))
            found.push(`${one.text} and ${other.text}`);
        }
      }
    }
    return found;
  });
}

const charts = ['/report', '/report/leadership', '/report/principles', '/report/where-to-start', '/sample'];

describe('the charts', () => {
  it.each([
    { width: 320, fontSize: 32 },
    { width: 360, fontSize: 16 },
    { width: 768, fontSize: 32 },
    { width: 1366, fontSize: 32 },
    { width: 1366, fontSize: 16 },
  ])('overlap no text at $width px with a font size of $fontSize px', async ({ width, fontSize }) => {
    for (const [what, keeps] of results.slice(0, 3)) {
      const { page } = await site.visitor({ keeps, width, height: 740 });
      for (const address of charts) {
        await page.goto(address);
        await page.locator('html').evaluate((html, size) => {
          html.style.fontSize = `${size}px`;
        }, fontSize);
        expect(await faultsOfCharts(page), `${what}, ${address}`).toEqual([]);
      }
    }
  });

  it('cut nothing off with text spacing at 320 px (WCAG 2.2, 1.4.12)', async () => {
    const { page } = await site.visitor({ keeps: results[0][1], width: 320, height: 640 });
    for (const address of charts) {
      await page.goto(address);
      await page.locator('main').evaluate((main) => {
        for (const element of [main, ...main.querySelectorAll('*')])
          Object.assign(element.style, { letterSpacing: '0.12em', wordSpacing: '0.16em', lineHeight: '1.5' });
      });
      expect(await faultsOfCharts(page), address).toEqual([]);
      expect(await page.locator('html').evaluate((html): number => html.scrollWidth)).toBeLessThanOrEqual(
        320,
      );
    }
  });

  it('have a filled me and an open us when colours are forced', async () => {
    const { page } = await site.visitor({ keeps: results[0][1] });
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto('/report');
    const styleOf = (selector: string, name: string, pseudo = '') =>
      page
        .locator(selector)
        .first()
        .evaluate(
          (element, [property, before]): string =>
            element.ownerDocument.defaultView
              .getComputedStyle(element, before || undefined)
              .getPropertyValue(property),
          [name, pseudo] as const,
        );
    const paper = await styleOf('body', 'background-color');
    expect(await styleOf('.line circle.me', 'fill')).not.toBe(paper);
    expect(await styleOf('.line rect.us', 'fill')).toBe(paper);
    expect(await styleOf('.me-mark', 'background-color', '::before')).not.toBe(paper);
    expect(await styleOf('.us-mark', 'background-color', '::before')).not.toBe(
      await styleOf('.me-mark', 'background-color', '::before'),
    );
  });
});
