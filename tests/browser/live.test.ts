/** The live room in real browsers, by events and without scripts. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { leaving } from './answering.ts';
import { siteInBrowser, type Visit } from './browser.ts';

const site = siteInBrowser({ stores: true });
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Faults that axe finds; the refresh of browsers without scripts is in a noscript element. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axe, 'utf8'));
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = (await page.evaluate(
    `axe.run(document, ${JSON.stringify({ runOnly: { type: 'tag', values: tags } })})`,
  )) as { violations: { id: string; nodes: { target: string[] }[] }[] };
  return violations.map(
    ({ id, nodes }) => `${page.url().split('?')[0]}: ${id}: ${nodes[0]?.target.join(' ')}`,
  );
}

async function opened(): Promise<{ lead: Visit; code: string; screen: string }> {
  const lead = await site.visitor();
  await lead.page.goto('/live/new');
  await lead.page.getByRole('radio', { name: /Those of one principle/ }).check();
  await lead.page.getByLabel('The principle', { exact: false }).selectOption('3');
  await leaving(lead.page, () => lead.page.getByRole('button', { name: 'Open the room' }).click());
  const code = (await lead.page.locator('.live-code').textContent()) ?? '';
  const screen =
    (await lead.page.getByRole('link', { name: /Presentation view/ }).getAttribute('href')) ?? '';
  return { lead, code, screen };
}

async function joined(code: string, javaScript: boolean): Promise<Page> {
  const { page } = await site.visitor({ javaScript });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/live?code=${code.replace(' ', '')}`);
  await leaving(page, () => page.getByRole('button', { name: 'Join the room' }).click());
  return page;
}

async function rate(page: Page, me: number, us: number): Promise<void> {
  await page.locator('.rating.me .segment').nth(me).click();
  await page.locator('.rating.us .segment').nth(us).click();
  await leaving(page, () => page.getByRole('button', { name: 'Send my ratings' }).click());
}

describe('a live room', () => {
  it('follows the facilitator on every phone and on the screen, and has no fault that axe finds', async () => {
    const { lead, code, screen: address } = await opened();
    const { page: screen } = await site.visitor();
    await screen.goto(address);
    const phones = await Promise.all([true, true, true, true, false].map((script) => joined(code, script)));
    const [first, second] = phones as [Page, Page];
    await expect.poll(() => screen.locator('[data-live-joined]').textContent()).toBe('5');
    const faults = [...(await faultsOf(lead.page)), ...(await faultsOf(screen)), ...(await faultsOf(first))];

    await leaving(lead.page, () =>
      lead.page.getByRole('button', { name: 'Begin with the first statement' }).click(),
    );
    for (const phone of phones.slice(0, 4)) await phone.locator('.live-rate').waitFor();
    const bottom = await first.getByRole('button', { name: 'Send my ratings' }).boundingBox();
    expect((bottom?.y ?? 999) + (bottom?.height ?? 0)).toBeLessThanOrEqual(640);
    const last = phones.at(-1) as Page;
    await leaving(last, () => last.getByRole('link', { name: 'Refresh', exact: true }).click());
    faults.push(...(await faultsOf(first)), ...(await faultsOf(screen)));

    // What is chosen and not sent stays chosen when a note or a timer changes the room.
    await first.locator('.rating.me .segment').nth(3).click();
    await leaving(lead.page, () => lead.page.getByRole('button', { name: '5 min' }).click());
    await first.locator('.live-timer').waitFor();
    expect(await first.locator('.rating.me input:checked').getAttribute('value')).toBe('3');

    for (const [i, phone] of phones.entries()) await rate(phone, i % 4, 2);
    await expect.poll(() => lead.page.locator('.live-count').textContent()).toBe('5 of 5 have rated');
    faults.push(...(await faultsOf(lead.page)), ...(await faultsOf(second)));
    await leaving(lead.page, () => lead.page.getByRole('button', { name: 'Reveal the spread' }).click());
    await second.locator('.live-spread').waitFor();
    await screen.locator('.live-spread').waitFor();
    expect(await second.locator('.live-spread .us td b').allTextContents()).toEqual(['0', '0', '5', '0']);
    faults.push(...(await faultsOf(lead.page)), ...(await faultsOf(screen)), ...(await faultsOf(second)));

    // A note that is being written is not lost when the room changes in another window.
    await lead.page.getByLabel('The room’s note').fill('Half a note');
    const other = await lead.context.newPage();
    await other.goto(lead.page.url());
    await leaving(other, () => other.getByRole('button', { name: '2 min' }).click());
    await lead.page.waitForTimeout(2_500);
    expect(await lead.page.getByLabel('The room’s note').inputValue()).toBe('Half a note');
    await leaving(lead.page, () => lead.page.getByRole('button', { name: 'Next statement' }).click());
    await expect
      .poll(() => second.locator('.where').textContent(), { timeout: 10_000 })
      .toContain('Statement 2');
    expect(faults).toEqual([]);
  });

  it('is followed again after the site could not be reached for a while', async () => {
    const { lead, code } = await opened();
    const phone = await joined(code, true);
    let requests = 0;
    await phone.route('**/live/events*', (route) =>
      requests++ === 0 ? route.fulfill({ status: 502, body: 'Bad Gateway' }) : route.continue(),
    );
    await phone.reload();
    await phone.locator('[data-live-refresh]').waitFor();
    await leaving(lead.page, () =>
      lead.page.getByRole('button', { name: 'Begin with the first statement' }).click(),
    );
    await phone.locator('.live-rate').waitFor({ timeout: 12_000 });
    expect(requests).toBe(2);
    expect(site.takeFaults().join()).toContain('502 (Bad Gateway)');
  });

  it('is followed without events while too many pages are connected from the address', async () => {
    const { lead, code } = await opened();
    const phone = await joined(code, true);
    const refuse = { status: 429, headers: { 'retry-after': '10' }, body: 'Too many pages' };
    for (const page of [phone, lead.page])
      await page.route('**/live/events*', (route) => route.fulfill(refuse));
    await phone.reload();
    await leaving(lead.page, () =>
      lead.page.getByRole('button', { name: 'Begin with the first statement' }).click(),
    );
    await phone.locator('.live-rate').waitFor({ timeout: 12_000 });
    await phone.locator('.rating.me .segment').nth(3).click();
    await rate(await joined(code, true), 1, 1);
    await expect
      .poll(() => lead.page.locator('.live-count').textContent(), { timeout: 12_000 })
      .toBe('1 of 2 have rated');
    // A choice that was not sent stays.
    expect(await phone.locator('.rating.me input:checked').getAttribute('value')).toBe('3');
    expect(site.takeFaults().join()).toContain('429');
  });

  it('maps moments of truth: what others add comes while somebody writes, and nothing that is typed is lost', async () => {
    const { page: lead } = await site.visitor();
    await lead.goto('/live/new?purpose=map');
    await lead.locator('#customer').fill('A tenant');
    await leaving(lead, () => lead.getByRole('button', { name: 'Open the room' }).click());
    const code = (await lead.locator('.live-code').textContent()) ?? '';
    const address = await lead.getByRole('link', { name: /Presentation view/ }).getAttribute('href');
    const { page: screen } = await site.visitor();
    await screen.goto(address ?? '');
    const [writer, other, plain] = (await Promise.all(
      [true, true, false].map((script) => joined(code, script)),
    )) as [Page, Page, Page];
    await leaving(lead, () => lead.getByRole('button', { name: 'Begin with the moments of truth' }).click());
    for (const phone of [writer, other]) await phone.locator('.live-give').waitFor();
    const button = await writer.getByRole('button', { name: 'Add it to the cycle' }).boundingBox();
    expect((button?.y ?? 999) + (button?.height ?? 0)).toBeLessThanOrEqual(640);

    await writer.locator('.live-give summary').click();
    await writer.locator('#measure').fill('Half a thought');
    const add = async (phone: Page, name: string) => {
      await phone.locator('#name').fill(name);
      await leaving(phone, () => phone.getByRole('button', { name: 'Add it to the cycle' }).click());
    };
    await add(other, 'Rings us');
    await leaving(plain, () => plain.getByRole('link', { name: 'Refresh', exact: true }).click());
    await add(plain, 'Calls us');
    const namesOn = (page: Page) => page.locator('.live-moments strong').allTextContents();
    for (const page of [writer, other, screen, lead])
      await expect.poll(() => namesOn(page), { timeout: 15_000 }).toEqual(['Rings us', 'Calls us']);
    expect(await writer.locator('#measure').inputValue()).toBe('Half a thought');

    await leaving(lead, () => lead.getByRole('link', { name: /^Edit/ }).last().click());
    await lead.locator('#other').selectOption({ label: 'Rings us' });
    await leaving(lead, () => lead.getByRole('button', { name: 'Merge the two' }).click());
    for (const page of [writer, screen])
      await expect.poll(() => namesOn(page), { timeout: 15_000 }).toEqual(['Rings us / Calls us']);
    // Somebody who was writing when the dots began keeps the text, and is told that it came too late.
    await leaving(lead, () => lead.getByRole('button', { name: 'Let each give three dots' }).click());
    await other.getByRole('button', { name: 'Give my dots' }).waitFor();
    await other.locator('.tick').first().click();
    await leaving(other, () => other.getByRole('button', { name: 'Give my dots' }).click());
    await expect.poll(() => lead.locator('.live-count').textContent()).toBe('1 of 3 have given their dots');
    expect(await writer.locator('#measure').inputValue()).toBe('Half a thought');
  });

  it('keeps what somebody begins to type while the page loads itself again', async () => {
    const { page: lead } = await site.visitor();
    await lead.goto('/live/new?purpose=map');
    await leaving(lead, () => lead.getByRole('button', { name: 'Open the room' }).click());
    const code = (await lead.locator('.live-code').textContent()) ?? '';
    await leaving(lead, () => lead.getByRole('button', { name: 'Begin with the moments of truth' }).click());
    const writer = await joined(code, true);
    let isLoading = false;
    await writer.route(/\/live\/here/, async (route) => {
      isLoading = true;
      await writer.waitForTimeout(1_500);
      await route.continue();
    });
    const other = await joined(code, false);
    await other.locator('#name').fill('Rings us');
    await leaving(other, () => other.getByRole('button', { name: 'Add it to the cycle' }).click());
    await expect.poll(() => isLoading, { timeout: 10_000 }).toBe(true);
    await writer.locator('#name').fill('Begun meanwhile');
    await expect
      .poll(() => writer.locator('.live-moments strong').allTextContents(), { timeout: 15_000 })
      .toEqual(['Rings us']);
    expect(await writer.locator('#name').inputValue()).toBe('Begun meanwhile');
  });

  it.each(['/live/guide', '/live/guide/moments'])(
    'prints %s on one page of A4 and of Letter',
    async (address) => {
      const { page } = await site.visitor();
      await page.goto(address);
      for (const format of ['A4', 'Letter']) {
        const pdf = (await page.pdf({ format })).toString('latin1');
        expect({ format, pages: [...pdf.matchAll(/\/Type \/Page\b/g)].length }).toEqual({ format, pages: 1 });
      }
      expect(await faultsOf(page)).toEqual([]);
    },
  );
});
