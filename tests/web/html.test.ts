/** Every page in every state is valid HTML by html-validate's recommended and standard rules, without exceptions. */

import { describe, expect, it } from 'vitest';
import type { Content, Guidance } from '../../src/content/content.ts';
import { smallContent, swap } from '../content/small.ts';
import { testApp, testContent } from '../site.ts';
import { Browser, Jar } from './browser.ts';
import { holding, openAddress } from './carry/carried.ts';
import { htmlFaults } from './dom.ts';
import { postTooMuch, request } from './request.ts';
import { sharedToken } from './share/shared.ts';
import {
  answersTo,
  assessmentWith,
  firstQuestion,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  questionAt,
  secondLevel,
  stateOf,
  visitorWith,
} from './state.ts';

const app = testApp();
const questionPage = `/questions/${firstQuestion.id}`;
const answerForm = `${questionPage}/answer`;
const reportPages = ['/report/all', '/report/principles?sort=low'];
const filters = ['unanswered', 'key', 'low'].map((show) => `/questions?show=${show}`);
const personalPages = [
  '/',
  '/start',
  '/questions',
  ...filters,
  '/questions?stopped',
  '/report',
  ...reportPages,
  '/resume',
  questionPage,
];

/** Checks all pages before it fails, so that one run reports every kind of fault. */
async function expectValid(pages: readonly { what: string; html: string }[]): Promise<void> {
  const found = new Map<string, string>();
  for (const { what, html } of pages)
    for (const fault of await htmlFaults(html)) {
      const kind = fault.replace(/, at .*/, '');
      if (!found.has(kind)) found.set(kind, `${what}: ${fault}`);
    }
  expect([...found.values()]).toEqual([]);
}

async function expectPagesValid(jar: Jar, addresses: readonly string[] = personalPages, site = app) {
  const browser = new Browser(site, jar);
  const pages = [];
  for (const what of addresses) {
    const { status, text: html } = await browser.get(what);
    // A chapter of a report that is locked, or that it does not have, leads to the result.
    if (what.startsWith('/report/') && status === 303) continue;
    expect({ what, status }).toEqual({ what, status: 200 });
    pages.push({ what, html });
  }
  await expectValid(pages);
}

const half = instrument.questions.filter((_question, i) => i % 2 === 0);
const ratings = [0, 1, 2, 3, 'not-applicable'] as const;
const mixed = new Map(
  instrument.questions.map(({ id }, i) => [id, { me: ratings[i % 5] ?? 0, us: ratings[(i * 3) % 5] ?? 0 }]),
);
const wild = '<script>alert(1)</script> & "quotes" \'n all';

