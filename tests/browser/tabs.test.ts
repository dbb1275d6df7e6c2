import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../src/assessment/answers.ts';
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
  saveButton,
  savedAnswers,
  someAnswer,
} from './answering.ts';
import { type Gate, siteInBrowser, type Visit } from './browser.ts';

const site = siteInBrowser();
const ids = keyQuestions.map(({ id }) => id);
const [first = '', second = '', third = '', fourth = ''] = ids;

/** A visitor with one assessment and these answers. */
const with_ = (answers: Answers) => ({ keeps: keeper([assessmentOf('1', { answers })]) });
const none: Answers = new Map();

async function at(page: Page, id: string): Promise<Page> {
  await page.goto(`/questions/${id}`);
  return page;
}

async function twoTabs(visit: Visit, one: string, other: string): Promise<[Page, Page]> {
  return [await at(visit.page, one), await at(await visit.tab(), other)];
}

/** Holds POST requests back until `count` of them have arrived, then lets all pass. */
function together(count: number): Gate {
  const waiting: (() => void)[] = [];
  return async () => {
    const go = new Promise<void>((resolve) => waiting.push(resolve));
    if (waiting.length === count) for (const resolve of waiting) resolve();
    await go;
  };
}

/** Holds POST requests to one address back until `release` is called. `reached` resolves when one is waiting. */
function holding(address: string) {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const gate: Gate = async ({ url }) => {
    if (url !== address) return;
    reached.resolve();
    await released.promise;
  };
  return { gate, reached: reached.promise, release: released.resolve };
}

describe('two tabs', () => {
  it('keep both answers when one is given after the other', async () => {
    const visit = await site.visitor(with_(none));
    const [one, other] = await twoTabs(visit, first, second);
    await answer(one, someAnswer(0));
    await answer(other, someAnswer(1));
    expect(await savedAnswers(one)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 2))));
  });

  it('keep both answers when they are sent at the same moment', async () => {
    const visit = await site.visitor(with_(none));
    const [one, other] = await twoTabs(visit, first, second);
    site.gate = together(2);
    await Promise.all([answer(one, someAnswer(0)), answer(other, someAnswer(1))]);
    expect(await savedAnswers(one)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 2))));
  });

  it('keep both first answers of a visitor without an assessment', async () => {
    const visit = await site.visitor();
    const [one, other] = await twoTabs(visit, first, second);
    site.gate = together(2);
    await Promise.all([answer(one, someAnswer(0)), answer(other, someAnswer(1))]);
    expect(await savedAnswers(other)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 2))));
  });

  it('keep all answers when a slow one is overtaken by three quick ones', async () => {
    const visit = await site.visitor(with_(none));
    const [slow, quick] = await twoTabs(visit, first, second);
    const { gate, reached, release } = holding(`/questions/${first}/answer`);
    site.gate = gate;
    const late = answer(slow, someAnswer(0));
    await reached;
    for (const n of [1, 2, 3]) {
      await at(quick, ids[n] ?? '');
      await answer(quick, someAnswer(n));
    }
    release();
    await late;
    expect(await savedAnswers(quick)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 4))));
  });

  it('keep an answer cleared when it is cleared in one while the other saves', async () => {
    const visit = await site.visitor(with_(answersTo(keyQuestions.slice(0, 2))));
    const [one, other] = await twoTabs(visit, first, third);
    site.gate = together(2);
    await Promise.all([
      leaving(one, () => one.getByRole('button', { name: 'Clear this answer' }).click()),
      answer(other, someAnswer(2)),
    ]);
    const left = new Map([...answersTo(keyQuestions.slice(0, 3))].filter(([id]) => id !== first));
    expect(await savedAnswers(one)).toEqual(asSaved(left));
  });

  it('each show the answer that the other has saved', async () => {
    const visit = await site.visitor(with_(none));
    const [one, other] = await twoTabs(visit, first, first);
    await answer(one, someAnswer(0));
    await other.reload();
    expect(await chosenOn(other)).toEqual(someAnswer(0));
  });
});

