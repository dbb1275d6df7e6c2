/** GET /questions/:id and POST /questions/:id/answer. */

import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/assessment/answers.ts';
import { nextQuestion } from '../../../src/assessment/route.ts';
import { currentAssessment } from '../../../src/assessment/visitor.ts';
import { letterOf } from '../../../src/codec/packed/letters.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { fullGuidance, guidance, smallContent } from '../../content/small.ts';
import { dayOf } from '../../days.ts';
import { testApp, testContent, today } from '../../site.ts';
import { Browser, cookieSet, type Jar } from '../browser.ts';
import { attributeOf, Page, textOf } from '../dom.ts';
import {
  answersTo,
  assessmentWith,
  firstLevel,
  firstQuestion,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  questionAt,
  secondLevel,
  stateIn,
  visitorWith,
} from '../state.ts';

const app = testApp();
const newBrowser = () => new Browser(app);
const browserWith = (answers = answersTo([])) => new Browser(app, jarWithAnswers(answers));
const address = ({ id }: { id: string }) => `/questions/${id}`;
const formOf = (question: { id: string }) => `${address(question)}/answer`;
/** The page of a question after an answer was saved. @param was the letter of the answer before */
const savedAt = (page: string, { id }: { id: string }, was = '-', mark = '?') =>
  `${page}${mark}saved=${id}${was}`;
const firstKey = questionAt(0, keyQuestions);
const secondKey = questionAt(1, keyQuestions);
const lastKey = questionAt(-1, keyQuestions);

/** Headings of parts that not every page has. */
const mayBeMissing = ['What the ratings look like', 'What to measure', 'Go deeper', 'Related questions'];

function answersIn(jar: Jar) {
  const visitor = stateIn(jar);
  return visitor && currentAssessment(visitor)?.answers;
}

