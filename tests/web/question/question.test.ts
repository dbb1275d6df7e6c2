/** /questions/:id: what a statement's page shows, and what becomes of an answer. */

import { describe, expect, it } from 'vitest';
import { nextQuestion } from '../../../src/assessment/route.ts';
import { currentAssessment, dayOf } from '../../../src/assessment/visitor.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { decodeState } from '../../../src/codec/state.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp, testContent, testSecret, today } from '../../site.ts';
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
  visitorWith,
} from '../state.ts';

const app = testApp();
const newcomer = () => new Browser(app);
const somebody = (answers = answersTo([])) => new Browser(app, jarWithAnswers(answers));
const address = ({ id }: { id: string }) => `/questions/${id}`;
const firstKey = questionAt(0, keyQuestions);
const secondKey = questionAt(1, keyQuestions);
const lastKey = questionAt(-1, keyQuestions);

/** What the browser's cookie says; undefined when it has none. */
function stateIn(jar: Jar) {
  const decoded = decodeState(cookieText(jar.value(stateCookie) ?? '', secretsFrom([testSecret])), {
    current: instrument.edition,
    accepts: [],
  });
  return decoded.ok ? decoded.visitor : undefined;
}

function answersIn(jar: Jar) {
  const visitor = stateIn(jar);
  return visitor && currentAssessment(visitor)?.answers;
}

