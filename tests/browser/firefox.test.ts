/**
 * The main journey in Firefox: from the home page through the key questions to the report and its coaching. The other browser tests
 * run in Chromium. Playwright needs a Firefox of its own; Puppeteer drives an installed one, over WebDriver BiDi.
 */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../site.ts';
import { keyQuestions, someAnswer } from './answering.ts';

const paths = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'];
const executablePath = paths.find((path) => path && existsSync(path));
const name = `the main journey in Firefox${executablePath ? '' : ' (skipped without Firefox)'}`;

describe.skipIf(!executablePath)(name, () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    server = createServer(testApp()).listen(0, '127.0.0.1');
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: executablePath ?? '',
      headless: true,
    });
    page = await browser.newPage();
    await page.setViewport({ width: 390, height: 844 });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /** Clicks an element that leads to another page, and waits for that page. */
  async function follow(selector: string): Promise<void> {
    await Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
  }
  const path = () => new URL(page.url()).pathname;
  const textOf = (selector: string) =>
    page.$eval(selector, (element: { textContent: string | null }) => element.textContent?.trim() ?? '');

  async function rate(perspective: 'me' | 'us', value: string): Promise<void> {
    const radio = `input[name="${perspective}"][value="${value}"]`;
    await page.locator(`label:has(${radio})`).click();
    expect(await page.$eval(radio, (input: { checked: boolean }) => input.checked)).toBe(true);
  }

  it('begins on the home page with one button', async () => {
    expect(await textOf('h1')).toBe('How well do we serve our customers?');
    await follow('::-p-aria(Start[role="link"])');
    await page.locator('.more-choices summary').click();
    await page.locator('input[name="name"]').fill('Ward 7');
    await follow('::-p-aria(Start answering[role="button"])');
    expect(path()).toBe(`/questions/${keyQuestions[0]?.id}`);
  });

  it('asks each key question once, confirms each answer, and arrives', async () => {
    for (const [n, { id }] of keyQuestions.entries()) {
      expect(path()).toBe(`/questions/${id}`);
      const { me, us } = someAnswer(n);
      await rate('me', me === 'not-applicable' ? 'na' : String(me));
      await rate('us', us === 'not-applicable' ? 'na' : String(us));
      await follow('button[name="action"][value="continue"]');
      if (n + 1 < keyQuestions.length) expect(await textOf('.saved-line')).toContain(`${id} saved`);
    }
    expect(path()).toBe('/arrived/key');
  });

  it('undoes an answer', async () => {
    const last = keyQuestions.at(-1)?.id;
    await page.goto(new URL(`/questions/${last}`, page.url()).href);
    await rate('me', 'na');
    await follow('button[name="action"][value="continue"]');
    expect(await textOf('.saved-line')).toContain(`${last} changed`);
    await follow('form[action$="/undo"] button');
    expect(path()).toBe(`/questions/${last}`);
  });

  it('shows the result on one screen, with a chart of six rows', async () => {
    await page.goto(new URL('/report', page.url()).href);
    expect(await textOf('h1')).toBe('Me and Ward 7');
    const rows: ElementHandle[] = await page.$$('main svg');
    expect(rows.length).toBeGreaterThanOrEqual(6);
    const width = await page.$eval('html', (html: { scrollWidth: number }) => html.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  it('opens the coaching of a low answer in its chapter', async () => {
    await page.goto(new URL('/report/all', page.url()).href);
    const opened = await page.$$eval('details.coaching', (all) => all.length);
    expect(opened).toBeGreaterThan(0);
  });

  it('keeps the answers for the next visit', async () => {
    const another = await browser.newPage();
    await another.goto(new URL('/', page.url()).href);
    expect(await another.$eval('main', (main: { textContent: string | null }) => main.textContent)).toContain(
      'Ward 7',
    );
    await another.close();
  });

  it('had no error in its console', () => {
    expect(faults).toEqual([]);
  });
});
