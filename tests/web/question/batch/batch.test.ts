/** /principles/:id and /key: several statements on one page. */
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../src/assessment/answers.ts';
import { principleScores } from '../../../../src/assessment/scores/scores.ts';
import { scoreSentence } from '../../../../src/assessment/scores/sentences.ts';
import { blockHtml } from '../../../../src/content/files/markdown.ts';
import { testApp, testContent } from '../../../site.ts';
import { Browser } from '../../browser.ts';
import { attributeOf, Page } from '../../dom.ts';
import { answersIn } from '../../keeping/devices.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  visitorWith,
} from '../../state.ts';

const app = testApp();
const [, second, third] = instrument.principles;
if (!second || !third) throw new Error('the shipped content has more than two principles');
const address = `/principles/${second.id}`;
const withAnswers = (answers: Answers) => new Browser(app, jarWithAnswers(answers));
const pageWith = (answers: Answers) => withAnswers(answers).page(address);
const rating = (id = '', me: string, us: string) => ({ [`me-${id}`]: me, [`us-${id}`]: us });
const all = (questions: readonly { id: string }[], me = '2', us = '1'): Record<string, string> =>
  Object.assign({}, ...questions.map(({ id }) => rating(id, me, us)));

it('GET /principles leads to the table, which links to each principle', async () => {
  const { status, headers } = await new Browser(app).get('/principles');
  expect([status, headers.location]).toEqual([303, '/questions']);
});

describe('GET /principles/:id', () => {
  it('shows the title, the belief and the number of the principle', async () => {
    const page = await new Browser(app).page(address);
    expect(page.text('h1')).toBe(second.title);
    expect(page.text('.lead')).toBe(testContent.principles.get(second.id)?.belief);
    expect(page.text('.where')).toBe(`Principle ${second.id} of ${instrument.principles.length}`);
  });

  it('shows the introduction, and until when the answers are kept', async () => {
    const page = await pageWith(answersTo(second.questions.slice(0, 1)));
    const introduction = new Page(blockHtml(testContent.principles.get(second.id)?.introduction ?? ''));
    expect(page.texts('.introduction p')).toEqual(introduction.texts('p'));
    expect(page.text('.saved')).toContain('until 21 November 2027');
  });

  it('has a row for each of its statements, with both sentences and the ratings given', async () => {
    const page = await pageWith(answersTo(second.questions.slice(0, 1), { me: 3, us: 'not-applicable' }));
    expect(page.texts('.batch-row > legend > b')).toEqual(second.questions.map(({ id }) => id));
    for (const { statements } of second.questions)
      for (const text of Object.values(statements)) expect(page.text('form.batch')).toContain(text);
    const chosen = page.all('form.batch input[checked]').map((input) => attributeOf(input, 'value'));
    expect(chosen).toEqual(['3', 'na']);
  });

  it('says which statements are worded the other way round', async () => {
    const page = await new Browser(app).page(address);
    const reversed = second.questions.filter(({ reverse }) => reverse);
    expect(page.texts('.batch-row .hint')).toHaveLength(reversed.length);
    expect(reversed.length).toBeGreaterThan(0);
  });

  it('shows the score of us in the words of the report, and nothing without a score', async () => {
    expect((await pageWith(answersTo([]))).text('main')).not.toContain('For us:');
    for (const us of [0, 2] as const) {
      const answers = answersTo(second.questions.slice(0, 5), { me: 3, us });
      const score = principleScores(instrument, answers)[1];
      expect((await pageWith(answers)).text('main')).toContain(
        score && `For us: ${scoreSentence(score.us)}.`,
      );
    }
  });

  it('links to every principle and marks this one', async () => {
    const page = await new Browser(app).page(address);
    expect(page.attributes('.principle-links a', 'href')).toEqual(
      instrument.principles.map(({ id }) => `/principles/${id}`),
    );
    expect(page.attributes('.principle-links a[aria-current]', 'href')).toEqual([address]);
  });

  it.each(['0', '11', '01', 'x', '__proto__', '%3Cb%3E'])(
    'answers 404 for the id %s, and shows it as text only',
    async (id) => {
      for (const end of ['', '/answers']) {
        const response = await new Browser(app).get(`/principles/${id}${end}`);
        expect(response.status).toBe(404);
        expect(new Page(response.text).text('main')).toContain('There is no principle');
        expect(response.text).not.toContain('<b>');
      }
    },
  );
});

