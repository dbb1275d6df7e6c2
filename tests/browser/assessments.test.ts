import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { testContent } from '../site.ts';
import {
  answer,
  answersTo,
  asSaved,
  assessmentOf,
  keeper,
  keyQuestions,
  leaving,
  questionOn,
  savedAnswers,
  someAnswer,
} from './answering.ts';
import { siteInBrowser } from './browser.ts';

const { levelsOfBusiness } = testContent;
const site = siteInBrowser();
const wardAnswers = answersTo(keyQuestions.slice(0, 2));
const ward = assessmentOf('1', { name: 'Ward 7', answers: wardAnswers });
const hospital = assessmentOf('b2', { name: 'The hospital', level: levelsOfBusiness.at(-1)?.id ?? '' });

const press = (page: Page, name: RegExp | string) =>
  leaving(page, () => page.getByRole('button', { name }).click());
const follow = (page: Page, name: RegExp | string) =>
  leaving(page, () => page.getByRole('link', { name }).click());

async function atStart(...assessments: (typeof ward)[]): Promise<Page> {
  const { page } = await site.visitor({ keeps: keeper(assessments, 'Zoë') });
  await page.goto('/start');
  return page;
}

/** The assessments as /start lists them, the current one marked. */
async function listed(page: Page): Promise<string[]> {
  await page.goto('/start');
  return page
    .locator('.assessments li')
    .evaluateAll((items) =>
      items.map(
        (item) =>
          item.querySelector('h2').textContent +
          (item.textContent.includes('You are answering this one') ? ' *' : ''),
      ),
    );
}

describe('several assessments', () => {
  it('can be added for another level of the business, without answers', async () => {
    const page = await atStart(ward);
    await page.getByRole('radio', { name: levelsOfBusiness.at(-1)?.name ?? '' }).check();
    await page.getByLabel('What do you call this group?').fill('The hospital');
    await press(page, 'Add and start answering');
    expect(questionOn(page)).toBe(keyQuestions[0]?.id);
    expect(await savedAnswers(page)).toEqual({});
    expect(await listed(page)).toEqual(['Ward 7', 'The hospital *']);
  });

  it('ask each question about their own level', async () => {
    const page = await atStart(hospital, ward);
    await press(page, /^Carry on.*The hospital$/);
    expect(await page.getByRole('group', { name: /^Us/ }).textContent()).toContain(
      levelsOfBusiness.at(-1)?.name,
    );
  });

  it('have separate answers', async () => {
    const page = await atStart(hospital, ward);
    await press(page, /^Carry on.*The hospital$/);
    await answer(page, someAnswer(5));
    const first = answersTo(keyQuestions.slice(0, 1), () => someAnswer(5));
    expect(await savedAnswers(page)).toEqual(asSaved(first));
    await page.goto('/start');
    await press(page, /^Switch .*Ward 7$/);
    expect(await savedAnswers(page)).toEqual(asSaved(wardAnswers));
  });

  it('continue after a switch with the first open question of the other', async () => {
    const page = await atStart(hospital, ward);
    await press(page, /^Switch .*Ward 7$/);
    expect(questionOn(page)).toBe(keyQuestions[2]?.id);
    expect(await listed(page)).toEqual(['The hospital', 'Ward 7 *']);
  });

  it('keep their answers when one is renamed', async () => {
    const page = await atStart(ward, hospital);
    await follow(page, /^Change\s+Ward 7$/);
    expect(await page.getByLabel('What do you call this group?').inputValue()).toBe('Ward 7');
    expect(await page.getByLabel('Your name').inputValue()).toBe('Zoë');
    await page.getByLabel('What do you call this group?').fill('Ward 9');
    await press(page, 'Save changes');
    expect(await listed(page)).toEqual(['Ward 9 *', 'The hospital']);
    expect(await savedAnswers(page)).toEqual(asSaved(wardAnswers));
  });

  it('ask before one is deleted, and keep it when the visitor cancels', async () => {
    const page = await atStart(ward, hospital);
    await follow(page, /^Delete\s+Ward 7$/);
    expect(await page.getByRole('main').textContent()).toContain('“Ward 7”');
    await follow(page, 'Keep it');
    expect(await listed(page)).toEqual(['Ward 7 *', 'The hospital']);
  });

  it('continue with another when one is deleted', async () => {
    const page = await atStart(ward, hospital);
    await follow(page, /^Delete\s+Ward 7$/);
    await press(page, 'Delete it');
    expect(await listed(page)).toEqual(['The hospital *']);
    expect(await savedAnswers(page)).toEqual({});
  });

  it('do not restore an answer that was given just before its assessment was deleted', async () => {
    const page = await atStart(hospital, ward);
    await press(page, /^Switch .*Ward 7$/);
    await answer(page, someAnswer(2));
    await page.goto('/start');
    await follow(page, /^Delete\s+Ward 7$/);
    await press(page, 'Delete it');
    expect(await savedAnswers(page)).toEqual({});
  });

  it('start from the beginning when the last one is deleted', async () => {
    const page = await atStart(ward);
    await follow(page, /^Delete\s+Ward 7$/);
    await press(page, 'Delete it');
    expect(await listed(page)).toEqual([]);
    await page.goto('/');
    expect(await page.getByRole('main').getByRole('link', { name: 'Start', exact: true }).isVisible()).toBe(
      true,
    );
  });
});

it('the table of questions lets the visitor change the route, and continues in the recommended order', async () => {
  const page = await atStart(assessmentOf('1'));
  await page.goto('/questions');
  await press(page, 'Go in the recommended order instead');
  const [first, second] = testContent.instrument.questions;
  expect(questionOn(page)).toBe(first?.id);
  await answer(page, someAnswer(0));
  expect(questionOn(page)).toBe(second?.id);
});
