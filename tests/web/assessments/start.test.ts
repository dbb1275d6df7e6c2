/** /start: starting, listing, changing, switching and deleting assessments. */

import { describe, expect, it } from 'vitest';
import { currentAssessment } from '../../../src/assessment/visitor.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { decodeState, nameLimit } from '../../../src/codec/state.ts';
import { stateLimit } from '../../../src/web/visitor/cookie-room.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp, testContent, testSecret } from '../../site.ts';
import { Browser, cookieSet } from '../browser.ts';
import { attributeOf, Page, textOf } from '../dom.ts';
import {
  answersTo,
  assessmentWith,
  firstLevel,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  questionAt,
  secondLevel,
  visitorWith,
} from '../state.ts';

const app = testApp();
const filled = { level: firstLevel, name: 'Ward 7', person: 'Ann', route: 'key' };
const levelNames = testContent.levelsOfBusiness.map(({ name }) => name);

/** @throws Error when the browser holds no readable state */
function stateIn({ jar }: Browser) {
  const value = jar.value(stateCookie) ?? '';
  const editions = { current: instrument.edition, accepts: [] };
  const decoded = decodeState(cookieText(value, secretsFrom([testSecret])), editions);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.visitor;
}

const first = () => assessmentWith(answersTo(keyQuestions), { name: 'Ward 7' });
const second = () =>
  assessmentWith(answersTo([questionAt(0)]), { id: 'second', level: secondLevel, route: 'all' });
const withTwo = () => new Browser(app, jarWith({ ...visitorWith(first(), second()), name: 'Ann' }));

describe('GET /start', () => {
  it('asks a new visitor for the level and the route, with the first of each chosen', async () => {
    const page = await new Browser(app).page('/start');
    expect(page.text('h1')).toBe('Before you start');
    expect(page.texts('fieldset:has(#level) .choices label')).toEqual(levelNames);
    expect(page.chosen).toEqual({ level: firstLevel, route: 'key', way: 'one' });
    expect(page.attribute('#name', 'value')).toBe('');
  });

  it('folds what a first assessment may leave as it is, and nothing when there is an error or a second one', async () => {
    const isFolded = (page: Page) => page.has('details.more-choices #name');
    expect(isFolded(await new Browser(app).page('/start'))).toBe(true);
    expect(isFolded(await withTwo().page('/start'))).toBe(false);
    const refused = await new Browser(app).post('/start/new', { ...filled, name: 'x'.repeat(nameLimit + 1) });
    expect(isFolded(new Page(refused.text))).toBe(false);
  });

  it('has a label for every field', async () => {
    const page = await new Browser(app).page('/start');
    for (const id of ['name', 'person']) expect(page.has(`label[for="${id}"]`)).toBe(true);
    for (const input of page.all('input[type="radio"]')) expect(input.closest('label')).not.toBeNull();
  });

  it('lists the assessments with their progress, and marks the current one', async () => {
    const page = await withTwo().page('/start');
    expect(page.texts('.assessments h2')).toEqual(['Ward 7', levelNames[1]]);
    const [one, two] = page.texts('.assessments li');
    const of = instrument.questions.length;
    expect(one).toContain(`${keyQuestions.length} of ${keyQuestions.length} key questions`);
    expect(one).toContain(`${keyQuestions.length} of ${of} in all. Changed on 21 November 2026.`);
    expect(two).toContain(`1 of ${of} in all`);
    expect(two).toContain('You are answering this one.');
    expect(page.text('.assessments')).not.toContain('Snapshots (');
    expect(one).not.toContain('You are answering this one.');
  });

  it('names the assessment in each button and link, for screen readers', async () => {
    const page = await withTwo().page('/start');
    for (const item of page.all('.assessments li')) {
      const name = textOf(item.querySelector('h2') ?? item);
      for (const control of [...item.querySelectorAll('button'), ...item.querySelectorAll('a')])
        expect(textOf(control)).toContain(name);
    }
  });

  it('fills in the visitor’s name for the next assessment', async () => {
    expect((await withTwo().page('/start')).attribute('#person', 'value')).toBe('Ann');
  });
});

