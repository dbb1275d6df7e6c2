/** The network fails at a save: Back brings the filled form back. */
import { describe, expect, it } from 'vitest';
import { answersTo, assessmentOf, keeper, keyQuestions } from './answering.ts';
import { siteInBrowser, soon } from './browser.ts';

const site = siteInBrowser({ stores: true });
const keeps = keeper([assessmentOf('1', { answers: answersTo(keyQuestions) })], 'Zoë');

/** The page, the CSS selector of a text field, the button that saves, and the page after it. */
const forms = [
  ['/plan', '#goal-1-text', 'Save my contract', '/plan?saved'],
  ['/moments', '[name="cycle"]', /^Save/, '/moments?saved'],
  ['/start', '#name', 'Add and start answering', '/questions/'],
  ['/start/1', '#name', 'Save changes', '/start'],
  ['/teams', '#name', /^Make the team/, '/teams/new'],
] as const;

describe('a form whose save fails offline', () => {
  it.each([
    ...forms.map((form) => [...form, 'with scripts'] as const),
    [...forms[0], 'without scripts'] as const,
  ])('on %s keeps what was typed', async (address, selector, button, after, scripts) => {
    const { page, context } = await site.visitor({ keeps, javaScript: scripts === 'with scripts' });
    await page.goto(address);
    if (address === '/teams') await page.locator('#expected').fill('8');
    await page.locator(selector).first().fill('Not lost');
    await context.setOffline(true);
    await page.getByRole('button', { name: button }).first().click();
    await soon(() => page.locator(selector).count()).toBe(0);
    await context.setOffline(false);
    await page.goBack({ waitUntil: 'commit' });
    expect(new URL(page.url()).pathname).toBe(address);
    await soon(() => page.locator(selector).first().inputValue()).toBe('Not lost');
    await page.getByRole('button', { name: button }).first().click();
    await page.waitForURL((url) => `${url.pathname}${url.search}`.startsWith(after));
  });
});
