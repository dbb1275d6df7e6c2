/** Pages show the ratings of reverse questions as given, and say that they are worded the other way round. */
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../src/assessment/answers.ts';
import { testApp, testContent } from '../site.ts';
import { Browser } from './browser.ts';
import { attributeOf, type Element, textOf } from './dom.ts';
import { assessmentWith, instrument, jarWith, jarWithAnswers, visitorWith } from './state.ts';

const remark = 'worded the other way round';
const reverse = new Map(instrument.questions.map((question) => [question.id, question.reverse]));
const app = testApp();

/** Ratings of every kind, some far apart. */
const varied = (shift = 0): Answers =>
  new Map(
    instrument.questions.map(({ id }, i): [string, Answer] => [
      id,
      { me: ((i + shift) % 4) as 0, us: ((3 * i + Math.floor(i / 4) + shift) % 4) as 0 },
    ]),
  );

/** The rows, list items and boxes that are about one question and show both ratings, by the id of the question. */
function ratedLists(elements: readonly Element[]): [id: string, text: string][] {
  return elements.flatMap((element) => {
    const ids = element
      .querySelectorAll('a[href^="/questions/"]')
      .map((link) => attributeOf(link, 'href').replace('/questions/', '').replace(/\?.*/, ''));
    const [id] = ids;
    return id ? [[id, textOf(element)] as [string, string]] : [];
  });
}

describe('a reverse question', () => {
  it.each([
    ['/questions', '.statements li', 100],
    ['/report/all', '.chart-table tbody tr', 48],
    ['/report/leadership', '.chart-table tbody tr', 8],
  ])(
    'has the remark in the lists of %s (%s), and no other question has',
    async (address, selector, least) => {
      const page = await new Browser(app, jarWithAnswers(varied())).page(address);
      const rows = ratedLists(page.all(selector));
      expect(rows.length).toBeGreaterThanOrEqual(least);
      for (const [id, text] of rows)
        expect({ id, hasRemark: text.includes(remark) }).toEqual({ id, hasRemark: reverse.get(id) });
    },
  );

  it('is shown in the words that were chosen', async () => {
    const answers = new Map([...varied(), ['7.1', { me: 3, us: 0 }]] as const);
    const page = await new Browser(app, jarWithAnswers(answers)).page('/questions');
    const [, text] = ratedLists(page.all('.statements li')).find(([id]) => id === '7.1') ?? [];
    const { ratings } = testContent.scale;
    expect(text).toContain(`${ratings[3]} ${ratings[0]} ${remark}`);
  });

  it('has the remark in the tables of what has changed, with the change as it counts', async () => {
    const then = new Map([...varied(), ['7.1', { me: 3, us: 3 }], ['7.2', { me: 1, us: 1 }]] as const);
    const now = new Map([...varied(), ['7.1', { me: 1, us: 1 }], ['7.2', { me: 3, us: 3 }]] as const);
    const snapshots = [{ takenOn: 20_000, edition: instrument.edition, answers: then }];
    const jar = jarWith(visitorWith(assessmentWith(now, { snapshots })));
    const page = await new Browser(app, jar).page('/report/all');
    const rows = new Map(ratedLists(page.all('.change tbody tr')));
    expect(rows.get('7.1')).toMatch(new RegExp(`${remark}.*me 3 us 3.*me 1 us 1.*me \\+2 us \\+2`));
    expect(rows.get('7.2')).toMatch(/me 1 us 1.*me 3 us 3.*me \+2 us \+2/);
    expect(rows.get('7.2')).not.toContain(remark);
    expect(page.texts('.change figcaption').filter((text) => text.includes(remark))).toHaveLength(1);
  });

  it('is explained in the reason of a priority', async () => {
    const low = new Map<string, Answer>(instrument.questions.map(({ id }) => [id, { me: 2, us: 2 }]));
    low.set('9.2', { me: 3, us: 3 });
    const page = await new Browser(app, jarWithAnswers(low)).page('/report/all');
    expect(page.text('main')).toContain(
      'You said “nearly always” for yourself and “nearly always” for us. It is worded the other way round, so a low rating is the good one.',
    );
  });
});
