/** /: the pitch for a newcomer; one next step, and the own chart or progress, for a visitor with answers. */

import { describe, expect, it } from 'vitest';
import { emptyPlan, type Goal, type Plan } from '../../../src/assessment/plan.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { planCodec } from '../../../src/codec/worksheets.ts';
import { planCookie } from '../../../src/web/visitor/cookies.ts';
import { smallContent } from '../../content/small.ts';
import { cookieValue } from '../../cookies.ts';
import { dayOf } from '../../days.ts';
import { testApp, testSecret, today } from '../../site.ts';
import { Browser } from '../browser.ts';
import { answersTo, assessmentWith, instrument, jarWith, keyQuestions, visitorWith } from '../state.ts';

const goal: Goal = { text: 'Call back', owner: 'Bea', due: '2026-11-01', question: '', state: 'open' };
const daysLater = (days: number) => new Date(today.getTime() + days * 86_400_000);

interface Given {
  readonly answered: readonly { readonly id: string }[];
  readonly plan?: Partial<Plan>;
  readonly now?: Date;
}

async function home({ answered, plan, now = today }: Given) {
  const questions = instrument.questions.filter(({ id }) => answered.some((one) => one.id === id));
  const assessment = assessmentWith(answersTo(questions, { me: 2, us: 1 }), {
    id: 'a',
    name: 'Ward 7',
    changedOn: dayOf(today),
  });
  const browser = new Browser(testApp({ now: () => now }), jarWith(visitorWith(assessment)));
  if (plan) {
    const saved = planCodec.encode({ ...emptyPlan, savedOn: '2026-11-21', ...plan });
    browser.jar.set(planCookie, cookieValue(saved, secretsFrom([testSecret])));
  }
  const page = await browser.page('/');
  return {
    page,
    title: page.text('.next h2'),
    text: page.text('.next p:not(.where)'),
    button: page.text('.next .button'),
    address: page.attribute('.next .button', 'href'),
  };
}

describe('GET / for a newcomer', () => {
  it('has the promise, the chart of the sample with its numbers, and one button', async () => {
    const page = await new Browser(testApp()).page('/');
    expect(page.text('h1')).toBe('How well do we serve our customers?');
    expect(page.texts('main .hero .button')).toEqual(['Start']);
    expect(page.all('.hero .chart')).toHaveLength(1);
    expect(page.all('.hero tbody tr')).toHaveLength(instrument.competencies.length);
    expect(page.has('.next')).toBe(false);
  });

  it('has no chart when there is no sample', async () => {
    const page = await new Browser(testApp({ content: smallContent({ 'sample.yaml': undefined }) })).page(
      '/',
    );
    expect(page.has('.chart')).toBe(false);
    expect(page.texts('main .hero .button')).toEqual(['Start']);
  });
});

describe('GET / for a visitor with an assessment', () => {
  it('has one card and no pitch', async () => {
    const { page } = await home({ answered: keyQuestions });
    expect(page.all('.next')).toHaveLength(1);
    expect(page.all('main .primary')).toHaveLength(1);
    expect(page.has('.hero, .steps, .principles')).toBe(false);
    expect(page.text('h1')).toBe('About Ward 7');
  });

  it('shows progress and carries on while the report is closed', async () => {
    const { page, title, text, button, address } = await home({ answered: keyQuestions.slice(0, 9) });
    const next = keyQuestions[9]?.id;
    expect([title, button, address]).toEqual([
      'Carry on',
      `Carry on with question ${next}`,
      `/questions/${next}`,
    ]);
    expect(text).toContain(`${keyQuestions.length - 9} key questions are left`);
    expect(page.all('main progress')).toHaveLength(1);
    expect(page.has('.chart')).toBe(false);
  });

  it('says "is" of one question', async () => {
    expect((await home({ answered: keyQuestions.slice(1) })).text).toContain('1 key question is left');
  });

  it('starts with the first question when nothing is answered', async () => {
    const { title, button } = await home({ answered: [] });
    expect([title, button]).toEqual([
      'Answer the first question',
      `Start with question ${keyQuestions[0]?.id}`,
    ]);
  });

  it('shows the visitor’s own chart with its numbers as a table once the report is open', async () => {
    const { page, title, address } = await home({ answered: keyQuestions });
    expect([title, address]).toEqual(['Read your report', '/report']);
    expect(page.all('.chart')).toHaveLength(1);
    expect(page.texts('main tbody th')).toEqual(
      instrument.competencies.map((competency) => competency.short),
    );
    expect(page.text('main figure')).not.toContain('made-up');
  });

  it.each([
    ['makes a contract', { now: daysLater(1) }, 'Make your contract', '/plan'],
    [
      'takes it again after half a year',
      { now: daysLater(182) },
      'Half a year has gone by',
      '/start/a/retake',
    ],
    ['sees to a goal that is overdue', { plan: { goals: [goal] } }, 'A goal is 20 days overdue', '/plan'],
    [
      'sees to a goal that is due today',
      { plan: { goals: [{ ...goal, due: '2026-11-21' }] } },
      'A goal is due today',
      '/plan',
    ],
    [
      'sees to a goal that is due tomorrow',
      { plan: { goals: [{ ...goal, due: '2026-11-22' }] } },
      'A goal is due in 1 day',
      '/plan',
    ],
  ])('%s', async (_what, given: Omit<Given, 'answered'>, title, address) => {
    const shown = await home({ answered: keyQuestions, ...given });
    expect(shown.title).toBe(title);
    expect(shown.address).toBe(address);
  });

  it('names the goal, its day and its owner', async () => {
    const { page, text } = await home({ answered: keyQuestions, plan: { goals: [goal] } });
    expect(text).toBe('Call back');
    expect(page.text('.next .note')).toBe('Due on 1 November 2026. Bea sees to it.');
  });

  it('reads the report when everything is answered and there is a contract', async () => {
    const { title } = await home({ answered: instrument.questions, plan: { less: 'x' } });
    expect(title).toBe('Read your report');
  });
});