describe('GET /questions/:id', () => {
  it('shows the statement as the heading, and says where it stands', async () => {
    for (const place of [0, Math.floor(instrument.questions.length / 2), -1]) {
      const question = questionAt(place);
      const page = await newcomer().page(address(question));
      expect(page.text('h1')).toBe(question.statement);
      expect(page.text('.where')).toContain(
        `Question ${instrument.questions.indexOf(question) + 1} of ${instrument.questions.length}`,
      );
      expect(page.text('.where')).toContain(`Principle ${question.principle}, item ${question.item}`);
    }
  });

  it.each([
    ['3.6', 20],
    ['3.7', 21],
  ])('shows %s as question %i of the shipped hundred', async (id, place) => {
    expect((await newcomer().page(`/questions/${id}`)).text('.where')).toContain(`Question ${place} of 100`);
  });

  it('marks a key question, and no other', async () => {
    expect((await newcomer().page(address(firstKey))).has('.where .tag')).toBe(true);
    expect((await newcomer().page(address(questionAt(0, otherQuestions)))).has('.where .tag')).toBe(false);
  });

  it('asks for two ratings, each a group with a legend and five choices, none of them chosen', async () => {
    const page = await newcomer().page(address(firstKey));
    const { perspectives, ratings, notApplicable } = testContent.scale;
    for (const perspective of ['me', 'us'] as const) {
      const group = page.one(`fieldset#${perspective}`);
      const legend = group.querySelector('legend');
      expect(legend && textOf(legend)).toContain(perspectives[perspective].title);
      const labels = group.querySelectorAll('label').map(textOf);
      expect(labels).toEqual([...ratings.map((rating, i) => `${i} ${rating}`), notApplicable]);
    }
    expect(page.chosen).toEqual({});
  });

  it('says whom “us” means', async () => {
    const assessment = assessmentWith(answersTo([]), { level: secondLevel });
    const page = await new Browser(app, jarWith(visitorWith(assessment))).page(address(firstKey));
    const level = testContent.levelsOfBusiness.find(({ id }) => id === secondLevel);
    expect(page.text('fieldset#us legend')).toContain(level?.name);
  });

  it('shows an answer already given', async () => {
    const answers = answersTo([firstKey], { me: 3, us: 'not-applicable' });
    const page = await somebody(answers).page(address(firstKey));
    expect(page.chosen).toEqual({ me: '3', us: 'na' });
  });

  it('offers to clear an answer only where there is one', async () => {
    const browser = somebody(answersTo([firstKey]));
    expect((await browser.page(address(firstKey))).has('button[value="clear"]')).toBe(true);
    expect((await browser.page(address(secondKey))).has('button[value="clear"]')).toBe(false);
  });

  it('shows the guidance with a list of its headings that lead to them', async () => {
    const guidance = testContent.guidance.get(firstKey.id);
    const page = await newcomer().page(address(firstKey));
    const links = page.all('.guidance .contents a');
    const topics = guidance?.topics.map(({ heading }) => heading) ?? [];
    expect(links.map(textOf)).toEqual(['Why this matters', ...topics, 'Avoid', 'Do']);
    for (const link of links) expect(page.text(attributeOf(link, 'href'))).toBe(textOf(link));
  });

  it('shows what to avoid and what to do, item by item', async () => {
    const guidance = testContent.guidance.get(firstKey.id);
    const page = await newcomer().page(address(firstKey));
    expect(page.all('.guidance .avoid li')).toHaveLength(guidance?.avoid.length ?? 0);
    expect(page.all('.guidance .do li')).toHaveLength(guidance?.do.length ?? 0);
  });

  it('leads to the questions above and below in the recommended order', async () => {
    const middle = await newcomer().page(address(questionAt(1)));
    expect(middle.attribute('a[rel="prev"]', 'href')).toBe(address(questionAt(0)));
    expect(middle.attribute('a[rel="next"]', 'href')).toBe(address(questionAt(2)));
  });

  it('has nothing above the first question and nothing below the last', async () => {
    expect((await newcomer().page(address(questionAt(0)))).has('a[rel="prev"]')).toBe(false);
    expect((await newcomer().page(address(questionAt(-1)))).has('a[rel="next"]')).toBe(false);
  });

  it('has jump links to every principle, above and below, the present one marked', async () => {
    const question = questionAt(30);
    const page = await newcomer().page(address(question));
    const all = instrument.principles.map(({ id }) => `/principles/${id}`);
    expect(page.attributes('.principle-links a', 'href')).toEqual([...all, ...all]);
    expect(page.attributes('.principle-links a[aria-current]', 'href')).toEqual(
      Array(2).fill(`/principles/${question.principle}`),
    );
  });

  it('shows progress', async () => {
    const answered = [...keyQuestions.slice(0, 3), ...otherQuestions.slice(0, 4)];
    const page = await somebody(answersTo(answered)).page(address(firstKey));
    expect(page.text('.progress p')).toContain(
      `3 of ${keyQuestions.length} key questions, 7 of ${instrument.questions.length} in all`,
    );
    expect(page.attribute('progress', 'value')).toBe('7');
    expect(page.attribute('progress', 'max')).toBe(String(instrument.questions.length));
  });

  it('says which group the answers are about', async () => {
    const named = assessmentWith(answersTo([]), { name: 'Ward 7' });
    const page = await new Browser(app, jarWith(visitorWith(named))).page(address(firstKey));
    expect(page.text('main')).toMatch(/about Ward 7/i);
  });

  it('says until when the answers are kept, or that nothing is saved yet', async () => {
    expect((await somebody().page(address(firstKey))).text('.saved')).toContain(
      'Saved in this browser until 21 November 2027.',
    );
    expect((await newcomer().page(address(firstKey))).text('.saved')).toContain(
      'Nothing is saved until you answer',
    );
  });

  it('leaves the cookie alone: looking changes nothing', async () => {
    expect(
      (await somebody(answersTo(keyQuestions)).get(address(firstKey))).headers['set-cookie'],
    ).toBeUndefined();
  });

  it.each(['0.0', '11.1', '1.11', '1.01', '1', '3.7.1', 'x', '__proto__', 'constructor'])(
    'knows no question %s',
    async (id) => {
      const response = await newcomer().get(`/questions/${id}`);
      expect(response.status).toBe(404);
      expect(new Page(response.text).text('main')).toContain('There is no question');
    },
  );

  it('shows the id that was asked for as text only', async () => {
    const response = await newcomer().get('/questions/%3Cb%3Ehi');
    expect(response.text).not.toContain('<b>hi');
    expect(response.status).toBe(404);
  });
});

