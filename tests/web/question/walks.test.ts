/** Walks through lists of questions: filters, a principle, a retake's review; and the pages on arrival. */

import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import type { Question } from '../../../src/assessment/instrument.ts';
import { dayOf } from '../../days.ts';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf, Page } from '../dom.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  visitorWith,
} from '../state.ts';

const app = testApp();
const { questions, principles } = instrument;
const { ratings } = testContent.scale;
const inTable = principles.flatMap((principle) => principle.questions);
const low = inTable.filter(({ reverse }, i) => i % 30 === 7 && !reverse);
const turned = questions.filter(({ reverse }) => reverse);
const answers: Answers = new Map([
  ...answersTo(questions, { me: 3, us: 2 }),
  ...answersTo(turned, { me: 0, us: 1 }),
  ...answersTo(low, { me: 1, us: 0 }),
]);
const browserWith = (given: Answers) => new Browser(app, jarWithAnswers(given));
const idAt = (address: string) => /^\/questions\/([\d.]+)/.exec(address)?.[1];

/** Sends a form of a page as a browser does, with the button's own fields. */
async function send(
  browser: Browser,
  page: Page,
  form: string,
  chosen: Record<string, string> = {},
): Promise<string> {
  const element = page.one(form);
  const hidden = element.querySelectorAll('input[type="hidden"]');
  const fields = hidden.map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]);
  return browser.postAndFollow(attributeOf(element, 'action'), { ...Object.fromEntries(fields), ...chosen });
}

/** Gives the same answer to each question of a walk until it ends. Returns the ids in order, and the address of the end. */
async function walk(browser: Browser, from: string, most = 200): Promise<{ asked: string[]; end: string }> {
  const asked: string[] = [];
  let at = from;
  for (let id = idAt(at); id && asked.length < most; id = idAt(at)) {
    asked.push(id);
    at = await send(browser, await browser.page(at), 'form[data-answer]', { me: '2', us: '2' });
  }
  return { asked, end: at };
}

const ids = (list: readonly Question[]) => list.map(({ id }) => id);

describe('a walk', () => {
  it.each([
    ['low', low, '/questions?show=low'],
    ['key', inTable.filter(({ key }) => key), '/questions?show=key'],
    ['principle-3', principles.find(({ id }) => id === '3')?.questions ?? [], '/principles/3'],
  ])('through "%s" asks its questions in order and ends at its page', async (name, list, end) => {
    const to = await walk(browserWith(answers), `/questions/${list[0]?.id}?list=${name}`);
    expect(to.asked).toEqual(ids(list));
    expect(to.end.startsWith(end)).toBe(true);
    expect(to.end).toContain(`saved=${list.at(-1)?.id}`);
  });

  it('through a competency ends at its chapter of the report, which says what changed', async () => {
    const chapter = instrument.competencies.find(({ id }) => id === 'ES');
    const browser = browserWith(answers);
    const to = await walk(browser, `/questions/${chapter?.questions[0]?.id}?list=competency-ES`);
    expect(to.asked).toEqual(ids(chapter?.questions ?? []));
    expect(to.end).toMatch(/^\/report\/empowerment\?saved=/);
    expect((await browser.page(to.end)).text('.saved-line p')).toContain(`${to.asked.at(-1)} changed:`);
  });

  it('through the unanswered questions ends with the final scores', async () => {
    const open = inTable.slice(20, 24);
    const given = new Map([...answers].filter(([id]) => !ids(open).includes(id)));
    const to = await walk(browserWith(given), `/questions/${open[0]?.id}?list=unanswered`);
    expect(to.asked).toEqual(ids(open));
    expect(to.end).toMatch(/^\/arrived\/all/);
  });

  it('says where it is, in the page and in the title, and Skip stays in it', async () => {
    const browser = browserWith(answers);
    const page = await browser.page(`/questions/${low[1]?.id}?list=low`);
    const place = `Low answers: 2 of ${low.length}`;
    expect(page.text('.where')).toContain(place);
    expect(page.attribute('.where a', 'href')).toBe('/questions?show=low');
    expect(page.text('title')).toContain(place);
    expect(page.attribute('.ways a', 'href')).toBe(`/questions/${low[2]?.id}?list=low`);
    const last = await browser.page(`/questions/${low.at(-1)?.id}?list=low`);
    expect(last.attribute('.ways a', 'href')).toBe('/questions?show=low');
  });

  it.each(['nonsense', '', '__proto__', 'principle-99', 'low&list=key'])(
    'does not begin with list=%s',
    async (name) => {
      const page = await browserWith(answers).page(`/questions/${questions[0]?.id}?list=${name}`);
      expect(page.has('input[name="list"]')).toBe(false);
      expect(page.has('.where a')).toBe(false);
    },
  );

  it('keeps its list when the form is refused', async () => {
    const response = await browserWith(answers).post(`/questions/${low[0]?.id}/answer`, { list: 'low' });
    expect(response.status).toBe(422);
    expect(new Page(response.text).attribute('input[name="list"]', 'value')).toBe('low');
  });

  it('leads back to the table with what changed', async () => {
    const browser = browserWith(answers);
    const [first] = low;
    const page = await browser.page(`/questions/${first?.id}?list=table`);
    const to = await send(browser, page, 'form[data-answer]', { me: '1', us: '3' });
    expect(to).toMatch(/^\/questions\?saved=/);
    expect((await browser.page(to)).text('.saved-line p')).toBe(
      `${first?.id} changed: us ${ratings[0]} → ${ratings[3]}.`,
    );
  });
});

