import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Perspective, perspectives } from '../../src/assessment/instrument.ts';
import { nameLimit } from '../../src/codec/state.ts';
import {
  answersTo,
  asSaved,
  assessmentOf,
  choose,
  chosenOn,
  group,
  keeper,
  keyQuestions,
  leaving,
  questionOn,
  radio,
  saveButton,
  savedAnswers,
  someAnswer,
} from './answering.ts';
import { siteInBrowser, soon, type VisitOptions } from './browser.ts';

const site = siteInBrowser();
const [first] = keyQuestions;

/** A question sent with only one of the two ratings. */
async function halfAnswered(given: Perspective, options: VisitOptions = {}) {
  const visit = await site.visitor({
    keeps: keeper([assessmentOf('1')]),
    expects: [422],
    width: 390,
    height: 700,
    ...options,
  });
  const { page } = visit;
  await page.goto(`/questions/${first?.id}`);
  await radio(page, given, 2).check();
  await leaving(page, () => saveButton(page).click());
  return visit;
}

const summary = (page: Page) => page.getByRole('alert', { name: 'This was not saved yet' });
const focused = (page: Page) => page.locator(':focus');

describe.each([
  { given: 'me' as const, missing: 'us' as const },
  { given: 'us' as const, missing: 'me' as const },
])('a question sent without a rating for $missing', ({ given, missing }) => {
  it('is shown again with the focus on the error summary', async () => {
    const { page } = await halfAnswered(given);
    expect(await summary(page).evaluate((element) => element === element.ownerDocument.activeElement)).toBe(
      true,
    );
    expect(await summary(page).getByRole('link').count()).toBe(1);
  });

  it('has a link in the summary that moves the focus to the group without a rating', async () => {
    const { page } = await halfAnswered(given);
    await summary(page).getByRole('link').click();
    expect(new URL(page.url()).hash).toBe(`#${missing}`);
    await soon(() => focused(page).getAttribute('name')).toBe(missing);
    expect(await focused(page).evaluate(inView)).toBe(true);
  });

  it.each([true, false])(
    'still shows the chosen rating and marks the missing one (JavaScript %s)',
    async (javaScript) => {
      const { page } = await halfAnswered(given, { javaScript });
      expect(await chosenOn(page)).toEqual({ [given]: 2 });
      const words = await summary(page).getByRole('link').textContent();
      expect(await group(page, missing).textContent()).toContain(words?.trim());
      expect(await group(page, given).getByText('Error:').count()).toBe(0);
    },
  );

  it('is saved once the other rating is chosen', async () => {
    const { page } = await halfAnswered(given);
    await choose(page, someAnswer(0));
    await leaving(page, () => saveButton(page).click());
    expect(questionOn(page)).toBe(keyQuestions[1]?.id);
    expect(await savedAnswers(page)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 1))));
  });
});

it('a question sent without any rating names both groups in its summary', async () => {
  const { page } = await site.visitor({ expects: [422] }).then(async (visit) => {
    await visit.page.goto(`/questions/${first?.id}`);
    await leaving(visit.page, () => saveButton(visit.page).click());
    return visit;
  });
  const links = await summary(page)
    .getByRole('link')
    .evaluateAll((found) => found.map((link) => link.hash));
  expect(links).toEqual(perspectives.map((perspective) => `#${perspective}`));
});

describe('leaving a question page', () => {
  const unsaved = async () => {
    const visit = await site.visitor({ keeps: keeper([assessmentOf('1')]) });
    await visit.page.goto(`/questions/${first?.id}`);
    await radio(visit.page, 'me', 2).check();
    return visit;
  };
  const skip = (page: Page) => page.getByRole('link', { name: 'Skip', exact: true });

  it('warns about an unsaved answer, which is kept on staying', async () => {
    const visit = await unsaved();
    visit.onLeaving = 'stay';
    await skip(visit.page).click();
    await soon(() => visit.dialogs).toEqual(['beforeunload']);
    expect(questionOn(visit.page)).toBe(first?.id);
    expect(await chosenOn(visit.page)).toEqual({ me: 2 });
  });

  it('is possible after the warning', async () => {
    const visit = await unsaved();
    await leaving(visit.page, () => skip(visit.page).click());
    expect(visit.dialogs).toEqual(['beforeunload']);
    expect(questionOn(visit.page)).toBe(keyQuestions[1]?.id);
  });

  it('warns when the tab is closed', async () => {
    const visit = await unsaved();
    await visit.page.close({ runBeforeUnload: true });
    await soon(() => visit.dialogs).toEqual(['beforeunload']);
  });

  it('does not warn when nothing was chosen', async () => {
    const visit = await site.visitor();
    await visit.page.goto(`/questions/${first?.id}`);
    await visit.page.getByRole('heading', { level: 1 }).click();
    await leaving(visit.page, () => skip(visit.page).click());
    expect(visit.dialogs).toEqual([]);
  });

  it('does not warn when the choice is the saved one again', async () => {
    const answers = answersTo(keyQuestions.slice(0, 1), () => ({ me: 1, us: 1 }));
    const visit = await site.visitor({ keeps: keeper([assessmentOf('1', { answers })]) });
    await visit.page.goto(`/questions/${first?.id}`);
    await radio(visit.page, 'me', 3).check();
    await radio(visit.page, 'me', 1).check();
    await leaving(visit.page, () => skip(visit.page).click());
    expect(visit.dialogs).toEqual([]);
  });

  it('does not warn when the answer is saved', async () => {
    const visit = await unsaved();
    await radio(visit.page, 'us', 1).check();
    await leaving(visit.page, () => saveButton(visit.page).click());
    await visit.page.getByRole('heading', { level: 1 }).click();
    await leaving(visit.page, () => skip(visit.page).click());
    expect(visit.dialogs).toEqual([]);
  });

  it('warns about an incomplete answer that was shown again with an error', async () => {
    const visit = await halfAnswered('me');
    await summary(visit.page).getByRole('link').click();
    await leaving(visit.page, () => skip(visit.page).click());
    expect(visit.dialogs).toEqual(['beforeunload']);
  });
});

it('a name that is too long is shown again with the error at the field and the focus on the summary', async () => {
  const { page } = await site.visitor({ expects: [422] });
  const name = 'x'.repeat(nameLimit + 1);
  await page.goto('/start');
  await page.getByText('Names, all 100 questions').click();
  const field = page.getByLabel('What do you call this group?');
  // The field has a maxlength, which is removed to test the server's check.
  await field.evaluate((input) => input.removeAttribute('maxlength'));
  await field.fill(name);
  await leaving(page, () => page.getByRole('button', { name: 'Start answering' }).click());
  expect(await summary(page).evaluate((element) => element === element.ownerDocument.activeElement)).toBe(
    true,
  );
  expect(await field.inputValue()).toBe(name);
  await summary(page).getByRole('link').click();
  expect(await field.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
});

/** In the page: whether the top of an element can be seen. */
function inView(element: {
  getBoundingClientRect(): { top: number };
  ownerDocument: { defaultView: { innerHeight: number } };
}): boolean {
  const { top } = element.getBoundingClientRect();
  return top >= 0 && top < element.ownerDocument.defaultView.innerHeight;
}
