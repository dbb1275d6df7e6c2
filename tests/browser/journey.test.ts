import { beforeAll, describe, expect, it } from 'vitest';
import { buildReport } from '../../src/assessment/scores/report.ts';
import type { CompetencyScore, Score } from '../../src/assessment/scores/scores.ts';
import { testContent } from '../site.ts';
import { answer, answersTo, keyQuestions, leaving, questionOn, someAnswer } from './answering.ts';
import { siteInBrowser, type Visit } from './browser.ts';

const { instrument } = testContent;
const site = siteInBrowser();

describe.each([
  { how: 'with JavaScript', javaScript: true },
  { how: 'without JavaScript', javaScript: false },
])('from the start to the report, $how', ({ javaScript }) => {
  let visit: Visit;
  const asked: (string | undefined)[] = [];

  beforeAll(async () => {
    visit = await site.visitor({ javaScript, width: 390, height: 844 });
    const { page } = visit;
    await page.goto('/');
    const start = page.getByRole('main').getByRole('link', { name: 'Start', exact: true });
    await leaving(page, () => start.click());
    await page.getByText('Names, all 100 questions').click();
    await page.getByLabel('What do you call this group?').fill('Ward 7 <east> & co');
    await page.getByLabel('Your name').fill('Zoë O’Hara');
    await leaving(page, () => page.getByRole('button', { name: 'Start answering' }).click());
    for (const n of keyQuestions.keys()) {
      asked.push(questionOn(page));
      await answer(page, someAnswer(n));
    }
  });

  it('asks each key question once, in the recommended order', () => {
    expect(asked).toEqual(keyQuestions.map(({ id }) => id));
  });

  it('shows the scores after the last key question, and leads to the report', async () => {
    expect(new URL(visit.page.url()).pathname).toBe('/arrived/key');
    expect(await visit.page.getByRole('heading', { level: 1 }).textContent()).toContain(
      'Your report is open',
    );
    await leaving(visit.page, () => visit.page.getByRole('link', { name: 'Read my report' }).click());
    expect(new URL(visit.page.url()).pathname).toBe('/report');
  });

  it('shows the names on the cover as they were typed', async () => {
    expect(await visit.page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Zoë O’Hara and Ward 7 <east> & co',
    );
  });

  it('shows the calculated scores in the table of the whole report', async () => {
    await visit.page.goto('/report/all');
    const table = visit.page.getByRole('table', { name: 'The competencies' });
    const rows = await table
      .locator('tbody tr')
      .evaluateAll((found) =>
        found.map((row) =>
          [...row.querySelectorAll('th, td')].map((cell) =>
            (cell.textContent ?? '').replace(/\s+/g, ' ').trim(),
          ),
        ),
      );
    const report = buildReport(instrument, answersTo(keyQuestions));
    expect(rows).toEqual(report.competencies.map(rowOf));
  });

  it('offers a print button only with JavaScript', async () => {
    expect(await visit.page.getByRole('button', { name: 'Print or save as PDF' }).isVisible()).toBe(
      javaScript,
    );
    expect(await visit.page.getByText('use your browser’s Print').isVisible()).toBe(!javaScript);
  });
});

/** Returns a row of the summary table: name, me, us, gap. */
function rowOf({ competency, me, us, gap }: CompetencyScore): string[] {
  return [competency.short, cellOf(me), cellOf(us), gapOf(gap)];
}

function cellOf(score: Score): string {
  if (score.kind === 'none') return `– no score ${score.rated} of ${score.of} rated`;
  const start = `${score.points} ${score.band.title}`;
  if (score.kind === 'final') return start;
  return `${start} provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
}

/** Returns us minus me, with its sign; the minus is U+2212. */
function gapOf(gap: number | undefined): string {
  if (gap === undefined) return '–';
  return gap > 0 ? `+${gap}` : `${gap < 0 ? '−' : ''}${Math.abs(gap)}`;
}
