/** The two documents of a report: /report.pdf, the full workbook, and /report/summary.pdf; and those of the sample. */

import fc from 'fast-check';
import type { Response } from 'supertest';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import type { Question } from '../../../src/assessment/instrument.ts';
import { emptyMoments, type Moments } from '../../../src/assessment/moments.ts';
import { emptyPlan, goalsKept, type Plan, planTexts } from '../../../src/assessment/plan.ts';
import { headline } from '../../../src/assessment/scores/headline.ts';
import { priorityReason } from '../../../src/assessment/scores/priority-sentences.ts';
import { buildReport, type Report } from '../../../src/assessment/scores/report.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import {
  ladderSentence,
  sentencesAfterHeadline,
  summarySentences,
} from '../../../src/assessment/scores/sentences.ts';
import type { Assessment } from '../../../src/assessment/visitor.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { momentsCodec, planCodec } from '../../../src/codec/worksheets.ts';
import { blockHtml } from '../../../src/content/files/markdown.ts';
import { ratingText } from '../../../src/content/scale.ts';
import { documentsAWindow } from '../../../src/web/http/middleware/rate-limit.ts';
import { momentsCookie, planCookie } from '../../../src/web/visitor/cookies.ts';
import { smallContent } from '../../content/small.ts';
import { cookieValue } from '../../cookies.ts';
import { dayOf } from '../../days.ts';
import { plain, positionsIn, type ReadPdf, readPdf } from '../../exports/pdf/pdf-reading.ts';
import { testApp, testContent, testSecret, today } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf, Page, textOf } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  countingAs,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  visitorWith,
} from '../state.ts';

// Stops the clock of the rate limit, so that no window ends between two requests.
vi.useFakeTimers({ toFake: ['performance'] });
afterAll(() => {
  vi.useRealTimers();
});

const secrets = secretsFrom([testSecret]);
const bytesOf = (response: Response) => new Uint8Array(response.body as Buffer);

interface Given {
  readonly name?: string;
  readonly plan?: Partial<Plan>;
  readonly moments?: Partial<Moments>;
  readonly assessment?: Partial<Assessment>;
  readonly address?: string;
}

/** Opens a new app each time, so that the rate limit does not stop the tests. */
function fetched(answers: Answers, given: Given = {}): Promise<Response> {
  const { name = '', plan, moments, assessment, address = '/report.pdf' } = given;
  const jar = jarWith({ ...visitorWith(assessmentWith(answers, assessment)), name });
  if (plan) jar.set(planCookie, cookieValue(planCodec.encode({ ...emptyPlan, ...plan }), secrets));
  if (moments)
    jar.set(momentsCookie, cookieValue(momentsCodec.encode({ ...emptyMoments, ...moments }), secrets));
  return new Browser(testApp(), jar).get(address);
}

async function documentOf(answers: Answers, given?: Given): Promise<ReadPdf> {
  const response = await fetched(answers, given);
  expect(response.status).toBe(200);
  return readPdf(bytesOf(response));
}

const signed = (gap: number | undefined) =>
  gap === undefined ? '–' : gap > 0 ? `+${gap}` : String(gap).replace('-', '−');

