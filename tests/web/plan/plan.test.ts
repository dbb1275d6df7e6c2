/** /plan and the contract in the report, through the real app with its cookies. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPlan, type Plan, planTexts } from '../../../src/assessment/plan.ts';
import { buildReport } from '../../../src/assessment/scores/report.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { planCodec } from '../../../src/codec/worksheets.ts';
import { stepsFor } from '../../../src/web/plan/plan-steps.ts';
import { cookieLimit } from '../../../src/web/visitor/cookie-room.ts';
import { planCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { testApp, testContent, testSecret } from '../../site.ts';
import { Browser, cookieSet, cookiesOf, type Fields, Jar } from '../browser.ts';
import { attributeOf, Page } from '../dom.ts';
import {
  answersTo,
  assessmentWith,
  countingAs,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  questionAt,
  visitorWith,
} from '../state.ts';

const app = testApp();
const otherSecret = 'another secret, which this site does not know, 32+';
const low = countingAs(keyQuestions, { me: 1, us: 0 });
const priorities = buildReport(instrument, low).priorities.map(({ question }) => question);
const [firstPriority] = priorities;
const future = '2027-03-01';
const past = '2026-11-01';
const goal = {
  'goal-1-text': 'Every caller hears back the same day',
  'goal-1-owner': 'Priya',
  'goal-1-due': future,
  'goal-1-question': questionAt(3).id,
};
const full: Fields = {
  ...goal,
  ...Object.fromEntries(planTexts.map((text) => [text, `My ${text}: “naïve”\nand a second line`])),
  signedBy: 'Zoë O’Hara',
  signedOn: '2026-11-21',
  retakeOn: '2027-05-21',
};

const savedIn = (jar: Jar) =>
  planCodec.decode(cookieText(jar.value(planCookie) ?? '', secretsFrom([testSecret])));
const planWith = (changes: Partial<Plan>): Plan => ({ ...emptyPlan, savedOn: '2026-11-20', ...changes });
const aGoal = { text: 'Old', owner: 'me', due: past, question: '', state: 'open' } as const;
const cookieOf = (plan: Plan, secret = testSecret) =>
  cookieValue(planCodec.encode(plan), secretsFrom([secret]));
const withPlan = (plan: Plan, jar = new Jar()) => new Browser(app, jar.set(planCookie, cookieOf(plan)));

/** Returns the fields of the form on the page with their values, as a browser would post them. */
function fieldsOn(page: Page): Record<string, string> {
  const form = page.one('form[action="/plan/save"]');
  const inputs = form
    .querySelectorAll('input')
    .filter((input) => attributeOf(input, 'type') !== 'radio')
    .map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]);
  const areas = form
    .querySelectorAll('textarea')
    .map((area) => [attributeOf(area, 'name'), page.text(`textarea[name="${attributeOf(area, 'name')}"]`)]);
  const selects = form.querySelectorAll('select').map((select) => {
    const chosen = select.querySelectorAll('option').find((option) => option.hasAttribute('selected'));
    return [attributeOf(select, 'name'), chosen ? attributeOf(chosen, 'value') : ''];
  });
  return Object.fromEntries([...inputs, ...areas, ...selects]);
}

/** Posts the form of the page with some fields changed. */
async function send(browser: Browser, changes: Fields = {}, action = 'save') {
  return browser.post('/plan/save', { ...fieldsOn(await browser.page('/plan')), ...changes, action });
}