describe('the way on from a question', () => {
  const skipFrom = async (browser: Browser, question = firstQuestion) =>
    new Page((await browser.get(address(question))).text)
      .all('form[data-answer] a')
      .filter((link) => textOf(link) === 'Skip for now')
      .map((link) => attributeOf(link, 'href'));

  it('skips to the next key question on the route of key questions', async () => {
    expect(await skipFrom(newcomer(), firstKey)).toEqual([address(secondKey)]);
  });

  it('skips to the next question on the route of all questions', async () => {
    const assessment = assessmentWith(answersTo([]), { route: 'all' });
    const browser = new Browser(app, jarWith(visitorWith(assessment)));
    expect(await skipFrom(browser, questionAt(0))).toEqual([address(questionAt(1))]);
  });

  it('skips over what is answered', async () => {
    const browser = somebody(answersTo([secondKey]));
    expect(await skipFrom(browser, firstKey)).toEqual([address(questionAt(2, keyQuestions))]);
  });

  it('skips back to what was skipped before, at the end of the key questions', async () => {
    const browser = somebody(answersTo(keyQuestions.slice(2)));
    expect(await skipFrom(browser, lastKey)).toEqual([address(firstKey)]);
  });

  it('skips to the table when nothing else is open', async () => {
    const browser = somebody(answersTo(instrument.questions.slice(1)));
    expect(await skipFrom(browser, questionAt(0))).toEqual(['/questions']);
  });

  it('saves nothing when a question is skipped', async () => {
    const browser = newcomer();
    const [to = ''] = await skipFrom(browser, firstKey);
    await browser.get(to);
    expect(browser.jar.names).toEqual([]);
  });
});

