/** Actions of visitors on a question page, and answers for tests. */

import type { Locator, Page } from 'playwright-core';
import type { Answer, Answers, PerspectiveAnswer } from '../../src/assessment/answers.ts';
import type { Perspective, Question } from '../../src/assessment/instrument.ts';
import { type Assessment, newAssessment, type Visitor } from '../../src/assessment/visitor.ts';
import { dayOf } from '../days.ts';
import { testContent, today } from '../site.ts';

const { instrument, scale, levelsOfBusiness } = testContent;

export const keyQuestions = instrument.questions.filter(({ key }) => key);

const responses: readonly PerspectiveAnswer[] = [0, 1, 2, 3, 'not-applicable'];

/** Returns an answer for the nth question. Over many questions there are low, high, differing and not applicable ones. */
export function someAnswer(n: number): Answer {
  const pick = (choice: number) => responses[choice % 13 === 12 ? 4 : choice % 4] ?? 0;
  return { me: pick(n * 7 + 2), us: pick(n * 3 + (n >> 2)) };
}

export function answersTo(
  questions: readonly Question[],
  answer: (n: number) => Answer = someAnswer,
): Answers {
  return new Map(questions.map(({ id }, n) => [id, answer(n)]));
}

/** Returns an assessment that was started today. */
export function assessmentOf(id: string, changes: Partial<Assessment> = {}): Assessment {
  return { ...newAssessment(id, levelsOfBusiness[0]?.id ?? '', dayOf(today)), ...changes };
}

/** Returns a visitor whose current assessment is the first of these. */
export function keeper(assessments: readonly Assessment[], name = ''): Visitor {
  return { name, assessments, current: assessments[0]?.id ?? '', savedOn: dayOf(today) };
}

export function group(page: Page, perspective: Perspective): Locator {
  return page.getByRole('group', { name: `${scale.perspectives[perspective].title}:` });
}

/** Returns the label of a radio button. */
export function labelOf(response: PerspectiveAnswer): string {
  return response === 'not-applicable' ? scale.notApplicable : `${response} ${scale.ratings[response]}`;
}

export function radio(page: Page, perspective: Perspective, response: PerspectiveAnswer): Locator {
  return group(page, perspective).getByRole('radio', { name: labelOf(response) });
}

export async function choose(page: Page, { me, us }: Answer): Promise<void> {
  await radio(page, 'me', me).check();
  await radio(page, 'us', us).check();
}

export function saveButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Save and continue' });
}

/** Answers the question on the page and waits for the page it leads to. */
export async function answer(page: Page, given: Answer): Promise<void> {
  await choose(page, given);
  await leaving(page, () => saveButton(page).click());
}

/** Runs an action that leads to another page, and waits until the page has loaded. */
export async function leaving(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()]);
}

/** Returns the id of the question of the page. */
export function questionOn(page: Page): string | undefined {
  return /\/questions\/([^/?#]+)/.exec(page.url())?.[1];
}

/** Answers all key questions on one page, with one Save, and waits for the page it leads to. */
export async function answerOnOnePage(page: Page, given: (n: number) => Answer): Promise<void> {
  await page.goto('/key');
  const values = Object.fromEntries(
    keyQuestions.flatMap(({ id }, n) =>
      Object.entries(given(n)).map(([who, one]) => [`${who}-${id}`, fieldValue(one)]),
    ),
  );
  await page.locator('form.batch').evaluate((form, chosen) => {
    for (const input of form.querySelectorAll('input[type=radio]'))
      if (chosen[input.name] === input.value) input.checked = true;
  }, values);
  await leaving(page, () => page.locator('form.batch').getByRole('button', { name: /^Save/ }).click());
}

const fieldValue = (response: PerspectiveAnswer) => (response === 'not-applicable' ? 'na' : String(response));

/** Returns what is chosen on a question page; undefined where nothing is. */
export async function chosenOn(page: Page): Promise<Partial<Answer>> {
  const checked = await page
    .locator('fieldset.rating input:checked')
    .evaluateAll((inputs) => inputs.map(({ name, value }): [string, string] => [name, value]));
  return Object.fromEntries(
    checked.map(([who, value]) => [who, responses.find((response) => fieldValue(response) === value)]),
  );
}

/** Returns the answers that /questions lists, in words, by question. */
export async function savedAnswers(page: Page): Promise<Record<string, string>> {
  await page.goto('/questions');
  const answered = page.locator('.statements li', { has: page.locator('.given') });
  const rows = await answered.evaluateAll((items) =>
    items.map((item) =>
      ['b', '.me-mark', '.us-mark'].map((part): string => item.querySelector(part).textContent.trim()),
    ),
  );
  return Object.fromEntries(rows.map(([id = '', me, us]) => [id, `${me} / ${us}`]));
}

/** Returns answers in the form of `savedAnswers`. */
export function asSaved(answers: Answers): Record<string, string> {
  const words = (response: PerspectiveAnswer) =>
    response === 'not-applicable' ? scale.notApplicable : scale.ratings[response];
  return Object.fromEntries([...answers].map(([id, { me, us }]) => [id, `${words(me)} / ${words(us)}`]));
}
