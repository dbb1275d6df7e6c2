/** /report, the result on one screen, and its chapters under /report/ and /sample/. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import { headline } from '../../../src/assessment/scores/headline.ts';
import { priorityClause } from '../../../src/assessment/scores/priority-sentences.ts';
import { buildReport } from '../../../src/assessment/scores/report.ts';
import { smallContent } from '../../content/small.ts';
import { testApp } from '../../site.ts';
import { Browser, Jar } from '../browser.ts';
import { attributeOf, textOf } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  visitorWith,
} from '../state.ts';

const app = testApp();
const browserWith = (answers: Answers) => new Browser(app, jarWithAnswers(answers));
const all = answersTo(instrument.questions, { me: 1, us: 2 });
const [firstCompetency] = instrument.competencies;

describe('GET /report', () => {
  it('shows the headline, the priorities with their reasons and both scores of each competency', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(instrument, keyQuestions), async (answers) => {
        const page = await browserWith(answers).page('/report');
        const report = buildReport(instrument, answers);
        expect(page.text('.headline')).toBe(headline(report));
        expect(page.texts('.priorities b')).toEqual(report.priorities.map(({ question }) => question.id));
        expect(page.texts('.clause')).toEqual(
          report.priorities.map((priority) => priorityClause(priority, report, instrument)),
        );
        const shown = page.all('.chapters dl').map((list) => list.querySelectorAll('dd strong').map(textOf));
        expect(shown).toEqual(
          report.competencies.map(({ me, us }) =>
            [me, us].map((score) => (score.kind === 'none' ? '–' : String(score.points))),
          ),
        );
      }),
      { numRuns: 8 },
    );
  });

  it('leads from the steps of a competency, and from the last words, to the contract: only in one’s own report', async () => {
    const browser = await browserWith(all);
    for (const chapter of ['listening', 'closing']) {
      expect((await browser.page(`/report/${chapter}`)).attributes('main a', 'href')).toContain('/plan');
      expect((await browser.page(`/sample/${chapter}`)).attributes('main a', 'href')).not.toContain('/plan');
    }
  });

  it('counts the questions of a principle in words', async () => {
    const page = await (await browserWith(new Map(all).set('1.1', { me: 3, us: 3 }))).page(
      '/report/strengths',
    );
    const counts = page.texts('.group .count');
    expect(counts.length).toBeGreaterThan(0);
    for (const text of counts) expect(text).toMatch(/^(?:1 question|\d+ questions)$/);
  });

  it('has one primary action: to answer the rest, then to make the contract', async () => {
    const actionOn = async (answers: Answers) => {
      const page = await browserWith(answers).page('/report');
      return page.all('a.primary').map((link) => [textOf(link), attributeOf(link, 'href')]);
    };
    const [open, last] = [otherQuestions[0]?.id, otherQuestions.at(-1)?.id ?? ''];
    expect(await actionOn(answersTo(keyQuestions))).toEqual([
      [`Answer the ${otherQuestions.length} left`, `/questions/${open}`],
    ]);
    expect(
      (await browserWith(answersTo(keyQuestions)).page('/report')).texts('.first-steps .buttons a'),
    ).toEqual([`Answer the ${otherQuestions.length} left`, 'Make my contract']);
    const butOne = new Map(all);
    butOne.delete(last);
    expect(await actionOn(butOne)).toEqual([['Answer the last one', `/questions/${last}`]]);
    expect(await actionOn(all)).toEqual([['Make my contract', '/plan']]);
  });

  it('goes on with a contract that was begun', async () => {
    const browser = browserWith(all);
    await browser.post('/plan/save', { action: 'save', 'goal-1-text': 'Ring back' });
    expect((await browser.page('/report')).text('a.primary')).toBe('Go on with my contract');
  });

  it('has no coaching and no essay', async () => {
    const { text } = await browserWith(answersTo(instrument.questions, { me: 0, us: 0 })).get('/report');
    expect(text).not.toContain('Ask yourself');
    expect(text.length).toBeLessThan(22_000);
  });

  it('keeps the anchors of links to the chapters', async () => {
    const page = await browserWith(answersTo(keyQuestions, { me: 3, us: 3 })).page('/report');
    const anchors = ['summary', 'where-to-start', 'ten-principles', 'strengths', 'customers-eyes', 'reading'];
    for (const anchor of [...anchors, 'in-report', ...instrument.competencies.map(({ id }) => `c-${id}`)])
      expect(page.has(`#${anchor}`), anchor).toBe(true);
  });

  it.each([
    ['gap', 'Standards'],
    ['low', 'Recognition'],
  ])('shows the competencies in the order %s', async (sort, first) => {
    const answers = new Map(answersTo(instrument.questions, { me: 2, us: 2 }));
    const within = (short: string) =>
      instrument.competencies.find((one) => one.short === short)?.questions ?? [];
    for (const { id } of within('Standards')) answers.set(id, { me: 3, us: 1 });
    for (const { id } of within('Recognition')) answers.set(id, { me: 0, us: 0 });
    const page = await browserWith(answers).page(`/report?sort=${sort}`);
    expect(page.texts('.chart .label')[0]).toBe(first);
    expect(page.attribute('.sorts [aria-current]', 'href')).toBe(`/report?sort=${sort}`);
    expect((await browserWith(answers).page('/report')).texts('.chart .label')).toEqual(
      instrument.competencies.map(({ short }) => short),
    );
  });

  it('has at most 20 landmarks, as have all its chapters', async () => {
    const browser = browserWith(answersTo(instrument.questions, { me: 0, us: 0 }));
    const chapters = (await browser.page('/report')).attributes('.chapters a', 'href');
    for (const address of ['/report', ...chapters]) {
      const page = await browser.page(address);
      const landmarks = page.all(
        'header, nav, main, footer, aside, form[aria-label], section[aria-labelledby], section[aria-label]',
      );
      expect(landmarks.length, address).toBeLessThanOrEqual(20);
    }
  });
});

describe('GET /report/:chapter', () => {
  it('leads from each chapter to the next and back, and marks the current one', async () => {
    const browser = browserWith(answersTo(keyQuestions, { me: 3, us: 1 }));
    const listed = (await browser.page('/report')).attributes('.chapters li a', 'href');
    const seen: string[] = [];
    let address = listed[0] ?? '';
    while (address !== '/report') {
      const page = await browser.page(address);
      expect(page.attribute('.report-contents [aria-current]', 'href')).toBe(address);
      expect(page.attribute('a[rel="prev"]', 'href')).toBe(seen.at(-1) ?? '/report');
      expect(page.all('h1')).toHaveLength(1);
      seen.push(address);
      address = page.attribute('a[rel="next"]', 'href');
    }
    expect(seen).toEqual(listed);
    expect(seen).toContain('/report/leadership');
    expect(seen).toContain('/report/listening');
  });

  it('shows a competency with its scores, its questions and the coaching of the low ones, open for priorities', async () => {
    const answers = answersTo(instrument.questions, { me: 0, us: 1 });
    const { priorities } = buildReport(instrument, answers);
    const page = await browserWith(answers).page('/report/leadership');
    const questions = firstCompetency?.questions ?? [];
    expect(page.text('h1')).toBe(firstCompetency?.title);
    expect(page.texts('.two-scores strong')).toEqual(['0', '8', '+8']);
    expect(page.texts('.chart-table th b')).toEqual(questions.map(({ id }) => id));
    expect(page.attributes('.chart-table th a', 'href')).toEqual(
      questions.map(({ id }) => `/questions/${id}?list=competency-${firstCompetency?.id}`),
    );
    const first = new Set(priorities.map(({ question }) => `coach-${question.id}`));
    expect(page.all('.coaching').map((one) => one.hasAttribute('open'))).toEqual(
      questions.map(({ id }) => first.has(`coach-${id}`)),
    );
    expect([...first].filter((id) => page.has(`#${id.replace('.', '\\.')}`)).length).toBeGreaterThanOrEqual(
      0,
    );
  });

  it('shows the questions in the order asked for', async () => {
    const answers = new Map(all);
    const last = firstCompetency?.questions.at(-1)?.id ?? '';
    answers.set(last, { me: 3, us: 0 });
    const page = await browserWith(answers).page('/report/leadership?sort=gap');
    expect(page.texts('.chart-table th b')[0]).toBe(last);
    expect((await browserWith(answers).page('/report/leadership')).texts('.chart-table th b').at(-1)).toBe(
      last,
    );
  });

  it.each([
    ['/report/Leadership', '/report/leadership'],
    ['/report/c-SL', '/report/leadership'],
    ['/report/sl', '/report/leadership'],
    ['/report/ten-principles', '/report/principles'],
    ['/report/reading', '/report/scores'],
    ['/report/open', '/report/scores'],
    ['/report/make-a-contract', '/report/contract'],
    ['/report/summary', '/report'],
    ['/report/change', '/report'],
    ['/report/moments', '/report'],
    ['/report/ALL', '/report/all'],
  ])('redirects %s to %s', async (from, to) => {
    const { status, headers } = await browserWith(all).get(from);
    expect([status, headers.location]).toEqual([303, to]);
  });

  it('redirects to /report while it is locked', async () => {
    const { status, headers } = await browserWith(answersTo(keyQuestions.slice(1))).get('/report/leadership');
    expect([status, headers.location]).toEqual([303, '/report']);
  });

  it.each(['/report/nothing', '/report/%00', '/report/__proto__', '/report/constructor'])(
    'answers 404 to %s',
    async (address) => {
      expect((await browserWith(all).get(address)).status).toBe(404);
    },
  );

  it('shows each visitor their own chapter when the answers to its questions are the same', async () => {
    const ours = answersTo(instrument.questions, { me: 1, us: 1 });
    const priorities = buildReport(instrument, ours).priorities.map(({ question }) => question.id);
    const lower = new Map(ours);
    for (const { id } of instrument.competencies[3]?.questions ?? []) lower.set(id, { me: 0, us: 0 });
    const openIn = async (answers: Answers) =>
      (await browserWith(answers).page('/report/all')).all('.priorities b').map(textOf);
    expect(await openIn(ours)).toEqual(priorities);
    for (const answers of [ours, lower, ours]) {
      const page = await browserWith(answers).page('/report/leadership');
      const { priorities: own } = buildReport(instrument, answers);
      const ids = new Set(own.map(({ question }) => question.id));
      expect(page.all('.coaching[open]').map((one) => attributeOf(one, 'id'))).toEqual(
        (firstCompetency?.questions ?? []).flatMap(({ id }) => (ids.has(id) ? `coach-${id}` : [])),
      );
    }
  });

  it('shows names that look like HTML as text', async () => {
    const name = '<img src=x onerror=alert(1)> & "co"';
    const visitor = { ...visitorWith(assessmentWith(all, { name })), name };
    for (const address of ['/report', '/report/leadership', '/report/all'])
      expect((await new Browser(app, jarWith(visitor)).get(address)).text).not.toContain('<img');
  });
});

describe('GET /sample and its chapters', () => {
  it('link to chapters of the sample only, are cached, and lead to a start of one’s own', async () => {
    const { headers } = await request(app).get('/sample');
    const page = await new Browser(app).page('/sample');
    expect(headers['cache-control']).toContain('public');
    expect(page.attributes('main a', 'href').filter((to) => /^\/report|list=/.test(to))).toEqual([]);
    expect(page.attribute('a.primary', 'href')).toBe('/start');
    for (const address of page.attributes('.chapters a', 'href')) {
      expect(address).toMatch(/^\/sample\//);
      const chapter = await new Browser(app).page(address);
      expect(chapter.notices[0]).toContain('This is a sample');
    }
  });

  it('answer 404 to an unknown chapter, and without a sample', async () => {
    expect((await request(app).get('/sample/nothing')).status).toBe(404);
    const without = testApp({ content: smallContent({ 'sample.yaml': undefined }) });
    expect((await new Browser(without, new Jar()).get('/sample/principles')).status).toBe(404);
  });
});
