/** GET /principles/:id. */
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import { principleScores } from '../../../src/assessment/scores/scores.ts';
import { scoreSentence } from '../../../src/assessment/scores/sentences.ts';
import { blockHtml } from '../../../src/content/files/markdown.ts';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';
import { Page } from '../dom.ts';
import { answersTo, instrument, jarWithAnswers } from '../state.ts';

const app = testApp();
const [first, second] = instrument.principles;
if (!first || !second) throw new Error('the shipped content has more than one principle');
const address = `/principles/${second.id}`;
const pageWith = (answers: Answers) => new Browser(app, jarWithAnswers(answers)).page(address);

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
    const paragraphs = introduction.texts('p');
    expect(paragraphs.length).toBeGreaterThan(0);
    expect(page.texts('main p')).toEqual(expect.arrayContaining(paragraphs));
    expect(page.text('.saved')).toContain('until 21 November 2027');
  });

  it('lists the questions of this principle only, with the answers in words', async () => {
    const answers = answersTo(second.questions.slice(0, 1), { me: 3, us: 'not-applicable' });
    const page = await pageWith(answers);
    expect(page.texts('.statements b')).toEqual(second.questions.map(({ id }) => id));
    const { ratings, notApplicable } = testContent.scale;
    expect(page.texts('.statements .given')).toEqual([`${ratings[3]} ${notApplicable}`]);
  });

  it('links to its first unanswered question, and to none when all are answered', async () => {
    const next = async (answers: Answers) => (await pageWith(answers)).attributes('.buttons a', 'href');
    expect(await next(answersTo(second.questions.slice(0, 2)))).toEqual([
      `/questions/${second.questions[2]?.id}?list=principle-${second.id}`,
    ]);
    expect(await next(answersTo(second.questions))).toEqual([]);
  });

  it('shows the score of us in the words of the report, and nothing without a score', async () => {
    expect((await pageWith(answersTo([]))).text('main')).not.toContain('For us:');
    for (const us of [0, 2] as const) {
      const answers = answersTo(second.questions.slice(0, 5), { me: 3, us });
      const page = await pageWith(answers);
      const score = principleScores(instrument, answers)[1];
      expect(page.text('main')).toContain(score && `For us: ${scoreSentence(score.us)}.`);
      expect(page.has('.tag.work')).toBe(us === 0);
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
      const response = await new Browser(app).get(`/principles/${id}`);
      expect(response.status).toBe(404);
      expect(new Page(response.text).text('main')).toContain('There is no principle');
      expect(response.text).not.toContain('<b>');
    },
  );
});
