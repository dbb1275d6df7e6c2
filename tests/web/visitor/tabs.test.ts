/** Concurrent tabs, double submits, the Back button and slow networks: no answer is lost, and no deleted one returns. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/assessment/instrument.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { testApp } from '../../site.ts';
import { Browser, Jar } from '../browser.ts';
import { Page } from '../dom.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  jarWithAnswers,
  questionAt,
  secondLevel,
  visitorWith,
} from '../state.ts';

const app = testApp();
const [a, b, c] = [questionAt(3), questionAt(17), questionAt(50)];
const address = ({ id }: Question) => `/questions/${id}`;

/** Returns the saved answer that the question page shows. */
const chosen = async (jar: Jar, question: Question) =>
  (await new Browser(app, jar).page(address(question))).chosen;

/** Sends a request with the present cookies of `jar`. Its response is applied to the jar when `arrive` is called. */
async function tab(jar: Jar, path: string, fields: Record<string, string>): Promise<{ arrive: () => void }> {
  const sent = new Browser(app, copyOf(jar, path));
  const response = await sent.post(path.replace(/^\/questions\/.*/, '$&/answer'), fields);
  if (response.status !== 303) throw new Error(`POST ${path}: ${response.status}`);
  return { arrive: () => jar.receive(response) };
}

