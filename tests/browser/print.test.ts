import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyPlan, goalsKept, planTexts } from '../../src/assessment/plan.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { planCodec } from '../../src/codec/worksheets.ts';
import { cookieLimit } from '../../src/web/visitor/cookie-room.ts';
import { planCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { dayOf } from '../days.ts';
import { testContent, testSecret } from '../site.ts';
import { answersTo, assessmentOf, keeper, keyQuestions, someAnswer } from './answering.ts';
import { siteInBrowser } from './browser.ts';

const site = siteInBrowser();
const { questions } = testContent.instrument;
const full = keeper([assessmentOf('1', { name: 'Ward 7', answers: answersTo(questions) })], 'Zoë');
const open = keeper([assessmentOf('1', { answers: answersTo(keyQuestions) })]);
/** An assessment that was retaken four times has the widest tables. */
const repeated = keeper([
  assessmentOf('1', {
    answers: answersTo(questions),
    snapshots: ['2024-05-03', '2025-01-12', '2025-09-30', '2026-05-03'].map((date, i) => ({
      takenOn: dayOf(new Date(date)),
      edition: testContent.instrument.edition,
      answers: answersTo(i === 0 ? keyQuestions : questions, (n) => someAnswer(n % 4 ? n : n + i)),
    })),
  }),
]);
const low = keeper([assessmentOf('1', { answers: answersTo(questions, () => ({ me: 1, us: 0 })) })]);

const pixelsAMillimetre = 96 / 25.4;
const papers = [
  { paper: 'A4', width: 210, height: 297 },
  { paper: 'Letter', width: 215.9, height: 279.4 },
] as const;
const reports = [
  { report: 'a full report', address: '/report/all', keeps: full },
  { report: 'a report of the key questions', address: '/report/all', keeps: open },
  { report: 'a report with coaching for everything', address: '/report/all', keeps: low },
  { report: 'a report with what has changed', address: '/report/all', keeps: repeated },
  { report: 'the sample', address: '/sample/all', keeps: undefined },
] as const;
const cases = reports.flatMap((report) => papers.map((paper) => ({ ...report, ...paper })));

/** Texts of the navigation, which are not printed. */
const frame = ['Skip to the content', 'Questions', 'What is stored'];

const pdftotext = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

async function show({ address, keeps }: (typeof reports)[number], scheme: 'light' | 'dark' = 'light') {
  const { page } = await site.visitor({ keeps, scheme });
  await page.goto(address);
  return page;
}

/** Lays the page out as wide as the paper between its margins. Returns the height of the paper there, in pixels. */
async function onPaper(page: Page, paper: { width: number; height: number }): Promise<number> {
  await page.emulateMedia({ media: 'print' });
  const margins = await page.locator('html').evaluate((html): number[] => {
    const { CSSPageRule } = html.ownerDocument.defaultView;
    // biome-ignore lint/suspicious/noExplicitAny: runs in the page, and the tests are compiled without the DOM's types
    const within = (rule: any): any[] => [rule, ...[...(rule.cssRules ?? [])].flatMap(within)];
    const rules = [...html.ownerDocument.styleSheets].flatMap((sheet) => [...sheet.cssRules].flatMap(within));
    const { style } = rules.find((rule) => rule instanceof CSSPageRule && rule.selectorText === '');
    return [style.marginTop, style.marginRight, style.marginBottom, style.marginLeft].map(Number.parseFloat);
  });
  const [top = 0, right = 0, bottom = 0, left = 0] = margins;
  expect(margins.every((margin) => margin > 0)).toBe(true);
  const width = Math.floor((paper.width - left - right) * pixelsAMillimetre);
  await page.setViewportSize({ width, height: 1000 });
  return (paper.height - top - bottom) * pixelsAMillimetre;
}

describe.each(cases)('$report printed on $paper', (printed) => {
  let page: Page;
  let pdf: Buffer;
  /** The height of a page between its margins, in pixels. */
  let height: number;

  beforeAll(async () => {
    page = await show(printed);
    pdf = await page.pdf({ format: printed.paper });
    height = await onPaper(page, printed);
  });

  it('has several pages', () => {
    expect(pagesOf(pdf)).toBeGreaterThan(1);
  });

  it.skipIf(!pdftotext)('does not contain the navigation (skipped without pdftotext)', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'service-mirror-print-')), 'report.pdf');
    await writeFile(file, pdf);
    const lines = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\n');
    await rm(dirname(file), { recursive: true });
    expect(lines.join('\n')).toContain('In this report');
    expect(lines.filter((line) => frame.includes(line.trim()))).toEqual([]);
    expect(lines.filter((line) => line.includes('No account, no tracking'))).toEqual([]);
  });

  it('hides what is only for screens', async () => {
    const shown = await page
      .locator('body > header, body > footer, .skip, button, .button')
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.checkVisibility())
          .map((element): string => element.outerHTML.slice(0, 80)),
      );
    expect(shown).toEqual([]);
  });

  it('splits no chart, table row or coaching box', async () => {
    const whole = page.locator('figure, .scores, .coaching, .inset, .rows tr, .lens > div, .priorities li');
    const boxes = await whole.evaluateAll((elements) =>
      elements.map((element): { text: string; height: number; inside: string } => ({
        text: element.textContent.trim().slice(0, 60),
        height: element.getBoundingClientRect().height,
        inside: element.ownerDocument.defaultView.getComputedStyle(element).breakInside,
      })),
    );
    expect(boxes.length).toBeGreaterThan(0);
    expect(boxes.filter((box) => box.height > height || box.inside !== 'avoid')).toEqual([]);
  });

  it('fits the width of the paper', async () => {
    const outside = await page.locator('html').evaluate((html) => {
      const { innerWidth } = html.ownerDocument.defaultView;
      const found: string[] = [];
      if (html.scrollWidth > innerWidth) found.push(`the page: ${html.scrollWidth} of ${innerWidth} px`);
      for (const element of html.querySelectorAll('main *')) {
        const { left, right, width } = element.getBoundingClientRect();
        if (width > 1 && element.checkVisibility() && (right > innerWidth + 1 || left < -1))
          found.push(
            `${element.tagName} “${element.textContent.trim().slice(0, 40)}”: ${left} to ${right} of ${innerWidth}`,
          );
      }
      return found;
    });
    expect(outside).toEqual([]);
  });
});