describe('POST /plan', () => {
  it('saves all fields in the plan cookie for a year, and GET /plan shows them', async () => {
    const browser = new Browser(app);
    const response = await send(browser, full);
    expect([response.status, response.headers.location]).toEqual([303, '/plan?saved']);
    const cookie = cookiesOf(response).find(({ name }) => name === planCookie);
    expect(cookie?.attributes.get('max-age')).toBe(String(365 * 86_400));
    expect(cookie?.attributes.has('httponly')).toBe(true);
    const page = await browser.page('/plan?saved');
    expect(page.notices).toEqual(['Your contract is saved. Put its days into my calendar']);
    expect(page.attribute('.notice a', 'href')).toBe('/plan.ics');
    const shown = fieldsOn(page);
    for (const [name, value] of Object.entries(full))
      expect({ name, value: shown[name] }).toEqual({ name, value: String(value).replace('\n', ' ') });
    expect(page.text('.plan-end + p + .saved')).toContain('Saved in this browser until 21 November 2027');
    expect(savedIn(browser.jar)?.less).toBe('My less: “naïve”\nand a second line');
  });

  it.each(['saved', 'filled', 'full'])(
    'leads to /plan?%s, which says that nothing is saved when the browser blocks cookies',
    async (what) => {
      const page = await new Browser(app).page(`/plan?${what}`);
      expect(page.notices).toEqual([
        'This browser holds no contract. If you have just saved one, the browser refused this site’s cookie: allow it, then save again.',
      ]);
    },
  );

  it('drops empty goals and moves the goals below them up', async () => {
    const browser = new Browser(app);
    await send(browser, { 'goal-3-text': '  Three  ' });
    expect(savedIn(browser.jar)?.goals).toEqual([
      { text: 'Three', owner: '', due: '', question: '', state: 'open' },
    ]);
  });

  it('saves the state of a goal, for which only a saved goal has a field', async () => {
    const browser = new Browser(app);
    expect((await browser.page('/plan')).has('[name="goal-1-state"]')).toBe(false);
    await send(browser, goal);
    await send(browser, { 'goal-1-state': 'done' });
    expect(savedIn(browser.jar)?.goals[0]?.state).toBe('done');
    expect((await browser.page('/plan')).has('[name="goal-2-state"]')).toBe(false);
  });

  it.each([
    [
      'for a day that does not exist',
      { 'goal-1-due': '2027-02-30' },
      'goal-1-due',
      '“2027-02-30” is not a day',
    ],
    ['for a day in words', { signedOn: 'tomorrow' }, 'signedOn', '“tomorrow” is not a day'],
    ['for a day before 1970', { signedOn: '0001-01-01' }, 'signedOn', 'between 1970 and 2199'],
    ['for a day after 2199', { retakeOn: '2200-01-01' }, 'retakeOn', 'between 1970 and 2199'],
    ['when the due day of a new goal is in the past', { 'goal-1-due': past }, 'goal-1-due', 'still to come'],
    ['when a new day to retake is in the past', { retakeOn: past }, 'retakeOn', 'still to come'],
    ['for a question that is not asked', { 'goal-1-question': '99.9' }, 'goal-1-question', 'of the list'],
    ['for a question that is no question id', { 'goal-1-question': '<b>' }, 'goal-1-question', 'of the list'],
    ['for an unknown state of a goal', { 'goal-1-state': 'won' }, 'goal-1-state', 'how this goal stands'],
    ['for a goal without a text', { 'goal-2-owner': 'Priya' }, 'goal-2-text', 'Say what goal 2 is'],
    ['for a text that is too long', { less: 'x'.repeat(2001) }, 'less', 'at most 2,000 characters'],
    ['for a field that is sent twice', { less: ['a', 'b'] }, 'less', 'once'],
  ])('saves nothing and shows the error at the field %s', async (_what, changes, field, text) => {
    const browser = new Browser(app);
    const response = await send(browser, { ...full, ...changes });
    expect(response.status).toBe(422);
    expect(cookieSet(response, planCookie)).toBeUndefined();
    const page = new Page(response.text);
    expect(page.errors).toEqual([{ field, text: expect.stringContaining(text) }]);
    expect(page.attribute(`[name="${field}"]`, 'id')).toBe(field);
    expect(page.text(`#${field}-error`)).toContain(text);
    const shown = fieldsOn(page);
    const sent = Object.entries({ ...full, ...changes }).filter(([, value]) => typeof value === 'string');
    for (const [name, value] of sent)
      if (name in shown && name !== 'goal-1-state')
        expect({ name, value: shown[name] }).toEqual({ name, value: String(value).replace('\n', ' ') });
  });

  it('accepts the saved due day of a goal when it is over, and refuses another one, as its hint says', async () => {
    const browser = withPlan(planWith({ goals: [{ ...aGoal, due: '2026-10-01' }] }));
    const page = await browser.page('/plan');
    expect(page.text('#goal-1-due-hint')).toContain('The day that is saved may stay');
    expect(page.text('#goal-2-due-hint')).toContain('still to come');
    expect((await send(browser, { less: 'Meetings' })).status).toBe(303);
    expect(savedIn(browser.jar)?.goals[0]?.due).toBe('2026-10-01');
    expect((await send(browser, { 'goal-1-due': '2026-10-02' })).status).toBe(422);
  });

  it('accepts yesterday as the due day of a new goal, and refuses the day before', async () => {
    expect((await send(new Browser(app), { ...goal, 'goal-1-due': '2026-11-20' })).status).toBe(303);
    expect((await send(new Browser(app), { ...goal, 'goal-1-due': '2026-11-19' })).status).toBe(422);
  });

  it('keeps the saved question of a goal when it is no longer asked', async () => {
    const browser = withPlan(planWith({ goals: [{ ...aGoal, question: '77.7' }] }));
    expect((await send(browser)).status).toBe(303);
    expect(savedIn(browser.jar)?.goals[0]?.question).toBe('77.7');
  });

  it('answers 422 to an empty form when nothing is saved', async () => {
    const response = await send(new Browser(app));
    expect(response.status).toBe(422);
    expect(new Page(response.text).errors[0]?.field).toBe('goal-1-text');
  });

  it('leads to /plan/remove when the form was emptied, and keeps what is saved', async () => {
    const browser = withPlan(planWith({ goals: [aGoal] }));
    const empty = Object.fromEntries(
      Object.keys(fieldsOn(await browser.page('/plan'))).map((name) => [name, '']),
    );
    const { seen: _, 'goal-1-state': __, ...emptied } = empty;
    const response = await send(browser, emptied);
    expect(response.headers.location).toBe('/plan/remove');
    expect(savedIn(browser.jar)?.goals).toEqual([aGoal]);
  });

  it('refuses to overwrite what another tab has saved since, and saves when posted again', async () => {
    const browser = new Browser(app);
    const early = fieldsOn(await browser.page('/plan'));
    await send(browser, goal);
    const tab = fieldsOn(await browser.page('/plan'));
    await send(browser, { less: 'Fewer meetings' });
    const response = await browser.post('/plan/save', { ...tab, less: 'Fewer reports', action: 'save' });
    expect(response.status).toBe(422);
    const page = new Page(response.text);
    expect(page.errors[0]).toEqual({ field: 'save', text: expect.stringContaining('another tab') });
    expect(savedIn(browser.jar)?.less).toBe('Fewer meetings');
    expect((await browser.post('/plan/save', { ...fieldsOn(page), action: 'save' })).status).toBe(303);
    expect(savedIn(browser.jar)?.less).toBe('Fewer reports');
    expect((await browser.post('/plan/save', { ...early, ...goal, action: 'save' })).status).toBe(422);
  });

  it('accepts the same form twice, as a double click sends it', async () => {
    const browser = new Browser(app);
    const fields = { ...fieldsOn(await browser.page('/plan')), ...full, action: 'save' };
    for (let i = 0; i < 2; i++) expect((await browser.post('/plan/save', fields)).status).toBe(303);
  });

  it('answers any fields with errors, or saves a plan that can be read again', async () => {
    const names = Object.keys(fieldsOn(await new Browser(app).page('/plan')));
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '',
        future,
        past,
        '3.7',
        'done',
        '\u0000',
        '\u0001\u2028',
        '__proto__',
        '"\\'.repeat(900),
      ),
      fc.array(fc.string(), { minLength: 2, maxLength: 3 }),
    );
    const anyName = fc.oneof(fc.constantFrom(...names, 'action', 'goal-1-state'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.dictionary(anyName, anyText, { maxKeys: 12 }), async (fields) => {
        const browser = new Browser(app, jarWithAnswers(low));
        const response = await browser.post('/plan/save', fields as Fields);
        expect([303, 422]).toContain(response.status);
        if (response.status === 303) expect(savedIn(browser.jar)).toBeDefined();
        else expect(new Page(response.text).errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the space left on /plan', () => {
  /** Fields whose texts leave `left` of `space` bytes. */
  function filledUp(space: number, letter: string, left: number): Fields {
    const size = Buffer.byteLength(JSON.stringify(letter)) - 2;
    const one = Math.floor(1200 / size);
    const rest = space - left - one * size;
    return {
      less: letter.repeat(one),
      record: letter.repeat(Math.floor(rest / size)) + 'x'.repeat(rest % size),
    };
  }

  it.each([
    ['letters of one byte', 'e'],
    ['letters of two bytes', 'é'],
    ['characters of three bytes', '語'],
    ['characters of four bytes', '🪞'],
    ['quotation marks, which JSON escapes', '"'],
  ])('can be filled to the last byte, and not a byte more, with %s', async (_what, letter) => {
    const browser = new Browser(app);
    const space = Number((await browser.page('/plan')).attribute('form[data-space]', 'data-space'));
    const over = await send(browser, filledUp(space, letter, -1));
    expect(over.status).toBe(422);
    const page = new Page(over.text);
    expect(page.text('[data-space-left]')).toBe('1 character too many');
    expect(page.errors[0]?.text).toContain('1 character more than');
    expect(page.text('textarea[name="less"]')).toBe(filledUp(space, letter, -1).less);
    expect(savedIn(browser.jar)).toBeUndefined();
    const exact = await send(browser, filledUp(space, letter, 0));
    expect(exact.status).toBe(303);
    expect(`${planCookie}=${cookieSet(exact, planCookie)}`.length).toBeLessThanOrEqual(cookieLimit);
    expect((await browser.page('/plan')).text('[data-space-left]')).toBe('About 0 characters left');
  });

  it('is counted from what is saved', async () => {
    const browser = new Browser(app);
    const left = async () => {
      const text = (await browser.page('/plan')).text('[data-space-left]');
      return Number(/^About ([\d,]+) characters left$/.exec(text)?.[1]?.replace(',', ''));
    };
    const empty = await left();
    expect(empty).toBeGreaterThan(2_000);
    await send(browser, { less: 'x'.repeat(1300) });
    expect(await left()).toBe(empty - 1_300);
    await send(browser, { record: 'é'.repeat(400) });
    expect(await left()).toBe(empty - 1_300 - 800);
  });

  it('has its error at the longest text when there is too much', async () => {
    const response = await send(new Browser(app), {
      ...full,
      momentum: 'm'.repeat(1990),
      support: 's'.repeat(900),
    });
    expect(new Page(response.text).errors).toEqual([
      { field: 'momentum', text: expect.stringMatching(/^That is [\d,]+ characters more than/) },
    ]);
  });
});

describe('the steps of a goal', () => {
  const [first, second] = priorities;
  const stepsOf = (question = first) => (question ? stepsFor(testContent, question) : []);

  it('are three for each of the priorities, from the page of the question and the chapter of its competency', async () => {
    const page = await new Browser(app, jarWithAnswers(low)).page('/plan');
    for (const [i, question] of priorities.entries()) {
      const steps = page.all(`[name="goal-${i + 1}-step"]`);
      expect(steps.map((step) => attributeOf(step, 'value'))).toEqual(
        [0, 1, 2].map((n) => `${question.id}:${n}`),
      );
      for (const step of stepsOf(question)) expect(page.texts('.steps-offered label')).toContain(step);
    }
    const chapter = testContent.competencies.get(first?.competency?.id ?? '')?.steps ?? [];
    const own = testContent.guidance.get(first?.id ?? '')?.do ?? [];
    expect(stepsOf().filter((step) => chapter.includes(step))).toHaveLength(1);
    expect(stepsOf().filter((step) => own.includes(step))).toHaveLength(2);
  });

  it('are not shown before anything is answered', async () => {
    expect((await new Browser(app).page('/plan')).has('.steps-offered')).toBe(false);
  });

  it('become the text of the goal, with the question they are from', async () => {
    const browser = new Browser(app, jarWithAnswers(low));
    expect((await send(browser, { 'goal-1-step': `${first?.id}:1` })).status).toBe(303);
    expect(savedIn(browser.jar)?.goals).toEqual([
      { text: stepsOf()[1], owner: '', due: '', question: first?.id, state: 'open' },
    ]);
  });

  it('stand in front of what was typed, and are not repeated', async () => {
    const browser = new Browser(app, jarWithAnswers(low));
    const chosen = { 'goal-1-step': `${first?.id}:0`, 'goal-1-text': 'By Friday.' };
    const text = () => savedIn(browser.jar)?.goals[0]?.text ?? '';
    await send(browser, chosen);
    expect(text()).toBe(`${stepsOf()[0]}\nBy Friday.`);
    await send(browser, { 'goal-1-step': `${first?.id}:0` });
    expect(text().split(stepsOf()[0] ?? '-')).toHaveLength(2);
  });

  it('are kept with the rest of the form when it has an error', async () => {
    const response = await send(new Browser(app, jarWithAnswers(low)), {
      'goal-2-step': `${second?.id}:2`,
      signedOn: 'x',
    });
    expect(response.status).toBe(422);
    expect(new Page(response.text).text('#goal-2-text')).toBe(stepsOf(second)[2]);
  });

  it.each(['99.9:0', `${questionAt(0).id}:7`, 'x', ''])(
    'are ignored when there is no such step: %j',
    async (step) => {
      const browser = new Browser(app, jarWithAnswers(low));
      await send(browser, { 'goal-1-step': step, 'goal-1-text': 'Mine' });
      expect(savedIn(browser.jar)?.goals.map(({ text, question }) => [text, question])).toEqual([
        ['Mine', ''],
      ]);
    },
  );

  it('are folded when the goal has a text', async () => {
    const browser = new Browser(app, jarWithAnswers(low));
    await send(browser, { 'goal-1-text': 'Mine', 'goal-1-question': first?.id ?? '' });
    const page = await browser.page('/plan');
    expect(page.all('details .steps-offered')).toHaveLength(1);
  });
});

describe('POST /plan with the button “Fill from my priorities”', () => {
  const person = () => new Browser(app, jarWith({ ...visitorWith(assessmentWith(low)), name: 'Zoë' }));

  it('saves a goal with owner, due day and question for each of the three priorities', async () => {
    const browser = person();
    const response = await send(browser, {}, 'fill');
    expect([response.status, response.headers.location]).toEqual([303, '/plan?filled']);
    expect(savedIn(browser.jar)?.goals).toEqual(
      priorities.map((question, i) => ({
        text: stepsFor(testContent, question)[0],
        owner: 'Zoë',
        due: ['2027-01-02', '2027-01-23', '2027-02-13'][i],
        question: question.id,
        state: 'open',
      })),
    );
    expect((await browser.page('/plan?filled')).notices[0]).toContain('Your priorities fill the goals');
  });

  it('names “me” as the owner when the visitor has no name', async () => {
    const browser = new Browser(app, jarWithAnswers(low));
    await send(browser, {}, 'fill');
    expect(savedIn(browser.jar)?.goals.map(({ owner }) => owner)).toEqual(['me', 'me', 'me']);
  });

  it('saves what was typed and fills only empty goals and fields', async () => {
    const browser = person();
    await send(browser, { ...full, 'goal-2-owner': 'Sam', 'goal-2-due': '2027-09-01' }, 'fill');
    const saved = savedIn(browser.jar);
    expect(saved?.goals.map(({ text }) => text)).toEqual([
      goal['goal-1-text'],
      ...priorities.slice(0, 2).map((question) => stepsFor(testContent, question)[0]),
    ]);
    expect(saved?.goals[1]).toMatchObject({ owner: 'Sam', due: '2027-09-01' });
    expect(saved?.signedBy).toBe('Zoë O’Hara');
    const again = await send(browser, {}, 'fill');
    expect(again.headers.location).toBe('/plan?full');
    expect(savedIn(browser.jar)?.goals).toEqual(saved?.goals);
  });

  it('shows what was typed again when a field has an error', async () => {
    const response = await send(person(), { less: 'Meetings', signedOn: 'x' }, 'fill');
    expect(response.status).toBe(422);
    expect(new Page(response.text).text('textarea[name="less"]')).toBe('Meetings');
  });

  it('answers 422 when the goals do not fit, and shows what was typed again', async () => {
    const space = Number((await person().page('/plan')).attribute('form[data-space]', 'data-space'));
    const less = 'x'.repeat(1900);
    const response = await send(person(), { less, record: 'y'.repeat(space - 1900) }, 'fill');
    expect(response.status).toBe(422);
    const page = new Page(response.text);
    expect(page.errors).toEqual([{ field: 'fill', text: expect.stringContaining('There is no room') }]);
    expect(page.text('textarea[name="less"]')).toBe(less);
  });

  it('is not offered when every goal has a text, or no priority is left', async () => {
    const browser = person();
    await send(browser, { 'goal-1-text': 'a', 'goal-2-text': 'b', 'goal-3-text': 'c' });
    expect((await browser.page('/plan')).has('#fill')).toBe(false);
    const satisfied = answersTo(keyQuestions, { me: 'not-applicable', us: 'not-applicable' });
    expect((await new Browser(app, jarWithAnswers(satisfied)).page('/plan')).has('#fill')).toBe(false);
  });

  it('is not offered before the report is open: the page links to the next key question, and a post answers 422', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions.slice(2))));
    const page = await browser.page('/plan');
    expect(page.has('button[value="fill"]')).toBe(false);
    expect(page.text('#fill')).toContain('2 are left');
    expect(page.attribute('#fill a', 'href')).toBe(`/questions/${keyQuestions[0]?.id}`);
    const response = await send(browser, { less: 'Meetings' }, 'fill');
    expect(response.status).toBe(422);
    const shown = new Page(response.text);
    expect(shown.errors).toEqual([{ field: 'fill', text: expect.stringContaining('2 key questions left') }]);
    expect(shown.text('textarea[name="less"]')).toBe('Meetings');
  });
});

