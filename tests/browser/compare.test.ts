import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/assessment/comparison/comparison.ts';
import { testContent } from '../site.ts';
import { answersTo, assessmentOf, keeper, keyQuestions, leaving, someAnswer } from './answering.ts';
import { siteInBrowser, soon } from './browser.ts';

const site = siteInBrowser();
const { instrument } = testContent;
const anna = answersTo(keyQuestions, (n) => someAnswer(n + 3));
const mine = answersTo(instrument.questions);

/** Returns the cells of the competency table. */
async function competencies(page: Page): Promise<string[][]> {
  const rows = page.locator('table', { hasText: 'Competencies, out of' }).locator('tbody tr');
  return rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.querySelectorAll('.me-mark, .us-mark')].map((mark): string =>
        mark.textContent.replace(/\D+/g, ''),
      ),
    ),
  );
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('a report shared from one browser and compared in another, %s', (_, javaScript) => {
  async function sharedLink(): Promise<string> {
    const assessment = assessmentOf('1', { name: 'Ward 7', answers: anna });
    const { page } = await site.visitor({ keeps: keeper([assessment], 'Anna'), javaScript });
    await page.goto('/report');
    await leaving(page, () => page.getByRole('main').getByRole('link', { name: 'Share my report' }).click());
    expect(await page.getByLabel(/The link to your report/).inputValue()).toContain('/shared?with=');
    await page.getByRole('checkbox', { name: 'My name: Anna' }).check();
    await leaving(page, () => page.getByRole('button', { name: 'Change the link' }).click());
    return page.getByLabel(/The link to your report/).inputValue();
  }

  it('is read and compared with the colleague’s own', async () => {
    const link = await sharedLink();
    const { page } = await site.visitor({
      keeps: keeper([assessmentOf('1', { answers: mine })]),
      javaScript,
    });
    await page.goto(link);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Anna, on “my work group”');
    await leaving(page, () => page.getByRole('link', { name: 'Compare with mine' }).click());
    const points = compare(instrument, [mine, anna]).competencies.map(({ scores }) =>
      scores.flatMap(({ me, us }) => [me, us].map((one) => (one.kind === 'none' ? '' : String(one.points)))),
    );
    expect(await competencies(page)).toEqual(points);
  });

  it('is compared when it is pasted as a mail program changed it, beside a broken link', async () => {
    const link = await sharedLink();
    const { page } = await site.visitor({
      keeps: keeper([assessmentOf('1', { answers: mine })]),
      javaScript,
      expects: [422],
    });
    await page.goto('/compare');
    await page.getByLabel('Link to a colleague').fill(`  <${link}>. `);
    await leaving(page, () => page.getByRole('button', { name: 'Add another link' }).click());
    await page.getByLabel('Link 2').fill(link.slice(0, -6));
    await leaving(page, () => page.getByRole('button', { name: 'Compare', exact: true }).click());
    const summary = page.getByRole('alert');
    expect(await summary.getByRole('link').allTextContents()).toEqual([
      expect.stringContaining('not complete'),
    ]);
    await summary.getByRole('link').click();
    expect(new URL(page.url()).hash).toBe('#with-2');
    expect(await page.getByRole('rowheader', { name: 'Anna' }).count()).toBe(1);
    await page.getByLabel('Link 2').fill('');
    await leaving(page, () => page.getByRole('button', { name: 'Compare again' }).click());
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('sends no request and no Referer to another site', async () => {
    const link = await sharedLink();
    const { page, context } = await site.visitor({ javaScript });
    const referrers: string[] = [];
    context.on('request', (request) => referrers.push(request.headers().referer ?? ''));
    await page.goto(link);
    await leaving(page, () => page.getByRole('link', { name: 'Compare with mine' }).click());
    expect(referrers.filter((referrer) => referrer.includes('with='))).toEqual([]);
    expect(referrers).toContain(`${site.origin}/`);
  });
});

describe('the link to share', () => {
  const keeps = keeper([assessmentOf('1', { answers: anna })]);

  it('is handed to the apps of the device where the browser can do that', async () => {
    const { page, context } = await site.visitor({ keeps });
    await context.addInitScript('navigator.share = async (given) => { window.given = given.url; }');
    await page.goto('/share');
    await page.getByRole('button', { name: 'Send it…' }).click();
    expect(await page.evaluate('window.given')).toBe(
      await page.getByLabel(/The link to your report/).inputValue(),
    );
  });

  it('is copied by a button, with a confirmation', async () => {
    const { page, context } = await site.visitor({ keeps });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/share');
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await soon(() => page.getByRole('status').textContent()).toBe('Copied');
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe(await page.getByLabel(/The link to your report/).inputValue());
  });

  it('is in a field without a copy button when JavaScript is off', async () => {
    const { page } = await site.visitor({ keeps, javaScript: false });
    await page.goto('/share');
    expect(await page.getByRole('button', { name: 'Copy the link' }).isVisible()).toBe(false);
    expect(await page.getByLabel(/The link to your report/).isVisible()).toBe(true);
  });
});

describe('a comparison of five printed on A4', () => {
  it('fits the page, splits no chart or row, and shows no form', async () => {
    const { page } = await site.visitor({ keeps: keeper([assessmentOf('1', { answers: mine })]) });
    await page.goto('/share');
    const others = [2, 5, 8, 11].map(async (shift) => {
      const answers = answersTo(instrument.questions, (n) => someAnswer(n + shift));
      const visit = await site.visitor({
        keeps: keeper([assessmentOf('1', { answers })], `Anna-Maria van der ${shift}`),
      });
      await visit.page.goto('/share?person=yes');
      return visit.page.getByLabel(/The link to your report/).inputValue();
    });
    const query = (await Promise.all(others)).map((link) => `with=${encodeURIComponent(link)}`).join('&');
    await page.goto(`/compare?${query}`);
    await page.emulateMedia({ media: 'print' });
    // 210 by 297 mm less the margins of the style sheet, at 96 pixels an inch.
    const paper = { width: 672, height: 986 };
    await page.setViewportSize(paper);
    const found = await page.locator('main').evaluate((main, height) => {
      const shown = [...main.querySelectorAll('*')].filter((one) => one.checkVisibility());
      const { innerWidth, getComputedStyle } = main.ownerDocument.defaultView;
      const whole = shown.filter((one) => one.matches('figure, .rows tr'));
      return {
        outside: shown
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one): string => one.outerHTML),
        split: whole.filter(
          (one) =>
            getComputedStyle(one).breakInside !== 'avoid' || one.getBoundingClientRect().height > height,
        ).length,
        whole: whole.length,
        controls: shown.filter((one) => one.matches('form, button, .button')).length,
      };
    }, paper.height);
    expect(found).toEqual({ outside: [], split: 0, whole: expect.any(Number), controls: 0 });
    expect(found.whole).toBeGreaterThan(25);
  });
});