describe('POST /start', () => {
  it('starts an assessment and redirects to its first question', async () => {
    const browser = new Browser(app);
    expect(await browser.postAndFollow('/start/new', filled)).toBe(`/questions/${keyQuestions[0]?.id}?first`);
    const visitor = stateIn(browser);
    expect(visitor.name).toBe('Ann');
    expect(currentAssessment(visitor)).toMatchObject({ level: firstLevel, name: 'Ward 7', route: 'key' });
    expect(currentAssessment(visitor)?.answers.size).toBe(0);
  });

  it('redirects to the first question of the chosen route', async () => {
    const to = await new Browser(app).postAndFollow('/start/new', { ...filled, route: 'all' });
    expect(to).toBe(`/questions/${questionAt(0).id}?first`);
  });

  it.each([
    ['one statement a page', { way: 'one', route: 'key' }, `/questions/${questionAt(0).id}`],
    ['the key questions on one page', { way: 'several', route: 'key' }, '/key'],
    ['a principle on a page', { way: 'several', route: 'all' }, '/principles/1'],
    ['paper', { way: 'paper', route: 'key' }, '/paper'],
    [
      'one statement a page when the way is unknown',
      { way: 'x', route: 'all' },
      `/questions/${questionAt(0).id}`,
    ],
  ])('redirects to %s', async (_what, fields, to) => {
    expect(await new Browser(app).postAndFollow('/start/new', { ...filled, ...fields })).toBe(`${to}?first`);
  });

  it('accepts a form without names', async () => {
    const browser = new Browser(app);
    await browser.postAndFollow('/start/new', { level: secondLevel, route: 'key' });
    expect(stateIn(browser)).toMatchObject({ name: '', assessments: [{ level: secondLevel, name: '' }] });
  });

  it('adds an assessment to the others and makes it the current one', async () => {
    const browser = new Browser(app, jarWith(visitorWith(first())));
    await browser.postAndFollow('/start/new', { ...filled, level: secondLevel, name: 'All of us' });
    const visitor = stateIn(browser);
    expect(visitor.assessments.map(({ name }) => name)).toEqual(['Ward 7', 'All of us']);
    expect(currentAssessment(visitor)?.name).toBe('All of us');
    expect(visitor.assessments[0]?.answers).toEqual(first().answers);
  });

  it('gives each assessment a unique id', async () => {
    const browser = new Browser(app);
    for (let i = 0; i < 4; i++) await browser.post('/start/new', filled);
    const ids = stateIn(browser).assessments.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it('accepts two assessments of the same level', async () => {
    const browser = new Browser(app);
    await browser.post('/start/new', { ...filled, name: '' });
    await browser.post('/start/new', { ...filled, name: '' });
    expect((await browser.page('/start')).all('.assessments li')).toHaveLength(2);
  });
});

describe('POST /start with an invalid form', () => {
  const tooLong = 'x'.repeat(nameLimit + 1);

  it.each([
    ['no level', { ...filled, level: [] }, 'level', 'Choose whom “us” means'],
    ['a level that does not exist', { ...filled, level: 'planet' }, 'level', 'Choose whom “us” means'],
    ['two levels', { ...filled, level: [firstLevel, secondLevel] }, 'level', 'Choose whom “us” means'],
    ['no route', { ...filled, route: [] }, 'route', 'Choose which questions come first'],
    [
      'a route that does not exist',
      { ...filled, route: 'scenic' },
      'route',
      'Choose which questions come first',
    ],
    [
      'a group name that is too long',
      { ...filled, name: tooLong },
      'name',
      `Use at most ${nameLimit} characters for a name`,
    ],
    [
      'a visitor name that is too long',
      { ...filled, person: tooLong },
      'person',
      `Use at most ${nameLimit} characters for a name`,
    ],
  ])('answers 422 with a message at the field for %s', async (_what, fields, field, text) => {
    const response = await new Browser(app).post('/start/new', fields);
    expect(response.status).toBe(422);
    expect(new Page(response.text).errors).toEqual([{ field, text }]);
    expect(cookieSet(response, stateCookie)).toBeUndefined();
  });

  it('does not show a message of zod for a name given twice', async () => {
    const response = await new Browser(app).post('/start/new', { ...filled, name: ['a', 'b'] });
    expect(response.status).toBe(422);
    expect(response.text).not.toMatch(/invalid input|expected string|array/i);
  });

  it('links each error to its field and describes the field with it', async () => {
    const fields = { level: 'planet', route: 'scenic', name: tooLong, person: tooLong };
    const page = new Page((await new Browser(app).post('/start/new', fields)).text);
    expect(page.errors.map(({ field }) => field)).toEqual(['level', 'name', 'person', 'route']);
    for (const { field, text } of page.errors) {
      // The error of a group of radio buttons describes the group; its first button is what the link leads to.
      const described = [`#${field}`, `fieldset:has(#${field})`]
        .flatMap((at) => page.attributes(at, 'aria-describedby').join(' ').split(' '))
        .filter(Boolean);
      const words = described.map((id) => page.text(`#${id}`));
      expect({ field, words }).toEqual({ field, words: expect.arrayContaining([`Error: ${text}`]) });
    }
  });

  it('keeps the values that were entered', async () => {
    const fields = { level: secondLevel, route: 'all', way: 'paper', name: tooLong, person: 'Ann "B" <C>' };
    const page = new Page((await new Browser(app).post('/start/new', fields)).text);
    expect(page.chosen).toEqual({ level: secondLevel, route: 'all', way: 'paper' });
    expect(page.attribute('#name', 'value')).toBe(tooLong);
    expect(page.attribute('#person', 'value')).toBe('Ann "B" <C>');
  });

  it('accepts a name of the maximum length', async () => {
    const browser = new Browser(app);
    await browser.postAndFollow('/start/new', { ...filled, name: 'x'.repeat(nameLimit) });
    expect(stateIn(browser).assessments[0]?.name).toHaveLength(nameLimit);
  });

  it('changes nothing, nor does POST /start/:id', async () => {
    const browser = withTwo();
    const before = stateIn(browser);
    await browser.post('/start/new', { ...filled, name: tooLong });
    await browser.post('/start/second/change', { ...filled, name: tooLong });
    expect(stateIn(browser)).toEqual(before);
  });
});

describe('the names of POST /start', () => {
  it.each([
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['"><img src=x onerror=alert(1)>', '"><img src=x onerror=alert(1)>'],
    ['Tom & Jerry’s “Ward”', 'Tom & Jerry’s “Ward”'],
    ['<%= 7 * 7 %>', '<%= 7 * 7 %>'],
    ['a\u0000b\u0001c\u001bd', 'a b c d'],
    ['  two\r\n lines\t ', 'two lines'],
    ['\u00010\u0001', '0'],
    ['漢字 😀', '漢字 😀'],
  ])('are shown as text on every page: %j', async (typed, kept) => {
    const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions)));
    await browser.postAndFollow('/start/1/change', { ...filled, name: typed, person: typed });
    expect(stateIn(browser).name).toBe(kept);
    for (const address of [
      '/',
      '/start',
      '/start/1',
      '/start/1/delete',
      '/questions',
      '/questions/1.1',
      '/report',
    ]) {
      const { text } = await browser.get(address);
      expect(text).not.toMatch(/<script>|<img/);
      expect(new Page(text).text('body')).toContain(address === '/start/1' ? `“${kept}”` : kept);
    }
    const form = await browser.page('/start/1');
    expect(form.attribute('#name', 'value')).toBe(kept);
    expect(form.attribute('#person', 'value')).toBe(kept);
  });

  it('are empty when only spaces are entered', async () => {
    const browser = new Browser(app);
    await browser.postAndFollow('/start/new', { ...filled, name: ' \t\u00a0 ' });
    expect(stateIn(browser).assessments[0]?.name).toBe('');
  });

  it('cannot refer to fragments of other pages when they are refused', async () => {
    const name = `\u00010\u0001${'x'.repeat(nameLimit)}`;
    const response = await new Browser(app).post('/start/new', { ...filled, name, person: name });
    expect(response.status).toBe(422);
    expect(response.text).not.toContain('\u0001');
    expect(response.text.match(/<\/html>/g)).toHaveLength(1);
  });

  it('cannot refer to fragments of other pages', async () => {
    const browser = new Browser(app);
    await browser.postAndFollow('/start/new', { ...filled, name: 'x\u00010\u0001y' });
    const { text } = await browser.get('/questions/1.1');
    expect(text).not.toContain('\u0001');
    expect(text.match(/<\/html>/g)).toHaveLength(1);
  });
});

