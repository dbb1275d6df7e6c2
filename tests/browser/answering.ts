/** What visitors do on a question page, and made-up answers for them. */
import type { Locator, Page } from 'playwright-core';
import type { Answer, Answers, PerspectiveAnswer } from '../../src/assessment/answers.ts';
import type { Perspective, Question } from '../../src/assessment/instrument.ts';
import { type Assessment, dayOf, newAssessment, type Visitor } from '../../src/assessment/visitor.ts';
import { testContent, today } from '../site.ts';

const { instrument, scale, levelsOfBusiness } = testContent;

export const keyQuestions = instrument.questions.filter(({ key }) => key);

const responses: readonly PerspectiveAnswer[] = [0, 1, 2, 3, 'not-applicable'];

/** An answer for the nth question: over many of them low, high and apart, and some that do not apply. */
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

/** An assessment as a browser keeps it, made today. */
export function assessmentOf(id: string, changes: Partial<Assessment> = {}): Assessment {
  return { ...newAssessment(id, levelsOfBusiness[0]?.id ?? '', dayOf(today)), ...changes };
}

/** Somebody who is answering the first of these assessments. */
export function keeper(assessments: readonly Assessment[], name = ''): Visitor {
  return { name, assessments, current: assessments[0]?.id ?? '', savedOn: dayOf(today) };
}

export function group(page: Page, perspective: Perspective): Locator {
  return page.getByRole('group', { name: `${scale.perspectives[perspective].title}:` });
}

/** The words beside a radio button. */
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

/** Does something that leads to another page, and waits until that has loaded. */
export async function leaving(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()]);
}

/** Id of the question whose page this is. */
export function questionOn(page: Page): string | undefined {
  return /\/questions\/([^/?#]+)/.exec(page.url())?.[1];
}

/** What is chosen on a question's page; undefined where nothing is. */
export async function chosenOn(page: Page): Promise<Partial<Answer>> {
  const chosen: { -readonly [P in Perspective]?: PerspectiveAnswer } = {};
  for (const perspective of ['me', 'us'] as const)
    for (const response of responses)
      if (await radio(page, perspective, response).isChecked()) chosen[perspective] = response;
  return chosen;
}

/** The answers in words as /questions lists them, by question; questions without one are left out. */
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

/** Answers as `savedAnswers` gives them. */
export function asSaved(answers: Answers): Record<string, string> {
  const words = (response: PerspectiveAnswer) =>
    response === 'not-applicable' ? scale.notApplicable : scale.ratings[response];
  return Object.fromEntries([...answers].map(([id, { me, us }]) => [id, `${words(me)} / ${words(us)}`]));
}