describe('GET /questions/:id', () => {
  it('shows the statement as the heading, with its place on the route', async () => {
    for (const place of [0, Math.floor(instrument.questions.length / 2), -1]) {
      const question = questionAt(place);
      const page = await newBrowser().page(address(question));
      expect(page.text('h1')).toBe(question.statements.us);
      expect(page.text('.where')).toContain(
        question.key
          ? `Key question ${keyQuestions.indexOf(question) + 1} of ${keyQuestions.length}`
          : `Question ${instrument.questions.indexOf(question) + 1} of ${instrument.questions.length}`,
      );
    }
  });

  it.each([
    ['3.6', 20],
    ['3.7', 21],
  ])('shows question %s as number %i of 100 on the route of all questions', async (id, place) => {
    const browser = new Browser(app, jarWith(visitorWith(assessmentWith(answersTo([]), { route: 'all' }))));
    expect((await browser.page(`/questions/${id}`)).text('.where')).toContain(`Question ${place} of 100`);
  });

  it('marks key questions and no others', async () => {
    const assessment = assessmentWith(answersTo([]), { route: 'all' });
    const browser = new Browser(app, jarWith(visitorWith(assessment)));
    expect((await browser.page(address(firstKey))).has('.where .tag')).toBe(true);
    expect((await browser.page(address(questionAt(0, otherQuestions)))).has('.where .tag')).toBe(false);
    expect((await newBrowser().page(address(firstKey))).text('.where')).toMatch(/^Key question/);
  });

  it('shows a group of five radio buttons with a legend for each perspective, none of them chosen', async () => {
    const page = await newBrowser().page(address(firstKey));
    const { perspectives, ratings, notApplicable } = testContent.scale;
    for (const perspective of ['me', 'us'] as const) {
      const group = page.one(`fieldset.${perspective}`);
      const legend = group.querySelector('legend');
      expect(legend && textOf(legend)).toContain(perspectives[perspective].title);
      const labels = group.querySelectorAll('label').map(textOf);
      expect(labels).toEqual([...ratings.map((rating, i) => `${i} ${rating}`), notApplicable]);
    }
    expect(page.chosen).toEqual({});
  });

  it('names the level of business in the legend of us', async () => {
    const assessment = assessmentWith(answersTo([]), { level: secondLevel });
    const page = await new Browser(app, jarWith(visitorWith(assessment))).page(address(firstKey));
    const level = testContent.levelsOfBusiness.find(({ id }) => id === secondLevel);
    expect(page.text('fieldset.us legend')).toContain(level?.name);
    // The form is kept in memory for other visitors, of other levels.
    for (const { id, name } of testContent.levelsOfBusiness) {
      const other = jarWith(visitorWith(assessmentWith(answersTo([]), { level: id })));
      expect(
        (await new Browser(app, other).page(address(firstQuestion))).text('fieldset.us legend'),
      ).toContain(name);
    }
  });

  it('shows the saved answer as chosen', async () => {
    const answers = answersTo([firstKey], { me: 3, us: 'not-applicable' });
    const page = await browserWith(answers).page(address(firstKey));
    expect(page.chosen).toEqual({ me: '3', us: 'na' });
  });

  it('has the button to clear an answer only when there is one', async () => {
    const browser = browserWith(answersTo([firstKey]));
    expect((await browser.page(address(firstKey))).has('button[value="clear"]')).toBe(true);
    expect((await browser.page(address(secondKey))).has('button[value="clear"]')).toBe(false);
  });

  it('shows the guidance, with a table of contents that links to its headings', async () => {
    const text = testContent.guidance.get(firstKey.id);
    const page = await newBrowser().page(address(firstKey));
    const links = page.all('.guidance .contents a');
    const topics = text?.topics.map(({ heading }) => heading) ?? [];
    expect(links.map(textOf).filter((heading) => !mayBeMissing.includes(heading))).toEqual([
      ...['Why this matters', ...topics, 'Avoid', 'Do'],
    ]);
    for (const link of links) expect(page.has(attributeOf(link, 'href') ?? '')).toBe(true);
  });

  it('lists each item to avoid and each item to do', async () => {
    const text = testContent.guidance.get(firstKey.id);
    const page = await newBrowser().page(address(firstKey));
    expect(page.all('.guidance .avoid li')).toHaveLength(text?.avoid.length ?? 0);
    expect(page.all('.guidance .do li')).toHaveLength(text?.do.length ?? 0);
  });

  it('shows the parts that a page may leave out, and links to the coaching for each start', async () => {
    const content = smallContent({ 'principles/2/2.2.md': (text) => text.replace(guidance, fullGuidance) });
    const page = await new Browser(testApp({ content })).page('/questions/2.2');
    expect(page.text('.made-up')).toContain('made up');
    expect(page.text('.in-short')).toBe('In short Keep it dry.');
    expect(page.texts('.rating-lines dt')).toEqual([
      '0 Never',
      '1 Now and then',
      '2 Often',
      '3 All the time',
    ]);
    expect(page.texts('.rating-lines dd').at(-1)).toBe('dust in the bilge.');
    const further = await new Browser(testApp({ content })).page(page.attribute('.further a', 'href'));
    expect(further.attribute('.where a', 'href')).toBe('/questions/2.2');
    expect(further.texts('h3')).toEqual([
      'If both are low',
      'If you are ahead of the others',
      'If the others are ahead of you',
    ]);
    expect(further.texts('.related li')).toEqual(['5.1 the anchor', '12.3 who rows']);
    expect(further.attributes('.related a', 'href')).toEqual(['/questions/5.1', '/questions/12.3']);
    expect(further.text('article')).toContain('Ann Author, The Sea (1999): it is wet.');
  });

  it('links the title of a work under "Go deeper" to its address, brackets in the address included', async () => {
    const link = 'https://doi.org/10.1016/S0024(01)00039-5';
    const linked = fullGuidance.replace('*The Sea*', `[*The Sea*](${link})`);
    const content = smallContent({ 'principles/2/2.2.md': (text) => text.replace(guidance, linked) });
    const page = await new Browser(testApp({ content })).page('/questions/2.2');
    const further = await new Browser(testApp({ content })).page(page.attribute('.further a', 'href'));
    expect(further.attribute(`a[href="${link}"]`, 'href')).toBe(link);
    expect(further.text(`a[href="${link}"]`)).toBe('The Sea');
  });

  it('says of a reverse question, and of no other, which rating is the best', async () => {
    const [reverse] = instrument.questions.filter((question) => question.reverse);
    if (!reverse) throw new Error('no reverse question');
    const page = await newBrowser().page(address(reverse));
    expect(page.text('.turned')).toContain('worded the other way round: “hardly ever” is the best answer');
    expect((await newBrowser().page(address(questionAt(0)))).has('.turned')).toBe(false);
  });

  it('has the sentence for me in the legend of me, and none in the legend of us', async () => {
    const question = questionAt(30);
    const page = await newBrowser().page(address(question));
    expect(page.text('.rating.me legend')).toContain(question.statements.me);
    expect(page.text('.rating.us legend').includes(question.statements.us)).toBe(false);
  });

  it.each<[string, Answer, RegExp]>([
    ['both are low', { me: 1, us: 0 }, /^Where to begin, with your answer/],
    ['the others are far ahead', { me: 0, us: 2 }, /^Where to begin, with your answer/],
  ])('folds the coaching for the saved answer when %s', async (_how, answer, said) => {
    const question = questionAt(0, keyQuestions);
    const page = await browserWith(answersTo([question], answer)).page(address(question));
    expect(page.text('details.coach')).toMatch(said);
    const guidance = testContent.guidance.get(question.id);
    const start = answer.us === 2 ? guidance?.coaching.weAreAhead : guidance?.coaching.bothLow;
    expect(page.text('details.coach')).toContain(start?.slice(0, 30).replaceAll('*', ''));
    const next = testContent.scale.ratings[Number(answer.us) + 1]?.toLowerCase();
    expect(page.text('details.coach')).toContain(`A “${next}” here would look like this`);
    expect(page.has('details.coach[open]')).toBe(false);
  });

  it('has no coaching without an answer, and none for an answer that is not low', async () => {
    const question = questionAt(0, keyQuestions);
    expect((await newBrowser().page(address(question))).has('.coach')).toBe(false);
    const browser = browserWith(answersTo([question], { me: 2, us: 2 }));
    expect((await browser.page(address(question))).has('.coach')).toBe(false);
  });

  it('links to the previous and the next question in the recommended order', async () => {
    const middle = await newBrowser().page(address(questionAt(1)));
    expect(middle.attribute('a[rel="prev"]', 'href')).toBe(address(questionAt(0)));
    expect(middle.attribute('a[rel="next"]', 'href')).toBe(address(questionAt(2)));
  });

  it('has no previous link on the first question and no next link on the last', async () => {
    expect((await newBrowser().page(address(questionAt(0)))).has('a[rel="prev"]')).toBe(false);
    expect((await newBrowser().page(address(questionAt(-1)))).has('a[rel="next"]')).toBe(false);
  });

  it.each([
    ['key', 'Key questions answered', 3, keyQuestions.length],
    ['all', 'Questions answered', 7, instrument.questions.length],
  ] as const)('shows how far the visitor is on the route %s', async (route, counts, done, of) => {
    const answered = answersTo([...keyQuestions.slice(0, 3), ...otherQuestions.slice(0, 4)]);
    const jar = jarWith(visitorWith(assessmentWith(answered, { route })));
    const page = await new Browser(app, jar).page(address(firstKey));
    expect(page.attribute('progress', 'aria-label')).toBe(counts);
    expect(page.attribute('progress', 'value')).toBe(String(done));
    expect(page.attribute('progress', 'max')).toBe(String(of));
  });

  it('says that the guidance need not be read, and folds the answers so far', async () => {
    const page = await newBrowser().page(address(firstKey));
    expect(page.text('.beside')).toMatch(/^You need not read this to answer/);
    expect(page.text('details.so-far summary')).toBe('Answers so far');
    expect(page.has('details.so-far table.answers')).toBe(true);
    expect(page.has('.principle-links')).toBe(false);
  });

  it('names the group of the assessment', async () => {
    const named = assessmentWith(answersTo([]), { name: 'Ward 7' });
    const page = await new Browser(app, jarWith(visitorWith(named))).page(address(firstKey));
    expect(page.text('main')).toMatch(/about Ward 7/i);
  });

  it('says until when the answers are kept, or that nothing is saved yet', async () => {
    expect((await browserWith().page(address(firstKey))).text('.saved')).toContain(
      'Saved in this browser until 21 November 2027.',
    );
    expect((await newBrowser().page(address(firstKey))).text('.saved')).toContain(
      'Nothing is saved until you answer',
    );
  });

  it('sets no cookie', async () => {
    expect(
      (await browserWith(answersTo(keyQuestions)).get(address(firstKey))).headers['set-cookie'],
    ).toBeUndefined();
  });

  it.each(['0.0', '11.1', '1.11', '1.01', '1', '3.7.1', 'x', '__proto__', 'constructor'])(
    'answers 404 for the id %s',
    async (id) => {
      const response = await newBrowser().get(`/questions/${id}`);
      expect(response.status).toBe(404);
      expect(new Page(response.text).text('main')).toContain('There is no question');
    },
  );

  it('shows at most 12 characters of the requested id on the 404 page', async () => {
    const response = await newBrowser().get(`/questions/${'x'.repeat(40)}`);
    expect(new Page(response.text).text('main')).toContain(`There is no question ${'x'.repeat(12)}.`);
  });

  it('escapes the requested id on the 404 page', async () => {
    const response = await newBrowser().get('/questions/%3Cb%3Ehi');
    expect(response.text).not.toContain('<b>hi');
    expect(response.status).toBe(404);
  });
});

