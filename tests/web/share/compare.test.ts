/** /compare: shared reports side by side with the visitor's own. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/assessment/answers.ts';
import { type Comparison, compare } from '../../../src/assessment/comparison/comparison.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import { chartsIn, readChart } from '../../charts/svg-reading.ts';
import { dayOf } from '../../days.ts';
import { testApp, testContent, today } from '../../site.ts';
import { Browser } from '../browser.ts';
import { type Element, type Page, textOf } from '../dom.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  firstLevel,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  questionAt,
  secondLevel,
  visitorWith,
} from '../state.ts';
import { altered, debris, sharedToken } from './shared.ts';

const app = testApp();
const { questions } = instrument;
const stranger = new Browser(app);
const withLinks = (...links: readonly string[]) =>
  `/compare?${links.map((link) => `with=${encodeURIComponent(link)}`).join('&')}`;
const table = (page: Page, caption: string) => {
  const found = page
    .all('table')
    .find((one) => textOf(one.querySelector('caption') as Element).startsWith(caption));
  return (found?.querySelectorAll('tbody tr') ?? []).map((row) => row.querySelectorAll('td').map(textOf));
};
const names = (page: Page) => page.texts('table.who tbody th');
const notices = (page: Page) => page.texts('.notice').join(' ');

const same: Answer = { me: 2, us: 1 };
const mine = answersTo(keyQuestions, same);
const anna = sharedToken(answersTo(questions, { me: 3, us: 2 }), { person: 'Anna' });
const nobody = sharedToken(answersTo(keyQuestions, { me: 1, us: 3 }));
const me = () => new Browser(app, jarWithAnswers(mine));

function expectNumbers(page: Page, { competencies, principles, apart }: Comparison): void {
  const points = (score: Score) => (score.kind === 'none' ? '–' : String(score.points));
  const from = (score: Score) => (score.kind === 'final' ? '' : ` from ${score.rated} of ${score.of}`);
  const both = (a: Score, b: Score) => {
    if (a.kind === 'final' && b.kind === 'final') return '';
    return a.rated === b.rated ? ` from ${b.rated} of ${b.of}` : ` from ${a.rated} and ${b.rated} of ${b.of}`;
  };
  const spread = (width: number | undefined) => (width === undefined ? '–' : String(width));
  const rating = (given: Answer | undefined, side: 'me' | 'us') =>
    given ? String(given[side]).replace('not-applicable', 'n/a') : '–';
  expect(table(page, 'Competencies')).toEqual(
    competencies.map(({ scores, spread: of }) => [
      ...scores.map((one) => `me ${points(one.me)} us ${points(one.us)}${both(one.me, one.us)}`),
      spread(of.us),
      spread(of.me),
    ]),
  );
  expect(table(page, 'Principles')).toEqual(
    principles.map(({ us, spread: of }) => [
      ...us.map((score) => `us ${points(score)}${from(score)}`),
      spread(of),
    ]),
  );
  expect(table(page, 'Ratings')).toEqual(
    apart.map(({ answers, spread: of }) => [
      ...answers.map((given) => `me ${rating(given, 'me')} us ${rating(given, 'us')}`),
      spread(of),
    ]),
  );
}

describe('GET /compare', () => {
  it('shows the scores, ratings and spreads that compare() returns, for any answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyAnswers(instrument, keyQuestions),
        fc.array(anyAnswers(), { minLength: 1, maxLength: 4 }),
        async (given, others) => {
          const links = others.map((answers, i) => sharedToken(answers, { person: `Person ${i}` }));
          const page = await new Browser(app, jarWithAnswers(given)).page(withLinks(...links));
          expect(names(page)).toEqual(['You', ...others.map((_, i) => `Person ${i}`)]);
          expectNumbers(page, compare(instrument, [given, ...others]));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('says how many questions were rated where the scores for me are final and there are none for us', async () => {
    const answers = answersTo(questions, { me: 2, us: 'not-applicable' });
    const page = await me().page(withLinks(sharedToken(answers, { person: 'Ben' })));
    expect(table(page, 'Competencies')[0]?.[1]).toBe('me 16 us – from 8 and 0 of 8');
  });

  it('draws a chart for each competency with a line for each person', async () => {
    const { text } = await me().get(withLinks(anna, nobody));
    const { competencies } = compare(instrument, [
      mine,
      answersTo(questions, { me: 3, us: 2 }),
      answersTo(keyQuestions, { me: 1, us: 3 }),
    ]);
    const pointsOf = (score: Score) => (score.kind === 'none' ? [] : score.points);
    const readings = chartsIn(text).map(readChart);
    expect(readings.map(({ labels }) => labels)).toEqual(
      competencies.map(() => ['You', 'Anna', 'Colleague 1']),
    );
    expect(readings.map(({ texts }) => texts.map(Number))).toEqual(
      competencies.map(({ scores }) =>
        scores.flatMap(({ me, us }) => [...new Set([pointsOf(us), pointsOf(me)].flat())]),
      ),
    );
  });

  it('shows a question to ask together under each of the ten questions that are furthest apart', async () => {
    const page = await me().page(withLinks(anna));
    const rows = page.all('.compare-questions tbody th');
    const ids = rows.map((row) => textOf(row.querySelector('b') as Element));
    expect(ids).toHaveLength(10);
    const asked = page.texts('.compare-questions .asks-for');
    const [first] = ids.map((id) => testContent.guidance.get(id)?.askTogether[0]);
    expect(first).not.toBe('');
    expect(asked[0]).toBe(first);
    expect(asked).toHaveLength(10);
  });

  it('has five steps of one sentence for the conversation', async () => {
    const steps = (await me().page(withLinks(anna))).texts('.talk li');
    expect(steps).toHaveLength(5);
    for (const step of steps) expect(step.match(/[.!?]/g)).toEqual(['.']);
  });

  it('shows one field and no error when no link is given', async () => {
    const { status, text } = await me().get('/compare');
    const page = await me().page('/compare');
    expect({ status, fields: page.all('.compare-form input').length }).toEqual({ status: 200, fields: 1 });
    expect([page.errors, text.includes('error-summary')]).toEqual([[], false]);
  });

  it('shows each link again in its field, and one more field when that is asked for, up to four', async () => {
    const values = async (query: string) =>
      (await me().page(query)).attributes('.compare-form input', 'value');
    expect(await values(withLinks(anna, '', nobody))).toEqual([anna, nobody]);
    expect(await values(`${withLinks(anna, '', nobody)}&add=`)).toEqual([anna, nobody, '']);
    const four = ['P1', 'P2', 'P3', 'P4'].map((person) => sharedToken(answersTo(keyQuestions), { person }));
    const page = await me().page(`${withLinks(...four)}&add=`);
    expect(page.attributes('.compare-form input', 'value')).toEqual(four);
    expect(page.has('button[name=add]')).toBe(false);
  });

  it('reports no error for an empty field while another is added', async () => {
    expect((await me().get('/compare?with=&add=')).status).toBe(200);
  });

  it('reads what its own form sends', async () => {
    const form = await me().page(`${withLinks(anna, nobody)}&add=`);
    const fields = form.attributes('.compare-form input', 'name');
    expect(new Set(fields).size).toBe(3);
    const [first = '', second = '', third = ''] = fields;
    const page = await me().page(`/compare?${first}=&${third}=${anna}&${second}=${nobody}`);
    expect(page.attributes('.compare-form input', 'value')).toEqual([nobody, anna]);
    expect(names(page)).toEqual(['You', 'Colleague 1', 'Anna']);
  });

  it.each(debris)('reads a link with %s', async (_, change) => {
    const link = change(`https://mirror.example/mirror/shared?with=${anna}`);
    const page = await me().page(withLinks(link));
    expect({ errors: page.errors, names: names(page) }).toEqual({ errors: [], names: ['You', 'Anna'] });
  });

  it('numbers people with the same name, and those without a name', async () => {
    const another = sharedToken(answersTo(otherQuestions), { person: 'Anna' });
    const page = await me().page(withLinks(anna, nobody, another, sharedToken(new Map([...mine].slice(1)))));
    expect(names(page)).toEqual(['You', 'Anna (1)', 'Colleague 1', 'Anna (2)', 'Colleague 2']);
  });

  it('escapes HTML in names', async () => {
    const wild = '<script>alert(1)</script>&"';
    const address = withLinks(sharedToken(answersTo(otherQuestions), { person: wild, group: wild }));
    expect((await me().get(address)).text).not.toContain('<script>alert');
    expect(names(await me().page(address))).toEqual(['You', wild]);
  });
});

describe('a link on /compare', () => {
  const cases: [string, string, string][] = [
    ['was cut short', anna.slice(0, -4), 'not complete'],
    ['was changed', altered(anna), 'Something in this link was changed'],
    ['is none', 'hello', 'not a link to a report'],
    ['was signed by another site', sharedToken(mine, {}, { secret: 'z'.repeat(40) }), 'another site'],
    [
      'is of another edition',
      sharedToken(mine, {}, { edition: 9 }),
      'edition 9 of the questions, and this site asks edition 2',
    ],
    ['was pasted twice', `https://mirror.example/shared?with=${nobody}`, 'the same report as in link 1'],
    ['shows the visitor’s own report', sharedToken(mine, { person: 'Anybody' }), 'your own report'],
  ];

  it.each(cases)('that %s has its error at its field, and the others are compared', async (_, link, said) => {
    const address = withLinks(nobody, link, anna);
    expect((await me().get(address)).status).toBe(422);
    const page = await me().page(address);
    expect(page.errors).toEqual([{ field: 'with-2', text: expect.stringContaining(said) }]);
    expect(page.text('#with-2-error')).toContain(said);
    expect(page.attribute('#with-2', 'aria-describedby')).toBe('with-2-error');
    expect(page.attribute('#with-2', 'value')).toBe(link);
    expect(names(page)).toEqual(['You', 'Colleague 1', 'Anna']);
  });

  it('is compared with another that differs only in the name, the group or the answers', async () => {
    const others = [
      sharedToken(mine, { person: 'Anna', group: 'Ward 7', level: secondLevel }),
      sharedToken(mine, { person: 'Ben', group: 'Ward 7', level: secondLevel }),
      sharedToken(mine, { person: 'Anna', group: 'Ward 8', level: secondLevel }),
      sharedToken(answersTo(questions), { person: 'Anna', group: 'Ward 7', level: secondLevel }),
    ];
    const page = await stranger.page(withLinks(...others));
    expect(page.errors).toEqual([]);
    expect(names(page)).toEqual(['Anna (1)', 'Ben', 'Anna (2)', 'Anna (3)']);
  });

  it('has its error when no report is left to compare, too', async () => {
    const page = await me().page(withLinks('hello', 'world'));
    expect(page.errors.map(({ field }) => field)).toEqual(['with-1', 'with-2']);
    expect(page.has('table')).toBe(false);
  });

  it('is asked for when all fields were sent empty', async () => {
    const page = await me().page('/compare?with=&with2=+&with3=&with4=');
    expect(page.errors).toEqual([{ field: 'with-1', text: 'Paste at least one link' }]);
  });

  it('has a notice when it is a fifth', async () => {
    const links = [1, 2, 3, 4, 5].map((n) => sharedToken(answersTo(questions.slice(n)), { person: `P${n}` }));
    const page = await me().page(withLinks(...links));
    expect(names(page)).toEqual(['You', 'P1', 'P2', 'P3', 'P4']);
    expect(notices(page)).toContain('Only the first 4 links are compared');
  });

  it('is read or has its error, however it is mutated', async () => {
    const character = fc.constantFrom(...'ABCxyz019-_.%=&+/ <"\u0001é');
    const mutation = fc.tuple(fc.nat(anna.length), fc.nat(3), fc.string({ unit: character, maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (changes) => {
        const link = changes.reduce(
          (text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut),
          anna,
        );
        const { status, text } = await stranger.get(withLinks(link));
        if (status === 200) expect(text).toContain('That is one report');
        else
          expect({ status, told: text.includes('id="with-1-error"') }).toEqual({ status: 422, told: true });
      }),
      { numRuns: 300 },
    );
  });
});

describe('GET /compare without answers of one’s own', () => {
  it('compares the others, and says so', async () => {
    const page = await stranger.page(withLinks(anna, nobody));
    expect(names(page)).toEqual(['Anna', 'Colleague 1']);
    expect(notices(page)).toContain('compares the others without you');
  });

  it('says what to do when only one report is given', async () => {
    const { status } = await stranger.get(withLinks(anna));
    const page = await stranger.page(withLinks(anna));
    expect({ status, table: page.has('table') }).toEqual({ status: 200, table: false });
    expect(page.attributes('.notice a', 'href')).toEqual(['/start', `/shared?with=${anna}`]);
  });

  it('includes the visitor from their first score on', async () => {
    const [first] = instrument.competencies;
    const two = (first?.questions ?? []).slice(0, 2);
    const named = async (answers: Answers) =>
      names(await new Browser(app, jarWithAnswers(answers)).page(withLinks(anna, nobody)));
    expect(await named(answersTo(two.slice(0, 1)))).not.toContain('You');
    expect(await named(answersTo(two))).toContain('You');
    expect(await named(answersTo(questions, { me: 'not-applicable', us: 'not-applicable' }))).not.toContain(
      'You',
    );
  });
});

describe('GET /compare', () => {
  it('says that “us” means different groups when the levels differ', async () => {
    const whole = sharedToken(answersTo(otherQuestions), { person: 'Ben', level: secondLevel });
    const [group, division] = testContent.levelsOfBusiness;
    expect(notices(await me().page(withLinks(anna)))).not.toContain('different groups');
    const told = notices(await me().page(withLinks(anna, whole)));
    expect(told).toContain('“Us” means different groups');
    expect(told).toContain(`You: ${group?.name}; Anna: ${group?.name}; Ben: ${division?.name}`);
  });

  it('does not tell somebody to answer what they have answered, when nothing applies', async () => {
    const none: Answer = { me: 'not-applicable', us: 'not-applicable' };
    const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions, none)));
    for (const address of ['/compare', withLinks(anna)]) {
      const page = await browser.page(address);
      expect(page.text('main')).toContain('Your answers in this browser give no score');
      expect(page.text('main')).not.toMatch(/answer the questions/i);
    }
  });

  it('says that a report is of an earlier edition that is still read', async () => {
    const content = {
      ...testContent,
      instrument: { ...instrument, edition: instrument.edition + 1 },
      acceptedEditions: [instrument.edition],
    };
    const browser = new Browser(testApp({ content }));
    const page = await browser.page(withLinks(anna, sharedToken(mine, { person: 'Ben' }, { edition: 3 })));
    expect(names(page)).toEqual(['Anna', 'Ben']);
    expect(notices(page)).toContain('The answers of Anna are to edition 2');
    expect(notices(page)).not.toContain('The answers of Ben');
  });

  it('compares another assessment of the visitor, which is not refused as their own report', async () => {
    const other = assessmentWith(answersTo(questions), { id: 'b2', level: secondLevel });
    const browser = new Browser(app, jarWith(visitorWith(other, assessmentWith(mine))));
    const page = await browser.page(withLinks(sharedToken(answersTo(questions), { level: secondLevel })));
    expect({ errors: page.errors, names: names(page) }).toEqual({
      errors: [],
      names: ['You', 'Colleague 1'],
    });
  });

  it('compares the visitor’s own report of an earlier day', async () => {
    const [first] = keyQuestions;
    const before = new Map(mine).set(first?.id ?? '', { me: 0, us: 3 });
    const page = await me().page(
      withLinks(sharedToken(before, { answeredOn: dayOf(today) - 30, level: firstLevel })),
    );
    expect(names(page)).toEqual(['You', 'Colleague 1']);
    expect(page.texts('.compare-questions tbody th b')).toEqual([questionAt(0, keyQuestions).id]);
  });
});