describe('the review of low answers', () => {
  it('shows the answer so far, with one button to keep it and the ratings folded', async () => {
    const browser = browserWith(answers);
    const page = await browser.page(`/questions/${low[0]?.id}?list=low`);
    expect(page.text('.earlier p')).toBe(`Your answer so far: me ${ratings[1]}, us ${ratings[0]}`);
    expect(page.text('.earlier button')).toBe('Same as before');
    expect(page.text('details.change summary')).toBe('Change');
    const to = await send(browser, page, '.earlier');
    expect(idAt(to)).toBe(low[1]?.id);
    expect((await browser.page(to)).text('.saved-line p')).toContain(`${low[0]?.id} kept:`);
  });
});

describe('the review of a retake', () => {
  const takenOn = dayOf(new Date('2026-05-03'));
  const snapshot = { takenOn, edition: instrument.edition, answers };

  it('takes 100 taps for 100 unchanged answers, and ends with the final scores', async () => {
    const assessment = assessmentWith(answersTo([]), { snapshots: [snapshot] });
    const browser = new Browser(app, jarWith(visitorWith(assessment)));
    let at = `/questions/${keyQuestions[0]?.id}?list=retake`;
    let taps = 0;
    for (; idAt(at) && taps <= questions.length; taps++)
      at = await send(browser, await browser.page(at), '.earlier');
    expect(taps).toBe(questions.length);
    expect(at).toMatch(/^\/arrived\/all/);
    const table = await browser.page('/questions?show=low');
    expect(table.texts('ul.statements a b')).toEqual(ids(low));
  });

  it('begins from /start/:id/retake, and shows the earlier answer with its day', async () => {
    const browser = new Browser(app, jarWith(visitorWith(assessmentWith(answers, { changedOn: takenOn }))));
    const to = await browser.postAndFollow('/start/1/retake', { day: '2026-05-03', begin: 'review' });
    expect(to).toBe(`/questions/${keyQuestions[0]?.id}?list=retake`);
    const page = await browser.page(to);
    expect(page.text('.earlier p')).toMatch(/^On 3 May 2026: me /);
    expect(page.chosen).toEqual({});
    expect((await browser.page('/questions')).attribute('.buttons a.primary', 'href')).toBe(to);
  });

  it('shows the answer of the latest of several snapshots, and none of an edition that does not count', async () => {
    const earlier = async (edition: number) => {
      const snapshots = [2025, 2026].map((year) => ({
        ...{ takenOn: dayOf(new Date(`${year}-05-03`)), edition },
        answers: answersTo(questions, { me: 0, us: year === 2026 ? 3 : 1 }),
      }));
      const jar = jarWith(visitorWith(assessmentWith(answersTo([]), { snapshots })));
      const page = await new Browser(app, jar).page(`/questions/${keyQuestions[0]?.id}?list=retake`);
      return page.texts('.earlier p')[0];
    };
    expect(await earlier(instrument.edition)).toMatch(/^On 3 May 2026: me Hardly ever, us Nearly always/);
    expect(await earlier(1)).toBeUndefined();
  });

  it('shows the ratings at once when there is no earlier answer', async () => {
    const empty = { ...snapshot, answers: answersTo([]) };
    const browser = new Browser(
      app,
      jarWith(visitorWith(assessmentWith(answersTo([]), { snapshots: [empty] }))),
    );
    const page = await browser.page(`/questions/${keyQuestions[0]?.id}?list=retake`);
    expect(page.has('.earlier')).toBe(false);
    expect(page.has('details.change')).toBe(false);
  });
});

describe('GET /arrived', () => {
  it('shows the scores and one next step, at the key questions with the way on', async () => {
    const page = await browserWith(answersTo(keyQuestions)).page('/arrived/key');
    expect(page.text('h1')).toBe(`All ${keyQuestions.length} key questions. Your report is open.`);
    expect(page.has('#arrived-chart, .chart')).toBe(true);
    expect(page.all('.scores tbody tr')).toHaveLength(instrument.competencies.length);
    expect(page.attributes('a.primary', 'href')).toEqual(['/report']);
    expect(page.text('main')).toContain(`Go on with the other ${questions.length - keyQuestions.length}`);
  });

  it('says at the end that the scores are final', async () => {
    const page = await browserWith(answersTo(questions)).page('/arrived/all');
    expect(page.text('h1')).toBe(`All ${questions.length}. Your scores are final.`);
    expect(page.text('main')).not.toContain('Go on with');
  });

  it.each([
    ['/arrived/key', answersTo(keyQuestions.slice(1))],
    ['/arrived/all', answersTo(keyQuestions)],
    ['/arrived/all', answersTo([])],
  ])('leads from %s to /questions before it is reached', async (address, given) => {
    const { status, headers } = await browserWith(given).get(address);
    expect([status, headers.location]).toEqual([303, '/questions']);
  });

  it('answers 404 elsewhere', async () => {
    expect((await browserWith(answers).get('/arrived/nowhere')).status).toBe(404);
  });
});