describe('the link "Skip" on a question page', () => {
  const skipFrom = async (browser: Browser, question = firstQuestion) =>
    new Page((await browser.get(address(question))).text)
      .all('form[data-answer] a')
      .filter((link) => textOf(link) === 'Skip')
      .map((link) => attributeOf(link, 'href'));

  it('leads to the next key question on the route of key questions', async () => {
    expect(await skipFrom(newBrowser(), firstKey)).toEqual([address(secondKey)]);
  });

  it('leads to the next question on the route of all questions', async () => {
    const assessment = assessmentWith(answersTo([]), { route: 'all' });
    const browser = new Browser(app, jarWith(visitorWith(assessment)));
    expect(await skipFrom(browser, questionAt(0))).toEqual([address(questionAt(1))]);
  });

  it('passes over answered questions', async () => {
    const browser = browserWith(answersTo([secondKey]));
    expect(await skipFrom(browser, firstKey)).toEqual([address(questionAt(2, keyQuestions))]);
  });

  it('leads from the last key question back to one that was skipped', async () => {
    const browser = browserWith(answersTo(keyQuestions.slice(2)));
    expect(await skipFrom(browser, lastKey)).toEqual([address(firstKey)]);
  });

  it('leads to /questions when all other questions are answered', async () => {
    const browser = browserWith(answersTo(instrument.questions.slice(1)));
    expect(await skipFrom(browser, questionAt(0))).toEqual(['/questions']);
  });

  it('saves nothing when it is followed', async () => {
    const browser = newBrowser();
    const [to = ''] = await skipFrom(browser, firstKey);
    await browser.get(to);
    expect(browser.jar.names).toEqual([]);
  });
});

