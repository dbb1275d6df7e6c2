/** The whole site with a content folder of another size: the code does not depend on 10, 100, 25 or 6. */
import type { RequestListener } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildReport } from '../../src/assessment/scores/report.ts';
import type { Content } from '../../src/content/content.ts';
import { keys, order, sizes, smallContent } from '../content/small.ts';
import { testApp } from '../site.ts';
import { Browser } from './browser.ts';
import { attributeOf } from './dom.ts';

let content: Content;
let app: RequestListener;
let browser: Browser;

beforeEach(() => {
  content = smallContent();
  app = testApp({ content });
  browser = new Browser(app);
});

const keysInOrder = order.filter((id) => keys.includes(id));
const rest = order.filter((id) => !keys.includes(id));

/** Answers each question until the site redirects to another page. Returns the ids in order, and that page's address. */
async function answerOn(from: string): Promise<{ asked: string[]; end: string }> {
  const asked: string[] = [];
  let at = from;
  while (at.startsWith('/questions/') && asked.length <= order.length) {
    const [page = ''] = at.split('?');
    asked.push(page.slice('/questions/'.length));
    at = await browser.postAndFollow(`${page}/answer`, { me: String(asked.length % 4), us: '1' });
  }
  return { asked, end: at.replace(/\?.*/, '') };
}

