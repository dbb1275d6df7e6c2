/** The question page under the thumb, at the keyboard, without a network and without colours. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../src/web/render/colour.ts';
import { testContent } from '../site.ts';
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
  radio,
  saveButton,
  savedAnswers,
} from './answering.ts';
import { siteInBrowser, soon, type VisitOptions } from './browser.ts';

const site = siteInBrowser();
const { ratings } = testContent.scale;
const [first, second] = keyQuestions;

async function atFirst(options: VisitOptions = {}) {
  const visit = await site.visitor({ keeps: keeper([assessmentOf('1')]), ...options });
  await visit.page.goto(`/questions/${first?.id}`);
  return visit;
}

const line = (page: Page) => page.locator('.saved-line');
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ });
const goOn = (page: Page) => page.getByRole('checkbox', { name: 'Go on when both are rated' });
const keysHint = (page: Page) => page.getByText('Keys 0 to 3 rate, Enter saves');

describe('choosing a rating', () => {
  it.each([
    { width: 360, height: 740 },
    { width: 1366, height: 650 },
  ])('moves nothing ($width pixels)', async ({ width, height }) => {
    const { page } = await atFirst({ width, height });
    const places = () =>
      page.locator('.ask *').evaluateAll((all) =>
        all.map((element): number[] => {
          const { x, y, width: wide, height: high } = element.getBoundingClientRect();
          return [x, y, wide, high];
        }),
      );
    const before = await places();
    for (const given of [0, 3, 'not-applicable'] as const) {
      await choose(page, { me: given, us: given });
      expect(await places()).toEqual(before);
    }
  });
});

describe.each([true, false])('the line after a save (JavaScript %s)', (javaScript) => {
  it('says what was saved, and Undo takes it back and leads to the question', async () => {
    const { page } = await atFirst({ javaScript });
    await answer(page, { me: 2, us: 1 });
    expect(questionOn(page)).toBe(second?.id);
    await soon(() => line(page).textContent()).toContain(
      `${first?.id} saved: me ${ratings[2]}, us ${ratings[1]}.`,
    );
    await leaving(page, () => undo(page).click());
    expect(questionOn(page)).toBe(first?.id);
    expect(await chosenOn(page)).toEqual({});
    expect(await savedAnswers(page)).toEqual({});
  });

  it('says what a change from the table changed, on the table', async () => {
    const answers = answersTo(keyQuestions, () => ({ me: 1, us: 1 }));
    const visit = await site.visitor({ keeps: keeper([assessmentOf('1', { answers })]), javaScript });
    const { page } = visit;
    await page.goto('/questions');
    const cell = page.getByRole('cell').getByRole('link', { name: new RegExp(`^${first?.id},`) });
    await leaving(page, () => cell.click());
    await answer(page, { me: 1, us: 3 });
    expect(new URL(page.url()).pathname).toBe('/questions');
    await soon(() => line(page).textContent()).toContain(
      `${first?.id} changed: us ${ratings[1]} → ${ratings[3]}.`,
    );
  });
});

describe('the review of a retake', () => {
  it('takes one tap for an unchanged answer, and opens the ratings for a changed one', async () => {
    const snapshot = { takenOn: 20_000, edition: testContent.instrument.edition };
    const snapshots = [{ ...snapshot, answers: answersTo(keyQuestions, () => ({ me: 1, us: 2 })) }];
    const visit = await site.visitor({ keeps: keeper([assessmentOf('1', { snapshots })]), width: 360 });
    const { page } = visit;
    await page.goto(`/questions/${first?.id}?list=retake`);
    await leaving(page, () => page.getByRole('button', { name: 'Same as before' }).click());
    expect(questionOn(page)).toBe(second?.id);
    expect(await saveButton(page).isVisible()).toBe(false);
    await page.locator('summary', { hasText: 'Change' }).click();
    await answer(page, { me: 3, us: 3 });
    expect(await savedAnswers(page)).toEqual(
      asSaved(
        new Map([
          [first?.id ?? '', { me: 1, us: 2 }],
          [second?.id ?? '', { me: 3, us: 3 }],
        ]),
      ),
    );
  });
});

describe('the switch "Go on when both are rated"', () => {
  it('is off at first, and saves with the second tap once it is on', async () => {
    const { page, tab } = await atFirst({ touch: true, width: 360, height: 740 });
    expect(await goOn(page).isChecked()).toBe(false);
    await goOn(page).check();
    await radio(page, 'me', 2).tap();
    await leaving(page, () => radio(page, 'us', 0).tap());
    expect(questionOn(page)).toBe(second?.id);
    await soon(() => undo(page).isVisible()).toBe(true);
    const later = await tab();
    await later.goto(`/questions/${second?.id}`);
    expect(await goOn(later).isChecked()).toBe(true);
  });

  it('goes on after the number keys, and not while arrow keys pass over ratings', async () => {
    const { page } = await atFirst();
    await goOn(page).check();
    await radio(page, 'me', 0).focus();
    await page.keyboard.press('Space');
    await radio(page, 'us', 0).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    expect(await chosenOn(page)).toEqual({ me: 0, us: 1 });
    expect(questionOn(page)).toBe(first?.id);
    await leaving(page, () => page.keyboard.press('3'));
    expect(questionOn(page)).toBe(second?.id);
  });

  it('does not go on when an answer that was saved is changed', async () => {
    const answers = answersTo(keyQuestions.slice(0, 1));
    const { page } = await atFirst({ keeps: keeper([assessmentOf('1', { answers })]) });
    await goOn(page).check();
    await radio(page, 'me', 3).click();
    await radio(page, 'us', 3).click();
    expect(questionOn(page)).toBe(first?.id);
  });
});

describe('what is shown where', () => {
  it('the number keys are explained where a pointer hovers, and not on a touch screen', async () => {
    const { page } = await atFirst();
    expect(await keysHint(page).isVisible()).toBe(true);
    const { page: phone } = await atFirst({ touch: true, width: 360, height: 740 });
    expect(await goOn(phone).isVisible()).toBe(true);
    expect(await keysHint(phone).count()).toBe(0);
  });

  it('the answers so far are one line on a phone, and open on a wide screen', async () => {
    const { page: phone } = await atFirst({ touch: true, width: 360, height: 740 });
    expect(await phone.locator('table.answers').isVisible()).toBe(false);
    await phone.locator('.so-far summary').tap();
    expect(await phone.locator('table.answers').isVisible()).toBe(true);
    const { page } = await atFirst();
    expect(await page.locator('table.answers').isVisible()).toBe(true);
  });
});

/** Playwright gets no event when a page comes from the back/forward cache, so goBack may time out although it worked. */
async function back(page: Page): Promise<void> {
  await page.goBack({ timeout: 2_000 }).catch(() => undefined);
}

