import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PerspectiveAnswer } from '../../src/assessment/answers.ts';
import type { Perspective } from '../../src/assessment/instrument.ts';
import {
  answersTo,
  asSaved,
  assessmentOf,
  chosenOn,
  group,
  keeper,
  keyQuestions,
  leaving,
  radio,
  saveButton,
  savedAnswers,
  someAnswer,
} from './answering.ts';
import { siteInBrowser, type Visit } from './browser.ts';

const site = siteInBrowser();
const [first, second] = keyQuestions;

const hasFocus = (locator: Locator) =>
  locator.evaluate((element) => element.contains(element.ownerDocument.activeElement));

/** Presses Tab until the element has the focus. */
async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  for (let presses = 0; presses < 40; presses++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}

const enter = (page: Page) => leaving(page, () => page.keyboard.press('Enter'));

/** Uses the skip link. */
async function skipToContent(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.locator('main:focus').waitFor();
}

/** Chooses a rating with Space and the arrow keys. */
async function rate(page: Page, perspective: Perspective, response: PerspectiveAnswer): Promise<void> {
  await tabTo(group(page, perspective));
  if (response === 'not-applicable') await page.keyboard.press('ArrowUp');
  else if (response === 0) await page.keyboard.press('Space');
  else for (let press = 0; press < response; press++) await page.keyboard.press('ArrowDown');
}

describe('with the keyboard alone', () => {
  let visit: Visit;
  const shown: Awaited<ReturnType<typeof chosenOn>>[] = [];

  beforeAll(async () => {
    visit = await site.visitor();
    const { page } = visit;
    await page.goto('/');
    await skipToContent(page);
    await tabTo(page.getByRole('main').getByRole('link', { name: 'Start', exact: true }));
    await enter(page);
    await skipToContent(page);
    await tabTo(page.locator('.more-choices summary'));
    await page.keyboard.press('Enter');
    await tabTo(page.getByLabel('What do you call this group?'));
    await page.keyboard.type('Ward 7');
    await tabTo(page.getByLabel('Your name'));
    await page.keyboard.type('Zoë');
    await tabTo(page.getByRole('button', { name: 'Start answering' }));
    await enter(page);
    for (const n of keyQuestions.keys()) {
      const { me, us } = someAnswer(n);
      await skipToContent(page);
      await rate(page, 'me', me);
      await rate(page, 'us', us);
      if (n < 3) shown.push(await chosenOn(page));
      await tabTo(saveButton(page));
      await enter(page);
    }
  });

  it('a visitor can choose each rating with Space and the arrow keys', () => {
    expect(shown).toEqual([0, 1, 2].map(someAnswer));
  });

  it('a visitor can go from the home page to the open report', async () => {
    expect(new URL(visit.page.url()).pathname).toBe('/arrived/key');
    await visit.page.goto('/report');
    expect(await visit.page.getByRole('heading', { level: 1 }).textContent()).toBe('Zoë and Ward 7');
  });

  it('a visitor gets no warning of unsaved answers', () => {
    expect(visit.dialogs).toEqual([]);
  });

  it('a visitor’s answers are saved as they were given', async () => {
    expect(await savedAnswers(visit.page)).toEqual(asSaved(answersTo(keyQuestions)));
  });
});