describe('the field for the question of a goal on /plan', () => {
  it('offers the priorities, then the other questions with low answers', async () => {
    const answers = new Map([...low, ...countingAs(otherQuestions, { me: 3, us: 3 })]);
    const page = await new Browser(app, jarWithAnswers(answers)).page('/plan');
    const ids = page
      .one('#goal-1-question')
      .querySelectorAll('option')
      .map((option) => attributeOf(option, 'value'));
    const others = keyQuestions.filter((question) => !priorities.includes(question));
    expect(ids).toEqual(['', ...[...priorities, ...others].map(({ id }) => id)]);
    expect(page.attributes('#goal-1-question optgroup', 'label')).toEqual([
      'My priorities',
      'Other low answers',
    ]);
  });

  it('offers no priorities before the report is open', async () => {
    const page = await new Browser(
      app,
      jarWithAnswers(countingAs(keyQuestions.slice(1), { me: 1, us: 0 })),
    ).page('/plan');
    expect(page.attributes('#goal-1-question optgroup', 'label')).toEqual(['Other low answers']);
    expect(page.all('#goal-1-question optgroup option')).toHaveLength(keyQuestions.length - 1);
  });

  it('offers the saved question when it has no low answer', async () => {
    const browser = withPlan(planWith({ goals: [{ ...aGoal, question: '3.7' }] }));
    const page = await browser.page('/plan');
    expect(fieldsOn(page)['goal-1-question']).toBe('3.7');
    expect(page.attributes('.goal a', 'href')).toEqual(['/questions/3.7']);
  });
});

