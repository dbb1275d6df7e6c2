/** All features in one journey: started in one browser, finished in another, shared, compared, downloaded and forgotten. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  answer,
  answerOnOnePage,
  answersTo,
  assessmentOf,
  keeper,
  keyQuestions,
  leaving,
  savedAnswers,
  someAnswer,
} from './answering.ts';
import { siteInBrowser } from './browser.ts';

const site = siteInBrowser();

/** Clicks a download button. Returns the name and the bytes of the file. */
async function downloaded(page: Page, name: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).first().click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const press = (page: Page, name: string) =>
  leaving(page, () => page.getByRole('button', { name, exact: true }).first().click());

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScript) => {
  it('a visitor uses all features, and downloads everything', async () => {
    const { page: phone } = await site.visitor({ javaScript, width: 360, height: 740 });
    await phone.goto(`/questions/${keyQuestions[0]?.id}`);
    for (const [n] of keyQuestions.slice(0, 3).entries()) await answer(phone, someAnswer(n));
    await phone.goto('/resume');
    const link = await phone.locator('#resume-link').inputValue();

    const { page, context } = await site.visitor({ javaScript });
    await page.goto(link);
    await press(page, 'Carry on here');
    expect((await savedAnswers(page))[keyQuestions[2]?.id ?? '']).toBeDefined();
    await answerOnOnePage(page, someAnswer);
    expect(page.url()).toContain('/arrived/key');
    await page.goto('/report');

    await leaving(page, () => page.getByRole('main').getByRole('link', { name: 'Share my report' }).click());
    const shared = await page.getByLabel(/The link to your report/).inputValue();
    const colleague = await site.visitor({
      javaScript,
      keeps: keeper([assessmentOf('1', { answers: answersTo(keyQuestions, (n) => someAnswer(n + 5)) })]),
    });
    await colleague.page.goto(shared);
    await leaving(colleague.page, () =>
      colleague.page.getByRole('link', { name: 'Compare with mine' }).click(),
    );
    expect(await colleague.page.getByText('Colleague 1').count()).toBeGreaterThan(0);

    await page.goto('/plan');
    await press(page, 'Fill from my priorities');
    await press(page, 'Save my contract');
    await page.goto('/report');
    expect(await page.locator('#contract').count()).toBe(1);

    for (const name of ['Two-page summary', 'Full workbook']) {
      const pdf = await downloaded(page, name);
      expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
    await page.getByText('Paper size, tables and data').click();
    const csv = await downloaded(page, 'CSV with commas');
    expect(csv.bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const semicolons = await downloaded(page, /CSV with semicolons/);
    expect(semicolons.bytes.toString()).toContain('code;question;');
    const xlsx = await downloaded(page, /XLSX/);
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
    const json = await downloaded(page, /JSON/);
    expect(JSON.parse(json.bytes.toString()).report.competencies).toHaveLength(6);
    await page.goto('/plan');
    const calendar = await downloaded(page, /calendar/i);
    expect(calendar.bytes.toString()).toContain('RRULE:FREQ=WEEKLY');
    await page.goto('/resume');
    const everything = await downloaded(page, 'Save everything to a file');
    expect(JSON.parse(everything.bytes.toString()).plan.goals).toHaveLength(3);

    await leaving(page, () => page.getByRole('link', { name: 'Forget me' }).click());
    await press(page, 'Remove everything');
    expect(await page.getByRole('main').textContent()).toMatch(/removed/i);
    expect(await context.cookies()).toEqual([]);
    await page.goto('/report');
    expect(await page.locator('#summary').count()).toBe(0);
  }, 120_000);
});