describe('the HTML is valid', () => {
  it('when nothing is answered', () => expectPagesValid(jarWithAnswers(new Map())));

  it('when half of the questions are answered', () => expectPagesValid(jarWithAnswers(answersTo(half))));

  it('when the key questions are answered', () => expectPagesValid(jarWithAnswers(answersTo(keyQuestions))));

  it('when everything is answered, with every rating', () => expectPagesValid(jarWithAnswers(mixed)));

  it('when every question is low and has coaching', () =>
    expectPagesValid(jarWithAnswers(answersTo(instrument.questions, { me: 0, us: 0 }))));

  it('when every question is a strength', () =>
    expectPagesValid(jarWithAnswers(answersTo(instrument.questions, { me: 3, us: 3 }))));

  it('when nothing applies', () =>
    expectPagesValid(
      jarWithAnswers(answersTo(instrument.questions, { me: 'not-applicable', us: 'not-applicable' })),
    ));

  it('with several assessments and names that look like HTML', () => {
    const ours = assessmentWith(mixed, { name: wild });
    const others = assessmentWith(new Map(), { id: 'other', level: secondLevel });
    const jar = jarWith({ ...visitorWith(others, ours), name: wild });
    const pages = ['/start', '/start/1', '/start/other', '/start/1/delete', '/start/other/delete'];
    return expectPagesValid(jar, [...pages, ...personalPages]);
  });

  it('when the state cookie cannot be verified', () =>
    expectPagesValid(jarWith(visitorWith(assessmentWith(mixed)), { secret: 'z'.repeat(40) })));

  it('when answers are set aside, readable or not', async () => {
    const visitor = visitorWith(assessmentWith(mixed, { name: wild }));
    for (const aside of [stateOf(visitor), stateOf(visitor, { secret: 'z'.repeat(40) })])
      await expectPagesValid(jarWithAnswers(mixed).set('mirror_aside', aside), ['/start']);
  });

  it('with snapshots, one of another edition, and when /retake refuses its form', async () => {
    const snapshots = [new Map([...mixed].slice(3, 40)), mixed, answersTo(keyQuestions)].map(
      (answers, i) => ({ takenOn: 20_000 + i, edition: instrument.edition + (i === 0 ? 1 : 0), answers }),
    );
    const taken = assessmentWith(mixed, { name: wild, snapshots });
    const own = [
      '/start',
      '/start/1/delete',
      '/start/1/retake',
      '/start/1/snapshots',
      '/start/1/snapshots/2024-10-05/delete',
      '/report/change',
      '/report/all',
      '/questions?retaken',
    ];
    await expectPagesValid(jarWith(visitorWith(taken)), own);
    await expectPagesValid(jarWith(visitorWith({ ...taken, answers: new Map() })), own);
    const crowded = [...snapshots, { takenOn: 20_003, edition: 1, answers: mixed }];
    const browser = new Browser(app, jarWith(visitorWith({ ...taken, snapshots: crowded })));
    await browser.post('/plan/save', { action: 'save', 'goal-1-text': wild });
    const { status, text } = await browser.post('/start/1/retake', { day: '2026-11-21' });
    expect(status).toBe(422);
    await expectValid([{ what: 'taking it again', html: text }]);
  });

  it('with a contract that is blank, partly filled in, or looks like HTML', async () => {
    const pages = ['/plan', '/plan?saved', '/report', '/report/contract', '/report/all'];
    await expectPagesValid(jarWithAnswers(new Map()), pages);
    await expectPagesValid(jarWithAnswers(mixed), pages);
    const browser = new Browser(app, jarWithAnswers(mixed));
    await browser.post('/plan/save', {
      'goal-1-text': wild,
      'goal-1-question': firstQuestion.id,
      less: `${wild}\n${wild}`,
    });
    await browser.post('/plan/save', { 'goal-2-owner': wild, action: 'fill' });
    await expectPagesValid(browser.jar, [...pages, '/plan/remove']);
    await expectPagesValid(browser.jar.set('mirror_plan', 'x'), pages);
  });

  it('with moments of truth that are blank or look like HTML, and on /forget', async () => {
    const pages = ['/moments', '/moments/sheet', '/moments/sheet?empty', '/report/all', '/forget'];
    await expectPagesValid(jarWithAnswers(new Map()), [...pages, '/moments?blank=', '/forget?removed']);
    const browser = new Browser(app, jarWithAnswers(mixed));
    await browser.post('/moments/save', {
      cycle: wild,
      'moment-1-name': wild,
      'moment-1-now': `${wild}\n\n${wild}`,
      'moment-2-name': wild,
    });
    const more = ['/moments?saved', '/moments?ask=1', '/forget?removed', '/forget?removed&moments=1'];
    await expectPagesValid(browser.jar, [...pages, ...more]);
    await expectPagesValid(new Jar(), ['/forget?removed&assessments=1&answers=3&contract=1&others=2']);
    await expectPagesValid(browser.jar.set('mirror_moments', 'x'), pages);
  });

  it('on the information pages', () =>
    expectPagesValid(jarWithAnswers(new Map()), [
      '/sample',
      '/sample/all',
      '/sample/leadership',
      '/method',
      '/privacy',
      '/accessibility',
      '/about',
      '/glossary',
    ]));

  it('on /resume/open, for new, equal and different answers, and for links and files that cannot be opened', async () => {
    const brought = holding({ ...visitorWith(assessmentWith(mixed, { name: wild })), name: wild });
    const elsewhere = holding(visitorWith(assessmentWith(mixed, { level: secondLevel })));
    const low = answersTo(instrument.questions, { me: 0, us: 0 });
    for (const jar of [new Jar(), jarWith(brought.visitor), jarWith(visitorWith(assessmentWith(low)))])
      await expectPagesValid(jar, [openAddress(brought), openAddress(elsewhere)]);
    const { text } = await new Browser(app).get(`/resume/open?link=${encodeURIComponent(wild)}`);
    await expectValid([{ what: 'a link that cannot be opened', html: text }]);
    const posted = await request(app).post('/resume/file').attach('file', Buffer.from(wild), 'wild.json');
    await expectValid([{ what: 'a file that cannot be opened', html: posted.text }]);
  });

  it('on /share, /shared and /compare with several reports', () => {
    const named = { person: wild, group: wild };
    const links = [
      sharedToken(mixed, named),
      sharedToken(answersTo(half), named),
      sharedToken(answersTo(keyQuestions)),
    ];
    return expectPagesValid(jarWith({ ...visitorWith(assessmentWith(mixed, { name: wild })), name: wild }), [
      '/share?person=yes&group=yes',
      ...links.map((link) => `/shared?with=${link}`),
      '/compare',
      `/compare?${links
        .slice(1)
        .map((link) => `with=${link}`)
        .join('&')}`,
    ]);
  });

  it('on /share without answers, and on /compare with one report', () =>
    expectPagesValid(jarWithAnswers(new Map()), ['/share', `/compare?with=${sharedToken(mixed)}`]));

  it.each([
    '/shared',
    `/shared?with=${encodeURIComponent(wild)}`,
    `/compare?with=${encodeURIComponent(wild)}&with=`,
  ])('on the page of a link that cannot be opened: %s', async (what) => {
    const { status, text: html } = await new Browser(app).get(what);
    expect([400, 422]).toContain(status);
    await expectValid([{ what, html }]);
  });

  it('on the page of each chapter of a report, in each order', () => {
    const chapters = [
      'how-to-read',
      'where-to-start',
      'leadership',
      'leadership?sort=gap',
      'processes?sort=low',
    ];
    const others = ['also-low', 'strengths', 'customers-eyes', 'contract', 'scores'];
    return expectPagesValid(
      jarWithAnswers(mixed),
      [...chapters, ...others].map((chapter) => `/report/${chapter}`),
    );
  });

  it('on the page of each principle', () =>
    expectPagesValid(
      jarWithAnswers(mixed),
      instrument.principles.map(({ id }) => `/principles/${id}`),
    ));

  it('on the pages beyond each question, of each arrival and of each walk', () =>
    expectPagesValid(jarWithAnswers(mixed), [
      ...instrument.questions.map(({ id }) => `/questions/${id}/further`),
      '/arrived/key',
      '/arrived/all',
      ...instrument.questions.slice(0, 20).map(({ id }) => `/questions/${id}?list=low&saved=1.1-&opened`),
      `${questionPage}?list=principle-1&undone=1.1`,
      '/questions?saved=1.1a&opened',
    ]));

  it('on the page of each question', () =>
    expectPagesValid(
      jarWithAnswers(mixed),
      instrument.questions.map(({ id }) => `/questions/${id}`),
    ));

  it('with the notices after an answer is cleared and after a stop', () =>
    expectPagesValid(jarWithAnswers(answersTo(keyQuestions.slice(1))), [
      `/questions/${questionAt(0, keyQuestions).id}?saved=${questionAt(0, keyQuestions).id}a`,
      '/questions?stopped',
    ]));

  it.each([
    ['no rating', answerForm, {}],
    ['one rating', answerForm, { me: '2' }],
    ['invalid ratings', answerForm, { me: '9', us: wild }],
    [
      'a name that is too long',
      '/start/new',
      { level: 'group', route: 'key', name: wild.repeat(3), person: wild },
    ],
    ['no choice', '/start/new', {}],
    [
      'an error in every field',
      '/plan/save',
      {
        'goal-1-owner': wild,
        'goal-1-due': wild,
        'goal-1-question': wild,
        'goal-1-state': wild,
        less: wild.repeat(60),
        signedOn: wild,
        retakeOn: '2000-01-01',
      },
    ],
    ['no priorities to fill in', '/plan/save', { action: 'fill' }],
    [
      'an error in every field',
      '/start/new',
      { level: 'x', route: 'x', name: wild.repeat(3), person: wild.repeat(3) },
    ],
    [
      'moments without a name, and texts that are too long',
      '/moments/save',
      { cycle: wild.repeat(99), 'moment-1-now': wild, 'moment-2-should': wild.repeat(99) },
    ],
    [
      'more text than the cookie holds',
      '/moments/save',
      { 'moment-1-name': wild, 'moment-1-now': wild.repeat(40), 'moment-1-who': wild.repeat(40) },
    ],
  ])('on the page with status 422 for a form with %s, posted to %s', async (what, address, fields) => {
    const { status, text } = await new Browser(app).post(address, fields);
    expect(status).toBe(422);
    await expectValid([{ what, html: text }]);
  });

  it.each([
    ['a malformed address', 400, () => request(app).get('/principles/%E0%A4%A')],
    [
      'a form from another site',
      403,
      () => request(app).post('/start/new').set('Origin', 'https://elsewhere.example'),
    ],
    ['an unknown page', 404, () => request(app).get('/nowhere')],
    ['an unknown question', 404, () => request(app).get(`/questions/${encodeURIComponent(wild)}`)],
    ['an unknown principle', 404, () => request(app).get(`/principles/${encodeURIComponent(wild)}`)],
    ['an unknown assessment', 404, () => request(app).get('/start/nobody')],
    ['a form that is too large', 413, () => postTooMuch(app)],
    ['a body that is not a form', 415, () => request(app).post('/start/new').send({ name: 'x' })],
  ])('on the error page for %s, with status %i', async (what, status, ask) => {
    const response = await ask();
    expect(response.status).toBe(status);
    await expectValid([{ what, html: response.text }]);
  });

  it('on the error page with status 500', async () => {
    const { status, text } = await request(testApp({ content: brokenContent() })).get(questionPage);
    expect(status).toBe(500);
    await expectValid([{ what: 'a failure', html: text }]);
  });
});

