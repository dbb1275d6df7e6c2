import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answersTo, assessmentOf, keeper, keyQuestions, leaving } from './answering.ts';
import { siteInBrowser, soon } from './browser.ts';

const site = siteInBrowser();
const open = keeper([assessmentOf('1', { name: 'Ward 7', answers: answersTo(keyQuestions) })], 'Zoë');

async function save(page: Page): Promise<void> {
  await leaving(page, () => page.getByRole('button', { name: 'Save my contract' }).click());
  await unfold(page);
}
const field = (page: Page, label: string, place = 0) => page.getByLabel(label, { exact: true }).nth(place);
const spaceLeft = (page: Page) => page.locator('[data-space-left]').textContent();

async function at(options: Parameters<typeof site.visitor>[0] = {}) {
  const visit = await site.visitor({ keeps: open, ...options });
  await visit.page.goto('/plan');
  await unfold(visit.page);
  return visit;
}

/** Opens every part of the form. */
async function unfold(page: Page): Promise<void> {
  const folded = page.locator('.fold:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
}

describe.each([{ javaScript: true }, { javaScript: false }])('a contract, with %j', ({ javaScript }) => {
  it('is filled from the priorities, changed, saved, and shown in the report', async () => {
    const { page } = await at({ javaScript });
    await field(page, 'What will be different?', 1).fill('Answer the telephone\nby the third ring');
    await field(page, 'A reward at the end').fill('Dinner');
    await leaving(page, () => page.getByRole('button', { name: 'Fill from my priorities' }).click());
    expect(await page.getByRole('status').first().textContent()).toContain('Your priorities fill the goals');
    await unfold(page);
    expect(await field(page, 'What will be different?', 1).inputValue()).toBe(
      'Answer the telephone\nby the third ring',
    );
    expect(await field(page, 'Who sees to it?', 0).inputValue()).toBe('Zoë');
    expect(await field(page, 'By when?', 0).inputValue()).toBe('2027-01-02');
    await field(page, 'How does it stand?', 0).selectOption('Going on');
    await field(page, 'Signed on').fill('2026-11-21');
    await save(page);
    await page.goto('/report/contract');
    const chapter = page.getByRole('main');
    await soon(() => chapter.textContent()).toContain('Answer the telephone');
    expect(await chapter.locator('.contract-goals > li').count()).toBe(3);
    expect(await chapter.textContent()).toContain('Going on');
    expect(await chapter.textContent()).toContain('21 November 2026');
  });

  it('is shown again with the text and the errors, and is saved once it is corrected', async () => {
    const { page } = await at({ javaScript, expects: [422] });
    await field(page, 'Who sees to it?', 1).fill('Priya');
    await save(page);
    const summary = page.getByRole('alert');
    await summary.getByRole('link', { name: /Say what goal 2 is/ }).click();
    expect(page.url()).toMatch(/#goal-2-text$/);
    expect(await field(page, 'Who sees to it?', 1).inputValue()).toBe('Priya');
    await field(page, 'What will be different?', 1).fill('Call back');
    await save(page);
    expect(await field(page, 'What will be different?', 0).inputValue()).toBe('Call back');
  });

  it('is removed after a confirmation', async () => {
    const { page, context } = await at({ javaScript });
    await field(page, 'Signed by').fill('Zoë');
    await save(page);
    await leaving(page, () => page.getByRole('link', { name: 'Remove my contract' }).click());
    await leaving(page, () => page.getByRole('button', { name: 'Remove it' }).click());
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('mirror_plan');
  });

  it('that just fits the cookie is saved, and with one byte more is refused', async () => {
    const { page, context } = await at({ javaScript, keeps: undefined, expects: [422] });
    const whole = Number(await page.locator('form[data-space]').getAttribute('data-space'));
    const less = '“ä\n'.repeat(150);
    const used = Buffer.byteLength(JSON.stringify(less.trim())) - 2;
    await field(page, 'What gets less time instead').fill(less);
    await field(page, 'How I record progress each week').fill('x'.repeat(whole - used + 1));
    await save(page);
    expect(await spaceLeft(page)).toBe('1 character too many');
    await field(page, 'How I record progress each week').fill('x'.repeat(whole - used));
    await save(page);
    expect(await spaceLeft(page)).toBe('About 0 characters left');
    await page.reload();
    expect(await field(page, 'What gets less time instead').inputValue()).toBe(less.trim());
    expect((await context.cookies()).map(({ name }) => name)).toContain('mirror_plan');
  });
});

describe('the count of characters left', () => {
  it('follows the typing, and equals the server’s count after saving', async () => {
    const { page } = await at();
    for (const [place, text] of ['Café “au lait”', '', 'Line\nbreak\\ and 🪞 \t語'].entries())
      await field(page, 'What will be different?', place).fill(text);
    await field(page, 'Who sees to it?', 0).fill('  Zoë   O’Hara ');
    await field(page, 'By when?', 2).fill('2027-03-01');
    await field(page, 'Which question did it come from?', 2).selectOption({ index: 1 });
    await field(page, 'What gets less time instead').fill('é'.repeat(700));
    await field(page, 'Signed on').fill('2026-11-21');
    const typed = await spaceLeft(page);
    await save(page);
    expect(await spaceLeft(page)).toBe(typed);
    await field(page, 'How does it stand?', 1).selectOption('Going on');
    const marked = await spaceLeft(page);
    await save(page);
    expect(await spaceLeft(page)).toBe(marked);
  });

  it('is announced after a pause in typing, and says when the text is too long', async () => {
    const { page } = await at();
    const said = page.locator('[data-space-said]');
    await field(page, 'What gets less time instead').pressSequentially('abc');
    expect(await said.textContent()).toBe('');
    await soon(() => said.textContent()).toContain('characters left');
    await field(page, 'What gets less time instead').fill('x'.repeat(3000));
    expect(await spaceLeft(page)).toMatch(/^\d+ characters too many$/);
    expect(await said.textContent()).toContain('left');
    await soon(() => said.textContent()).toContain('too many');
  });
});

describe('unsaved text in the contract', () => {
  it('causes a warning before the page is left', async () => {
    const visit = await at();
    await field(visit.page, 'Signed by').fill('Zoë');
    await leaving(visit.page, () => visit.page.getByRole('link', { name: 'Questions', exact: true }).click());
    expect(visit.dialogs).toEqual(['beforeunload']);
  });

  it('causes no warning when nothing was typed, or on saving', async () => {
    const visit = await at();
    await leaving(visit.page, () => visit.page.getByRole('link', { name: 'Questions', exact: true }).click());
    await visit.page.goto('/plan');
    await field(visit.page, 'Signed by').fill('Zoë');
    await save(visit.page);
    await leaving(visit.page, () => visit.page.getByRole('link', { name: 'Report', exact: true }).click());
    expect(visit.dialogs).toEqual([]);
  });

  it('causes a warning also while it has errors', async () => {
    const visit = await at({ expects: [422] });
    await field(visit.page, 'Who sees to it?', 1).fill('Priya');
    await save(visit.page);
    await leaving(visit.page, () => visit.page.getByRole('link', { name: 'Questions', exact: true }).click());
    expect(visit.dialogs).toEqual(['beforeunload']);
  });
});

describe('the folds of the contract', () => {
  it('leave the form short, and send what is typed in a fold that is closed again', async () => {
    const { page } = await site.visitor({ keeps: open, width: 360, height: 740 });
    await page.goto('/plan');
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(4_000);
    const second = page.locator('.goal > summary').nth(1);
    await second.click();
    await field(page, 'What will be different?', 1).fill('Call back');
    await second.click();
    await leaving(page, () => page.getByRole('button', { name: 'Save my contract' }).click());
    expect(await page.locator('.goal .holds').first().textContent()).toBe('Call back');
  });
});

describe('the contract with the keyboard', () => {
  it('is saved by Enter in a field', async () => {
    const { page } = await at();
    await field(page, 'Signed by').fill('Zoë');
    await leaving(page, () => page.keyboard.press('Enter'));
    expect(page.url()).toMatch(/\/plan\?saved$/);
    expect(await field(page, 'What will be different?', 0).inputValue()).toBe('');
  });

  it('never hides the focused field behind the count', async () => {
    const { page } = await at({ width: 360, height: 740 });
    const hidden: string[] = [];
    const stops = await page
      .locator('form.screen-only')
      .locator('input:visible, textarea, select, button:visible')
      .count();
    for (let stop = 0; stop < stops + 12; stop++) {
      await page.keyboard.press('Tab');
      const behind = await page.locator('.plan-end').evaluate((end): string => {
        const focused = end.ownerDocument.activeElement;
        if (!focused.closest('form') || end.contains(focused)) return '';
        return focused.getBoundingClientRect().top >= end.getBoundingClientRect().top ? focused.id : '';
      });
      if (behind) hidden.push(behind);
    }
    expect(hidden).toEqual([]);
  });
});

describe('the contract, printed', () => {
  it('is the whole page, with blank lines and without form or buttons', async () => {
    const { page } = await at();
    await field(page, 'What gets less time instead').fill('The Monday report');
    await save(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form, button, .button').filter({ visible: true }).count()).toBe(0);
    const paper = page.locator('.contract');
    expect(await paper.isVisible()).toBe(true);
    expect(await paper.innerText()).toContain('The Monday report');
    expect(await paper.locator('.contract-goals .blank').filter({ visible: true }).count()).toBe(3 * 4);
  });

  it('is a chapter of the whole report, with unsplit goals and without buttons', async () => {
    const { page } = await at();
    await leaving(page, () => page.getByRole('button', { name: 'Fill from my priorities' }).click());
    await page.goto('/report/all');
    await page.emulateMedia({ media: 'print' });
    const chapter = page.locator('[data-chapter="contract"]');
    expect(await chapter.locator('.button').filter({ visible: true }).count()).toBe(0);
    const style = (part: string, property: string) =>
      page
        .locator(part)
        .evaluateAll(
          (elements, name) =>
            elements.map((element): string =>
              element.ownerDocument.defaultView.getComputedStyle(element).getPropertyValue(name),
            ),
          property,
        );
    expect(await style('.contract-goals > li', 'break-inside')).toEqual(['avoid', 'avoid', 'avoid']);
  });

  it('is not mentioned in a report without a contract', async () => {
    const { page } = await site.visitor({ keeps: open });
    await page.goto('/report/all');
    expect(await page.locator('[data-chapter="contract"]').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-chapter="contract"]').isVisible()).toBe(false);
    expect(
      await page.getByRole('link', { name: 'My contract for change' }).filter({ visible: true }).count(),
    ).toBe(0);
  });
});