describe('POST /principles/:id/answers', () => {
  const [one, two] = second.questions;

  it('saves all complete answers in one cookie of recent answers, and goes on to the next open principle', async () => {
    const browser = new Browser(app);
    const response = await browser.post(`${address}/answers`, all(second.questions));
    const next = `/principles/${third.id}?answers=10&first`;
    expect([response.status, response.headers.location]).toEqual([303, next]);
    expect(answersIn(browser)).toEqual(Object.fromEntries(second.questions.map(({ id }) => [id, '2 1'])));
    expect(browser.jar.names.filter((name) => name.includes('recent'))).toHaveLength(1);
    expect(String(response.headers['set-cookie']).length).toBeLessThan(1_200);
    expect((await browser.page(`/principles/${third.id}?answers=10`)).notices).toContain('10 answers saved.');
  });

  it('saves the complete answers, and shows the half ones again with an error at each', async () => {
    const browser = new Browser(app);
    const fields = { ...rating(one?.id, '3', '3'), [`me-${two?.id}`]: '1' };
    const response = await browser.post(`${address}/answers`, fields);
    const page = new Page(response.text);
    expect(response.status).toBe(422);
    expect(Object.keys(answersIn(browser))).toEqual([one?.id]);
    expect(page.errors).toEqual([
      { field: `us-${two?.id}`, text: `${two?.id} is rated for me only: rate it for us as well` },
    ]);
    expect(page.notices).toContain('1 answer saved.');
    const chosen = page.all('form.batch input[checked]').map((input) => attributeOf(input, 'name'));
    expect(chosen).toEqual([`me-${one?.id}`, `us-${one?.id}`, `me-${two?.id}`]);
    expect(page.has(`[id="us-${two?.id}"]`)).toBe(true);
  });

  it('does not undo what another tab has answered since the page was opened', async () => {
    const browser = withAnswers(answersTo(second.questions.slice(0, 2), { me: 1, us: 1 }));
    const before = (await browser.page(address)).attribute('[name=before]', 'value');
    await browser.post('/key/answers', rating(one?.id, '3', '3'));
    await browser.post(`${address}/answers`, {
      before,
      ...rating(one?.id, '1', '1'),
      ...rating(two?.id, '0', '0'),
    });
    expect(answersIn(browser)).toEqual({ [one?.id ?? '']: '3 3', [two?.id ?? '']: '0 0' });
  });

  it('says so when nothing was changed', async () => {
    const browser = withAnswers(answersTo(second.questions));
    const fields = { before: (await browser.page(address)).attribute('[name=before]', 'value') };
    const to = await browser.postAndFollow(`${address}/answers`, fields);
    expect((await browser.page(to)).notices).toContain('Nothing was changed, so there was nothing to save.');
  });

  it('refuses to save in an assessment that is gone, and keeps what was chosen', async () => {
    const browser = withAnswers(answersTo([]));
    const response = await browser.post(`${address}/answers`, {
      assessment: 'gone',
      ...all(second.questions),
    });
    expect(response.status).toBe(422);
    expect(answersIn(browser)).toEqual({});
    expect(new Page(response.text).all('form.batch input[checked]')).toHaveLength(20);
  });

  it('saves in the assessment that the page showed, when another tab has switched since', async () => {
    const [a, b] = ['a', 'b'].map((id) => assessmentWith(new Map(), { id }));
    const browser = new Browser(app, jarWith({ ...visitorWith(...(a && b ? [a, b] : [])), current: 'b' }));
    await browser.post(`${address}/answers`, { assessment: 'a', ...all(second.questions) });
    expect(Object.keys(answersIn(browser))).toHaveLength(second.questions.length);
  });

  it('ends with the report when no question is open', async () => {
    const rest = instrument.questions.filter(({ principle }) => principle !== second.id);
    const to = await withAnswers(answersTo(rest)).postAndFollow(`${address}/answers`, all(second.questions));
    expect(to).toMatch(/^\/(?:report|arrived)/);
  });
});

describe('/key', () => {
  it('has the key questions under the titles of their principles', async () => {
    const page = await new Browser(app).page('/key');
    const wanted = instrument.principles.flatMap(({ questions }) => questions.filter(({ key }) => key));
    expect(page.texts('.batch-row > legend > b')).toEqual(wanted.map(({ id }) => id));
    expect(page.all('form.batch h2')).toHaveLength(instrument.principles.length);
  });

  it('opens the report when all are rated, and stays while some are open', async () => {
    const browser = new Browser(app);
    const some = await browser.postAndFollow('/key/answers', all(keyQuestions.slice(5)));
    expect(some).toBe('/key?answers=20&first');
    const rest = await browser.postAndFollow('/key/answers', all(keyQuestions.slice(0, 5)));
    expect(rest).toMatch(/^\/(?:report|arrived)/);
    expect((await browser.get('/report')).status).toBe(200);
  });

  it('leads from GET /key/answers to the page', async () => {
    const response = await new Browser(app).get('/key/answers');
    expect([response.status, response.headers.location]).toEqual([303, '/key']);
  });
});