describe('/start/:id', () => {
  it('shows the present values of the assessment', async () => {
    const page = await withTwo().page('/start/second');
    expect(page.text('h1')).toBe('Change this assessment');
    expect(page.chosen).toEqual({ level: secondLevel, route: 'all' });
    expect(page.attribute('form.start', 'action')).toBe('/start/second/change');
  });

  it('saves a new name, level and route, and keeps the answers', async () => {
    const browser = withTwo();
    const fields = { level: firstLevel, name: 'New', person: 'Bea', route: 'key' };
    expect(await browser.postAndFollow('/start/second/change', fields)).toBe('/start');
    const visitor = stateIn(browser);
    expect(visitor.name).toBe('Bea');
    expect(visitor.assessments[0]).toEqual(first());
    expect(visitor.assessments[1]).toEqual({ ...second(), level: firstLevel, name: 'New', route: 'key' });
  });

  it('changes the level on the question pages', async () => {
    const browser = withTwo();
    await browser.postAndFollow('/start/second/change', { ...filled, level: firstLevel, name: '' });
    expect((await browser.page(`/questions/${questionAt(3).id}`)).text('.rating.us legend')).toContain(
      levelNames[0],
    );
  });

  it('accepts empty names', async () => {
    const browser = withTwo();
    await browser.postAndFollow('/start/1/change', { ...filled, name: '', person: '' });
    expect(stateIn(browser)).toMatchObject({ name: '', assessments: [{ name: '' }, {}] });
  });

  it.each(['/start/nobody', '/start/nobody/delete'])(
    'answers 404 for an unknown assessment: GET %s',
    async (address) => {
      const response = await withTwo().get(address);
      expect(response.status).toBe(404);
      expect(new Page(response.text).text('main')).toContain('There is no such assessment in this browser');
    },
  );

  it.each(['/change', '/switch', '/route', '/delete'])(
    'answers 404 for an unknown assessment: POST /start/nobody%s',
    async (path) => {
      const response = await withTwo().post(`/start/nobody${path}`, filled);
      expect(response.status).toBe(404);
      expect(cookieSet(response, stateCookie)).toBeUndefined();
    },
  );
});