/** Content whose first question cannot be rendered. */
function brokenContent(): Content {
  const broken = {
    sources: [],
    inShort: '',
    get why(): string {
      throw new Error('this guidance is broken');
    },
  } as unknown as Guidance;
  return { ...testContent, guidance: new Map(testContent.guidance).set(firstQuestion.id, broken) };
}

describe('the HTML with other content is valid', () => {
  const small = (changes: Parameters<typeof smallContent>[0] = {}) =>
    testApp({ content: smallContent(changes) });

  async function expectSiteValid(site: ReturnType<typeof small>, answered: readonly string[]): Promise<void> {
    const browser = new Browser(site);
    for (const id of answered) await browser.post(`/questions/${id}/answer`, { me: '1', us: '3' });
    const pages = [
      '/',
      '/start',
      '/questions',
      '/report',
      '/method',
      '/about',
      '/questions/2.2',
      '/principles/12',
    ];
    await expectPagesValid(browser.jar, pages, site);
  }

  it('with fewer questions and principles', () => expectSiteValid(small(), ['2.1', '2.2', '5.4', '12.3']));

  it('without a sample', () => expectSiteValid(small({ 'sample.yaml': undefined }), ['2.1']));

  it('without levels and demands, which a framework may leave empty', () => {
    const without = {
      'framework.yaml': swap(/level: \[calm, warm\]\n {2}demand: \[.*\]/, 'level: []\n  demand: []'),
    };
    const questions = Object.fromEntries(
      '2/2.1 2/2.2 2/2.3 2/2.4 2/2.5 5/5.1 5/5.2 5/5.3 5/5.4 12/12.1 12/12.2 12/12.3'
        .split(' ')
        .map((file) => [
          `principles/${file}.md`,
          (text: string) => text.replace(/^(level|demand): .*\n/gm, ''),
        ]),
    );
    return expectSiteValid(small({ ...without, ...questions }), ['2.1', '2.2', '5.4', '12.3']);
  });

  it('without priorities, which a framework may set to 0', () =>
    expectSiteValid(small({ 'framework.yaml': swap('priorities: 2', 'priorities: 0') }), [
      '2.1',
      '2.2',
      '5.4',
      '12.3',
    ]));
});
