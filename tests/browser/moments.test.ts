import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { testContent } from '../site.ts';
import { answersTo, assessmentOf, keeper, leaving } from './answering.ts';
import { siteInBrowser, soon, type Visit } from './browser.ts';

const site = siteInBrowser();
const { questions } = testContent.instrument;
const full = keeper([assessmentOf('1', { name: 'Ward 7', answers: answersTo(questions) })], 'Zoë');

const moment = (page: Page, number: number) =>
  page.getByRole('group', { name: new RegExp(`^Moment ${number}(?::|$)`) });
const field = (page: Page, number: number, label: string) => moment(page, number).getByLabel(label);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const names = (page: Page) =>
  page.getByLabel('What it is called').evaluateAll((fields) => fields.map((one): string => one.value));
const press = (page: Page, name: string) => leaving(page, () => button(page, name).click());
const cookieNames = async ({ context }: Visit) => (await context.cookies()).map(({ name }) => name);

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('the worksheet, %s', (_how, javaScript) => {
  it('is filled in, put in order, saved, printed, taken into the report and forgotten', async () => {
    const visit = await site.visitor({ keeps: full, javaScript, expects: [422] });
    const { page } = visit;
    await page.goto('/moments');
    await page.getByLabel('Which cycle is this?').fill('From the call to the bill');
    await field(page, 1, 'What it is called').fill('The call');
    await field(page, 2, 'What happens now').fill('Three weeks later,\nin code.');
    // Something is wrong: nothing typed is lost.
    await press(page, 'Save the worksheet');
    await page.getByRole('link', { name: 'Give moment 2 a name' }).click();
    await page.keyboard.type('The bill');
    await press(page, 'Add one after this moment 1');
    expect(page.url()).toContain('#moment-2');
    expect(
      await moment(page, 2).evaluate((group): boolean => group.ownerDocument.activeElement === group),
    ).toBe(true);
    expect(await names(page)).toEqual(['The call', '', 'The bill', '']);
    await field(page, 2, 'What it is called').fill('The visit');
    await field(page, 2, 'Who will change it').fill('Bea');
    await press(page, 'Move up moment 3');
    expect(await names(page)).toEqual(['The call', 'The bill', 'The visit', '']);
    expect(await field(page, 2, 'What happens now').inputValue()).toBe('Three weeks later,\nin code.');
    await press(page, 'Remove moment 1');
    await press(page, 'Remove it');
    expect(await names(page)).toEqual(['The bill', 'The visit', '']);
    // Enter in a field of one line saves; it does not press the first button there is.
    await page.getByLabel('Which cycle is this?').focus();
    await leaving(page, () => page.keyboard.press('Enter'));
    expect(await page.locator('.notice').textContent()).toContain(
      'Your worksheet is saved in this browser until',
    );
    expect(await names(page)).toEqual(['The bill', 'The visit', '']);
    expect(visit.dialogs).toEqual([]);

    await press(page, 'Save, and show the worksheet to print');
    expect(await page.locator('.moments-table tbody th').allTextContents()).toEqual([
      '1. The bill',
      '2. The visit',
      '3.',
      '4.',
      '5.',
    ]);
    await page.goto('/report');
    await page.getByRole('link', { name: 'Moments of truth' }).first().click();
    expect(await page.locator('.moments-rows tbody tr').count()).toBe(2);

    await page.goto('/forget');
    await press(page, 'Remove everything');
    expect(await page.locator('h1').textContent()).toBe('Everything is removed');
    expect(await page.locator('main li').allTextContents()).toEqual([
      '1 assessment with 100 answers',
      'your name for the report',
      '2 moments of truth',
    ]);
    expect(await cookieNames(visit)).toEqual([]);
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe('Everything is removed');
    await page.goto('/moments');
    expect(await names(page)).toEqual(['', '', '']);
  });
});

