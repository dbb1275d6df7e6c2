/** Retaking an assessment, with JavaScript and without. */

import { readFile as readDisk } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { emptyPlan } from '../../src/assessment/plan.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { planCodec } from '../../src/codec/worksheets.ts';
import { planCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { dayOf } from '../days.ts';
import { testContent, testSecret } from '../site.ts';
import {
  answer,
  answerOnOnePage,
  answersTo,
  assessmentOf,
  chosenOn,
  keeper,
  keyQuestions,
  leaving,
  questionOn,
  someAnswer,
} from './answering.ts';
import { siteInBrowser } from './browser.ts';

const site = siteInBrowser();
const { questions } = testContent.instrument;
const day = (date: string) => dayOf(new Date(date));
const before = { changedOn: day('2026-05-03'), answers: answersTo(questions, () => ({ me: 1, us: 1 })) };
const ward = assessmentOf('1', { name: 'Ward 7', ...before });
const contract = {
  [planCookie]: cookieValue(
    planCodec.encode({
      ...emptyPlan,
      goals: [
        { text: 'Ring back within the hour', owner: 'me', due: '', question: '', state: 'open' },
        { text: 'Walk the way once', owner: 'Ann', due: '2026-09-01', question: '', state: 'going-on' },
      ],
      savedOn: '2026-05-03',
    }),
    secretsFrom([testSecret]),
  ),
};

const press = (page: Page, name: RegExp | string) =>
  leaving(page, () => page.getByRole('button', { name }).click());
const follow = (page: Page, name: RegExp | string) =>
  leaving(page, () => page.getByRole('link', { name }).first().click());

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s', (_how, javaScript) => {
  it('a retake without answers keeps the old ones as a snapshot, and the new report shows the change', async () => {
    const { page } = await site.visitor({ keeps: keeper([ward]), javaScript });
    await page.goto('/report');
    await follow(page, 'Take it again');
    await page.getByRole('radio', { name: /^With a blank sheet/ }).check();
    await press(page, 'Keep the snapshot and begin anew');
    expect(await page.locator('.notice').textContent()).toContain('Your answers of 3 May 2026 are kept');
    await follow(page, /^Start with question/);
    for (const question of keyQuestions.slice(0, 2)) {
      expect(questionOn(page)).toBe(question.id);
      expect(await chosenOn(page)).toEqual({});
      await answer(page, { me: 2, us: 1 });
    }
    await answerOnOnePage(page, () => ({ me: 2, us: 1 }));
    expect(new URL(page.url()).pathname).toBe('/arrived/key');
    await page.goto('/report');
    await follow(page, 'What has changed');
    const chapter = page.locator('.change');
    expect(await chapter.textContent()).toContain('For me, ');
    const [row = ''] = await chapter.locator('tbody tr').allTextContents();
    expect(row.replaceAll(/\s+/g, ' ')).toMatch(/me 8 us 8.*me 16 us 8 provisional.*me \+8 us 0 on/);
  });

  it('a retake from the answers asks about each goal of the contract', async () => {
    const { page } = await site.visitor({
      keeps: keeper([ward]),
      cookies: contract,
      javaScript,
      expects: [422],
    });
    await page.goto('/start');
    await follow(page, /^Take it again/);
    await page.getByRole('radio', { name: /^From my present answers/ }).check();
    await page
      .getByRole('group', { name: /^Ring back/ })
      .getByRole('radio', { name: 'Done' })
      .check();
    await press(page, 'Keep the snapshot and begin anew');
    await page.getByRole('link', { name: 'Say whether goal 2 is done, going on or dropped' }).click();
    expect(await page.getByRole('radio', { name: 'Done' }).first().isChecked()).toBe(true);
    await page
      .getByRole('group', { name: /^Walk the way/ })
      .getByRole('radio', { name: 'Dropped' })
      .check();
    await press(page, 'Keep the snapshot and begin anew');
    await follow(page, 'Show my report');
    await page.goto('/report/change');
    expect(await page.locator('article').textContent()).toContain('No question moved.');
    await follow(page, /^My contract for change/);
    expect(await page.locator('.contract').textContent()).toMatch(
      /Ring back within the hour[\s\S]*Done[\s\S]*Walk[\s\S]*Dropped/,
    );
  });

  it('a retake with four snapshots offers the oldest as a file, and deletes it with a tick', async () => {
    const snapshots = ['2023-05-03', '2024-05-03', '2025-01-12', '2025-09-30'].map((date, i) => ({
      takenOn: day(date),
      edition: testContent.instrument.edition,
      answers: answersTo(keyQuestions, (n) => someAnswer(n + i)),
    }));
    const { page } = await site.visitor({
      keeps: keeper([{ ...ward, snapshots }]),
      javaScript,
      expects: [422],
    });
    await page.goto('/start/1/retake');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save it to a file' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('service-mirror-snapshot-2023-05-03.json');
    expect(JSON.parse(await readDisk(await download.path(), 'utf8'))).toMatchObject({
      format: 'service-mirror',
      assessments: [{ changedOn: '2023-05-03' }],
    });
    await page.getByRole('radio', { name: /^With a blank sheet/ }).check();
    await press(page, 'Keep the snapshot and begin anew');
    await page.getByRole('link', { name: /^Tick that you have saved/ }).click();
    await page.keyboard.press('Space');
    await press(page, 'Keep the snapshot and begin anew');
    await page.goto('/start/1/snapshots');
    expect(await page.locator('.assessments h2').allTextContents()).toEqual([
      '3 May 2024',
      '12 January 2025',
      '30 September 2025',
      '3 May 2026',
    ]);
  });
});
