/** The network fails at a save: Back brings the filled form back. The form of one question is in question.test.ts. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answersTo, assessmentOf, keeper, keyQuestions, leaving } from './answering.ts';
import { siteInBrowser, soon } from './browser.ts';

const site = siteInBrowser({ stores: true });
const keeps = keeper([assessmentOf('1', { answers: answersTo(keyQuestions) })], 'Zoë');

interface Form {
  /** Leads to the page of the form. */
  readonly open: (page: Page) => Promise<unknown>;
  /** The CSS selector of a text field. */
  readonly field: string;
  readonly typed?: string;
  /** The button that saves, and the beginning of the address after it. */
  readonly button: string | RegExp;
  readonly after: string;
  readonly expects?: readonly number[];
}

const at = (address: string) => (page: Page) => page.goto(address);
const press = (page: Page, button: string | RegExp) =>
  leaving(page, () => page.getByRole('button', { name: button }).first().click());

/** Makes a team and opens its results. */
async function results(page: Page): Promise<void> {
  await page.goto('/teams');
  await page.locator('#name').fill('Parts counter');
  await page.locator('#expected').fill('8');
  await press(page, /^Make the team/);
  await page.goto(await page.getByRole('textbox', { name: 'Link to the results' }).inputValue());
}

async function newTeam(page: Page): Promise<void> {
  await page.goto('/teams');
  await page.locator('#expected').fill('8');
}

async function agreed(page: Page): Promise<void> {
  await results(page);
  await page.goto(page.url().replace('/teams/results', '/teams/results/actions'));
}

const plan: Form = {
  open: at('/plan'),
  field: '#goal-1-text',
  button: 'Save my contract',
  after: '/plan?saved',
};
const forms: Readonly<Record<string, Form>> = {
  'the contract': plan,
  'the moments of truth': {
    open: at('/moments'),
    field: '[name="cycle"]',
    button: /^Save/,
    after: '/moments?saved',
  },
  'a new assessment': {
    open: at('/start'),
    field: '#name',
    button: 'Add and start answering',
    after: '/questions/',
  },
  'an assessment': { open: at('/start/1'), field: '#name', button: 'Save changes', after: '/start' },
  'a link from another device': {
    open: at('/resume'),
    field: '#link',
    button: 'Open the link',
    after: '/resume/link',
    expects: [422],
  },
  'a new team': { open: newTeam, field: '#name', button: /^Make the team/, after: '/teams/new' },
  'the number of people of a team': {
    open: results,
    field: '#expected',
    typed: '11',
    button: 'Save the number',
    after: '/teams/results',
  },
  'the actions of a team': {
    open: agreed,
    field: '#what-1',
    button: 'Save the actions',
    after: '/teams/results',
  },
  'a new live room': {
    open: at('/live/new'),
    field: '#name',
    button: 'Open the room',
    after: '/live/room',
  },
};

/** Presses the button without a network, comes back with Back, and waits for the page. */
async function savedOffline(page: Page, button: string | RegExp): Promise<void> {
  const address = page.url();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: button }).first().click();
  await soon(() => page.url()).toContain('chrome-error://');
  // The error page has a process of its own, and that of the form hands over what was typed when it ends. Nobody presses Back before.
  await page.waitForTimeout(300);
  await page.context().setOffline(false);
  await page.goBack({ waitUntil: 'commit' });
  expect(page.url()).toBe(address);
}

describe('a form whose save fails offline', () => {
  it.each([
    ...Object.entries(forms).map(([name, form]) => ({ name, form, how: 'with scripts' })),
    { name: 'the contract', form: plan, how: 'without scripts' },
  ])('keeps what was typed: $name, $how', async ({ form, how }) => {
    const { field, typed = 'Not lost', button, after, expects = [] } = form;
    const { page } = await site.visitor({ keeps, javaScript: how === 'with scripts', expects });
    await form.open(page);
    await page.locator(field).first().fill(typed);
    await savedOffline(page, button);
    await soon(() => page.locator(field).first().inputValue()).toBe(typed);
    await page.getByRole('button', { name: button }).first().click();
    await page.waitForURL((url) => `${url.pathname}${url.search}`.startsWith(after));
  });

  it.each(['/principles/1', '/key'])('keeps what was chosen on %s', async (address) => {
    const { page } = await site.visitor();
    await page.goto(address);
    const [first, second] = [page.locator('.batch-row').nth(0), page.locator('.batch-row').nth(1)];
    await first.locator('.me .segment').nth(3).click();
    await first.locator('.us .na').click();
    await second.locator('.us .segment').nth(0).click();
    const chosen = () =>
      page.locator('.batch input:checked').evaluateAll((inputs) => inputs.map(({ value }): string => value));
    await savedOffline(page, /^Save/);
    await soon(chosen).toEqual(['3', 'na', '0']);
  });
});