/** A score as a table shows it. */
function shown(score: Score): string {
  if (score.kind === 'none') {
    if (score.rated + score.open === 0) return '– does not apply';
    return `– no score ${score.rated} of ${score.of} rated${score.open === 0 ? ', the others do not apply' : ''}`;
  }
  const sure = `${score.points} ${score.band.title}`;
  if (score.kind === 'final') return sure;
  return `${sure} provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
}

const whyNone = ({ rated, open }: { rated: number; open: number }) =>
  rated + open === 0 ? 'does not apply' : 'no score';

function expectNumbers({ text, alternatives }: ReadPdf, report: Report, answers: Answers): void {
  const say = (what: string) => expect(text).toContain(plain(what));
  const value = (score: Score) => (score.kind === 'none' ? whyNone(score) : score.points);
  for (const { competency, me, us, gap } of report.competencies)
    say(`${competency.short} ${shown(me)} ${shown(us)} ${signed(gap)}`);
  for (const { scale, us, workOnThis } of report.principles)
    say(`${scale.id} ${scale.title} ${workOnThis ? 'Work on this ' : ''}${shown(us)}`);
  for (const { scale, us } of [...report.lenses.tier, ...report.lenses.level, ...report.lenses.demand])
    say(`${scale.title} ${shown(us)}`);
  // Only principles are marked "work on this".
  for (const title of ['Levels of service', 'What demanding customers ask'])
    expect(alternatives.find((one) => one.startsWith(title))).not.toContain('work on this');
  for (const sentence of summarySentences(report, instrument)) say(sentence);
  expect(text.includes('Together: ')).toBe(report.total !== undefined);
  if (report.total) say(`Together: ${report.total.points} of ${report.total.max}.`);
  expect(alternatives).toContainEqual(
    `Competencies, me and us out of ${instrument.points.competency}. ${report.competencies
      .map(({ competency: { short }, me, us }) => `${short}: me ${value(me)}, us ${value(us)}`)
      .join('; ')}`,
  );
  for (const question of instrument.competencies.flatMap(({ questions }) => questions))
    expectQuestion(text, question, answers);
}

/** A row of a table: id and statement, then the numbers of the chart if it has any, then both ratings in words, then the gap. */
function expectQuestion(text: string, question: Question, answers: Answers): void {
  const answer = answers.get(question.id);
  const row = plain(`${question.id} ${question.statements.us} `);
  const rest = text.split(row).slice(1);
  const words = answer
    ? `${ratingText(answer.me, testContent.scale)} ${ratingText(answer.us, testContent.scale)}`
    : 'not yet answered not yet answered –';
  const line = /^(?:worded the other way round )?(?:does not apply |\d \d |\d )?/;
  expect(rest.map((after) => after.trimStart().replace(line, '').slice(0, words.length))).toContain(words);
}

describe('the numbers in GET /report.pdf', () => {
  it('equal those of buildReport for random answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(instrument, keyQuestions), async (answers) => {
        expectNumbers(await documentOf(answers), buildReport(instrument, answers), answers);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });

  it('equal those of buildReport for answers that are all not applicable', async () => {
    const answers = answersTo(instrument.questions, { me: 'not-applicable', us: 'not-applicable' });
    expectNumbers(await documentOf(answers), buildReport(instrument, answers), answers);
  });
});

describe('GET /report.pdf with answers to the key questions only', () => {
  const answers = answersTo(keyQuestions, { me: 3, us: 0 });
  const read = documentOf(answers);

  it('draws the ratings of a reverse question as they count', async () => {
    const { alternatives } = await read;
    expect(alternatives).toContain('me 3, us 0, from 0 to 3');
    expect(alternatives).toContain('me 0, us 3, from 0 to 3');
  });

  it('has the numbers of buildReport', async () => {
    expectNumbers(await read, buildReport(instrument, answers), answers);
  });

  it('leaves out the contract and the author, for there are none', async () => {
    const { text, info, pages } = await read;
    expect(text).not.toContain('My contract for change');
    expect(info.Author).toBeUndefined();
    expect(pages[0]).toContain(`Me and ${testContent.levelsOfBusiness[0]?.name}`);
  });

  it('links to the questions that are not answered', async () => {
    const open = instrument.questions.find(({ key }) => !key) as Question;
    expect((await read).links.filter((link) => link.endsWith(`/questions/${open.id}`))).not.toEqual([]);
  });
});

describe('GET /report.pdf with coaching for every question', () => {
  const answers = countingAs(instrument.questions, { me: 0, us: 1 });
  const made = fetched(answers, { name: 'Ruth', assessment: { name: 'Ward 7' } });
  const read = made.then((response) => readPdf(bytesOf(response)));

  it('is at most 1 MB', async () => {
    expect(bytesOf(await made).length).toBeLessThan(1_000_000);
  });

  it('is a download named after the day of the answers, not cached and not indexed', async () => {
    const { headers } = await made;
    expect(headers['content-type']).toBe('application/pdf');
    expect(headers['content-disposition']).toBe(
      'attachment; filename="service-mirror-report-2026-11-21.pdf"',
    );
    expect(headers['cache-control']).toBe('private, no-store');
    expect(headers['x-robots-tag']).toBe('noindex');
  });

  it('has a title, an author and a language', async () => {
    const { info } = await read;
    expect(info).toMatchObject({
      Title: 'Ruth and Ward 7: Service Mirror report',
      Author: 'Ruth',
      Language: 'en-GB',
    });
  });

  it('is A4, with a page number on every page but the cover', async () => {
    const { pages, sizes } = await read;
    expect(new Set(sizes.map(([width, height]) => `${width} ${height}`))).toEqual(new Set(['595.28 841.89']));
    for (const [i, page] of pages.entries()) expect(page.endsWith(`${i + 1} / ${pages.length}`)).toBe(i > 0);
  });

  it('has bookmarks to the pages that its table of contents names', async () => {
    const { pages, bookmarks } = await read;
    const chapters = bookmarks.filter(({ within }) => within === '');
    expect(chapters.map(({ title }) => title)).toEqual([
      'In this report',
      'Summary',
      'Where to start',
      `${instrument.principles.length} principles`,
      ...instrument.competencies.map(({ title }) => title),
      'Also low',
      'Through the customer’s eyes',
      'How the scores were worked out',
    ]);
    for (const { title, page } of chapters.slice(1)) {
      expect(pages[1]).toContain(`${plain(title)} ${page}`);
      expect(pages[page - 1]).toContain(plain(title));
    }
    expect(bookmarks.filter(({ title }) => title === 'Question by question')).toHaveLength(
      instrument.competencies.length,
    );
  });

  it('has the whole coaching for the priorities, and what to ask together for every low question', async () => {
    const { text } = await read;
    const priorities = buildReport(instrument, answers).priorities.map(({ question }) => question.id);
    for (const [id, { coaching, askTogether }] of testContent.guidance) {
      for (const words of askTogether) expect(text).toContain(plain(words));
      const paragraphs = new Page(blockHtml(coaching.bothLow)).texts('p').map(plain);
      expect(paragraphs.map((words) => text.includes(words))).toEqual(
        paragraphs.map(() => priorities.includes(id)),
      );
    }
  });

  it('has no page with little on it', async () => expectFullPages(bytesOf(await made)));
});

/** At least eight lines above the foot of each page but the cover. */
async function expectFullPages(bytes: Uint8Array): Promise<void> {
  const [, ...pages] = await positionsIn(bytes);
  const lines = pages.map((texts) => new Set(texts.map(([, , y]) => y)).size);
  expect(lines.filter((count) => count < 9)).toEqual([]);
}

describe('GET /sample.pdf', () => {
  const browser = new Browser(testApp());
  const made = browser.get('/sample.pdf');
  const read = made.then((response) => readPdf(bytesOf(response)));

  it('has the words of GET /sample/all, but not all coaching', async () => {
    const page = await browser.page('/sample/all');
    // A paragraph may go on after the foot of a page.
    const text = (await read).pages
      .map((words) => words.replace(/ Service Mirror · .* \d+ \/ \d+$/, ''))
      .join(' ');
    // The chapters of prose. Lists of questions and what can be folded are arranged in another way on paper.
    const others = ['how-to-read', 'strengths', 'also-low', 'scores', 'closing'];
    const parts = page
      .all('.chapter')
      .filter((chapter) => !others.includes(attributeOf(chapter, 'data-chapter')))
      .flatMap((chapter) => chapter.querySelectorAll('p, li, h2, h3, h4, caption'))
      .filter((part) => !part.closest('.coaching'))
      // The parts of a list item are compared one by one: the document has the sentence about me between them.
      .filter((part) => part.querySelector('p') === null)
      .filter((part) => !['screen-only', 'me', 'us'].some((name) => part.classList.contains(name)))
      .filter((part) => part.closest('.priorities') === null)
      .map((part) => plain(textOf(part)));
    expect(parts.length).toBeGreaterThan(150);
    const hidden = /^(?:The principles, out of|Answers to the questions of|More questions with a gap)/;
    expect(parts.filter((part) => !hidden.test(part) && !text.includes(part))).toEqual([]);
  });

  it('says that it is made up', async () => {
    const { pages } = await read;
    expect(pages[0]).toContain('This is a sample. The person, the place and the answers are made up.');
    expect(pages[0]).toContain(plain(testContent.sample?.story ?? '?'));
  });

  it('has no page with little on it', async () => expectFullPages(bytesOf(await made)));
});

describe('GET /sample/summary.pdf', () => {
  it('is made up, has two pages and the numbers of /sample', async () => {
    const read = await readPdf(bytesOf(await new Browser(testApp()).get('/sample/summary.pdf')));
    expect(read.pages).toHaveLength(2);
    expect(read.text).toContain('are made up');
    expectSummary(read, testContent.sample?.answers ?? new Map());
  });
});

function expectSummary({ alternatives, pages }: ReadPdf, answers: Answers): void {
  const report = buildReport(instrument, answers);
  const value = (score: Score) => (score.kind === 'none' ? whyNone(score) : score.points);
  const chart = report.competencies
    .map(({ competency: { short }, me, us }) => `${short}: me ${value(me)}, us ${value(us)}`)
    .join('; ');
  expect(alternatives).toContainEqual(
    `Competencies, me and us out of ${instrument.points.competency}. ${chart}`,
  );
  // The sentence of /report, and not the one with which the workbook begins.
  expect(pages[0]).toContain(plain(headline(report)));
  for (const sentence of sentencesAfterHeadline(report, instrument))
    expect(pages[0]).toContain(plain(sentence));
  for (const priority of report.priorities) {
    expect(pages[0]).toContain(plain(`${priority.question.id} ${priority.question.statements.us}`));
    expect(pages[0]).toContain(plain(priorityReason(priority, instrument, testContent.scale.ratings)));
  }
  expect(pages[1]).toContain(plain(ladderSentence(report, instrument)));
  for (const { scale, us } of report.lenses.tier) expect(pages[1]).toContain(`${scale.title} · ${value(us)}`);
}

describe('GET /report/summary.pdf', () => {
  const summary = (answers: Answers, given: Given = {}) =>
    documentOf(answers, { address: '/report/summary.pdf', ...given });

  it('is a download of two pages with the chart, the headline, the priorities and the ladder', async () => {
    const answers = answersTo(instrument.questions, { me: 0, us: 1 });
    const { headers, body } = await fetched(answers, { name: 'Ruth', address: '/report/summary.pdf' });
    expect(headers['content-disposition']).toBe(
      'attachment; filename="service-mirror-summary-2026-11-21.pdf"',
    );
    const read = await readPdf(body);
    expect(read.info).toMatchObject({ Author: 'Ruth', Language: 'en-GB' });
    expect(read.pages).toHaveLength(2);
    expectSummary(read, answers);
  });

  it('has a contract to fill in by hand when none is written', async () => {
    const { pages } = await summary(answersTo(keyQuestions));
    expect(pages[1]).toMatch(/My contract for change.* 1\. 2\. 3\. .*Signed by/);
  });

  it('has two pages for the longest texts, and says that they are shortened', async () => {
    const long = 'Antworten bis Mittag '.repeat(9).trim();
    const goal = {
      text: long,
      owner: 'Ann-Sophie',
      due: '2027-03-01',
      question: '3.7',
      state: 'open' as const,
    };
    const texts = Object.fromEntries(planTexts.map((name) => [name, long]));
    const read = await summary(answersTo(instrument.questions, { me: 3, us: 0 }), {
      ...{ name: 'W'.repeat(60), assessment: { name: 'W'.repeat(60) } },
      plan: { goals: [goal, goal, goal], ...texts, signedBy: 'Ann' },
      address: '/report/summary.pdf?paper=letter',
    });
    expect(read.pages).toHaveLength(2);
    expect(read.sizes[0]?.join(' ')).toBe('612 792');
    expect(read.pages[1]).toContain('Antworten bis');
    expect(read.pages[1]).toContain('Texts that end in “…” stand in full in the workbook.');
    expect(read.pages[1]).toContain('Signed by Ann');
  });

  it.each([
    [
      'Greek, Vietnamese and Polish',
      'Ζωή Παπαδοπούλου',
      'Nguyễn Łukasz',
      'Ζωή Παπαδοπούλου and Nguyễn Łukasz',
    ],
    ['Cyrillic, with marks of direction', 'Оля\u2067 Їжак', 'W\u0007a\u202erd 7', 'Оля Їжак and Ward 7'],
    ['60 characters without a space', 'W'.repeat(60), 'i'.repeat(60), 'i'.repeat(60)],
    ['emoji, and Chinese, which no font has', 'Zoë 🎉', '李 Ward', 'Zoë 🎉 and'],
  ])('shows names in %s', async (_what, name, group, expected) => {
    const { pages } = await summary(answersTo(keyQuestions), { name, assessment: { name: group } });
    // A long name goes on in the next line.
    expect(pages[0]?.replaceAll(' ', '')).toContain(expected.replaceAll(' ', ''));
  });

  it('is on the paper of the language of the browser, or on that of ?paper', async () => {
    const jar = jarWithAnswers(answersTo(keyQuestions));
    const size = async (address: string, language: string) => {
      const { body } = await request(testApp())
        .get(address)
        .set('Cookie', jar.header('/') ?? '')
        .set('Accept-Language', language);
      return (await readPdf(body)).sizes[0]?.join(' ');
    };
    expect(await size('/report/summary.pdf', 'en-US,en;q=0.9')).toBe('612 792');
    expect(await size('/report/summary.pdf', 'en-GB,en;q=0.9')).toBe('595.28 841.89');
    expect(await size('/report/summary.pdf?paper=a4', 'en-US,en;q=0.9')).toBe('595.28 841.89');
  });
});

describe('GET /report.pdf with texts of the visitor, on Letter', () => {
  const sentence = 'We ring every customer whose part is late, and say which van it is on.';
  const goals = keyQuestions.slice(0, goalsKept).map(({ id }) => ({
    text: sentence,
    owner: 'Priya, with each of us',
    due: '2027-03-01',
    question: id,
    state: 'going-on' as const,
  }));
  const texts = Object.fromEntries(planTexts.map((name) => [name, `${sentence}\n${sentence}`]));
  const plan = { ...texts, goals, signedBy: 'Ann Example', signedOn: '2026-11-21', retakeOn: '2027-05-21' };
  const long = Array.from({ length: 330 }, (_, i) => `w${i}`).join(' ');
  const moments = [
    {
      name: 'First call',
      now: 'It rings',
      should: 'We answer',
      measure: 'Rings counted',
      waste: '',
      who: 'Ines',
    },
    { name: 'Bill', now: long, should: '', measure: '', waste: '', who: '' },
  ];
  const before = answersTo(keyQuestions, { me: 1, us: 1 });
  const snapshot = { takenOn: dayOf(today) - 200, edition: instrument.edition, answers: before };
  const answers = answersTo(keyQuestions, { me: 2, us: 1 });
  const made = fetched(answers, {
    plan,
    moments: { cycle: 'From call to bill', moments },
    assessment: { snapshots: [snapshot] },
    address: '/report.pdf?paper=letter',
  });
  const read = made.then((response) => readPdf(bytesOf(response)));

  it('has the contract and the moments of truth', async () => {
    const { text, bookmarks } = await read;
    for (const words of [
      `1. ${sentence}`,
      'By when 1 March 2027',
      'How it stands Going on',
      `${sentence} ${sentence}`,
      'Signed by Ann Example',
      'From call to bill',
      '1. First call It rings We answer Rings counted – Ines',
    ])
      expect(text).toContain(words);
    expect(bookmarks.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Moments of truth', 'My contract for change']),
    );
  });

  it('has a contract with a sentence or two in every field on one page', async () => {
    const contracts = (await read).pages.filter((page) => page.includes('Priya, with each of us'));
    expect(contracts).toHaveLength(1);
    expect(contracts[0]).toContain('My contract for change');
    expect(contracts[0]).toContain('Signed by');
  });

  it('has the chapter "What has changed" of the page', async () => {
    const { text, alternatives } = await read;
    const browser = new Browser(
      testApp(),
      jarWith(visitorWith(assessmentWith(answers, { snapshots: [snapshot] }))),
    );
    const page = await browser.page('/report/change');
    const said = page.texts('.change > p').map(plain);
    expect(said.length).toBeGreaterThan(1);
    expect(text).toContain(said[0]);
    const moved = keyQuestions[0] as Question;
    expect(text).toContain(plain(`${moved.id} ${moved.statements.us} 1 1 2 1 +1 0`));
    for (const { short } of instrument.competencies)
      expect(
        alternatives.filter((one) => one.startsWith(`${short}: `) && one.includes('21 Nov 2026: me')),
      ).toHaveLength(1);
  });

  it('has long texts in full, with the head of the table on each of its pages', async () => {
    const { text, pages } = await read;
    const words = text.split(' ');
    for (const word of long.split(' ')) expect(words.filter((one) => one === word)).toHaveLength(1);
    const last = pages.findIndex((page) => page.includes('w329'));
    expect(pages[last]).toContain('Nobody pays for');
  });

  it('has no page with little on it', async () => expectFullPages(bytesOf(await made)));
});

describe('GET /report.pdf', () => {
  it('links to the questions at the public address of the site', async () => {
    const app = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const jar = jarWithAnswers(answersTo(keyQuestions));
    const response = await new Browser(app, jar).get('/mirror/report/summary.pdf');
    const { links } = await readPdf(bytesOf(response));
    expect(links[0]).toMatch(/^https:\/\/intranet\.example\/mirror\/questions\/\d+\.\d+$/);
  });

  it('works with other content, which has fewer texts', async () => {
    const content = smallContent();
    const { questions, edition } = content.instrument;
    const answers = answersTo(questions, { me: 0, us: 0 });
    const level = content.levelsOfBusiness[0]?.id ?? '';
    const jar = jarWith(visitorWith(assessmentWith(answers, { level })), { edition });
    const response = await new Browser(testApp({ content }), jar).get('/report.pdf');
    const { text } = await readPdf(bytesOf(response));
    for (const { competency, us } of buildReport(content.instrument, answers).competencies)
      expect(text).toContain(plain(`${competency.short} ${shown(us)} ${shown(us)} 0`));
  });

  it('redirects to /report while the report is not open', async () => {
    for (const answers of [new Map(), answersTo(keyQuestions.slice(1))])
      for (const address of ['/report.pdf', '/report/summary.pdf']) {
        const response = await fetched(answers, { address });
        expect([response.status, response.headers.location]).toEqual([303, '/report']);
      }
  });

  it('answers 429 after twenty documents in ten seconds for one client', async () => {
    const browser = new Browser(testApp());
    for (let i = 0; i < documentsAWindow; i++)
      expect((await browser.get(i % 2 ? '/report.pdf' : '/report/summary.pdf')).status).toBe(303);
    const refused = await browser.get('/report.pdf');
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('10');
    expect(refused.text).toContain('Too much, too fast');
    expect((await browser.get('/sample.pdf')).status).toBe(429);
    expect((await browser.get('/report')).status).toBe(200);
  });
});
