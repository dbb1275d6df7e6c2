import { describe, expect, it } from 'vitest';
import { withAnswer } from '../../src/assessment/answers.ts';
import {
  answer,
  answersTo,
  asSaved,
  assessmentOf,
  choose,
  chosenOn,
  keeper,
  keyQuestions,
  leaving,
  questionOn,
  savedAnswers,
  someAnswer,
} from './answering.ts';
import { siteInBrowser } from './browser.ts';

const site = siteInBrowser();
const days = 86_400;

describe('stopping after seven questions and coming back', () => {
  const done = keyQuestions.slice(0, 7);
  const next = keyQuestions[7];

  async function stopped() {
    const visit = await site.visitor();
    const { page } = visit;
    await page.goto('/start');
    await leaving(page, () => page.getByRole('button', { name: 'Start answering' }).click());
    for (const n of done.slice(0, -1).keys()) await answer(page, someAnswer(n));
    await choose(page, someAnswer(done.length - 1));
    await leaving(page, () => page.getByRole('button', { name: 'Stop here' }).click());
    const said = await page.locator('.notice').textContent();
    await page.close();
    return { visit, said, page: await visit.tab() };
  }

  it('says where the answers are, and keeps them for a year', async () => {
    const { said, visit } = await stopped();
    expect(said).toContain('saved in this browser until 21 November 2027');
    const cookies = await visit.context.cookies();
    const kept = cookies.find(({ name }) => name === 'mirror_state');
    expect(kept?.expires).toBeGreaterThan(Date.now() / 1000 + 364 * days);
  });

  it('shows all seven answers, and offers to carry on with the first open question', async () => {
    const { page } = await stopped();
    expect(await savedAnswers(page)).toEqual(asSaved(answersTo(done)));
    await page.goto('/');
    await leaving(page, () => page.getByRole('link', { name: `Carry on with question ${next?.id}` }).click());
    expect(questionOn(page)).toBe(next?.id);
    expect(await chosenOn(page)).toEqual({});
  });
});

describe('a saved answer', () => {
  const answers = answersTo(keyQuestions.slice(0, 3));
  const [first] = keyQuestions;
  const address = `/questions/${first?.id}`;

  async function atFirst() {
    const visit = await site.visitor({ keeps: keeper([assessmentOf('1', { answers })]) });
    await visit.page.goto(address);
    return visit.page;
  }

  it('is shown on its page', async () => {
    expect(await chosenOn(await atFirst())).toEqual(someAnswer(0));
  });

  it('can be changed', async () => {
    const page = await atFirst();
    await answer(page, { me: 0, us: 'not-applicable' });
    const changed = withAnswer(answers, first?.id ?? '', { me: 0, us: 'not-applicable' });
    expect(await savedAnswers(page)).toEqual(asSaved(changed));
  });

  it('can be cleared, with a notice, and the others stay', async () => {
    const page = await atFirst();
    await leaving(page, () => page.getByRole('button', { name: 'Clear this answer' }).click());
    expect(await page.getByRole('status').textContent()).toContain('cleared');
    expect(await chosenOn(page)).toEqual({});
    expect(await savedAnswers(page)).toEqual(asSaved(withAnswer(answers, first?.id ?? '', undefined)));
  });

  it('can be skipped to reach the next open question', async () => {
    const page = await atFirst();
    await leaving(page, () => page.getByRole('link', { name: 'Skip', exact: true }).click());
    expect(questionOn(page)).toBe(keyQuestions[3]?.id);
  });
});
