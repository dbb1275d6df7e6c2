/** Carrying on in another browser, by link and by file, with JavaScript and without. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
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
import { siteInBrowser, type Visit } from './browser.ts';

const site = siteInBrowser();
const done = keyQuestions.slice(0, 3);
const next = keyQuestions[3];
const desktop = keeper([assessmentOf('1', { name: 'Ward 7', answers: answersTo(done) })], 'Zoë');

const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true });

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScript) => {
  async function atResume() {
    const visit = await site.visitor({ keeps: desktop, javaScript });
    await visit.page.goto('/questions');
    await leaving(visit.page, () =>
      visit.page.getByRole('link', { name: 'Carry on elsewhere', exact: true }).click(),
    );
    return visit;
  }

  it('the link carries answers to another browser and back, and nothing is lost', async () => {
    const first = await atResume();
    const link = await first.page.locator('#resume-link').inputValue();

    const second = await site.visitor({ javaScript });
    await second.page.goto(link);
    await leaving(second.page, () => button(second, 'Carry on here').click());
    expect(questionOn(second.page)).toBe(next?.id);
    await answer(second.page, someAnswer(3));
    await second.page.goto('/resume');
    const back = await second.page.locator('#resume-link').inputValue();

    // Meanwhile the first browser answers another question.
    await first.page.goto(`/questions/${keyQuestions[5]?.id}`);
    await answer(first.page, someAnswer(5));
    await first.page.goto('/resume');
    await first.page.locator('textarea').fill(`Your link:\n${back}\nBye`);
    await leaving(first.page, () => button(first, 'Open the link').click());
    expect(await first.page.getByRole('radio', { name: /^Merge/ }).isChecked()).toBe(true);
    await leaving(first.page, () => button(first, 'Do that and carry on here').click());
    expect(await first.page.getByRole('status').first().textContent()).toContain('merged');
    const answered = new Map([
      ...answersTo(keyQuestions.slice(0, 4)),
      [keyQuestions[5]?.id ?? '', someAnswer(5)] as const,
    ]);
    expect(await savedAnswers(first.page)).toEqual(asSaved(answered));
  });

  it('the file is saved, and restored in another browser', async () => {
    const first = await atResume();
    const [download] = await Promise.all([
      first.page.waitForEvent('download'),
      first.page.getByRole('link', { name: 'Save everything to a file' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('service-mirror-2026-11-21.json');
    const buffer = await readFile(await download.path());

    const second = await site.visitor({ javaScript });
    await second.page.goto('/resume');
    const file = { name: download.suggestedFilename(), mimeType: 'application/json', buffer };
    await second.page.getByLabel('A file you saved').setInputFiles(file);
    await leaving(second.page, () => button(second, 'Open the file').click());
    await leaving(second.page, () => button(second, 'Carry on here').click());
    expect(await savedAnswers(second.page)).toEqual(asSaved(answersTo(done)));
  });

  it('another file is refused with an error message', async () => {
    const visit = await site.visitor({ javaScript, expects: [422] });
    await visit.page.goto('/resume');
    const file = { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.alloc(2_000_000, 1) };
    await visit.page.getByLabel('A file you saved').setInputFiles(file);
    await leaving(visit.page, () => button(visit, 'Open the file').click());
    expect(await visit.page.getByRole('alert').textContent()).toContain('far larger than any');
  });

  it('cancelling changes nothing', async () => {
    const first = await atResume();
    const link = await first.page.locator('#resume-link').inputValue();
    const other = keeper([
      assessmentOf('1', { name: 'Ward 8', answers: answersTo(keyQuestions.slice(7, 9)) }),
    ]);
    const second = await site.visitor({ keeps: other, javaScript });
    const before = await second.context.cookies();
    await second.page.goto(link);
    await leaving(second.page, () =>
      second.page.getByRole('link', { name: 'Cancel, change nothing' }).click(),
    );
    expect(await second.context.cookies()).toEqual(before);
  });

  it('the link is not sent in a Referer', async () => {
    const first = await atResume();
    const link = await first.page.locator('#resume-link').inputValue();
    const second = await site.visitor({ javaScript });
    const referers: string[] = [];
    second.page.on('request', (request) => {
      const { referer } = request.headers();
      if (referer !== undefined) referers.push(referer);
    });
    await second.page.goto(link);
    await leaving(second.page, () => button(second, 'Carry on here').click());
    expect(referers).toContain(`${site.origin}/`);
    expect(referers.filter((referer) => referer.includes('link='))).toEqual([]);
  });
});

describe('the copy button', () => {
  it('copies the whole link, with a confirmation', async () => {
    const visit = await site.visitor({ keeps: desktop });
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit.page.goto('/resume');
    await button(visit, 'Copy the link').click();
    await visit.page.getByText('Copied', { exact: true }).waitFor();
    const copied = await visit.page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe(await visit.page.locator('#resume-link').inputValue());
  });

  it('is not shown without JavaScript', async () => {
    const visit = await site.visitor({ keeps: desktop, javaScript: false });
    await visit.page.goto('/resume');
    expect(await visit.page.locator('[data-copy]').isVisible()).toBe(false);
  });
});
