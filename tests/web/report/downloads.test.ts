/** /report.csv, /report.json and /plan.ics: the same numbers as the page, as files, and only of what there is. */

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import ICAL from 'ical.js';
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
const somebody = (answers: Answers) => new Browser(app, jarWithAnswers(answers));
const withPlan = (plan: Partial<Plan>, jar = new Jar()) =>
  jar.set(planCookie, cookieValue(planCodec.encode({ ...emptyPlan, ...plan }), secrets));

type Row = Record<string, string>;
const readCsv = (text: string): Row[] => parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });

/** A score of the JSON as a table cell shows it. */
function shown(score: Record<string, unknown>): string {
  if (score.kind === 'none') return `– no score ${score.rated} of ${score.of} rated`;
  const band = instrument.bands.find(({ id }) => id === score.band)?.title;
  if (score.kind === 'final') return `${score.points} ${band}`;
  return `${score.points} ${band} provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
}

const signed = (gap: number | string | null) =>
  gap === null || gap === '' ? '–' : Number(gap) > 0 ? `+${gap}` : String(gap).replace('-', '−');

/** What the page says of a rating, by the cell of the CSV. */
function inWords(cell: string | undefined): string {
  if (cell === '') return 'not yet answered';
  if (cell === 'not applicable') return testContent.scale.notApplicable;
  return testContent.scale.ratings[Number(cell)] ?? '?';
}

const tables = (page: Page, caption: string) =>
  page
    .all('table')
    .filter((table) => textOf(table.querySelector('caption') as Element).startsWith(caption))
    .flatMap((table) => table.querySelectorAll('tbody tr'));
const cells = (row: Element) => row.querySelectorAll('td').map(textOf);
const idOf = (row: Element) => textOf(row.querySelector('b') as Element);

async function expectAgreement(answers: Answers): Promise<void> {
  const browser = somebody(answers);
  const page = await browser.page('/report');
  const rows = readCsv((await browser.get('/report.csv')).text);
  const { report } = JSON.parse((await browser.get('/report.json')).text);

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
  expect(page.texts('.priorities h3 b')).toEqual(report.priorities.map(({ id }: Row) => id));
  expect(page.all('.priorities li').map((item) => textOf(item.querySelector('p') as Element))).toEqual(
    report.priorities.map(({ reason }: Row) => reason),
  );
  expect(page.texts('.cover dd')).toContain(`${report.answered} of ${report.of} questions`);
  expect(page.texts('section[aria-labelledby="open"] li b')).toEqual(report.open);

  // The page and the CSV: every question.
  const byId = new Map(rows.map((row) => [row.question, row]));
  const asked = tables(page, 'Answers to the questions of');
  expect(asked.map(idOf).toSorted()).toEqual(
    rows.flatMap(({ competency, question = '' }) => (competency ? question : [])).toSorted(),
  );
  for (const row of asked) {
    const { me, us, gap = '' } = byId.get(idOf(row)) ?? {};
    expect(cells(row)).toEqual([inWords(me), inWords(us), signed(gap)]);
  }
  const standing = (wanted: string) =>
    rows.flatMap((row) => (row.standing === wanted ? (row.question ?? '') : []));
  expect(tables(page, 'Questions with a total').map(idOf)).toEqual(standing('strength'));
  expect(page.texts('section.coaching h4 b').toSorted()).toEqual(standing('low').toSorted());

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

describe('the page, the CSV and the JSON', () => {
  it('agree on every number, whatever was answered', () =>
    fc.assert(fc.asyncProperty(anyAnswers(instrument, keyQuestions), expectAgreement), { numRuns: 20 }));

  it.each([
    ['everything low', answersTo(instrument.questions, { me: 0, us: 0 })],
    ['everything high', answersTo(instrument.questions, { me: 3, us: 3 })],
    ['only the key questions', answersTo(keyQuestions, { me: 3, us: 0 })],
    ['nothing applicable', answersTo(instrument.questions, { me: 'not-applicable', us: 'not-applicable' })],
    ['nothing applicable to me', answersTo(instrument.questions, { me: 'not-applicable', us: 1 })],
  ])('agree for %s', (_what, answers) => expectAgreement(answers));
});

const headersOf = ({ headers }: Response) => ({
  type: headers['content-type'],
  disposition: headers['content-disposition'],
  caching: headers['cache-control'],
  robots: headers['x-robots-tag'],
  sniffing: headers['x-content-type-options'],
});

/** Answered and planned, with names that would do harm in a header or a path. */
function fullJar(): Jar {
  const assessment = assessmentWith(answersTo(keyQuestions), { name: '../"; x=\u00e9', changedOn: 20_000 });
  return withPlan(
    { less: 'Meetings', signedBy: 'Zoë' },
    jarWith({ ...visitorWith(assessment), name: 'a/b"' }),
  );
}

describe('each download', () => {
  it.each([
    ['/report.csv', 'text/csv; charset=utf-8; header=present', 'service-mirror-report-2024-10-04.csv'],
    ['/report.json', 'application/json; charset=utf-8', 'service-mirror-report-2024-10-04.json'],
    ['/plan.ics', 'text/calendar; charset=utf-8', 'service-mirror-plan.ics'],
  ])('%s is a file of its own kind that nothing on the way keeps', async (address, type, name) => {
    const response = await new Browser(app, fullJar()).get(address);
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
    ['/report.json', '/report'],
    ['/plan.ics', '/plan'],
  ])('%s of a newcomer leads to %s, under any prefix', async (address, to) => {
    const prefixed = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    for (const [site, base] of [
      [app, ''],
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

  it.each(['/report.csv', '/report.json', '/plan.ics'])(
    '%s does not count what is signed by somebody else',
    async (address) => {
      const others = secretsFrom(['z'.repeat(40)]);
      const jar = jarWith(visitorWith(assessmentWith(answersTo(keyQuestions))), { secret: 'z'.repeat(40) });
      jar.set(planCookie, cookieValue(planCodec.encode({ ...emptyPlan, less: 'Meetings' }), others));
      expect((await new Browser(app, jar).get(address)).status).toBe(303);
    },
  );
});

describe('/report.csv', () => {
  it('is there from the first answer on, before the report is open', async () => {
    const first = questionAt(0);
    const browser = somebody(new Map([[first.id, { me: 0, us: 3 }]]));
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

  it('begins with the three bytes by which a spreadsheet knows UTF-8', async () => {
    const response = await somebody(answersTo(keyQuestions))
      .get('/report.csv')
      .then((got) => got.text);
    expect([...Buffer.from(response).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('is of the assessment that is being answered', async () => {
    const mine = assessmentWith(answersTo(keyQuestions, { me: 1, us: 1 }), { id: 'b' });
    const other = assessmentWith(answersTo(keyQuestions, { me: 3, us: 3 }));
    const browser = new Browser(app, jarWith(visitorWith(other, mine)));
    const rows = readCsv((await browser.get('/report.csv')).text);
    expect(new Set(rows.map(({ me }) => me))).toEqual(new Set(['1', '']));
  });

  it('follows the content of the organisation', async () => {
    const content = smallContent();
    const assessment = assessmentWith(new Map([['12.1', { me: 1, us: 2 }]]), { level: 'ship' });
    const jar = new Jar().set(stateCookie, stateOf(visitorWith(assessment), { edition: 7 }));
    const rows = readCsv((await new Browser(testApp({ content }), jar).get('/report.csv')).text);
    expect(rows.map(({ question }) => question)).toEqual(content.instrument.questions.map(({ id }) => id));
  });
});

describe('/report.json', () => {
  it('can be read back: the assessment with its earlier answers, the names, the plan and the moments', async () => {
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
      moments: [{ name: 'Ring', now: 'a', should: 'b', waste: 'c', who: 'd' }],
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

describe('/plan.ics', () => {
  const idsOf = (text: string) =>
    new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((event) => String(event.getFirstPropertyValue('uid')));
  const contract: Partial<Plan> = {
    goals: [{ text: 'Call back', owner: 'Ann', due: '2027-03-01', question: '3.7', state: 'open' }],
    ...{ signedBy: 'Zoë Own', signedOn: '2026-11-21', retakeOn: '2027-05-20' },
  };
  const calendar = async (plan: Partial<Plan>, site = app) =>
    (await new Browser(site, withPlan(plan)).get('/plan.ics')).text;

  it('needs no answers, only a plan; one with a single word in it has the weekly reminder', async () => {
    const text = await calendar({ support: 'Ann' });
    expect(idsOf(text)).toHaveLength(1);
    expect(text).toContain('RRULE:FREQ=WEEKLY');
  });

  it('links to this site, as people reach it, and to no other', async () => {
    const site = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const jar = new Jar().set(
      planCookie,
      cookieValue(planCodec.encode({ ...emptyPlan, ...contract }), secrets),
    );
    const { text } = await new Browser(site, jar).get('/mirror/plan.ics');
    const links = [...text.replaceAll('\r\n ', '').matchAll(/https?:\/\/[^\s\\]+/g)].map(([link]) => link);
    expect([...new Set(links)]).toEqual([
      'https://intranet.example/mirror/plan',
      'https://intranet.example/mirror/start',
    ]);
  });

  it('gives ids that stay the same, on another day and after changes, and tell nothing', async () => {
    const later = testApp({ now: () => new Date('2027-01-05T00:00:00Z') });
    const ids = idsOf(await calendar(contract));
    expect(idsOf(await calendar({ ...contract, record: 'anew', retakeOn: '2027-06-01' }, later))).toEqual(
      ids,
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/);
  });

  it('gives another person, and another contract of the same, other ids', async () => {
    const all = [contract, { ...contract, signedBy: 'Ann' }, { ...contract, signedOn: '2027-05-20' }];
    const ids = (await Promise.all(all.map((plan) => calendar(plan)))).flatMap(idsOf);
    expect(new Set(ids).size).toBe(9);
  });
});

describe('the report’s cover', () => {
  it('offers all three kinds of file, on the screen only', async () => {
    const page = await somebody(answersTo(keyQuestions)).page('/report');
    const links = page.attributes('.cover .screen-only a', 'href');
    expect(links).toEqual(expect.arrayContaining(['/report.pdf', '/report.csv', '/report.json']));
    for (const address of ['/report.csv', '/report.json'])
      expect((await somebody(answersTo(keyQuestions)).get(address)).status).toBe(200);
  });

  it('offers none on the sample', async () => {
    const hrefs = (await new Browser(app).page('/sample')).attributes('a', 'href');
    expect(hrefs.filter((href) => /^\/report\./.test(href))).toEqual([]);
  });
});
