/** POST /questions/:id/undo, and the line that has its form. */
import { describe, expect, it } from 'vitest';
import { currentAssessment } from '../../../src/assessment/visitor.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { decodeState } from '../../../src/codec/state.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp, testContent, testSecret } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf, type Page } from '../dom.ts';
import { answersTo, instrument, jarWithAnswers, keyQuestions, questionAt } from '../state.ts';

const app = testApp();
const first = questionAt(0, keyQuestions);
const second = questionAt(1, keyQuestions);
const { ratings } = testContent.scale;
const before = { me: 2, us: 1 } as const;

function answerIn(browser: Browser) {
  const secrets = secretsFrom([testSecret]);
  const text = cookieText(browser.jar.value(stateCookie) ?? '', secrets);
  const decoded = decodeState(text, { current: instrument.edition, accepts: [] });
  return decoded.ok ? currentAssessment(decoded.visitor)?.answers.get(first.id) : undefined;
}

/** The address and the fields of the Undo button. */
function undoOn(page: Page): [string, Record<string, string>] {
  const form = page.one('.saved-line form');
  const inputs = form.querySelectorAll('input');
  const fields = inputs.map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]);
  return [attributeOf(form, 'action'), Object.fromEntries(fields)];
}

async function savedBy(browser: Browser, fields: Record<string, string>): Promise<Page> {
  return browser.page(await browser.postAndFollow(`/questions/${first.id}/answer`, fields));
}

describe('Undo', () => {
  it('is offered on the page after a save, with what was saved', async () => {
    const page = await savedBy(new Browser(app), { me: '3', us: '0' });
    expect(page.text('h1')).toBe(second.statements.us);
    expect(page.text('.saved-line p')).toBe(`${first.id} saved: me ${ratings[3]}, us ${ratings[0]}.`);
    expect(page.attribute('.saved-line p', 'role')).toBe('status');
  });

  it.each([
    ['removes a new answer', answersTo([]), undefined, 'is as before: not answered'],
    [
      'restores the answer before',
      answersTo([first], before),
      before,
      `is as before: me ${ratings[2]}, us ${ratings[1]}`,
    ],
  ])('%s, and leads to its question', async (_what, answers, expected, text) => {
    const browser = new Browser(app, jarWithAnswers(answers));
    const to = await browser.postAndFollow(...undoOn(await savedBy(browser, { me: '3', us: '0' })));
    expect(to).toBe(`/questions/${first.id}?undone=${first.id}`);
    expect(answerIn(browser)).toEqual(expected);
    expect((await browser.page(to)).text('.saved-line p')).toBe(`${first.id} ${text}.`);
  });

  it('restores a cleared answer', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([first], before)));
    await browser.postAndFollow(...undoOn(await savedBy(browser, { action: 'clear' })));
    expect(answerIn(browser)).toEqual(before);
  });

  it('stays in the list', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([first], before)));
    const to = await browser.postAndFollow(
      ...undoOn(await savedBy(browser, { me: '3', us: '0', list: 'key' })),
    );
    expect(to).toBe(`/questions/${first.id}?list=key&undone=${first.id}`);
  });

  it('changes nothing when the answer has changed since', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([first], before)));
    const undo = undoOn(await savedBy(browser, { me: '3', us: '0' }));
    await savedBy(browser, { me: '1', us: '1' });
    expect(await browser.postAndFollow(...undo)).toBe(`/questions/${first.id}`);
    expect(answerIn(browser)).toEqual({ me: 1, us: 1 });
  });

  it.each([
    ['another assessment', { assessment: 'b2' }],
    ['no former answer', { was: '' }],
    ['an invalid former answer', { was: 'z' }],
    ['two former answers', { was: ['a', 'b'] }],
    ['another present answer', { now: 'y' }],
  ])('changes nothing with %s', async (_what, fields) => {
    const browser = new Browser(app, jarWithAnswers(answersTo([first], before)));
    const [action, right] = undoOn(await savedBy(browser, { me: '3', us: '0' }));
    const { status, headers } = await browser.post(action, { ...right, ...fields });
    expect([status, headers.location]).toEqual([303, `/questions/${first.id}`]);
    expect(answerIn(browser)).toEqual({ me: 3, us: 0 });
  });

  it('changes nothing when its address is opened or when the form is of another question', async () => {
    const browser = new Browser(app, jarWithAnswers(answersTo([first, second], before)));
    const [action, fields] = undoOn(await savedBy(browser, { me: '3', us: '0' }));
    await browser.get(`${action}?${new URLSearchParams(fields)}`);
    await browser.post(`/questions/${second.id}/undo`, { ...fields, now: 'y' });
    expect(answerIn(browser)).toEqual({ me: 3, us: 0 });
    expect((await browser.post('/questions/999.1/undo', fields)).status).toBe(404);
  });
});