function copyOf(jar: Jar, path: string): Jar {
  const copy = new Jar();
  for (const pair of jar.header(path)?.split('; ') ?? []) {
    const equals = pair.indexOf('=');
    copy.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return copy;
}

describe('two tabs that post at the same moment', () => {
  it.each([
    ['the first response first', [0, 1]],
    ['the second response first', [1, 0]],
  ])('lose no answer: %s', async (_how, arrivals) => {
    const jar = jarWithAnswers(answersTo([c]));
    const tabs = await Promise.all([
      tab(jar, address(a), { me: '0', us: '1' }),
      tab(jar, address(b), { me: '2', us: 'na' }),
    ]);
    for (const i of arrivals) tabs[i]?.arrive();
    expect(await chosen(jar, a)).toEqual({ me: '0', us: '1' });
    expect(await chosen(jar, b)).toEqual({ me: '2', us: 'na' });
    expect(await chosen(jar, c)).toEqual({ me: '2', us: '1' });
  });

  it('lose no answer of a new visitor who starts in both', async () => {
    const jar = new Jar();
    const tabs = await Promise.all([
      tab(jar, address(a), { me: '0', us: '1' }),
      tab(jar, address(b), { me: '3', us: '3' }),
    ]);
    for (const { arrive } of tabs) arrive();
    expect(await chosen(jar, a)).toEqual({ me: '0', us: '1' });
    expect(await chosen(jar, b)).toEqual({ me: '3', us: '3' });
  });

  it('lose no answer for any number of tabs and any order of responses', async () => {
    const many = instrument.questions.slice(0, 8);
    const order = fc.shuffledSubarray(many, { minLength: many.length });
    await fc.assert(
      fc.asyncProperty(order, async (arrivals) => {
        const jar = jarWithAnswers(answersTo([]));
        const tabs = new Map<Question, { arrive: () => void }>();
        for (const question of many)
          tabs.set(question, await tab(jar, address(question), { me: '3', us: '0' }));
        for (const question of arrivals) tabs.get(question)?.arrive();
        const page = await new Browser(app, jar).page('/questions');
        expect(page.text('.progress p')).toContain(`${many.length} of ${instrument.questions.length} in all`);
      }),
      { numRuns: 5 },
    );
  });

  it('keep a changed answer and a cleared one', async () => {
    const jar = jarWithAnswers(answersTo([a, b], { me: 1, us: 1 }));
    const tabs = await Promise.all([
      tab(jar, address(a), { me: '3', us: '3' }),
      tab(jar, address(b), { action: 'clear' }),
    ]);
    for (const { arrive } of tabs.toReversed()) arrive();
    expect(await chosen(jar, a)).toEqual({ me: '3', us: '3' });
    expect(await chosen(jar, b)).toEqual({});
  });

  it('keep a restored answer after the recent-answer cookies have expired', async () => {
    const jar = jarWithAnswers(answersTo([]));
    const tabs = await Promise.all([
      tab(jar, address(a), { me: '0', us: '1' }),
      tab(jar, address(b), { me: '2', us: '2' }),
    ]);
    for (const { arrive } of tabs) arrive();
    await new Browser(app, jar).get('/questions');
    const later = new Jar().set(stateCookie, jar.value(stateCookie) ?? '');
    expect(await chosen(later, a)).toEqual({ me: '0', us: '1' });
    expect(await chosen(later, b)).toEqual({ me: '2', us: '2' });
  });

  it('keep the answer when the other tab changes a name', async () => {
    for (const arrivals of [
      [0, 1],
      [1, 0],
    ]) {
      const jar = jarWithAnswers(answersTo([]));
      const tabs = await Promise.all([
        tab(jar, address(a), { me: '0', us: '1' }),
        tab(jar, '/start/1/change', { level: secondLevel, name: 'Renamed', person: '', route: 'key' }),
      ]);
      for (const i of arrivals) tabs[i]?.arrive();
      expect(await chosen(jar, a)).toEqual({ me: '0', us: '1' });
    }
  });

  it('keep both answers when each tab is about another assessment', async () => {
    const jar = jarWith(
      visitorWith(assessmentWith(answersTo([])), assessmentWith(answersTo([]), { id: 'second' })),
    );
    const tabs = await Promise.all([
      tab(jar, address(a), { assessment: '1', me: '0', us: '1' }),
      tab(jar, address(a), { assessment: 'second', me: '3', us: '3' }),
    ]);
    for (const { arrive } of tabs) arrive();
    const browser = new Browser(app, jar);
    await browser.post('/start/1/switch');
    expect(await chosen(jar, a)).toEqual({ me: '0', us: '1' });
    await browser.post('/start/second/switch');
    expect(await chosen(jar, a)).toEqual({ me: '3', us: '3' });
  });
});

describe('a double submit', () => {
  it('saves the answer once', async () => {
    const jar = jarWithAnswers(answersTo([c]));
    const tabs = await Promise.all([
      tab(jar, address(a), { me: '0', us: '1' }),
      tab(jar, address(a), { me: '0', us: '1' }),
    ]);
    for (const { arrive } of tabs) arrive();
    const page = await new Browser(app, jar).page('/questions');
    expect(page.text('.progress p')).toContain(`2 of ${instrument.questions.length} in all`);
  });

  it('starts one assessment', async () => {
    const jar = new Jar();
    const fields = { level: secondLevel, name: 'Ward 7', person: '', route: 'key' };
    const tabs = await Promise.all([tab(jar, '/start/new', fields), tab(jar, '/start/new', fields)]);
    for (const { arrive } of tabs) arrive();
    expect((await new Browser(app, jar).page('/start')).all('.assessments li')).toHaveLength(1);
  });
});

describe('the back button', () => {
  it('lets an earlier page be posted again, which changes only its own answer', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([])));
    const before = await browser.page(address(a));
    await browser.post(`${address(a)}/answer`, { me: '0', us: '0' });
    await browser.post(`${address(b)}/answer`, { me: '1', us: '1' });
    const assessment = before.attribute('input[name="assessment"]', 'value');
    await browser.post(`${address(a)}/answer`, { assessment, me: '3', us: '3' });
    expect(await chosen(browser.jar, a)).toEqual({ me: '3', us: '3' });
    expect(await chosen(browser.jar, b)).toEqual({ me: '1', us: '1' });
  });

  it('lets a new visitor post again the first page, which was shown before the assessment existed', async () => {
    const browser = new Browser(app);
    await browser.post(`${address(a)}/answer`, { assessment: '', me: '0', us: '0' });
    await browser.post(`${address(a)}/answer`, { assessment: '', me: '2', us: '2' });
    expect(await chosen(browser.jar, a)).toEqual({ me: '2', us: '2' });
    expect((await browser.page('/start')).all('.assessments li')).toHaveLength(1);
  });
});

