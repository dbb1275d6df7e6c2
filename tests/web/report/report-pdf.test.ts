/** GET /report.pdf and GET /sample.pdf. The document has the numbers and words of the page. */

import fc from 'fast-check';
import type { Response } from 'supertest';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import type { Question } from '../../../src/assessment/instrument.ts';
import { emptyMoments, type Moments } from '../../../src/assessment/moments.ts';
import { emptyPlan, goalsKept, type Plan, planTexts } from '../../../src/assessment/plan.ts';
import { buildReport, type Report } from '../../../src/assessment/scores/report.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import { summarySentences } from '../../../src/assessment/scores/sentences.ts';
import { type Assessment, dayOf } from '../../../src/assessment/visitor.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { momentsCodec, planCodec } from '../../../src/codec/worksheets.ts';
import { blockHtml } from '../../../src/content/files/markdown.ts';
import { ratingText } from '../../../src/content/scale.ts';
import { documentsAWindow } from '../../../src/web/http/middleware/rate-limit.ts';
import { momentsCookie, planCookie } from '../../../src/web/visitor/cookies.ts';
import { smallContent } from '../../content/small.ts';
import { cookieValue } from '../../cookies.ts';
import { plain, type ReadPdf, readPdf } from '../../exports/pdf/pdf-reading.ts';
import { testApp, testContent, testSecret, today } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf, Page, textOf } from '../dom.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
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
  if (score.kind === 'none') return `– no score ${score.rated} of ${score.of} rated`;
  const sure = `${score.points} ${score.band.title}`;
  if (score.kind === 'final') return sure;
  return `${sure} provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
}

function expectNumbers({ text, alternatives }: ReadPdf, report: Report, answers: Answers): void {
  const say = (what: string) => expect(text).toContain(plain(what));
  const value = (score: Score) => (score.kind === 'none' ? 'no score' : score.points);
  for (const { competency, me, us, gap } of report.competencies)
    say(`${competency.title} ${shown(me)} ${shown(us)} ${signed(gap)}`);
  for (const { scale, us, workOnThis } of report.principles)
    say(`${scale.id} ${scale.title} ${workOnThis ? 'Work on this ' : ''}${shown(us)}`);
  for (const { scale, us } of [...report.lenses.tier, ...report.lenses.level, ...report.lenses.demand])
    say(`${scale.title} ${shown(us)}`);
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
  const row = plain(`${question.id} ${question.statement} `);
  const rest = text.split(row).slice(1);
  const words = answer
    ? `${ratingText(answer.me, testContent.scale)} ${ratingText(answer.us, testContent.scale)}`
    : 'not yet answered not yet answered –';
  const line = /^(?:no score |\d \d |\d )?/;
  expect(rest.map((after) => after.trimStart().replace(line, '').slice(0, words.length))).toContain(words);
}

describe('the numbers in GET /report.pdf', () => {
  it('equal those of buildReport for random answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(instrument, keyQuestions), async (answers) => {
        expectNumbers(await documentOf(answers), buildReport(instrument, answers), answers);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it.each([
    ['answers to the key questions only', answersTo(keyQuestions, { me: 3, us: 0 })],
    [
      'answers that are all not applicable',
      answersTo(instrument.questions, { me: 'not-applicable', us: 'not-applicable' }),
    ],
  ])('equal those of buildReport for %s', async (_what, answers) => {
    expectNumbers(await documentOf(answers), buildReport(instrument, answers), answers);
  });
});

describe('GET /report.pdf with coaching for every question', () => {
  const answers = answersTo(instrument.questions, { me: 0, us: 1 });
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
      expect(pages[page - 1]?.startsWith(plain(title))).toBe(true);
    }
    expect(bookmarks.filter(({ title }) => title === 'Question by question')).toHaveLength(
      instrument.competencies.length,
    );
  });

  it('is tagged, with a text alternative for every chart', async () => {
    const { roles, alternatives } = await read;
    for (const role of ['H1', 'H2', 'H3', 'P', 'LI', 'TH', 'TD', 'Link', 'Figure'])
      expect([role, roles.get(role) ?? 0]).not.toEqual([role, 0]);
    expect(alternatives.filter((text) => text === '')).toEqual([]);
  });

  it('has the whole coaching for each low question', async () => {
    const { text } = await read;
    for (const { coaching, askTogether } of testContent.guidance.values())
      for (const words of [...new Page(blockHtml(coaching)).texts('p'), ...askTogether])
        expect(text).toContain(plain(words));
  });
});

describe('GET /sample.pdf', () => {
  it('has the words of GET /sample/all', async () => {
    const browser = new Browser(testApp());
    const page = await browser.page('/sample/all');
    const { text } = await readPdf(bytesOf(await browser.get('/sample.pdf')));
    // The chapters of prose. Lists of questions and what can be folded are arranged in another way on paper.
    const others = ['how-to-read', 'strengths', 'also-low', 'scores'];
    const parts = page
      .all('.chapter')
      .filter((chapter) => !others.includes(attributeOf(chapter, 'data-chapter')))
      .flatMap((chapter) => chapter.querySelectorAll('p, li, h2, h3, h4, caption'))
      .filter((part) => !['screen-only', 'me', 'us'].some((name) => part.classList.contains(name)))
      .filter((part) => part.closest('.priorities') === null)
      .map((part) => plain(textOf(part)));
    expect(parts.length).toBeGreaterThan(200);
    const hidden = /^(?:The principles, out of|Answers to the questions of|More questions with a gap)/;
    expect(parts.filter((part) => !hidden.test(part) && !text.includes(part))).toEqual([]);
  });

  it('says that it is made up', async () => {
    const { pages } = await readPdf(bytesOf(await new Browser(testApp()).get('/sample.pdf')));
    expect(pages[0]).toContain('This is a sample. The person, the place and the answers are made up.');
    expect(pages[0]).toContain(plain(testContent.sample?.story ?? '?'));
  });
});

describe('GET /report.pdf with texts of the visitor', () => {
  const plan: Partial<Plan> = {
    goals: [{ text: 'Answer by noon', owner: 'Ann', due: '2027-03-01', question: '3.7', state: 'going-on' }],
    less: 'The Monday meeting\nand the Tuesday one',
    signedBy: 'Ann Example',
  };

  it('has the contract and the moments of truth', async () => {
    const moment = { name: 'First call', now: 'It rings', should: 'We answer', waste: '', who: 'Ines' };
    const moments = { cycle: 'From call to bill', moments: [moment] };
    const { text, bookmarks } = await documentOf(answersTo(keyQuestions), { plan, moments });
    for (const words of [
      '1. Answer by noon',
      'By when 1 March 2027',
      'How it stands Going on',
      'The Monday meeting and the Tuesday one',
      'Signed by Ann Example',
      'From call to bill',
      '1. First call It rings We answer – Ines',
    ])
      expect(text).toContain(words);
    expect(bookmarks.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Moments of truth', 'My contract for change']),
    );
  });

  it.each(['a4', 'letter'])(
    'has the contract on one page of %s when every field holds a sentence or two',
    async (paper) => {
      const sentence = 'We ring every customer whose part is late, and say which van it is on. ';
      const texts = Object.fromEntries(planTexts.map((name) => [name, sentence.repeat(2).trim()]));
      const goals = keyQuestions.slice(0, goalsKept).map(({ id }) => ({
        text: sentence.trim(),
        owner: 'Priya, with each of us',
        due: '2027-03-01',
        question: id,
        state: 'open' as const,
      }));
      const filled = {
        ...texts,
        goals,
        signedBy: 'Ann Example',
        signedOn: '2026-11-21',
        retakeOn: '2027-05-21',
      };
      const { pages } = await documentOf(answersTo(keyQuestions), {
        plan: filled,
        address: `/report.pdf?paper=${paper}`,
      });
      const contracts = pages.filter((page) => page.includes('Priya, with each of us'));
      expect(contracts).toHaveLength(1);
      expect(contracts[0]).toContain('My contract for change');
      expect(contracts[0]).toContain('Signed by');
    },
  );

  it('has the chapter "What has changed" of the page', async () => {
    const before = answersTo(keyQuestions, { me: 1, us: 1 });
    const snapshot = { takenOn: dayOf(today) - 200, edition: instrument.edition, answers: before };
    const answers = answersTo(keyQuestions, { me: 2, us: 1 });
    const { text, alternatives } = await documentOf(answers, { assessment: { snapshots: [snapshot] } });
    const browser = new Browser(
      testApp(),
      jarWith(visitorWith(assessmentWith(answers, { snapshots: [snapshot] }))),
    );
    const page = await browser.page('/report/change');
    const said = page.texts('.change > p').map(plain);
    expect(said.length).toBeGreaterThan(1);
    expect(text).toContain(said[0]);
    const moved = keyQuestions[0] as Question;
    expect(text).toContain(plain(`${moved.id} ${moved.statement} 1 1 2 1 +1 0`));
    for (const { title } of instrument.competencies)
      expect(
        alternatives.filter((one) => one.startsWith(`${title}: `) && one.includes('21 Nov 2026: me')),
      ).toHaveLength(1);
  });

  it('has long texts in full', async () => {
    const long = Array.from({ length: 330 }, (_, i) => `w${i}`).join(' ');
    const moment = { name: 'First call', now: long, should: '', waste: '', who: '' };
    const { text, pages } = await documentOf(answersTo(keyQuestions), {
      plan: { less: long },
      moments: { moments: [moment] },
    });
    const words = text.split(' ');
    for (const word of long.split(' ')) expect(words.filter((one) => one === word)).toHaveLength(2);
    // The head of the table is repeated on the next page.
    const last = pages.findIndex((page) => page.includes('w329'));
    expect(pages[last]).toContain('Nobody pays for');
  });

  it('leaves out the contract and the author when there are none', async () => {
    const { text, info, pages } = await documentOf(answersTo(keyQuestions));
    expect(text).not.toContain('My contract for change');
    expect(info.Author).toBeUndefined();
    expect(pages[0]).toContain(`Me and ${testContent.levelsOfBusiness[0]?.name}`);
  });

  it.each([
    [
      'Greek, Vietnamese and Polish',
      'Ζωή Παπαδοπούλου',
      'Nguyễn Łukasz',
      'Ζωή Παπαδοπούλου and Nguyễn Łukasz',
    ],
    ['Cyrillic, with control characters', 'Оля Їжак', 'W\u0007a\u202erd 7', 'Оля Їжак and Ward 7'],
    ['60 characters without a space', 'W'.repeat(60), 'i'.repeat(60), 'i'.repeat(60)],
    ['scripts and pictures without a font', 'שלום عالم', '👩‍👩‍👧🏽 Zoë 李', 'Zoë'],
  ])('shows names in %s', async (_what, name, group, expected) => {
    const { pages, text } = await documentOf(answersTo(keyQuestions), { name, assessment: { name: group } });
    // A long name goes on in the next line.
    expect(pages[0]?.replaceAll(' ', '')).toContain(expected.replaceAll(' ', ''));
    expect(text).toContain('How the scores were worked out');
  });
});

describe('GET /report.pdf', () => {
  it('is on Letter paper for ?paper=letter, and on A4 for any other value', async () => {
    const sizes = async (address: string) =>
      (await documentOf(answersTo(keyQuestions), { address })).sizes[0]?.join(' ');
    expect(await sizes('/report.pdf?paper=letter')).toBe('612 792');
    expect(await sizes('/report.pdf?paper=../../etc/passwd')).toBe('595.28 841.89');
  });

  it('links to the questions at the public address of the site', async () => {
    const app = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const jar = jarWithAnswers(answersTo(keyQuestions));
    const response = await new Browser(app, jar).get('/mirror/report.pdf');
    const { links } = await readPdf(bytesOf(response));
    const open = instrument.questions.find(({ key }) => !key) as Question;
    expect(links).toContain(`https://intranet.example/mirror/questions/${open.id}`);
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
      expect(text).toContain(plain(`${competency.title} ${shown(us)} ${shown(us)} 0`));
  });

  it('redirects to /report while the report is not open', async () => {
    for (const answers of [new Map(), answersTo(keyQuestions.slice(1))]) {
      const response = await fetched(answers);
      expect([response.status, response.headers.location]).toEqual([303, '/report']);
    }
  });

  it('answers 429 after twenty documents in ten seconds for one client', async () => {
    const browser = new Browser(testApp());
    for (let i = 0; i < documentsAWindow; i++)
      expect((await browser.get(i % 2 ? '/report.pdf' : '/report.pdf?paper=letter')).status).toBe(303);
    const refused = await browser.get('/report.pdf');
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('10');
    expect(refused.text).toContain('Too much, too fast');
    expect((await browser.get('/sample.pdf')).status).toBe(429);
    expect((await browser.get('/report')).status).toBe(200);
  });
});
