/** GET /questions, its filters, and the table of answers, which question pages show too. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Answers, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import type { Question } from '../../../src/assessment/instrument.ts';
import { isLow } from '../../../src/assessment/standing.ts';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf, type Element, type Page, textOf } from '../dom.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  countingAs,
  firstQuestion,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  questionAt,
  visitorWith,
} from '../state.ts';

// Many pages a test: slow machines get time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const app = testApp();
const browserWith = (answers: Answers) => new Browser(app, jarWithAnswers(answers));

interface Cell {
  readonly href: string;
  readonly text: string;
  readonly classes: readonly string[];
  readonly current: string;
}

/** The cells of the table by the question they lead to. */
function cellsOf(page: Page): Map<string, Cell> {
  return new Map(
    page.all('table.answers td').map((cell) => {
      const link = cell.querySelector('a');
      if (!link) throw new Error('a cell without a link');
      const href = attributeOf(link, 'href');
      return [
        href.replace('/questions/', '').replace(/\?.*/, ''),
        {
          href,
          text: textOf(link),
          classes: attributeOf(cell, 'class').split(' '),
          current: attributeOf(link, 'aria-current'),
        },
      ];
    }),
  );
}

const short = (response: PerspectiveAnswer) => (response === 'not-applicable' ? 'n/a' : String(response));
const listed = (page: Page) => page.texts('ul.statements a b');
const ids = (questions: readonly Question[]) => questions.map(({ id }) => id);
const inOrderOfPrinciples = instrument.principles.flatMap(({ questions }) => questions);