describe('GET and POST /plan/remove', () => {
  it('ask first without changing anything, then remove the plan', async () => {
    const browser = withPlan(planWith({ goals: [aGoal] }), jarWithAnswers(low));
    const asked = await browser.get('/plan/remove');
    expect(cookiesOf(asked)).toEqual([]);
    expect(new Page(asked.text).text('ol')).toContain('Old');
    expect(await browser.postAndFollow('/plan/remove')).toBe('/plan?removed');
    expect(browser.jar.names).toEqual(['mirror_state']);
    expect((await browser.page('/plan?removed')).notices).toEqual([
      'Your contract is removed from this browser.',
    ]);
    expect((await browser.get('/plan/remove')).headers.location).toBe('/plan');
  });

  it('remove an older plan that was set aside as well', async () => {
    const browser = withPlan(planWith({ goals: [aGoal] }));
    browser.jar.set(`${planCookie}_aside`, cookieOf(planWith({ less: 'Older', savedOn: '2025-01-01' })));
    await browser.post('/plan/remove');
    expect(browser.jar.names).toEqual([]);
  });
});

describe('a plan that cannot be read', () => {
  const unreadable = cookieOf(planWith({ goals: [aGoal] }), otherSecret);
  const reader = () => new Browser(app, new Jar().set(planCookie, unreadable));

  it('has a notice on /plan, shows no goals, and is set aside when another is saved', async () => {
    const browser = reader();
    const page = await browser.page('/plan');
    expect(page.notices).toEqual([
      expect.stringMatching(/^There is a contract in this browser that cannot be used[^.]*\.$/),
    ]);
    expect(fieldsOn(page)['goal-1-text']).toBe('');
    await send(browser, { less: 'New' });
    expect(browser.jar.value(`${planCookie}_aside`)).toBe(unreadable);
    expect((await browser.page('/plan')).notices).toEqual([]);
  });

  it('has a notice in the report', async () => {
    const browser = new Browser(app, jarWithAnswers(low).set(planCookie, unreadable));
    const page = await browser.page('/report/contract');
    expect(page.text('.notice')).toContain('cannot be used');
  });

  it('stays in its cookie when POST /plan/remove removes the plan', async () => {
    const browser = reader();
    await browser.post('/plan/remove');
    expect(browser.jar.value(planCookie)).toBe(unreadable);
  });

  it.each(['', 'x', '1..', '1.e30.x', `1.${'A'.repeat(3700)}.${'B'.repeat(43)}`])(
    'breaks neither /plan nor /report when the cookie is “%s”',
    async (value) => {
      const browser = new Browser(app, jarWithAnswers(low).set(planCookie, value));
      expect((await browser.get('/plan')).status).toBe(200);
      expect((await browser.get('/report')).status).toBe(200);
      expect((await send(browser, goal)).status).toBe(303);
    },
  );
});