describe('a network that drops at Save', () => {
  it.each([true, false])(
    'loses nothing: Back brings the filled form back (JavaScript %s)',
    async (javaScript) => {
      const visit = await atFirst({ javaScript });
      const { page, context } = visit;
      await choose(page, { me: 3, us: 'not-applicable' });
      await context.setOffline(true);
      await saveButton(page).click();
      await soon(() => page.url()).toContain('chrome-error://');
      await context.setOffline(false);
      await back(page);
      await soon(() => chosenOn(page)).toEqual({ me: 3, us: 'not-applicable' });
      expect(questionOn(page)).toBe(first?.id);
      await leaving(page, () => saveButton(page).click());
      expect(await savedAnswers(page)).toEqual(
        asSaved(new Map([[first?.id ?? '', { me: 3, us: 'not-applicable' }]])),
      );
      site.takeFaults();
    },
  );

  it('still warns before the answer that came back is left', async () => {
    const visit = await atFirst();
    const { page, context } = visit;
    await choose(page, { me: 3, us: 3 });
    await context.setOffline(true);
    await saveButton(page).click();
    await soon(() => page.url()).toContain('chrome-error://');
    await context.setOffline(false);
    await back(page);
    await soon(() => chosenOn(page)).toEqual({ me: 3, us: 3 });
    await page.getByRole('heading', { level: 1 }).click();
    await leaving(page, () => page.getByRole('link', { name: 'Skip', exact: true }).click());
    expect(visit.dialogs).toEqual(['beforeunload']);
    site.takeFaults();
  });
});

describe('colours', () => {
  const hex = (colour: string) =>
    `#${(colour.match(/\d+/g) ?? [])
      .slice(0, 3)
      .map((channel) => Number(channel).toString(16).padStart(2, '0'))
      .join('')}`;

  it.each(['light', 'dark'] as const)(
    'show the ring of an open key question at 3:1 or more (%s)',
    async (scheme) => {
      const { page } = await site.visitor({ scheme });
      await page.goto('/questions');
      const colours = await page
        .locator('table.answers td.key a')
        .first()
        .evaluate((link): [string, string] => {
          const { getComputedStyle } = link.ownerDocument.defaultView;
          return [
            getComputedStyle(link, '::before').borderTopColor,
            getComputedStyle(link.closest('td')).backgroundColor,
          ];
        });
      expect(contrast(hex(colours[0]), hex(colours[1]))).toBeGreaterThanOrEqual(3);
    },
  );

  it('chosen by the visitor keep me filled, key cells, the chosen segment and the current page distinct', async () => {
    const answers = answersTo(keyQuestions.slice(0, 3), () => ({ me: 1, us: 1 }));
    const { page } = await site.visitor({ keeps: keeper([assessmentOf('1', { answers })]) });
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(`/questions/${first?.id}`);
    const style = (selector: string, property: string, pseudo?: string) =>
      page
        .locator(selector)
        .first()
        .evaluate(
          (element, [name, part]): string =>
            element.ownerDocument.defaultView.getComputedStyle(element, part)[name ?? ''],
          [property, pseudo] as const,
        );
    const paper = await style('body', 'backgroundColor');
    expect(await style('.answers td b', 'backgroundColor', '::before')).not.toBe(paper);
    expect(await style('.rating .who', 'backgroundColor', '::before')).not.toBe(paper);
    expect(await style('.answers i', 'backgroundColor', '::before')).not.toBe(
      await style('.answers td b', 'backgroundColor', '::before'),
    );
    expect(await style('.answers .key a', 'outlineStyle')).toBe('double');
    expect(await style('.answers td:has([aria-current])', 'outlineStyle')).toBe('solid');
    expect(await style('.segment:has(:checked)', 'backgroundColor')).not.toBe(
      await style('.segment:not(:has(:checked))', 'backgroundColor'),
    );
  });
});