describe('the table of answers', () => {
  it('has a column for each principle, a row for each item and a link for each question, on /questions and on a question page', async () => {
    for (const address of ['/questions', `/questions/${firstQuestion.id}`]) {
      const page = await browserWith(answersTo([])).page(address);
      const titles = instrument.principles.map(({ id, title }) => `${id} ${title}`);
      expect(page.texts('table.answers thead th')).toEqual(['Item', ...titles]);
      const items = [...new Set(inOrderOfPrinciples.map(({ item }) => item))];
      expect(page.texts('table.answers tbody th')).toEqual(items.map(String));
      for (const [i, row] of page.all('table.answers tbody tr').entries())
        expect(row.querySelectorAll('td u').map((name) => textOf(name).split(/[,:]/)[0])).toEqual(
          instrument.principles.map(({ id }) => `${id}.${items[i]}`),
        );
      expect([...cellsOf(page).keys()].toSorted()).toEqual(ids(inOrderOfPrinciples).toSorted());
    }
  });

  it('gives each cell a text with the question and both ratings', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(), async (answers) => {
        const cells = cellsOf(await browserWith(answers).page(`/questions/${firstQuestion.id}`));
        for (const { id, key, reverse } of instrument.questions) {
          const answer = answers.get(id);
          const state = answer ? `me ${short(answer.me)}, us ${short(answer.us)}` : 'not yet answered';
          const marks = `${key ? ', key' : ''}${answer && reverse ? ', worded the other way round' : ''}`;
          expect(cells.get(id)?.text).toBe(`${id}${marks}: ${state}`);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('marks the cells of key questions', async () => {
    const cells = cellsOf(await browserWith(answersTo([])).page('/questions'));
    for (const { id, key } of instrument.questions) expect(cells.get(id)?.classes.includes('key')).toBe(key);
  });

  it('marks the current question and no other', async () => {
    for (const question of [questionAt(0), questionAt(42)]) {
      const cells = [...cellsOf(await browserWith(answersTo([])).page(`/questions/${question.id}`))];
      const current = cells.filter(([, cell]) => cell.current === 'page');
      expect(current.map(([id]) => id)).toEqual([question.id]);
    }
  });

  it('leads back to the table or to the next question of the filter, on /questions only', async () => {
    const answers = answersTo(keyQuestions, { me: 0, us: 0 });
    const hrefs = async (address: string) => [...cellsOf(await browserWith(answers).page(address)).values()];
    for (const { href } of await hrefs('/questions')) expect(href).toMatch(/\?list=table$/);
    for (const { href, classes } of await hrefs('/questions?show=low'))
      expect(href).toMatch(classes.includes('out') ? /\?list=table$/ : /\?list=low$/);
    for (const { href } of await hrefs(`/questions/${firstQuestion.id}`)) expect(href).not.toContain('?');
  });
});

describe('GET /questions', () => {
  it('lists every statement under its principle, with both ratings in words', async () => {
    const answers = answersTo([firstQuestion], { me: 3, us: 'not-applicable' });
    const page = await browserWith(answers).page('/questions');
    expect(listed(page)).toEqual(ids(inOrderOfPrinciples));
    expect(page.texts('.statements .given')).toEqual([
      `${testContent.scale.ratings[3]} ${testContent.scale.notApplicable}`,
    ]);
  });

  it('folds the statements under their principles, with how many are answered, unless they are filtered', async () => {
    const browser = browserWith(answersTo([firstQuestion]));
    const page = await browser.page('/questions');
    expect(page.has('details.principle[open]')).toBe(false);
    expect(page.texts('details.principle > summary')).toEqual(
      instrument.principles.map(
        ({ id, title, questions }) =>
          `${id} ${title} ${questions.includes(firstQuestion) ? 1 : 0} of ${questions.length}`,
      ),
    );
    expect((await browser.page('/questions?show=key')).has('details.principle')).toBe(false);
  });

  it('shows how many key questions and how many questions are answered', async () => {
    const answers = answersTo([...keyQuestions.slice(0, 2), ...otherQuestions.slice(0, 5)]);
    const text = (await browserWith(answers).page('/questions')).text('.progress p');
    expect(text).toContain(
      `2 of ${keyQuestions.length} key questions, 7 of ${instrument.questions.length} in all`,
    );
  });

  it('links to the next question, and to the report once it is open', async () => {
    const links = async (answers: Answers) =>
      (await browserWith(answers).page('/questions')).attributes('.buttons a', 'href');
    expect(await links(answersTo([]))).toEqual([`/questions/${keyQuestions[0]?.id}`, '/start']);
    expect(await links(answersTo(keyQuestions))).toEqual([
      `/questions/${otherQuestions[0]?.id}`,
      '/report',
      '/start',
      '/resume',
    ]);
    expect(await links(answersTo(instrument.questions))).toEqual(['/report', '/start', '/resume']);
  });

  it('names the group, and says until when the answers are kept', async () => {
    const assessment = assessmentWith(answersTo([firstQuestion]), { name: 'Ward 7' });
    const page = await new Browser(app, jarWith(visitorWith(assessment))).page('/questions');
    expect(page.text('main')).toMatch(/about Ward 7/i);
    expect(page.text('.saved')).toContain('until 21 November 2027');
    expect(page.text('.buttons')).toContain('Change names, level or route');
  });

  it('asks a visitor without an assessment to choose whom “us” means', async () => {
    expect((await new Browser(app).page('/questions')).text('.buttons')).toContain('Choose whom “us” means');
  });

  it('marks the key questions in the list', async () => {
    const page = await new Browser(app).page('/questions');
    const marked = page.all('.statements li.key').map((item) => textOf(item.querySelector('b') as Element));
    expect(marked.toSorted()).toEqual(ids(keyQuestions).toSorted());
    expect(page.text('main')).not.toContain('No question matches');
  });

  it('shows no notice for ?stopped when nothing is saved', async () => {
    expect((await new Browser(app).page('/questions?stopped')).notices).toEqual([]);
  });
});

describe('the filters of GET /questions', () => {
  const lists: Record<string, (answers: Answers) => Question[]> = {
    unanswered: (answers) => inOrderOfPrinciples.filter(({ id }) => !answers.has(id)),
    key: () => inOrderOfPrinciples.filter(({ key }) => key),
    low: (answers) => inOrderOfPrinciples.filter((question) => isLow(question, answers, instrument)),
  };

  it.each(Object.entries(lists))(
    '%s: lists and counts the matching questions, and dims the cells of the others',
    async (name, list) => {
      await fc.assert(
        fc.asyncProperty(anyAnswers(), async (answers) => {
          const wanted = ids(list(answers));
          const page = await browserWith(answers).page(`/questions?show=${name}`);
          expect(listed(page)).toEqual(wanted);
          const dimmed = [...cellsOf(page)].filter(([, { classes }]) => classes.includes('out'));
          expect(dimmed).toHaveLength(instrument.questions.length - wanted.length);
          const link = page.one(`.filters a[href="/questions?show=${name}"]`);
          expect(textOf(link).match(/\d+/)?.[0]).toBe(String(wanted.length));
          expect(attributeOf(link, 'aria-current')).toBe('true');
        }),
        { numRuns: 10 },
      );
    },
  );

  it('dim the right cells when they are used one after the other', async () => {
    const answers = answersTo(instrument.questions.slice(0, 30), { me: 0, us: 1 });
    const dimmed = async (address: string) => {
      const cells = cellsOf(await browserWith(answers).page(address));
      return [...cells].filter(([, { classes }]) => classes.includes('out')).length;
    };
    const of = instrument.questions.length;
    const wanted = Object.entries(lists).map(([name, list]) => [name, of - list(answers).length] as const);
    for (const [name, count] of [...wanted, ...wanted.toReversed()])
      expect({ name, dimmed: await dimmed(`/questions?show=${name}`) }).toEqual({ name, dimmed: count });
    expect(await dimmed('/questions')).toBe(0);
  });

  it('are in the title and the heading, and begin a walk through their questions', async () => {
    const answers = answersTo(inOrderOfPrinciples.slice(3, 7), { me: 0, us: 1 });
    const page = await browserWith(answers).page('/questions?show=low');
    expect(page.text('h1')).toBe('Low answers');
    expect(page.text('title')).toMatch(/^Low answers: 4 questions /);
    const first = inOrderOfPrinciples[3]?.id;
    expect(page.attribute('.buttons a.primary', 'href')).toBe(`/questions/${first}?list=low`);
    const all = await browserWith(answers).page('/questions');
    expect(all.text('title')).toMatch(/^All questions and my answers /);
  });

  it('show a text and a link to all questions when nothing matches', async () => {
    const page = await browserWith(countingAs(instrument.questions, { me: 3, us: 3 })).page(
      '/questions?show=low',
    );
    expect(listed(page)).toEqual([]);
    expect(page.text('main')).toContain('No question matches this filter.');
    expect(page.attributes('.lead a', 'href')).toEqual(['/questions']);
  });

  it.each(['nonsense', '', 'key&show=low', '__proto__', 'Key'])(
    'show every question for show=%s',
    async (value) => {
      const page = await browserWith(answersTo([])).page(`/questions?show=${value}`);
      expect(listed(page)).toHaveLength(instrument.questions.length);
      expect(page.attribute('.filters a[aria-current]', 'href')).toBe('/questions');
    },
  );
});
