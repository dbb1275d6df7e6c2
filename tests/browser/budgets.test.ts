/** How much room and how many bytes the question page may take. */
import { get } from 'node:http';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/assessment/instrument.ts';
import { testContent } from '../site.ts';
import { answersTo, assessmentOf, keeper, keyQuestions, saveButton } from './answering.ts';
import { siteInBrowser, stateOf } from './browser.ts';

const site = siteInBrowser({ stores: true });
const { questions } = testContent.instrument;
const lengthOf = ({ statements }: Question) => statements.us.length + statements.me.length;
/** The longest statements there are; none has more than 18 words. */
const longest = questions.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, 4);

async function bottomOfSave(page: Page): Promise<number> {
  const box = await saveButton(page).boundingBox();
  if (!box) throw new Error('the page has no Save and continue');
  return box.y + box.height;
}

describe.each(
  longest.map((question) => ({ id: question.id, words: question.statements.us.split(' ').length })),
)('Save and continue on question $id, with $words words', ({ id }) => {
  it.each([
    { screen: 'a phone', width: 360, height: 740, most: 640, touch: true },
    { screen: 'a small laptop', width: 1366, height: 650, most: 620, touch: false },
  ])('ends at $most px on $screen', async ({ width, height, most, touch }) => {
    const { page } = await site.visitor({ keeps: keeper([assessmentOf('1')]), width, height, touch });
    await page.goto(`/questions/${id}`);
    expect(await bottomOfSave(page)).toBeLessThanOrEqual(most);
    expect(await page.evaluate('scrollY')).toBe(0);
  });
});

/** The bytes of a response as a browser asks for it, and its text if it came uncompressed. */
function received(address: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip, deflate, br, zstd' };
    get(`${site.origin}${address}`, { headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

describe('the bytes of the question page', () => {
  /** A visitor who has come to the nth key question. */
  const cookieAt = (n: number) =>
    `mirror_state=${stateOf(keeper([assessmentOf('1', { answers: answersTo(keyQuestions.slice(0, n)) })]))}`;
  /** As after the save of the question before, which the page confirms. */
  const addressAt = (n: number) => {
    const before = keyQuestions[n - 1];
    return `/questions/${keyQuestions[n]?.id}${before ? `?saved=${before.id}-` : ''}`;
  };
  const sizes = () => Promise.all(keyQuestions.map((_, n) => received(addressAt(n), cookieAt(n))));

  it('are at most 6,144 on the mean after a save, compressed', async () => {
    const all = await sizes();
    expect(all.reduce((sum, size) => sum + size, 0) / all.length).toBeLessThanOrEqual(6_144);
  });

  it('are at most 12,288 on the first visit, with its style sheets and without fonts', async () => {
    const text = await (await fetch(`${site.origin}/questions/${keyQuestions[0]?.id}`)).text();
    const sheets = [...text.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, address = '']) => address);
    expect(sheets.length).toBeGreaterThan(0);
    const css = await Promise.all(sheets.map((address) => received(address, '')));
    const heaviest = Math.max(...(await sizes()));
    expect(css.reduce((sum, size) => sum + size, heaviest)).toBeLessThanOrEqual(12_288);
  });
});

it('the start of a first assessment ends within one screen of a phone', async () => {
  const { page } = await site.visitor({ width: 360, height: 740, touch: true });
  await page.goto('/start');
  const box = await page.getByRole('button', { name: 'Start answering' }).boundingBox();
  expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThanOrEqual(740);
});