describe('the contract in the report', () => {
  const plan = planWith({
    goals: [
      {
        ...aGoal,
        text: 'Call back\nthe same day',
        due: future,
        question: firstPriority?.id ?? '',
        state: 'going-on',
      },
      { ...aGoal, text: '<b>Bold</b> & "quoted"', owner: '', due: '', question: '77.7' },
    ],
    less: 'The Monday report',
    signedBy: 'Zoë',
  });

  it('is the last chapter, with the goals, links to their questions, and lines for empty fields', async () => {
    const page = await withPlan(plan, jarWithAnswers(low)).page('/report/all');
    expect(page.text('.report-contents a[href="#contract"]')).toBe('My contract for change');
    const own = page.texts('.chapter h2');
    expect(own.indexOf('My contract for change')).toBeGreaterThan(own.indexOf('Through the customer’s eyes'));
    expect(page.texts('.contract-goal')).toEqual(['Call back the same day', '<b>Bold</b> & "quoted"']);
    expect(page.attributes('.contract-source a', 'href')).toEqual([`/questions/${firstPriority?.id}`]);
    const text = page.text('[data-chapter="contract"]');
    for (const said of [
      '1 March 2027',
      'Going on',
      'The Monday report',
      'question 77.7, which is no longer asked',
    ])
      expect(text).toContain(said);
    // Owner and due day of the second goal, all texts but one, and two fields of the signing.
    expect(page.all('.contract dd.blank')).toHaveLength(2 + (planTexts.length - 1) + 2);
    expect(page.has('#make-a-contract')).toBe(false);
  });

  it('is replaced by an invitation, on the screen only, when there is no plan', async () => {
    const page = await new Browser(app, jarWithAnswers(low)).page('/report/all');
    expect(page.attribute('[data-chapter="contract"]', 'class')).toContain('screen-only');
    expect(page.attribute('[data-chapter="contract"] a.button', 'href')).toBe('/plan');
    expect(page.attribute('.report-contents li.screen-only a', 'href')).toBe('#make-a-contract');
    expect(page.has('.contract')).toBe(false);
  });

  it('never appears in the report of another visitor or in the sample', async () => {
    await withPlan(plan, jarWithAnswers(low)).get('/report/all');
    const { text } = await new Browser(app, jarWithAnswers(low)).get('/report/all');
    expect(text).not.toContain('The Monday report');
    expect((await withPlan(plan).get('/sample/all')).text).not.toContain('The Monday report');
  });
});

