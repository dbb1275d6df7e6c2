/** Several statements on one page, and the questionnaire on paper. */
import { describe, expect, it } from 'vitest';
import { testContent } from '../site.ts';
import { leaving } from './answering.ts';
import { siteInBrowser } from './browser.ts';

const site = siteInBrowser();
const { principles } = testContent.instrument;

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('ten on a page, %s', (_how, javaScript) => {
  it('saves what is complete, marks what is half, and goes on to the next principle', async () => {
    const { page } = await site.visitor({ javaScript, width: 360, height: 740, expects: [422] });
    const [first, second] = principles[2]?.questions ?? [];
    await page.goto('/principles/3');
    const choose = (id: string | undefined, perspective: string, value: string) =>
      page.locator(`[name="${perspective}-${id}"][value="${value}"]`).check();
    const save = () => page.getByRole('button', { name: 'Save and go on to principle 4' }).click();
    await choose(first?.id, 'me', '2');
    await choose(first?.id, 'us', 'na');
    await choose(second?.id, 'me', '1');
    await leaving(page, save);
    await page.getByRole('alert').getByRole('link').first().click();
    expect(await page.locator(':focus').getAttribute('name')).toBe(`us-${second?.id}`);
    await choose(second?.id, 'us', '3');
    await leaving(page, save);
    expect(new URL(page.url()).pathname).toBe('/principles/4');
    expect(await page.getByRole('status').first().textContent()).toContain('1 answer saved');
    await page.goto('/principles/3');
    expect(await page.locator('form.batch input:checked').count()).toBe(4);
  });
});

it('ten on a page have the ratings beside the statement on a wide screen, and below it on a phone', async () => {
  const { page } = await site.visitor({ width: 1366, height: 650 });
  await page.goto('/principles/3');
  const boxOf = (part: string) => page.locator(`.batch-row ${part}`).first().boundingBox();
  const isBeside = async () => {
    const [statement, ratings] = [await boxOf('> legend'), await boxOf('.batch-ratings')];
    return (statement?.x ?? 0) + (statement?.width ?? 0) <= (ratings?.x ?? 0);
  };
  expect(await isBeside()).toBe(true);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await isBeside()).toBe(false);
});

describe('leaving a page with several questions', () => {
  it('warns of ratings that are not saved, and of none otherwise', async () => {
    const visit = await site.visitor();
    const { page } = visit;
    const leave = () =>
      leaving(page, () =>
        page
          .getByRole('link', { name: /^Read about/ })
          .first()
          .click(),
      );
    await page.goto('/principles/3');
    await leave();
    expect(visit.dialogs).toEqual([]);
    await page.goto('/principles/3');
    await page.locator('.batch-row .segment').first().click();
    await leave();
    expect(visit.dialogs).toEqual(['beforeunload']);
  });
});

describe('the questionnaire on paper', () => {
  it.each(['A4', 'Letter'])('takes four pages of %s', async (format) => {
    const { page } = await site.visitor();
    await page.goto('/paper');
    const pdf = await page.pdf({ format });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(4);
  });

  it('fits a phone, on the screen', async () => {
    const { page } = await site.visitor({ width: 360, height: 740 });
    await page.goto('/paper');
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(360);
  });
});