describe('GET /questions/:id/answer', () => {
  it.each(['answer', 'undo'])('leads to the page of the question (%s)', async (form) => {
    const { status, headers } = await newBrowser().get(`${address(firstKey)}/${form}`);
    expect([status, headers.location]).toEqual([303, address(firstKey)]);
    expect((await newBrowser().get(`/questions/999.1/${form}`)).status).toBe(404);
  });
});

describe('POST /questions/:id/answer', () => {
  it('saves the answer and redirects to the next question of the route', async () => {
    const browser = browserWith();
    expect(await browser.postAndFollow(formOf(firstKey), { me: '2', us: '1' })).toBe(
      savedAt(address(secondKey), firstKey),
    );
    expect(answersIn(browser.jar)?.get(firstKey.id)).toEqual({ me: 2, us: 1 });
  });

  it.each([
    ['0', 0],
    ['1', 1],
    ['2', 2],
    ['3', 3],
    ['na', 'not-applicable'],
  ] as const)('accepts the rating %s for me and for us', async (value, response) => {
    const browser = browserWith();
    await browser.post(formOf(firstKey), { me: value, us: '1' });
    await browser.post(formOf(secondKey), { me: '1', us: value });
    expect(answersIn(browser.jar)?.get(firstKey.id)).toEqual({ me: response, us: 1 });
    expect(answersIn(browser.jar)?.get(secondKey.id)).toEqual({ me: 1, us: response });
  });

  it('starts an assessment of the first level for a visitor who has not been to /start', async () => {
    const browser = newBrowser();
    expect(await browser.postAndFollow(formOf(firstKey), { me: '2', us: '1' })).toBe(
      `${savedAt(address(secondKey), firstKey)}&first`,
    );
    const visitor = stateIn(browser.jar);
    expect(visitor?.assessments).toHaveLength(1);
    expect(visitor?.assessments[0]).toMatchObject({ level: firstLevel, name: '', route: 'key' });
  });

  it('accepts a first answer with the empty assessment id that the form sends', async () => {
    const browser = newBrowser();
    const question = questionAt(5, otherQuestions);
    const page = await browser.page(address(question));
    const assessment = page.attribute('input[name="assessment"]', 'value');
    expect(assessment).toBe('');
    await browser.post(formOf(question), { assessment, me: '0', us: '0' });
    expect(answersIn(browser.jar)?.get(question.id)).toEqual({ me: 0, us: 0 });
  });

  it('changes one answer and keeps the others', async () => {
    const before = answersTo(keyQuestions.slice(0, 5), { me: 1, us: 1 });
    const browser = browserWith(before);
    await browser.post(formOf(secondKey), { me: '3', us: '0' });
    expect(answersIn(browser.jar)).toEqual(new Map(before).set(secondKey.id, { me: 3, us: 0 }));
  });

  it('clears the answer with action=clear, and shows a notice on the same question', async () => {
    const browser = browserWith(answersTo([firstKey, secondKey]));
    const to = await browser.postAndFollow(formOf(firstKey), { me: '2', us: '1', action: 'clear' });
    expect(to).toBe(savedAt(address(firstKey), firstKey, letterOf({ me: 2, us: 1 })));
    const page = await browser.page(to);
    expect(page.text('.saved-line p')).toBe(`${firstKey.id} cleared.`);
    expect(page.chosen).toEqual({});
    expect([...(answersIn(browser.jar)?.keys() ?? [])]).toEqual([secondKey.id]);
  });

  it('clears the answer when the form has no ratings', async () => {
    const browser = browserWith(answersTo([firstKey]));
    await browser.postAndFollow(formOf(firstKey), { action: 'clear' });
    expect(answersIn(browser.jar)?.size).toBe(0);
  });

  it('saves with action=stop, and shows on /questions until when the answers are kept', async () => {
    const browser = browserWith();
    const to = await browser.postAndFollow(formOf(firstKey), { me: '2', us: '1', action: 'stop' });
    expect(to).toBe(savedAt('/questions?stopped', firstKey, '-', '&'));
    expect(answersIn(browser.jar)?.size).toBe(1);
    expect((await browser.page(to)).notices).toEqual([expect.stringContaining('until 21 November 2027')]);
  });

  it('saves nothing with action=stop when no rating is chosen', async () => {
    const browser = browserWith();
    const response = await browser.post(formOf(firstKey), { action: 'stop' });
    expect([response.status, response.headers.location]).toEqual([303, '/questions?stopped']);
    expect(answersIn(browser.jar)?.size).toBe(0);
  });

  it('refuses action=stop with only one rating, which would be lost', async () => {
    for (const half of [{ me: '2' }, { us: '2' }]) {
      const response = await browserWith().post(formOf(firstKey), { ...half, action: 'stop' });
      expect(response.status).toBe(422);
      expect(new Page(response.text).chosen).toEqual(half);
    }
  });

  it('treats an unknown action as continue', async () => {
    const browser = browserWith();
    const to = await browser.postAndFollow(formOf(firstKey), { me: '2', us: '1', action: 'explode' });
    expect(to).toBe(savedAt(address(secondKey), firstKey));
  });

  it('leads to the scores after the last key question', async () => {
    const browser = browserWith(answersTo(keyQuestions.slice(0, -1)));
    const to = await browser.postAndFollow(formOf(lastKey), { me: '2', us: '1' });
    expect(to).toBe(savedAt('/arrived/key', lastKey));
    const page = await browser.page(to);
    expect(page.text('h1')).toContain('Your report is open');
    expect(page.text('.lead')).toBe((await browser.page('/report')).text('.headline'));
  });

  it('leads to the next question when the report was open before', async () => {
    const browser = browserWith(answersTo(keyQuestions));
    const to = await browser.postAndFollow(formOf(lastKey), { me: '0', us: '0' });
    expect(to).toBe(savedAt(address(questionAt(0, otherQuestions)), lastKey, letterOf({ me: 2, us: 1 })));
  });

  it('does not interrupt the route of all questions when the report opens, and says so in one line', async () => {
    const given = answersTo(keyQuestions.slice(0, -1));
    const jar = jarWith(visitorWith(assessmentWith(given, { route: 'all' })));
    const browser = new Browser(app, jar);
    const to = await browser.postAndFollow(formOf(lastKey), { me: '2', us: '1' });
    expect(to).toMatch(/^\/questions\/[\d.]+\?saved=[\d.]+-&opened$/);
    expect((await browser.page(to)).text('.slim')).toMatch(/^Your report is open\./);
  });

  it.each([address(firstQuestion), '/questions', '/principles/1'])(
    'does not say on %s that the report is open while it is not, whatever the address says',
    async (page) => {
      const [closed, open] = [keyQuestions.slice(1), keyQuestions].map((given) =>
        browserWith(answersTo(given)),
      );
      expect((await closed?.page(`${page}?opened`))?.has('.slim')).toBe(false);
      expect((await open?.page(`${page}?opened`))?.has('.slim')).toBe(true);
    },
  );

  it('leads to the final scores after the last question, and to the table when one is changed later', async () => {
    const browser = browserWith(answersTo(instrument.questions.slice(1)));
    const first = questionAt(0);
    const to = await browser.postAndFollow(formOf(first), { me: '2', us: '1' });
    expect(to).toBe(savedAt('/arrived/all', first));
    expect((await browser.page(to)).text('h1')).toBe(
      `All ${instrument.questions.length}. Your scores are final.`,
    );
    const changed = await browser.postAndFollow(formOf(first), { me: '0', us: '1' });
    expect(changed).toBe(savedAt('/questions', first, letterOf({ me: 2, us: 1 })));
    const { ratings } = testContent.scale;
    expect((await browser.page(changed)).text('.saved-line p')).toBe(
      `${first.id} changed: me ${ratings[2]} → ${ratings[0]}.`,
    );
  });

  it('counts "doesn’t apply" as an answer', async () => {
    const browser = browserWith(
      answersTo(keyQuestions.slice(0, -1), { me: 'not-applicable', us: 'not-applicable' }),
    );
    expect(await browser.postAndFollow(formOf(lastKey), { me: 'na', us: 'na' })).toMatch(/^\/arrived\/key/);
  });

  it('redirects to the question that nextQuestion returns, on both routes', async () => {
    for (const route of ['key', 'all'] as const)
      for (const question of instrument.questions.filter((_question, i) => i % 9 === 0)) {
        const browser = new Browser(app, jarWith(visitorWith(assessmentWith(answersTo([]), { route }))));
        const answers = answersTo([question], { me: 1, us: 1 });
        const next = nextQuestion(instrument, route, answers, question);
        const to = await browser.postAndFollow(formOf(question), { me: '1', us: '1' });
        expect(to).toBe(next && savedAt(address(next), question));
      }
  });

  it('saves the day of the change', async () => {
    const later = new Date(today.getTime() + 3 * 86_400_000);
    const browser = new Browser(testApp({ now: () => later }), jarWithAnswers(answersTo([])));
    await browser.post(formOf(firstKey), { me: '2', us: '1' });
    expect(stateIn(browser.jar)?.assessments[0]?.changedOn).toBe(dayOf(later));
  });

  it('answers 404 for a question that does not exist, and sets no cookie', async () => {
    const response = await browserWith().post('/questions/999.1/answer', { me: '2', us: '1' });
    expect(response.status).toBe(404);
    expect(response.headers['set-cookie']).toBeUndefined();
  });
});