/** A plan with prose in each field, as long as the cookie allows. */
const contract = (() => {
  const sentence = 'Whoever answers the telephone says when the part is here, and rings if it is late. ';
  const prose = (length: number) => sentence.repeat(9).slice(0, length).trim();
  // However many texts there are, the cookie has room for about 1,530 characters of them.
  const texts = Object.fromEntries(planTexts.map((name) => [name, prose(1_530 / planTexts.length)]));
  const goals = keyQuestions.slice(0, goalsKept).map(({ id }) => ({
    text: prose(120),
    owner: 'Priya, with all of us',
    due: '2027-03-01',
    question: id,
    state: 'open' as const,
  }));
  const signed = { signedBy: 'Zoë', signedOn: '2026-11-21', retakeOn: '2027-05-21', savedOn: '2026-11-21' };
  return cookieValue(
    planCodec.encode({ ...emptyPlan, ...texts, goals, ...signed }),
    secretsFrom([testSecret]),
  );
})();

describe('a contract that fills its cookie', () => {
  it.each(papers)('fits one sheet of $paper', async ({ paper }) => {
    expect(contract.length).toBeGreaterThan(0.9 * cookieLimit);
    expect(contract.length).toBeLessThanOrEqual(cookieLimit);
    const { page } = await site.visitor({ keeps: open, cookies: { [planCookie]: contract } });
    await page.goto('/plan');
    expect(pagesOf(await page.pdf({ format: paper }))).toBe(1);
  });
});

describe('in dark mode', () => {
  it.each(reports)('$report is printed dark on white', async (report) => {
    const page = await show(report, 'dark');
    const text = () =>
      page
        .locator('.report p')
        .first()
        .evaluate((element): string => {
          return element.ownerDocument.defaultView.getComputedStyle(element).color;
        });
    const onScreen = await text();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const onPaper = await text();
    const brightness = (colour: string) => Math.max(...(colour.match(/\d+/g) ?? []).map(Number));
    expect(brightness(onScreen)).toBeGreaterThan(150);
    expect(brightness(onPaper)).toBeLessThan(100);
  });
});