describe('POST /questions/:id', () => {
  it('saves an answer and goes on along the route', async () => {
    const browser = somebody();
    expect(await browser.postAndFollow(address(firstKey), { me: '2', us: '1' })).toBe(address(secondKey));
    expect(answersIn(browser.jar)?.get(firstKey.id)).toEqual({ me: 2, us: 1 });
  });

  it.each([
    ['0', 0],
    ['1', 1],
    ['2', 2],
    ['3', 3],
    ['na', 'not-applicable'],
  ] as const)('takes %s for either perspective', async (value, response) => {
    const browser = somebody();
    await browser.post(address(firstKey), { me: value, us: '1' });
    await browser.post(address(secondKey), { me: '1', us: value });
    expect(answersIn(browser.jar)?.get(firstKey.id)).toEqual({ me: response, us: 1 });
    expect(answersIn(browser.jar)?.get(secondKey.id)).toEqual({ me: 1, us: response });
  });

  it('takes a first answer of somebody who never saw /start, about the suggested level', async () => {
    const browser = newcomer();
    expect(await browser.postAndFollow(address(firstKey), { me: '2', us: '1' })).toBe(
      `${address(secondKey)}?first`,
    );
    const visitor = stateIn(browser.jar);
    expect(visitor?.assessments).toHaveLength(1);
    expect(visitor?.assessments[0]).toMatchObject({ level: firstLevel, name: '', route: 'key' });
  });

  it('takes a first answer to any question, with the empty field its form carries', async () => {
    const browser = newcomer();
    const question = questionAt(5, otherQuestions);
    const page = await browser.page(address(question));
    const assessment = page.attribute('input[name="assessment"]', 'value');
    expect(assessment).toBe('');
    await browser.post(address(question), { assessment, me: '0', us: '0' });
    expect(answersIn(browser.jar)?.get(question.id)).toEqual({ me: 0, us: 0 });
  });

  it('changes an answer, and leaves the others as they are', async () => {
    const before = answersTo(keyQuestions.slice(0, 5), { me: 1, us: 1 });
    const browser = somebody(before);
    await browser.post(address(secondKey), { me: '3', us: '0' });
    expect(answersIn(browser.jar)).toEqual(new Map(before).set(secondKey.id, { me: 3, us: 0 }));
  });

  it('clears an answer, comes back to the question, and says so', async () => {
    const browser = somebody(answersTo([firstKey, secondKey]));
    const to = await browser.postAndFollow(address(firstKey), { me: '2', us: '1', action: 'clear' });
    expect(to).toBe(`${address(firstKey)}?cleared`);
    const page = await browser.page(to);
    expect(page.notices).toEqual(['Your answer to this question is cleared.']);
    expect(page.chosen).toEqual({});
    expect([...(answersIn(browser.jar)?.keys() ?? [])]).toEqual([secondKey.id]);
  });

  it('clears an answer even when no rating comes with it', async () => {
    const browser = somebody(answersTo([firstKey]));
    await browser.postAndFollow(address(firstKey), { action: 'clear' });
    expect(answersIn(browser.jar)?.size).toBe(0);
  });

  it('saves and stops, and says until when the answers are kept', async () => {
    const browser = somebody();
    const to = await browser.postAndFollow(address(firstKey), { me: '2', us: '1', action: 'stop' });
    expect(to).toBe('/questions?stopped');
    expect(answersIn(browser.jar)?.size).toBe(1);
    expect((await browser.page(to)).notices).toEqual([expect.stringContaining('until 21 November 2027')]);
  });

  it('stops without saving when nothing was chosen', async () => {
    const browser = somebody();
    const response = await browser.post(address(firstKey), { action: 'stop' });
    expect([response.status, response.headers.location]).toEqual([303, '/questions?stopped']);
    expect(answersIn(browser.jar)?.size).toBe(0);
  });

  it('does not stop over half an answer, which would be lost', async () => {
    const response = await somebody().post(address(firstKey), { me: '2', action: 'stop' });
    expect(response.status).toBe(422);
    expect(new Page(response.text).chosen).toEqual({ me: '2' });
  });

  it('goes on as usual for an action it does not know', async () => {
    const browser = somebody();
    const to = await browser.postAndFollow(address(firstKey), { me: '2', us: '1', action: 'explode' });
    expect(to).toBe(address(secondKey));
  });

  it('opens the report with the last key question, and says so', async () => {
    const browser = somebody(answersTo(keyQuestions.slice(0, -1)));
    const to = await browser.postAndFollow(address(lastKey), { me: '2', us: '1' });
    expect(to).toBe('/report?opened');
    expect((await browser.page(to)).notices).toEqual([expect.stringContaining('your report is open')]);
  });

  it('goes on after a change once the report is open', async () => {
    const browser = somebody(answersTo(keyQuestions));
    const to = await browser.postAndFollow(address(lastKey), { me: '0', us: '0' });
    expect(to).toBe(address(questionAt(0, otherQuestions)));
  });

  it('goes to the report when nothing is left', async () => {
    const browser = somebody(answersTo(instrument.questions));
    expect(await browser.postAndFollow(address(firstKey), { me: '0', us: '0' })).toBe('/report');
  });

  it('counts "doesn’t apply" as an answer', async () => {
    const browser = somebody(
      answersTo(keyQuestions.slice(0, -1), { me: 'not-applicable', us: 'not-applicable' }),
    );
    expect(await browser.postAndFollow(address(lastKey), { me: 'na', us: 'na' })).toBe('/report?opened');
  });

  it('goes where the route leads from here, for every question', async () => {
    for (const route of ['key', 'all'] as const)
      for (const question of instrument.questions.filter((_question, i) => i % 9 === 0)) {
        const browser = new Browser(app, jarWith(visitorWith(assessmentWith(answersTo([]), { route }))));
        const answers = answersTo([question], { me: 1, us: 1 });
        const next = nextQuestion(instrument, route, answers, question);
        const to = await browser.postAndFollow(address(question), { me: '1', us: '1' });
        expect(to).toBe(next && address(next));
      }
  });

  it('notes the day of the change', async () => {
    const later = new Date(today.getTime() + 3 * 86_400_000);
    const browser = new Browser(testApp({ now: () => later }), jarWithAnswers(answersTo([])));
    await browser.post(address(firstKey), { me: '2', us: '1' });
    expect(stateIn(browser.jar)?.assessments[0]?.changedOn).toBe(dayOf(later));
  });

  it('knows no question that is not in the content', async () => {
    const response = await somebody().post('/questions/999.1', { me: '2', us: '1' });
    expect(response.status).toBe(404);
    expect(response.headers['set-cookie']).toBeUndefined();
  });
});