describe('POST /start/:id/switch and /route', () => {
  it('switch makes the assessment the current one and redirects to its next question', async () => {
    const browser = withTwo();
    const to = await browser.postAndFollow('/start/1/switch');
    expect(to).toBe(`/questions/${instrument.questions.find(({ key }) => !key)?.id}`);
    expect(stateIn(browser).current).toBe('1');
    expect((await browser.page(to)).text('main')).toMatch(/about Ward 7/i);
  });

  it('switch redirects to the report when every question is answered', async () => {
    const complete = assessmentWith(answersTo(instrument.questions));
    const browser = new Browser(app, jarWith(visitorWith(complete, second())));
    expect(await browser.postAndFollow('/start/1/switch')).toBe('/report');
  });

  it.each(['', 'scenic'])('route sets the key questions for the route "%s"', async (route) => {
    const browser = withTwo();
    await browser.postAndFollow('/start/second/route', { route });
    expect(stateIn(browser).assessments[1]?.route).toBe('key');
  });

  it('route makes the assessment the current one', async () => {
    const browser = withTwo();
    await browser.postAndFollow('/start/1/route', { route: 'all' });
    expect(stateIn(browser)).toMatchObject({ current: '1', assessments: [{ route: 'all' }, {}] });
  });

  it('switch keeps the answers of each assessment separate', async () => {
    const browser = withTwo();
    await browser.postAndFollow('/start/1/switch');
    expect((await browser.page('/questions')).text('.progress p')).toContain(`${keyQuestions.length} of`);
    await browser.postAndFollow('/start/second/switch');
    expect((await browser.page('/questions')).text('.progress p')).toContain(
      `1 of ${instrument.questions.length}`,
    );
  });
});

