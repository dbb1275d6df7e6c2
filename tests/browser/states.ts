/** Every page, in every state that looks different: what is checked with axe, and at 320 pixels. */
import type { Page } from 'playwright-core';
import { dayOf } from '../../src/assessment/visitor.ts';
import { nameLimit } from '../../src/codec/state.ts';
import type { Content } from '../../src/content/content.ts';
import { testContent, today } from '../site.ts';
import { answersTo, assessmentOf, keeper, keyQuestions, leaving, saveButton } from './answering.ts';
import { stateOf, type Visit, type VisitOptions } from './browser.ts';

const { instrument, levelsOfBusiness } = testContent;
const { questions } = instrument;
const [firstKey] = keyQuestions;
const firstPrinciple = instrument.principles[0]?.id;
const plain = questions.find(({ key }) => !key);

/** The shipped content, but one question has no guidance, as an organisation's own may have none. */
export const contentWithGap: Content = {
  ...testContent,
  guidance: new Map([...testContent.guidance].filter(([id]) => id !== plain?.id)),
};

export interface PageState {
  readonly name: string;
  readonly address: string;
  readonly keeps?: VisitOptions['keeps'];
  /** 200 unless it says otherwise. */
  readonly status?: number;
  /** What the visitor does there to bring the state about. */
  readonly act?: (page: Page) => Promise<void>;
}

const some = keeper(
  [assessmentOf('1', { name: 'Ward 7', answers: answersTo(keyQuestions.slice(0, 9)) })],
  'Zoë',
);
const half = keeper([assessmentOf('1', { answers: answersTo(questions.slice(0, questions.length / 2)) })]);
const open = keeper([assessmentOf('1', { name: 'Ward 7', answers: answersTo(keyQuestions) })], 'Zoë');
const full = keeper([assessmentOf('1', { name: 'Ward 7', answers: answersTo(questions) })], 'Zoë');
const low = keeper([assessmentOf('1', { answers: answersTo(questions, () => ({ me: 1, us: 0 })) })]);
const inapplicable = keeper([
  assessmentOf('1', {
    answers: answersTo(questions, () => ({ me: 'not-applicable', us: 'not-applicable' })),
  }),
]);
const two = keeper(
  [
    assessmentOf('1', { name: 'Ward 7', answers: answersTo(keyQuestions) }),
    assessmentOf('b2', { level: levelsOfBusiness.at(-1)?.id ?? '' }),
  ],
  'Zoë',
);
/** The longest names there can be, without a place to break a line. */
const longName = 'Ö'.repeat(nameLimit);
const long = keeper([assessmentOf('1', { name: longName, answers: answersTo(keyQuestions) })], longName);
const unreadable = stateOf(
  { ...some, savedOn: dayOf(today) },
  'another secret, which this site does not know, 32+',
);

export const pageStates: readonly PageState[] = [
  { name: 'home for a newcomer', address: '/' },
  { name: 'home of somebody half-way', address: '/', keeps: some },
  { name: 'home when everything is answered', address: '/', keeps: full },
  { name: 'home with answers that cannot be read', address: '/', keeps: unreadable },
  { name: 'start for a newcomer', address: '/start' },
  { name: 'start with two assessments', address: '/start', keeps: two },
  { name: 'start with the longest names', address: '/start', keeps: long },
  { name: 'start, changing one', address: '/start/1', keeps: two },
  { name: 'start with every error', address: '/start', keeps: two, status: 422, act: sendNothingRight },
  { name: 'start with answers kept aside', address: '/start', keeps: unreadable, act: answerFirst('/start') },
  { name: 'delete', address: '/start/1/delete', keeps: two },
  { name: 'delete with the longest name', address: '/start/1/delete', keeps: long },
  { name: 'questions, none answered', address: '/questions' },
  { name: 'questions, half of them answered', address: '/questions', keeps: half },
  { name: 'questions, just stopped', address: '/questions?stopped', keeps: half },
  { name: 'questions, unanswered', address: '/questions?show=unanswered', keeps: half },
  { name: 'questions, key', address: '/questions?show=key', keeps: half },
  { name: 'questions, low', address: '/questions?show=low', keeps: half },
  { name: 'questions, none of them unanswered', address: '/questions?show=unanswered', keeps: full },
  { name: 'a principle, nothing answered', address: `/principles/${firstPrinciple}` },
  { name: 'a principle, answered', address: `/principles/${firstPrinciple}`, keeps: full },
  { name: 'a principle that is to be worked on', address: `/principles/${firstPrinciple}`, keeps: low },
  { name: 'a question with guidance', address: `/questions/${firstKey?.id}` },
  { name: 'a question without guidance', address: `/questions/${plain?.id}`, keeps: half },
  { name: 'a question answered', address: `/questions/${firstKey?.id}`, keeps: full },
  { name: 'a question cleared', address: `/questions/${plain?.id}?cleared`, keeps: some },
  { name: 'a question about the longest name', address: `/questions/${firstKey?.id}`, keeps: long },
  { name: 'a question with errors', address: `/questions/${firstKey?.id}`, status: 422, act: sendNothing },
  { name: 'report locked, nothing answered', address: '/report' },
  { name: 'report locked, some answered', address: '/report', keeps: some },
  { name: 'report just opened', address: '/report?opened', keeps: open },
  { name: 'report of all questions', address: '/report', keeps: full },
  { name: 'report when nothing applies', address: '/report', keeps: inapplicable },
  { name: 'report with the longest names', address: '/report', keeps: long },
  { name: 'sample report', address: '/sample' },
  { name: 'method', address: '/method' },
  { name: 'privacy', address: '/privacy' },
  { name: 'accessibility', address: '/accessibility' },
  { name: 'about', address: '/about' },
  { name: 'glossary', address: '/glossary' },
  { name: 'a page that does not exist', address: `/${'nowhere'.repeat(12)}`, status: 404 },
  { name: 'a question that does not exist', address: '/questions/99.99', status: 404 },
];

/** Brings a visitor's page to a state. */
export async function reach({ page }: Visit, { address, act }: PageState): Promise<void> {
  await page.goto(address);
  await act?.(page);
}

async function sendNothing(page: Page): Promise<void> {
  await leaving(page, () => saveButton(page).click());
}

/** A page of ours does not let this happen; a form sent some other way can. */
async function sendNothingRight(page: Page): Promise<void> {
  const form = page.locator('form.start');
  for (const radio of await form.getByRole('radio').all())
    await radio.evaluate((input) => {
      input.checked = false;
    });
  for (const field of await form.getByRole('textbox').all())
    await field.evaluate((input, text) => {
      input.value = text;
    }, `${longName}!`);
  await leaving(page, () => form.getByRole('button').click());
}

function answerFirst(address: string) {
  return async (page: Page) => {
    await page.goto(`/questions/${firstKey?.id}`);
    await page.keyboard.press('1');
    await page.keyboard.press('1');
    await leaving(page, () => saveButton(page).click());
    await page.goto(address);
  };
}