describe('POST /questions/:id/answer with a missing or invalid rating', () => {
  const missingMe = 'Choose how far you do your part in this, or that it does not apply';
  const missingUs = 'Choose how far this is how your group works, or that it does not apply';

  it.each([
    ['an empty form', {}, ['me', 'us'], {}],
    ['a missing rating for me', { us: '2' }, ['me'], { us: '2' }],
    ['a missing rating for us', { me: '2' }, ['us'], { me: '2' }],
    ['a rating above the scale', { me: '4', us: '2' }, ['me'], { us: '2' }],
    ['a rating that is a word', { me: '1', us: 'always' }, ['us'], { me: '1' }],
    ['a rating with a space', { me: ' 1', us: '1' }, ['me'], { us: '1' }],
    ['a negative rating', { me: '-1', us: '1' }, ['me'], { us: '1' }],
    ['two different ratings for me', { me: ['1', '2'], us: '3' }, ['me'], { us: '3' }],
    ['the same rating twice for us', { me: '3', us: ['1', '1'] }, ['us'], { me: '3' }],
    ['empty ratings', { me: '', us: '' }, ['me', 'us'], {}],
  ] as const)('answers 422 and keeps the valid ratings for %s', async (_what, fields, wrong, kept) => {
    const browser = browserWith(answersTo([secondKey]));
    const response = await browser.post(formOf(firstKey), fields);
    const page = new Page(response.text);
    expect(response.status).toBe(422);
    expect(page.errors.map(({ field }) => field)).toEqual(wrong);
    expect(page.chosen).toEqual(kept);
    expect(cookieSet(response, stateCookie)).toBeUndefined();
  });

  it('says "Error:" first in the title', async () => {
    const page = new Page((await browserWith().post(formOf(firstKey))).text);
    expect(page.text('title')).toMatch(new RegExp(`^Error: ${firstKey.id} `));
    expect((await newBrowser().page(address(firstKey))).text('title')).not.toContain('Error');
  });

  it('shows each error at its field and in a summary that links to the first radio button of the field', async () => {
    const page = new Page((await browserWith().post(formOf(firstKey))).text);
    expect(page.errors).toEqual([
      { text: missingMe, field: 'me' },
      { text: missingUs, field: 'us' },
    ]);
    for (const { text, field } of page.errors) {
      expect(page.attribute(`#${field}`, 'type')).toBe('radio');
      const group = page.one(`fieldset.${field}`);
      const described = attributeOf(group, 'aria-describedby');
      expect(page.text(`#${described}`)).toBe(`Error: ${text}`);
    }
  });

  it('marks only the group with the error', async () => {
    const page = new Page((await browserWith().post(formOf(firstKey), { me: '1' })).text);
    expect(page.has('fieldset.us.wrong')).toBe(true);
    expect(page.has('fieldset.me.wrong')).toBe(false);
  });

  it('shows the ratings that were sent, not the saved ones', async () => {
    const browser = browserWith(answersTo([firstKey], { me: 3, us: 3 }));
    const page = new Page((await browser.post(formOf(firstKey), { me: '0' })).text);
    expect(page.chosen).toEqual({ me: '0' });
    expect(answersIn(browser.jar)?.get(firstKey.id)).toEqual({ me: 3, us: 3 });
  });

  it('does not show the errors of one visitor to the next', async () => {
    await browserWith().post(formOf(firstKey));
    const page = await newBrowser().page(address(firstKey));
    expect(page.has('.error-summary')).toBe(false);
    expect(page.has('.error')).toBe(false);
  });

  it('answers 422 to a new visitor too, and sets no cookie', async () => {
    const browser = newBrowser();
    expect((await browser.post(formOf(firstKey), { me: '1' })).status).toBe(422);
    expect(browser.jar.names).toEqual([]);
  });
});