describe('/plan under the prefix of BASE_URL', () => {
  it('has the prefix in every link and redirect', async () => {
    const site = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const jar = new Jar().set('mirror_state', jarWithAnswers(low).value('mirror_state') ?? '', '/mirror/');
    const browser = new Browser(site, jar);
    expect(await browser.postAndFollow('/mirror/plan/save', { ...goal, action: 'save' })).toBe(
      '/mirror/plan?saved',
    );
    for (const address of ['/mirror/plan', '/mirror/plan/remove', '/mirror/report']) {
      const { status, text } = await browser.get(address);
      expect({ address, status }).toEqual({ address, status: 200 });
      expect(text.match(/(?:href|action)="\/(?!mirror\/)[^"]*"/g)).toBeNull();
    }
  });
});

describe('GET / with regard to the plan', () => {
  const links = async (jar: Jar) => (await new Browser(app, jar).page('/')).texts('main a[href="/plan"]');

  it('links to /plan once the report is open', async () => {
    expect(await links(jarWithAnswers(low))).toEqual(['My contract for change']);
    const withPlan = jarWithAnswers(low).set(planCookie, cookieOf(planWith({ goals: [aGoal] })));
    expect(await links(withPlan)).toContain('My contract for change');
    expect(await links(jarWithAnswers(answersTo(keyQuestions.slice(1))))).toEqual([]);
  });
});