describe('a site of twelve questions', () => {
  it('asks its key questions, then opens the report', async () => {
    const first = await browser.postAndFollow('/start/new', { level: 'ship', route: 'key' });
    expect(await answerOn(first)).toEqual({ asked: keysInOrder, end: '/arrived/key' });
  });

  it('asks all of its questions in its own order', async () => {
    const first = await browser.postAndFollow('/start/new', { level: 'crew', route: 'all' });
    expect(await answerOn(first)).toEqual({ asked: order, end: '/arrived/all' });
  });

  it('asks the other questions after its key questions', async () => {
    await answerOn(await browser.postAndFollow('/start/new', { level: 'crew', route: 'key' }));
    expect(await answerOn(`/questions/${rest[0]}`)).toEqual({ asked: rest, end: '/arrived/all' });
  });

  it('shows its own numbers of questions on every page', async () => {
    await browser.post(`/questions/${keys[0]}/answer`, { me: '1', us: '1' });
    expect((await new Browser(app).page('/')).text('.hero .lead')).toMatch(/^12 statements/);
    for (const address of ['/', '/questions'])
      expect((await browser.page(address)).text('.progress p')).toContain(
        '1 of 4 key questions, 1 of 12 in all',
      );
    expect((await browser.page('/questions/12.1')).text('.where')).toContain('Question 1 of 12');
    expect((await browser.page('/questions/5.3')).text('.where')).toContain('Question 12 of 12');
    expect((await browser.page('/report')).text('.lead')).toContain('3 of 4 key questions are left');
    const start = (await browser.page('/start')).text('fieldset:has(#route)');
    expect(start).toContain('4 questions');
    expect(start).toContain('All 12 in the recommended order');
  });

  it('has a table of answers with columns of different lengths', async () => {
    const page = await browser.page('/questions');
    const rows = page.all('table.answers tbody tr').map((row) => row.querySelectorAll('td'));
    const columns = Object.keys(sizes).map((_, i) => rows.filter((cells) => cells[i]?.querySelector('a')));
    expect(columns.map(({ length }) => length)).toEqual(Object.values(sizes));
    expect(rows.every(({ length }) => length === columns.length)).toBe(true);
    expect(page.texts('table.answers thead th b')).toEqual(Object.keys(sizes));
  });

  it('shows its own scale, perspectives and levels', async () => {
    await browser.post('/start/new', { level: 'ship', route: 'key' });
    const page = await browser.page('/questions/2.2');
    expect(page.texts('.rating.us label')).toEqual([
      '0 Never',
      '1 Now and then',
      '2 Often',
      '3 All the time',
      'No idea',
    ]);
    expect(page.text('.rating.us legend')).toContain('we do this in the ship');
  });

  it('shows every question, with or without guidance', async () => {
    for (const id of order) {
      const page = await browser.page(`/questions/${id}`);
      expect(page.text('h1')).toBe(`Statement of ${id}.`);
      expect(page.has('.guidance')).toBe(id === '2.2');
    }
  });

  it('shows a report with its own points, bands and titles', async () => {
    for (const id of order) await browser.post(`/questions/${id}/answer`, { me: '3', us: '2' });
    const page = await browser.page('/report/all');
    const answers = new Map(order.map((id) => [id, { me: 3, us: 2 } as const]));
    const report = buildReport(content.instrument, answers);
    expect(report.total).toEqual({ points: 99, max: 150 });
    expect(page.text('main')).toContain('Together: 99 of 150.');
    expect(page.texts('.two-scores p')).toEqual(
      ['SPEED', 'CARE'].flatMap(() => ['Me 12 Fine', 'Us 8 Fair', 'Gap −4']),
    );
    expect(page.texts('.chapter h2').slice(2, 5)).toEqual([
      '3 principles',
      'Competency SPEED',
      'Competency CARE',
    ]);
  });

  it('explains its own formulas on /method', async () => {
    const text = (await browser.page('/method')).text('main');
    for (const words of [
      'Each of the 12 statements',
      'A competency, out of 12',
      'There are 2,',
      'A principle, out of 50',
    ])
      expect(text).toContain(words);
    expect(text).toContain('Weak: under 40 %');
    expect(text).toContain('The first 2 are yours');
  });

  it('shows its sample, and links to none when it has none', async () => {
    expect((await browser.page('/sample')).text('h1')).toBe('Ann Other and the galley');
    const without = new Browser(testApp({ content: smallContent({ 'sample.yaml': undefined }) }));
    expect((await without.get('/sample')).status).toBe(404);
    for (const address of ['/', '/report', '/method']) {
      const page = await without.page(address);
      expect(page.all('a').filter((link) => attributeOf(link, 'href') === '/sample')).toEqual([]);
    }
  });

  it('never names a number of the shipped content', async () => {
    for (const id of order) await browser.post(`/questions/${id}/answer`, { me: '3', us: '0' });
    const addresses = [
      '/',
      '/start',
      '/questions',
      '/report',
      '/sample',
      '/method',
      '/about',
      '/questions/2.2',
    ];
    const found: string[] = [];
    const shipped =
      /\b(?:100|25|24|1000|hundred|(?:six|6) competencies|(?:ten|10) (?:principles|demands)|(?:four|4) levels|three (?:places|priorities)|out of 100)\b/gi;
    for (const address of addresses) {
      const page = await browser.page(address);
      const description = page.attribute('meta[name="description"]', 'content');
      for (const words of `${description} ${page.text('body')}`.match(shipped) ?? [])
        found.push(`${address}: ${words}`);
    }
    expect(found).toEqual([]);
  });

  it('has a page for each of its principles and no others', async () => {
    for (const [id, count] of Object.entries(sizes)) {
      const page = await browser.page(`/principles/${id}`);
      expect(page.text('h1')).toBe(`Principle ${id}`);
      expect(page.text('.where')).toBe(`Principle ${id} of ${Object.keys(sizes).length}`);
      expect(page.all('.batch-row')).toHaveLength(count);
    }
    expect((await browser.get('/principles/1')).status).toBe(404);
  });

  it('has as many rows in the table of answers as its longest principle has questions', async () => {
    const page = await browser.page('/questions');
    const longest = Math.max(...Object.values(sizes));
    expect(page.all('table.answers tbody tr')).toHaveLength(longest);
  });

  it('does not count the answers of a cookie of another edition', async () => {
    const shipped = new Browser(testApp());
    await shipped.post('/questions/2.1/answer', { me: '1', us: '1' });
    const page = await new Browser(app, shipped.jar).page('/questions');
    expect(page.notices[0]).toContain('belong to edition 2 of the questions; this site asks edition 7');
    expect(page.text('.progress p')).toMatch(/^0 of/);
  });
});