describe('/start/:id/delete', () => {
  it('asks for confirmation with the name and the number of answers, and changes nothing', async () => {
    const browser = withTwo();
    const before = stateIn(browser);
    const page = await browser.page('/start/1/delete');
    expect(page.text('.lead')).toContain(
      `“Ward 7”, with ${keyQuestions.length} of ${instrument.questions.length}`,
    );
    expect(page.attribute('form', 'action')).toBe('/start/1/delete');
    expect(page.all('form a').map((link) => attributeOf(link, 'href'))).toEqual(['/start']);
    expect(stateIn(browser)).toEqual(before);
  });

  it('deletes the current assessment only, and makes another the current one', async () => {
    const browser = withTwo();
    expect(await browser.postAndFollow('/start/second/delete')).toBe('/start');
    const visitor = stateIn(browser);
    expect(visitor.assessments).toEqual([first()]);
    expect(visitor.current).toBe('1');
  });

  it('keeps the current assessment when another is deleted', async () => {
    const browser = withTwo();
    await browser.postAndFollow('/start/1/delete');
    expect(stateIn(browser)).toMatchObject({ current: 'second', assessments: [{ id: 'second' }] });
  });

  it('deletes the last assessment, after which every page is as for a new visitor', async () => {
    const browser = new Browser(app, jarWith(visitorWith(first())));
    await browser.postAndFollow('/start/1/delete');
    expect(stateIn(browser).assessments).toEqual([]);
    expect((await browser.page('/start')).text('h1')).toBe('Before you start');
    expect((await browser.page('/')).has('.next')).toBe(false);
    expect((await browser.page('/report')).text('h1')).toBe('Your report is not open yet');
    expect((await browser.page(`/questions/${questionAt(0).id}`)).chosen).toEqual({});
  });

  it('allows a new assessment afterwards', async () => {
    const browser = new Browser(app, jarWith(visitorWith(first())));
    await browser.postAndFollow('/start/1/delete');
    await browser.postAndFollow('/start/new', { ...filled, name: 'Again' });
    expect(stateIn(browser).assessments).toMatchObject([{ name: 'Again', answers: new Map() }]);
  });

  it('answers 404 the second time', async () => {
    const browser = withTwo();
    await browser.postAndFollow('/start/1/delete');
    expect((await browser.post('/start/1/delete')).status).toBe(404);
    expect(stateIn(browser).assessments).toHaveLength(1);
  });
});