describe('two tabs and two assessments', () => {
  const ward = assessmentOf('1', { name: 'Ward 7' });
  const hospital = assessmentOf('b2', { name: 'The hospital' });

  const shownIn = async (page: Page, name: string) => {
    await page.goto('/start');
    const button = page.getByRole('button', { name: new RegExp(`${name}$`) });
    await leaving(page, () => button.click());
    return savedAnswers(page);
  };

  it('save an answer to the assessment of its page after a switch in the other tab', async () => {
    const visit = await site.visitor({ keeps: keeper([ward, hospital]) });
    const [one, other] = await twoTabs(visit, first, second);
    await other.goto('/start');
    await leaving(other, () => other.getByRole('button', { name: /^Switch .*The hospital$/ }).click());
    await answer(one, someAnswer(0));
    expect(await shownIn(other, 'The hospital')).toEqual({});
    expect(await shownIn(other, 'Ward 7')).toEqual(asSaved(answersTo(keyQuestions.slice(0, 1))));
  });

  it.each([
    { deleted: ward, left: hospital },
    { deleted: hospital, left: ward },
  ])(
    'do not save an answer for $deleted.name, deleted in the other tab, to another assessment',
    async ({ deleted, left }) => {
      const visit = await site.visitor({ keeps: keeper([deleted, left]), expects: [422] });
      const [one, other] = await twoTabs(visit, first, second);
      await other.goto(`/start/${deleted.id}/delete`);
      await leaving(other, () => other.getByRole('button', { name: 'Delete it' }).click());
      await answer(one, someAnswer(0));
      expect(await shownIn(other, left.name)).toEqual({});
    },
  );
});

describe('the Back button', () => {
  async function answeredTwo() {
    const visit = await site.visitor(with_(none));
    await at(visit.page, first);
    await answer(visit.page, someAnswer(0));
    await answer(visit.page, someAnswer(1));
    return visit.page;
  }

  async function back(page: Page, to: string): Promise<void> {
    await page.evaluate('history.back()');
    await page.waitForURL(new RegExp(`/questions/${to}(\\?|$)`));
    await page.waitForLoadState();
  }

  it('shows the answer that was saved', async () => {
    const page = await answeredTwo();
    await back(page, second);
    expect(await chosenOn(page)).toEqual(someAnswer(1));
    await back(page, first);
    expect(await chosenOn(page)).toEqual(someAnswer(0));
  });

  it('lets a visitor change an answer, and keeps the later one', async () => {
    const page = await answeredTwo();
    await back(page, second);
    await back(page, first);
    const changed: Answer = { me: 3, us: 3 };
    await answer(page, changed);
    expect(await savedAnswers(page)).toEqual(
      asSaved(
        new Map([
          [first, changed],
          [second, someAnswer(1)],
        ]),
      ),
    );
  });

  it('and saving again loses nothing', async () => {
    const page = await answeredTwo();
    await back(page, second);
    await back(page, first);
    await leaving(page, () => saveButton(page).click());
    expect(questionOn(page)).toBe(third);
    expect(await savedAnswers(page)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 2))));
  });

  it('causes no warning when nothing is unsaved', async () => {
    const visit = await site.visitor(with_(none));
    await at(visit.page, first);
    await answer(visit.page, someAnswer(0));
    await back(visit.page, first);
    await leaving(visit.page, () => visit.page.getByRole('link', { name: 'Skip', exact: true }).click());
    expect(visit.dialogs).toEqual([]);
  });
});

describe('saving', () => {
  it.each([
    { network: 'quick', delay: 0 },
    { network: 'slow', delay: 400 },
  ])('happens once when the button is clicked twice on a $network network', async ({ delay }) => {
    const visit = await site.visitor(with_(none));
    const page = await at(visit.page, first);
    site.gate = () => new Promise((resolve) => setTimeout(resolve, delay));
    await choose(page, someAnswer(0));
    await saveButton(page).dblclick();
    await page.waitForURL(new RegExp(`/questions/${second}\\?`));
    await page.waitForLoadState('networkidle');
    expect(questionOn(page)).toBe(second);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await savedAnswers(page)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 1))));
  });

  it('is not repeated by Reload', async () => {
    const visit = await site.visitor(with_(none));
    const page = await at(visit.page, first);
    await answer(page, someAnswer(0));
    const before = visit.requests.length;
    await page.reload();
    expect(visit.requests.slice(before)).toEqual([`GET /questions/${second}?saved=${first}-`]);
    expect(await savedAnswers(page)).toEqual(asSaved(answersTo(keyQuestions.slice(0, 1))));
  });

  it('in a third tab continues with a question that is open in all tabs', async () => {
    const visit = await site.visitor(with_(none));
    const [one, other] = await twoTabs(visit, first, second);
    await answer(other, someAnswer(1));
    const last = await at(await visit.tab(), third);
    await answer(last, someAnswer(2));
    await answer(one, someAnswer(0));
    expect(questionOn(one)).toBe(fourth);
  });
});