describe('POST /questions/:id/answer from the page of another assessment', () => {
  const first = () => assessmentWith(answersTo([firstKey]), { id: '1', name: 'First' });
  const second = () => assessmentWith(answersTo([]), { id: 'second', name: 'Second' });

  it('saves the answer in the assessment of the page and makes it the current one', async () => {
    const browser = new Browser(app, jarWith(visitorWith(first(), second())));
    await browser.post(formOf(secondKey), { assessment: '1', me: '3', us: '3' });
    const visitor = stateIn(browser.jar);
    expect(visitor?.current).toBe('1');
    expect(visitor?.assessments.map(({ answers }) => answers.size)).toEqual([2, 0]);
  });

  it('saves the answer in the current assessment when the form names none', async () => {
    const browser = new Browser(app, jarWith(visitorWith(first(), second())));
    await browser.post(formOf(secondKey), { me: '3', us: '3' });
    expect(stateIn(browser.jar)?.assessments.map(({ answers }) => answers.size)).toEqual([1, 1]);
  });

  it.each(['1', 'second'])(
    'answers 422 and saves nothing when the assessment %s was deleted in another tab',
    async (deleted) => {
      const left = [first(), second()].filter(({ id }) => id !== deleted);
      const browser = new Browser(app, jarWith(visitorWith(...left)));
      const before = stateIn(browser.jar);
      const response = await browser.post(formOf(secondKey), { assessment: deleted, me: '3', us: '3' });
      expect(stateIn(browser.jar)?.assessments).toEqual(before?.assessments);
      expect(response.status).toBe(422);
      expect(new Page(response.text).errors[0]?.text).toMatch(/assessment .* not saved/);
    },
  );

  it.each(['../x', 'Ω', 'x'.repeat(100)])(
    'saves the answer in the current assessment for the invalid id %s',
    async (field) => {
      const browser = new Browser(app, jarWith(visitorWith(first())));
      await browser.post(formOf(secondKey), { assessment: field, me: '3', us: '3' });
      expect(answersIn(browser.jar)?.size).toBe(2);
    },
  );
});