describe('the number keys', () => {
  async function atFirst() {
    const visit = await site.visitor({ keeps: keeper([assessmentOf('1')]) });
    await visit.page.goto(`/questions/${first?.id}`);
    return visit;
  }
  const toggle = (page: Page) => page.getByRole('checkbox', { name: 'Keys 0 to 3 rate, Enter saves' });

  it.each([0, 1, 2, 3] as const)('choose the rating for me and then for us: %s', async (rating) => {
    const { page } = await atFirst();
    await page.keyboard.press(`${rating}`);
    expect(await chosenOn(page)).toEqual({ me: rating });
    await page.keyboard.press(`${3 - rating}`);
    expect(await chosenOn(page)).toEqual({ me: rating, us: 3 - rating });
  });

  it('choose the rating of the group that has the focus', async () => {
    const { page } = await atFirst();
    await radio(page, 'us', 0).focus();
    await page.keyboard.press('2');
    expect(await chosenOn(page)).toEqual({ us: 2 });
  });

  it('answer all key questions together with Enter', async () => {
    const { page } = await atFirst();
    const given = (n: number) => ({
      me: (n % 4) as PerspectiveAnswer,
      us: ((n + 1) % 4) as PerspectiveAnswer,
    });
    for (const n of keyQuestions.keys()) {
      await page.keyboard.press(String(given(n).me));
      await page.keyboard.press(String(given(n).us));
      await enter(page);
    }
    expect(new URL(page.url()).pathname).toBe('/arrived/key');
    expect(await savedAnswers(page)).toEqual(asSaved(answersTo(keyQuestions, given)));
  });

  it('do not interfere with browser shortcuts', async () => {
    const { page } = await atFirst();
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Alt+2');
    expect(await chosenOn(page)).toEqual({});
  });

  it('do nothing after they are switched off, also on the next page and in a new tab', async () => {
    const { page, tab } = await atFirst();
    await toggle(page).uncheck();
    await page.keyboard.press('2');
    expect(await chosenOn(page)).toEqual({});
    const later = await tab();
    await later.goto(`/questions/${second?.id}`);
    await later.keyboard.press('2');
    expect(await toggle(later).isChecked()).toBe(false);
    expect(await chosenOn(later)).toEqual({});
  });

  it('work after they are switched on again', async () => {
    const { page } = await atFirst();
    await toggle(page).uncheck();
    await page.reload();
    await toggle(page).check();
    await page.reload();
    await page.keyboard.press('2');
    expect(await chosenOn(page)).toEqual({ me: 2 });
  });

  it('are not mentioned without JavaScript', async () => {
    const { page } = await site.visitor({ javaScript: false });
    await page.goto(`/questions/${first?.id}`);
    expect(await toggle(page).count()).toBe(0);
  });
});

describe('the focus', () => {
  it.each(['/', '/start', '/questions', `/questions/${first?.id}`, '/report', '/sample'])(
    'is visible at each stop on %s, and reaches the end of the page',
    async (address) => {
      const { page } = await site.visitor({ keeps: keeper([assessmentOf('1')]) });
      await page.goto(address);
      const unseen: string[] = [];
      let stops = 0;
      let last: Awaited<ReturnType<typeof focusIn>>;
      for (; stops < 600; stops++) {
        await page.keyboard.press('Tab');
        const stop = await page.locator('html').evaluate(focusIn);
        if (!stop) break;
        last = stop;
        if (!stop.seen) unseen.push(stop.text);
      }
      expect(unseen).toEqual([]);
      expect(last?.inFoot).toBe(true);
    },
  );
});

/** Runs in the page. Returns the focused element and whether it has an outline of at least two pixels; undefined for none. */
// biome-ignore lint/suspicious/noExplicitAny: runs in the page, and the tests are compiled without the DOM's types
function focusIn(html: any): { text: string; seen: boolean; inFoot: boolean } | undefined {
  const active = html.ownerDocument.activeElement;
  if (!active || active === html.ownerDocument.body) return undefined;
  const { defaultView } = html.ownerDocument;
  const box = active.getBoundingClientRect();
  const onScreen =
    box.bottom > 0 && box.right > 0 && box.top < defaultView.innerHeight && box.left < defaultView.innerWidth;
  const outlined = [active, active.closest('label')].some((element) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth } = defaultView.getComputedStyle(element);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  });
  const text: string = active.textContent || active.labels?.[0]?.textContent || active.tagName;
  return { text: text.trim(), seen: onScreen && outlined, inFoot: active.closest('footer') !== null };
}