describe('a recent answer', () => {
  const begin = { level: secondLevel, name: 'New', person: '', route: 'key' };

  it('is not restored after its assessment was deleted', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([])));
    await browser.post(`${address(a)}/answer`, { me: '0', us: '0' });
    await browser.post('/start/1/delete');
    await browser.post('/start/new', begin);
    expect((await browser.page('/questions')).text('.progress p')).toMatch(/^0 of/);
  });

  it('is not restored when another tab deletes the assessment and starts a new one', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([])));
    await browser.post(`${address(a)}/answer`, { me: '0', us: '0' });
    await browser.post(`${address(b)}/answer`, { me: '1', us: '1' });
    await browser.post('/start/1/delete');
    await browser.post(`${address(c)}/answer`, { me: '1', us: '1' });
    expect((await browser.page('/questions')).text('.progress p')).toContain(
      `1 of ${instrument.questions.length}`,
    );
  });

  it('is not restored after it was cleared', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([])));
    await browser.post(`${address(a)}/answer`, { me: '0', us: '0' });
    await browser.post(`${address(a)}/answer`, { action: 'clear' });
    expect(await chosen(browser.jar, a)).toEqual({});
  });

  it('is not restored over a newer answer', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([])));
    for (const me of ['0', '1', '2', '3']) await browser.post(`${address(a)}/answer`, { me, us: '1' });
    expect(await chosen(browser.jar, a)).toEqual({ me: '3', us: '1' });
  });

  it('is not restored into another assessment', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([])));
    await browser.post(`${address(a)}/answer`, { me: '0', us: '0' });
    await browser.post('/start/new', begin);
    expect(await chosen(browser.jar, a)).toEqual({});
  });

  it('is ignored when it is forged, renamed, or of another browser’s assessment', async () => {
    const donor = new Browser(app, jarWith(visitorWith(assessmentWith(answersTo([]), { id: 'theirs' }))));
    await donor.post(`${address(a)}/answer`, { me: '0', us: '0' });
    const name = donor.jar.names.find((one) => one !== stateCookie) ?? '';
    const value = donor.jar.value(name) ?? '';
    const jars = [
      jarWithAnswers(answersTo([])).set(name, value),
      jarWithAnswers(answersTo([])).set(name, `${value.slice(0, -1)}x`),
      jarWithAnswers(answersTo([])).set(name.replace(a.id, b.id), value),
      jarWithAnswers(answersTo([])).set(name, ''),
      jarWithAnswers(answersTo([])).set(name, jarWithAnswers(answersTo([a])).value(stateCookie) ?? ''),
    ];
    for (const jar of jars)
      expect((await new Browser(app, jar).page('/questions')).text('.progress p')).toMatch(/^0 of/);
  });

  it('sets no cookie when the state has it already', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([])));
    await browser.post(`${address(a)}/answer`, { me: '0', us: '0' });
    expect((await browser.get(address(b))).headers['set-cookie']).toBeUndefined();
  });
});

describe('a page that was open while its assessment was deleted in another tab', () => {
  it('says so when it is posted, keeps what was entered, and saves to no other assessment', async () => {
    const jar = jarWith(
      visitorWith(assessmentWith(answersTo([]), { id: 'second' }), assessmentWith(answersTo([]))),
    );
    const browser = new Browser(app, jar);
    const assessment = (await browser.page(address(a))).attribute('input[name="assessment"]', 'value');
    await browser.post(`/start/${assessment}/delete`);
    const response = await browser.post(`${address(a)}/answer`, { assessment, me: '3', us: '2' });
    expect(response.status).toBe(422);
    expect(new Page(response.text).chosen).toEqual({ me: '3', us: '2' });
    expect((await browser.page('/questions')).text('.progress p')).toMatch(/^0 of/);
  });
});