describe('with a full state cookie', () => {
  const long = (i: number) => `${i} ${'漢'.repeat(nameLimit - 4)}`;

  /** Adds assessments until one is refused. */
  async function fullBrowser() {
    const browser = new Browser(app);
    for (let i = 1; i < 200; i++) {
      const response = await browser.post('/start/new', { ...filled, person: '', name: long(i) });
      if (response.status !== 303) return { browser, refused: response };
    }
    throw new Error('the cookie never filled up');
  }

  /** A browser whose cookie has this many characters of space left, or a few less. */
  function nearlyFull(room: number): Browser {
    const assessments = [assessmentWith(answersTo([]), { name: '' })];
    const length = () => {
      const browser = new Browser(app, jarWith({ ...visitorWith(...assessments), current: '1' }));
      return { browser, used: stateCookie.length + 1 + (browser.jar.value(stateCookie)?.length ?? 0) };
    };
    for (let i = 0; i < 100; i++) {
      assessments.push(assessmentWith(answersTo([]), { id: `a${String(i).padStart(9, '0')}`, name: '' }));
      if (length().used > stateLimit - room - 100) break;
    }
    while (length().used > stateLimit - room) assessments.pop();
    let made = length().browser;
    for (let size = 1; size <= nameLimit * assessments.length; size++) {
      const at = Math.floor((size - 1) / nameLimit);
      const old = assessments[at];
      if (old) assessments[at] = { ...old, name: `${old.name}x` };
      const { browser, used } = length();
      if (used > stateLimit - room) break;
      made = browser;
    }
    return made;
  }

  it('POST /start answers 422, keeps the values that were entered, and changes nothing', async () => {
    const { browser, refused } = await fullBrowser();
    expect(refused.status).toBe(422);
    const page = new Page(refused.text);
    expect(page.errors).toEqual([
      { field: 'name', text: expect.stringMatching(/no room.*not saved.*delete/i) },
    ]);
    expect(cookieSet(refused, stateCookie)).toBeUndefined();
    const { assessments } = stateIn(browser);
    expect(assessments.length).toBeGreaterThan(5);
    expect(assessments.map(({ name }) => name)).toEqual(assessments.map((_one, i) => long(i + 1)));
    expect(page.attribute('#name', 'value')).toBe(long(assessments.length + 1));
  });

  it('the cookie is never longer than browsers accept', async () => {
    const { browser } = await fullBrowser();
    const cookie = `${stateCookie}=${browser.jar.value(stateCookie)}`;
    expect(cookie.length).toBeLessThanOrEqual(stateLimit);
    expect(stateLimit).toBeLessThan(4096);
  });

  it('POST /questions/:id answers 422, keeps the ratings that were chosen, and changes nothing', async () => {
    const browser = nearlyFull(3);
    const before = stateIn(browser);
    const response = await browser.post(`/questions/${questionAt(30).id}/answer`, { me: '2', us: 'na' });
    expect(response.status).toBe(422);
    const page = new Page(response.text);
    expect(page.errors[0]?.text).toMatch(/no room.*not saved.*delete an assessment/i);
    expect(page.chosen).toEqual({ me: '2', us: 'na' });
    expect(stateIn(browser)).toEqual(before);
  });

  it('POST /start/:id answers 422 for a longer name', async () => {
    const browser = nearlyFull(3);
    const id = stateIn(browser).assessments.at(-1)?.id;
    const response = await browser.post(`/start/${id}/change`, { ...filled, name: 'x'.repeat(nameLimit) });
    expect(response.status).toBe(422);
    expect(new Page(response.text).errors[0]?.text).toMatch(/no room/i);
  });

  it.each(['switch', 'route'])('POST /start/:id/%s does not fail', async (change) => {
    const browser = nearlyFull(0);
    const id = stateIn(browser).assessments.at(-1)?.id;
    const { status } = await browser.post(`/start/${id}/${change}`, { route: 'all' });
    expect([303, 422]).toContain(status);
  });

  it('every page still opens when a recent answer of another tab does not fit', async () => {
    const browser = nearlyFull(3);
    const other = new Browser(app, jarWith(visitorWith(assessmentWith(answersTo([])))));
    const question = questionAt(30);
    await other.post(`/questions/${question.id}/answer`, { assessment: '1', me: '2', us: '2' });
    const recent = other.jar.names.find((name) => name !== stateCookie) ?? '';
    browser.jar.set(recent, other.jar.value(recent) ?? '');
    for (const address of ['/', '/start', '/questions', `/questions/${question.id}`, '/report'])
      expect({ address, status: (await browser.get(address)).status }).toEqual({ address, status: 200 });
  });

  it('POST /start/:id/delete still works', async () => {
    const browser = nearlyFull(0);
    const { assessments } = stateIn(browser);
    await browser.postAndFollow(`/start/${assessments.at(-1)?.id}/delete`);
    expect(stateIn(browser).assessments).toHaveLength(assessments.length - 1);
  });
});
