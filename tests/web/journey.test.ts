/** Whole visits, page by page, as a browser without JavaScript makes them. */
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/assessment/route.ts';
import { testApp } from '../site.ts';
import { Browser } from './browser.ts';
import { attributeOf, textOf } from './dom.ts';
import { firstLevel, instrument, keyQuestions } from './state.ts';

const app = testApp();

/** Presses "Save and continue" on a question page. Finds the form by pattern, because parsing hundreds of pages is slow. */
async function answer(browser: Browser, at: string, me: string, us: string): Promise<string> {
  const { text } = await browser.get(at);
  const [, action] = /<form method="post" action="([^"]+)" data-answer>/.exec(text) ?? [];
  const [, assessment] = /<input type="hidden" name="assessment" value="([^"]*)">/.exec(text) ?? [];
  if (action === undefined || assessment === undefined) throw new Error(`${at} has no form to answer with`);
  return browser.postAndFollow(action, { assessment, me, us, action: 'continue' });
}

const questionAtAddress = (address: string) => address.slice('/questions/'.length).replace(/\?.*/, '');

/** Answers each question until the site redirects to another page. Returns the ids in order, and that page's address. */
async function answerOn(browser: Browser, from: string): Promise<{ asked: string[]; end: string }> {
  const asked: string[] = [];
  let at = from;
  while (at.startsWith('/questions/')) {
    asked.push(questionAtAddress(at));
    if (asked.length > instrument.questions.length) throw new Error('the route does not end');
    at = await answer(browser, at, String(asked.length % 4), asked.length % 5 ? '1' : 'na');
  }
  return { asked, end: at.replace(/\?.*/, '') };
}

async function begin(site: RequestListener, route: Route): Promise<{ browser: Browser; first: string }> {
  const browser = new Browser(site);
  const home = await browser.page('/');
  const start = home.all('a.primary').map((link) => attributeOf(link, 'href'))[0] ?? '';
  const form = (await browser.page(start)).one('form.start');
  const fields = { level: firstLevel, name: 'Ward 7', person: 'Ann', route };
  return { browser, first: await browser.postAndFollow(attributeOf(form, 'action'), fields) };
}

const ids = (questions: readonly { id: string }[]) => questions.map(({ id }) => id);

describe('a visit on the route of key questions', () => {
  it('asks every key question in order, then shows the scores and leads to the report', async () => {
    const { browser, first } = await begin(app, 'key');
    const { asked, end } = await answerOn(browser, first);
    expect(asked).toEqual(ids(keyQuestions));
    expect(end).toBe('/arrived/key');
    const arrived = await browser.page(end);
    expect(arrived.attributes('main a.primary', 'href')).toEqual(['/report']);
    const report = await browser.page('/report');
    expect(report.text('h1')).toBe('Ann and Ward 7');
    expect(report.text('.cover')).toContain(
      `${keyQuestions.length} of ${instrument.questions.length} answered`,
    );
  });

  it('continues with the other questions, and ends where the scores are final', async () => {
    const { browser, first } = await begin(app, 'key');
    const { end } = await answerOn(browser, first);
    const arrived = await browser.page(end);
    const [on = ''] = arrived.attributes('main p a', 'href').filter((href) => href.startsWith('/questions/'));
    const rest = await answerOn(browser, on);
    expect(rest.asked).toEqual(ids(instrument.questions.filter(({ key }) => !key)));
    expect(rest.end).toBe('/arrived/all');
    expect((await browser.page('/report')).has('#open')).toBe(false);
  });

  it('asks a skipped question at the end', async () => {
    const { browser, first } = await begin(app, 'key');
    const page = await browser.page(first);
    const skip = page.all('form[data-answer] a').find((link) => textOf(link) === 'Skip');
    const { asked, end } = await answerOn(browser, skip ? attributeOf(skip, 'href') : '');
    expect(asked).toEqual([...ids(keyQuestions.slice(1)), ...ids(keyQuestions.slice(0, 1))]);
    expect(end).toBe('/arrived/key');
  });
});

describe('a visit on the route of all questions', () => {
  it('asks all questions in the recommended order, and says on the way that the report is open', async () => {
    const { browser, first } = await begin(app, 'all');
    const whole = instrument.questions;
    const lastKey = whole.findLastIndex(({ key }) => key);
    const opened: (string | undefined)[] = [];
    let at = first;
    for (const n of whole.keys()) {
      expect(questionAtAddress(at)).toBe(whole[n]?.id);
      if ((await browser.page(at)).has('.slim')) opened.push(questionAtAddress(at));
      at = await answer(browser, at, String(n % 4), '1');
    }
    expect(opened).toEqual([whole[lastKey + 1]?.id]);
    expect(at).toMatch(/^\/arrived\/all\?/);
    expect((await browser.page(at)).text('h1')).toBe(`All ${whole.length}. Your scores are final.`);
  });
});

describe('a visit that was stopped', () => {
  it('continues at the next question with its answers kept', async () => {
    const { browser, first } = await begin(app, 'key');
    const second = await answer(browser, first, '3', '2');
    await browser.postAndFollow(`/questions/${questionAtAddress(second)}/answer`, {
      me: '1',
      us: '0',
      action: 'stop',
    });
    const home = await browser.page('/');
    const carryOn = home.all('.next a.primary');
    expect(carryOn.map((link) => attributeOf(link, 'href'))).toEqual([`/questions/${keyQuestions[2]?.id}`]);
    expect(home.text('.progress p')).toContain(`2 of ${keyQuestions.length} key questions`);
    expect((await browser.page(first)).chosen).toEqual({ me: '3', us: '2' });
  });

  it('continues on the other route after the route is changed', async () => {
    const { browser, first } = await begin(app, 'key');
    await answer(browser, first, '3', '2');
    const form = (await browser.page('/questions')).one('form.route');
    const to = await browser.postAndFollow(attributeOf(form, 'action'), { route: 'all' });
    expect(to).toBe(
      `/questions/${instrument.questions.find(({ id }) => id !== questionAtAddress(first))?.id}`,
    );
    const { asked } = await answerOn(browser, to);
    expect(asked.slice(0, 5)).toEqual(
      ids(instrument.questions)
        .filter((id) => id !== questionAtAddress(first))
        .slice(0, 5),
    );
  });
});