describe('the form for the other route on /questions', () => {
  it.each([
    ['is shown while a question is unanswered', answersTo(instrument.questions.slice(1)), true],
    ['is not shown when every question is answered', answersTo(instrument.questions), false],
  ])('%s', async (_what, answers, offered) => {
    expect((await browserWith(answers).page('/questions')).has('form.route')).toBe(offered);
  });
});

describe('the page after the first save', () => {
  const refused = /^Nothing was saved: this browser refused this site’s cookie/;
  const me = { me: '2', us: '1' };
  /** Posts a form and opens the page of its redirect without the cookies of the response. */
  const afterwards = async (from: string, fields: Record<string, string>) => {
    const { headers } = await newBrowser().post(from, fields);
    return newBrowser().page(String(headers.location));
  };

  it.each([
    ['an answer', formOf(firstQuestion), me],
    ['an answer with action=stop', formOf(firstQuestion), { ...me, action: 'stop' }],
    ['the form of /start', '/start/new', { level: firstLevel, name: 'Ward 7', person: '', route: 'key' }],
  ])('says that nothing was saved when the browser blocks cookies, after %s', async (_what, from, fields) => {
    expect((await afterwards(from, fields)).notices).toEqual([expect.stringMatching(refused)]);
  });

  it('says nothing when the browser accepts cookies, nor after the second save', async () => {
    const browser = newBrowser();
    const first = await browser.post(formOf(firstQuestion), me);
    expect(first.headers.location).toMatch(/[?&]first$/);
    expect((await browser.page(String(first.headers.location))).notices).toEqual([]);
    const second = await browser.post(formOf(firstKey), me);
    expect(second.headers.location).not.toContain('first');
  });
});
