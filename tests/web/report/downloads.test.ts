/** GET /report.csv, /report.xlsx and /report.json. The files have the numbers of the page. */

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import type { Response } from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import { emptyPlan, type Plan } from '../../../src/assessment/plan.ts';
import { readFile } from '../../../src/codec/links/file.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { momentsCodec, planCodec } from '../../../src/codec/worksheets.ts';
import { momentsCookie, planCookie, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { smallContent } from '../../content/small.ts';
import { cookieValue } from '../../cookies.ts';
import { testApp, testContent, testSecret } from '../../site.ts';
import { Browser, cookiesOf, Jar } from '../browser.ts';
import { type Element, type Page, textOf } from '../dom.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  extremeAnswers,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  questionAt,
  secondLevel,
  stateOf,
  visitorWith,
} from '../state.ts';

const app = testApp();
const secrets = secretsFrom([testSecret]);
const browserWith = (answers: Answers) => new Browser(app, jarWithAnswers(answers));
const withPlan = (plan: Partial<Plan>, jar = new Jar()) =>
  jar.set(planCookie, cookieValue(planCodec.encode({ ...emptyPlan, ...plan }), secrets));

type Row = Record<string, string>;
const readCsv = (text: string): Row[] => parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });

/** A score of the JSON as the page's table cells show it. */
function shown(score: Record<string, unknown>): string {
  if (score.kind === 'none') {
    if (score.rated === 0 && score.open === 0) return '– does not apply';
    return `– no score ${score.rated} of ${score.of} rated${score.open === 0 ? ', the others do not apply' : ''}`;
  }
  const band = instrument.bands.find(({ id }) => id === score.band)?.title;
  if (score.kind === 'final') return `${score.points} ${band}`;
  return `${score.points} ${band} provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
}

const signed = (gap: number | string | null) =>
  gap === null || gap === '' ? '–' : Number(gap) > 0 ? `+${gap}` : String(gap).replace('-', '−');

/** The page's words for the rating in a cell of the CSV. */
function inWords(cell: string | undefined): string {
  if (cell === '') return 'not yet answered';
  if (cell === 'not applicable') return testContent.scale.notApplicable;
  return testContent.scale.ratings[Number(cell)] ?? '?';
}

const tables = (page: Page, caption: string) =>
  page
    .all('table')
    .filter((table) => textOf(table.querySelector('caption') as Element).startsWith(caption))
    .flatMap((table) => table.querySelectorAll('tbody tr'))
    .filter((row) => !row.classList.contains('coach'));
const cells = (row: Element) => row.querySelectorAll('td').map(textOf);
const idOf = (row: Element) => textOf(row.querySelector('b') as Element);

async function expectAgreement(answers: Answers): Promise<void> {
  const browser = browserWith(answers);
  const page = await browser.page('/report/all');
  const rows = readCsv((await browser.get('/report.csv')).text);
  const { report } = JSON.parse((await browser.get('/report.json')).text);

  // The XLSX has the rows of the CSV (report-xlsx.test.ts) and the scores of the JSON.
  // An app of its own, so that the limit of documents does not stop the tests.
  const alone = new Browser(testApp(), jarWithAnswers(answers));
  const [scores] = await readExcelFile(await alone.bytes('/report.xlsx'));
  const [head = [], ...scored] = scores?.data ?? [];
  const column = (name: string) => scored.map((row) => row[head.indexOf(name)] ?? null);
  const { competencies, principles, lenses } = report;
  const all = [...competencies, ...principles, ...lenses.tier, ...lenses.level, ...lenses.demand];
  expect(column('title')).toEqual(all.map(({ title }) => title));
  expect(column('us')).toEqual(all.map(({ us }) => us.points ?? null));
  expect(column('me')).toEqual(all.map(({ me }) => me?.points ?? null));
  expect(column('gap')).toEqual(all.map(({ gap }) => gap ?? null));

  // The page and the JSON: every score.
  type Competency = { me: Row; us: Row; gap: number | null };
  type Scale = { title: string; us: Row; workOnThis: boolean };
  expect(tables(page, 'The competencies').map(cells)).toEqual(
    report.competencies.map(({ me, us, gap }: Competency) => [shown(me), shown(us), signed(gap)]),
  );
  expect(tables(page, 'The principles').map(cells)).toEqual(
    report.principles.map(({ us }: Scale) => [shown(us)]),
  );
  expect(tables(page, 'The principles').map((row) => row.querySelector('.tag.work') !== null)).toEqual(
    report.principles.map(({ workOnThis }: Scale) => workOnThis),
  );
  const { tier, level, demand } = report.lenses;
  expect(page.texts('dl.lens dt')).toEqual(
    [...tier, ...level, ...demand].map(({ title, us }: Scale) => `${title} ${shown(us)}`),
  );
  const total = report.total ? `Together: ${report.total.points} of ${report.total.max}.` : 'Together: ';
  expect(page.text('main').includes(total)).toBe(report.total !== null);
  expect(page.texts('.priorities .statement-link b')).toEqual(report.priorities.map(({ id }: Row) => id));
  expect(page.all('.priorities li').map((item) => textOf(item.querySelectorAll('p')[1] as Element))).toEqual(
    report.priorities.map(({ reason }: Row) => reason),
  );
  expect(page.text('.cover p')).toContain(`${report.answered} of ${report.of} answered`);
  expect(page.texts('[data-chapter="scores"] li b').toSorted()).toEqual(report.open.toSorted());

  // The page and the CSV: every question.
  const byId = new Map(rows.map((row) => [row.question, row]));
  const asked = tables(page, 'Answers to the questions of');
  expect(asked.map(idOf).toSorted()).toEqual(
    rows.flatMap(({ competency, question = '' }) => (competency ? question : [])).toSorted(),
  );
  for (const row of asked) {
    const { me, us, answered } = byId.get(idOf(row)) ?? {};
    const given = answered === 'yes' ? `me ${inWords(me)} us ${inWords(us)}` : 'not yet answered';
    expect(textOf(row.querySelector('td .given, td .note') as Element)).toBe(given);
  }
  const standing = (wanted: string) =>
    rows.flatMap((row) => (row.standing === wanted ? (row.question ?? '') : []));
  expect(page.texts('[data-chapter="strengths"] tbody b').toSorted()).toEqual(
    standing('strength').toSorted(),
  );
  expect(
    page
      .attributes('.coaching', 'id')
      .map((id) => id.replace('coach-', ''))
      .toSorted(),
  ).toEqual(standing('low').toSorted());

  // The CSV and the JSON: every question.
  const cell = (value: unknown) => (value === 'not-applicable' ? 'not applicable' : String(value ?? ''));
  expect(
    rows.flatMap(({ question, me, us, total, gap, standing, answered }) =>
      answered === 'yes' ? { question, me, us, total, gap, standing } : [],
    ),
  ).toEqual(
    report.questions.map(({ id, me, us, total, gap, standing }: Row) => ({
      question: id,
      me: cell(me),
      us: cell(us),
      total: cell(total),
      gap: cell(gap),
      standing: cell(standing),
    })),
  );
  expect(rows.flatMap(({ question, answered }) => (answered === 'no' ? question : []))).toEqual(report.open);
}

describe('/report, /report.csv, /report.xlsx and /report.json', () => {
  it('have the same numbers for random answers', () =>
    fc.assert(fc.asyncProperty(anyAnswers(instrument, keyQuestions), expectAgreement), { numRuns: 10 }));

  it.each(extremeAnswers)('have the same numbers for %s', (_what, answers) => expectAgreement(answers));
});

const headersOf = ({ headers }: Response) => ({
  type: headers['content-type'],
  disposition: headers['content-disposition'],
  caching: headers['cache-control'],
  robots: headers['x-robots-tag'],
  sniffing: headers['x-content-type-options'],
});

/** The key questions answered and a plan, with names that are unsafe in a header or a path. */
function fullJar(): Jar {
  const assessment = assessmentWith(answersTo(keyQuestions), { name: '../"; x=\u00e9', changedOn: 20_000 });
  return withPlan(
    { less: 'Meetings', signedBy: 'Zoë' },
    jarWith({ ...visitorWith(assessment), name: 'a/b"' }),
  );
}

describe('the download', () => {
  it.each([
    ['/report.csv', 'text/csv; charset=utf-8; header=present', 'service-mirror-report-2024-10-04.csv'],
    [
      '/report.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'service-mirror-report-2024-10-04.xlsx',
    ],
    ['/report.json', 'application/json; charset=utf-8', 'service-mirror-report-2024-10-04.json'],
  ])('%s has its own type and file name, is not cached and not indexed', async (address, type, name) => {
    const response = await new Browser(testApp(), fullJar()).get(address);
    expect(response.status).toBe(200);
    expect(headersOf(response)).toEqual({
      type,
      disposition: `attachment; filename="${name}"`,
      caching: 'private, no-store',
      robots: 'noindex',
      sniffing: 'nosniff',
    });
    expect(cookiesOf(response)).toEqual([]);
    expect(Number(response.headers['content-length'])).toBeGreaterThan(500);
  });

  it.each([
    ['/report.csv', '/report'],
    ['/report.xlsx', '/report'],
    ['/report.json', '/report'],
  ])('%s redirects to %s when there is nothing to download, also under a prefix', async (address, to) => {
    const prefixed = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    for (const [site, base] of [
      [testApp(), ''],
      [prefixed, '/mirror'],
    ] as const)
      for (const jar of [
        new Jar(),
        jarWithAnswers(new Map()),
        jarWithAnswers(new Map([['99.9', { me: 1, us: 1 }]])),
      ]) {
        const response = await new Browser(site, jar).get(base + address);
        expect({ status: response.status, to: response.headers.location }).toEqual({
          status: 303,
          to: base + to,
        });
      }
  });

  it.each(['/report.csv', '/report.xlsx', '/report.json'])(
    '%s ignores cookies signed with another secret',
    async (address) => {
      const others = secretsFrom(['z'.repeat(40)]);
      const jar = jarWith(visitorWith(assessmentWith(answersTo(keyQuestions))), { secret: 'z'.repeat(40) });
      jar.set(planCookie, cookieValue(planCodec.encode({ ...emptyPlan, less: 'Meetings' }), others));
      expect((await new Browser(testApp(), jar).get(address)).status).toBe(303);
    },
  );
});

describe('GET /report.csv', () => {
  it('is available from the first answer on, before the report is open', async () => {
    const first = questionAt(0);
    const browser = browserWith(new Map([[first.id, { me: 0, us: 3 }]]));
    const rows = readCsv((await browser.get('/report.csv')).text);
    expect(rows.filter(({ answered }) => answered === 'yes')).toEqual([
      expect.objectContaining({
        question: first.id,
        me: '0',
        us: '3',
        total: '3',
        gap: '3',
        standing: 'middle',
      }),
    ]);
    expect(rows).toHaveLength(instrument.questions.length);
  });

  it('has semicolons for ?separator=semicolon, and commas for any other value', async () => {
    const browser = browserWith(answersTo(keyQuestions));
    const first = async (query: string) => (await browser.get(`/report.csv${query}`)).text.slice(1, 14);
    expect(await first('?separator=semicolon')).toBe('code;question');
    for (const query of ['', '?separator=comma', '?separator=tab', '?separator=comma&separator=semicolon'])
      expect(await first(query)).toBe('code,question');
  });

  it('begins with a byte order mark, by which spreadsheets recognise UTF-8', async () => {
    const { text } = await browserWith(answersTo(keyQuestions)).get('/report.csv');
    expect([...Buffer.from(text).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('has the answers of the current assessment', async () => {
    const mine = assessmentWith(answersTo(keyQuestions, { me: 1, us: 1 }), { id: 'b' });
    const other = assessmentWith(answersTo(keyQuestions, { me: 3, us: 3 }));
    const browser = new Browser(app, jarWith(visitorWith(other, mine)));
    const rows = readCsv((await browser.get('/report.csv')).text);
    expect(new Set(rows.map(({ me }) => me))).toEqual(new Set(['1', '']));
  });

  it('has the questions of other content', async () => {
    const content = smallContent();
    const assessment = assessmentWith(new Map([['12.1', { me: 1, us: 2 }]]), { level: 'ship' });
    const jar = new Jar().set(stateCookie, stateOf(visitorWith(assessment), { edition: 7 }));
    const rows = readCsv((await new Browser(testApp({ content }), jar).get('/report.csv')).text);
    expect(rows.map(({ question }) => question)).toEqual(content.instrument.questions.map(({ id }) => id));
  });
});

describe('GET /report.json', () => {
  it('can be restored: the assessment with its snapshots, the names, the plan and the moments', async () => {
    const earlier = {
      takenOn: 20_000,
      edition: instrument.edition,
      answers: answersTo(keyQuestions.slice(3)),
    };
    const assessment = assessmentWith(answersTo(keyQuestions), {
      ...{ id: 'b', name: 'Ward 7', level: secondLevel, route: 'all', snapshots: [earlier] },
    });
    const visitor = { ...visitorWith(assessmentWith(new Map()), assessment), name: 'Zoë' };
    const plan = { ...emptyPlan, less: 'Meetings\n“and” <mail>' };
    const moments = {
      cycle: 'A call',
      moments: [{ name: 'Ring', now: 'a', should: 'b', measure: '', waste: 'c', who: 'd' }],
      savedOn: '2026-11-20',
    };
    const jar = withPlan(plan, jarWith(visitor)).set(
      momentsCookie,
      cookieValue(momentsCodec.encode(moments), secrets),
    );
    const { text } = await new Browser(app, jar).get('/report.json');
    expect(readFile(text, { current: instrument.edition, accepts: [] })).toEqual({
      ok: true,
      holdings: { visitor: { ...visitor, assessments: [assessment] }, plan, moments },
    });
  });
});

describe('GET /report', () => {
  it('links to the PDF, the CSV and the JSON, on the screen only', async () => {
    const page = await browserWith(answersTo(keyQuestions)).page('/report');
    const links = page.attributes('.go-on a', 'href');
    expect(links).toEqual(expect.arrayContaining(['/report.pdf', '/report.csv', '/report.json']));
    for (const address of ['/report.csv', '/report.json'])
      expect((await browserWith(answersTo(keyQuestions)).get(address)).status).toBe(200);
  });

  it.each([
    ['李小龍', '', true],
    ['Zoë', 'وارد', true],
    ['Zoë Müller-Ωmega 🙂', 'Отдел 7', false],
  ])('says of the name %s and the group %s whether a PDF cannot print them', async (name, group, says) => {
    const assessment = assessmentWith(answersTo(keyQuestions), { name: group });
    const page = await new Browser(app, jarWith({ ...visitorWith(assessment), name })).page('/report');
    expect(page.text('.go-on').includes('These PDFs have no letters for your name.')).toBe(says);
  });

  it('has no links to files on GET /sample', async () => {
    const hrefs = (await new Browser(app).page('/sample')).attributes('a', 'href');
    expect(hrefs.filter((href) => /^\/report\./.test(href))).toEqual([]);
  });
});