describe('POST /questions/:id with a fault', () => {
  const missingMe = 'Choose how far you do your part in this, or that it does not apply';
  const missingUs = 'Choose how far this is how your group works, or that it does not apply';

  it.each([
    ['nothing at all', {}, ['me', 'us'], {}],
    ['no rating for me', { us: '2' }, ['me'], { us: '2' }],
    ['no rating for us', { me: '2' }, ['us'], { me: '2' }],
    ['an impossible rating', { me: '4', us: '2' }, ['me'], { us: '2' }],
    ['a rating that is a word', { me: '1', us: 'always' }, ['us'], { me: '1' }],
    ['a rating with blanks', { me: ' 1', us: '1' }, ['me'], { us: '1' }],
    ['a negative rating', { me: '-1', us: '1' }, ['me'], { us: '1' }],
    ['a rating given twice', { me: ['1', '2'], us: '3' }, ['me'], { us: '3' }],
    ['a rating given twice alike', { me: '3', us: ['1', '1'] }, ['us'], { me: '3' }],
    ['empty ratings', { me: '', us: '' }, ['me', 'us'], {}],
  ] as const)(
    'comes back with 422 and what was entered when there is %s',
    async (_what, fields, wrong, kept) => {
      const browser = somebody(answersTo([secondKey]));
      const response = await browser.post(address(firstKey), fields);
      const page = new Page(response.text);
      expect(response.status).toBe(422);
      expect(page.errors.map(({ field }) => field)).toEqual(wrong);
      expect(page.chosen).toEqual(kept);
      expect(cookieSet(response, stateCookie)).toBeUndefined();
    },
  );

  it('says what is missing in a summary that links to the field, and at the field', async () => {
    const page = new Page((await somebody().post(address(firstKey))).text);
    expect(page.errors).toEqual([
      { text: missingMe, field: 'me' },
      { text: missingUs, field: 'us' },
    ]);
    for (const { text, field } of page.errors) {
      const group = page.one(`#${field}`);
      expect(group.matches('fieldset')).toBe(true);
      const described = attributeOf(group, 'aria-describedby');
      expect(page.text(`#${described}`)).toBe(`Error: ${text}`);
    }
  });

  it('marks only the group that is wrong', async () => {
    const page = new Page((await somebody().post(address(firstKey), { me: '1' })).text);
    expect(page.has('fieldset#us.wrong')).toBe(true);
    expect(page.has('fieldset#me.wrong')).toBe(false);
  });

  it('shows what was entered now, not what was saved before', async () => {
    const browser = somebody(answersTo([firstKey], { me: 3, us: 3 }));
    const page = new Page((await browser.post(address(firstKey), { me: '0' })).text);
    expect(page.chosen).toEqual({ me: '0' });
    expect(answersIn(browser.jar)?.get(firstKey.id)).toEqual({ me: 3, us: 3 });
  });

  it('shows no error of somebody else on the next page', async () => {
    await somebody().post(address(firstKey));
    const page = await newcomer().page(address(firstKey));
    expect(page.has('.error-summary')).toBe(false);
    expect(page.has('.error')).toBe(false);
  });

  it('says it to somebody new as well, and saves nothing', async () => {
    const browser = newcomer();
    expect((await browser.post(address(firstKey), { me: '1' })).status).toBe(422);
    expect(browser.jar.names).toEqual([]);
  });
});