describe('with JavaScript', () => {
  it('the worksheet shows the space left while typing, and warns before unsaved text is left', async () => {
    const visit = await site.visitor();
    const { page } = visit;
    await page.goto('/moments');
    const count = page.locator('[data-space-left]');
    const left = async () => Number((await count.textContent())?.replace(/\D/g, ''));
    const before = await left();
    await field(page, 1, 'What it is called').fill('x'.repeat(500));
    expect(await left()).toBeLessThanOrEqual(before - 500);
    await field(page, 1, 'What it is called').fill('x'.repeat(3500));
    expect(await count.textContent()).toMatch(/too many$/);
    expect(
      await count.evaluate((line) => line.ownerDocument.defaultView?.getComputedStyle(line).fontWeight),
    ).toBe('600');
    visit.onLeaving = 'stay';
    await page.getByRole('link', { name: 'my report' }).last().click();
    await soon(() => visit.dialogs).toEqual(['beforeunload']);
  });

  it('forgetting removes what the site’s scripts stored and nothing of other sites', async () => {
    const visit = await site.visitor({ keeps: full });
    const { page } = visit;
    await page.goto('/questions/3.7');
    await page.getByLabel('Keys 0 to 3 rate, Enter saves').uncheck();
    await page.evaluate("localStorage.setItem('another-site', 'kept')");
    await visit.context.addCookies([{ name: 'another_site', value: 'kept', url: site.origin }]);
    const remembered = () => page.evaluate('Object.keys(localStorage).sort().join()');
    expect(await remembered()).toBe('another-site,service-mirror-number-keys');
    await page.goto('/forget');
    expect(await remembered()).toBe('another-site,service-mirror-number-keys');
    await press(page, 'Remove everything');
    await soon(remembered).toBe('another-site');
    expect(await cookieNames(visit)).toEqual(['another_site']);
  });
});

describe('moments of truth, printed', () => {
  async function filled(): Promise<Page> {
    const { page } = await site.visitor({ keeps: full });
    await page.goto('/moments');
    for (const label of [
      'What it is called',
      'What happens now',
      'What should happen',
      'How we would notice',
      'What no customer would pay for',
      'Who will change it',
    ])
      await field(page, 1, label).fill(`${label} ${'word '.repeat(30)}${'x'.repeat(60)}`);
    await press(page, 'Save the worksheet');
    return page;
  }
  /** The media box of each page, in points. */
  const boxes = (pdf: Buffer) =>
    [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(
      ([, width, height]) => [Number(width), Number(height)],
    );

  it('the empty worksheet at /moments/sheet is one page in landscape', async () => {
    const { page } = await site.visitor();
    await page.goto('/moments/sheet?empty');
    for (const format of ['A4', 'Letter'] as const) {
      const pdf = await page.pdf({ format, landscape: true });
      expect(boxes(pdf)).toHaveLength(1);
    }
    const [[width = 0, height = 0] = []] = boxes(await page.pdf({ preferCSSPageSize: true }));
    expect(width).toBeGreaterThan(height);
  });

  it.each([
    ['the page /moments', '/moments', 1000],
    ['the page /moments/sheet', '/moments/sheet', 1000],
    // A4 between the report's margins.
    ['the chapter of the report', '/report/moments', 672],
  ])('%s cuts off no column', async (_what, address, width) => {
    const page = await filled();
    await page.goto(address);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width, height: 800 });
    const table = page.locator('table', { hasText: 'Who will change it word' });
    expect(await table.count()).toBe(1);
    const sides = await table.locator('th, td').evaluateAll((cells) =>
      cells.map((cell): number[] => {
        const { left, right } = cell.getBoundingClientRect();
        return [left, right, cell.scrollWidth - cell.clientWidth];
      }),
    );
    expect(sides).toHaveLength(address === '/report/moments' ? 12 : 12 + 18);
    for (const [left = -1, right = Infinity, hidden = 1] of sides) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width + 1);
      expect(hidden).toBeLessThanOrEqual(0);
    }
    expect(await page.locator('form:visible, button:visible').count()).toBe(0);
  });
});