describe('an answer from a page of another assessment', () => {
  const first = () => assessmentWith(answersTo([firstKey]), { id: '1', name: 'First' });
  const second = () => assessmentWith(answersTo([]), { id: 'second', name: 'Second' });

  it('counts towards the assessment whose page it was, which becomes the current one', async () => {
    const browser = new Browser(app, jarWith(visitorWith(first(), second())));
    await browser.post(address(secondKey), { assessment: '1', me: '3', us: '3' });
    const visitor = stateIn(browser.jar);
    expect(visitor?.current).toBe('1');
    expect(visitor?.assessments.map(({ answers }) => answers.size)).toEqual([2, 0]);
  });

  it('goes to the current one when the page named none', async () => {
    const browser = new Browser(app, jarWith(visitorWith(first(), second())));
    await browser.post(address(secondKey), { me: '3', us: '3' });
    expect(stateIn(browser.jar)?.assessments.map(({ answers }) => answers.size)).toEqual([1, 1]);
  });

  it.each(['1', 'second'])(
    'is refused in words when that assessment (%s) was deleted in another tab, and counts for no other',
    async (deleted) => {
      const left = [first(), second()].filter(({ id }) => id !== deleted);
      const browser = new Browser(app, jarWith(visitorWith(...left)));
      const before = stateIn(browser.jar);
      const response = await browser.post(address(secondKey), { assessment: deleted, me: '3', us: '3' });
      expect(stateIn(browser.jar)?.assessments).toEqual(before?.assessments);
      expect(response.status).toBe(422);
      expect(new Page(response.text).errors[0]?.text).toMatch(/assessment .* not saved/);
    },
  );

  it.each(['../x', 'Ω', 'x'.repeat(100)])(
    'goes to the current one when the field is nonsense: %s',
    async (field) => {
      const browser = new Browser(app, jarWith(visitorWith(first())));
      await browser.post(address(secondKey), { assessment: field, me: '3', us: '3' });
      expect(answersIn(browser.jar)?.size).toBe(2);
    },
  );
});

describe('the other route', () => {
  it.each([
    ['is offered while something is left', answersTo(instrument.questions.slice(1)), true],
    ['is not when every question is answered', answersTo(instrument.questions), false],
  ])('%s', async (_what, answers, offered) => {
    expect((await somebody(answers).page(address(firstQuestion))).has('form.route')).toBe(offered);
  });
});

describe('a browser that refuses cookies', () => {
  const refused = /^Nothing was saved: this browser refused this site’s cookie/;
  const me = { me: '2', us: '1' };
  /** Where a form leads, opened without the cookies that came with it. */
  const afterwards = async (from: string, fields: Record<string, string>) => {
    const { headers } = await newcomer().post(from, fields);
    return newcomer().page(String(headers.location));
  };

  it.each([
    ['an answer', address(firstQuestion), me],
    ['an answer to stop at', address(firstQuestion), { ...me, action: 'stop' }],
    ['the start', '/start', { level: firstLevel, name: 'Ward 7', person: '', route: 'key' }],
  ])('is told after %s, on the page that it leads to', async (_what, from, fields) => {
    expect((await afterwards(from, fields)).notices).toEqual([expect.stringMatching(refused)]);
  });

  it('is not suspected of it when it takes them, nor later on', async () => {
    const browser = newcomer();
    const first = await browser.post(address(firstQuestion), me);
    expect((await browser.page(String(first.headers.location))).notices).toEqual([]);
    const second = await browser.post(address(firstKey), me);
    expect(second.headers.location).not.toContain('first');
  });
});
