/** Each page in each state that looks different. They are checked with axe, and at 320 pixels. */

import type { Page } from 'playwright-core';
import { fewestContributions } from '../../src/assessment/comparison/benchmark.ts';
import { emptyPlan } from '../../src/assessment/plan.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { nameLimit } from '../../src/codec/state.ts';
import { momentsCodec, planCodec } from '../../src/codec/worksheets.ts';
import type { Content } from '../../src/content/content.ts';
import { benchmarkCookie, momentsCookie, planCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { dayOf } from '../days.ts';
import { testContent, testSecret, today } from '../site.ts';
import { holding, openAddress } from '../web/carry/carried.ts';
import { sharedToken } from '../web/share/shared.ts';
import {
  answersTo,
  assessmentOf,
  keeper,
  keyQuestions,
  leaving,
  saveButton,
  someAnswer,
} from './answering.ts';
import { stateOf, type Visit, type VisitOptions } from './browser.ts';
import { mappingStates } from './live-states.ts';

const { instrument, levelsOfBusiness } = testContent;
const { questions } = instrument;
const [firstKey] = keyQuestions;
const firstPrinciple = instrument.principles[0]?.id;
const plain = questions.find(({ key }) => !key);

/** The shipped content, with one question without guidance, as is allowed in an organisation's own content. */
export const contentWithGap: Content = {
  ...testContent,
  guidance: new Map([...testContent.guidance].filter(([id]) => id !== plain?.id)),
};

export interface PageState {
  readonly name: string;
  readonly address: string;
  readonly keeps?: VisitOptions['keeps'];
  readonly cookies?: VisitOptions['cookies'];
  /** The site has a database. */
  readonly stores?: true;
  /** The expected status; 200 if absent. */
  readonly status?: number;
  /** What the visitor does on the page to reach the state. */
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
/** The longest possible names, without a place to break the line. */
const longName = 'Ö'.repeat(nameLimit);
const long = keeper([assessmentOf('1', { name: longName, answers: answersTo(keyQuestions) })], longName);
/** An assessment of the same level as those of `long` and `two`, with other answers. */
const brought = holding(
  keeper([
    assessmentOf('1', {
      name: longName,
      answers: answersTo(questions, () => ({ me: 0, us: 'not-applicable' })),
    }),
    assessmentOf('2', { name: 'Ward 9' }),
  ]),
);
const unreadable = stateOf(
  { ...some, savedOn: dayOf(today) },
  'another secret, which this site does not know, 32+',
);

/** Moments with long words, several lines and empty fields. */
const worksheet = {
  [momentsCookie]: cookieValue(
    momentsCodec.encode({
      cycle: longName,
      moments: [
        {
          name: longName,
          now: `${longName}\n\n${longName}`,
          should: longName,
          measure: longName,
          waste: longName,
          who: longName,
        },
        { name: 'The bill', now: '', should: '', measure: '', waste: '', who: '' },
        {
          name: 'Two years later',
          now: '',
          should: 'Somebody rings. '.repeat(15),
          measure: '',
          waste: '',
          who: 'Bea',
        },
      ],
      savedOn: '2026-11-21',
    }),
    secretsFrom([testSecret]),
  ),
};

/** A plan with long words, a missing goal in the middle, and half of the other fields empty. */
const contract = {
  [planCookie]: cookieValue(
    planCodec.encode({
      ...emptyPlan,
      goals: [
        {
          text: 'Ö'.repeat(120),
          owner: 'Ö'.repeat(60),
          due: '2027-03-01',
          question: '3.7',
          state: 'going-on',
        },
        { text: 'Call back', owner: '', due: '', question: '77.7', state: 'open' },
      ],
      less: 'The Monday report.\nIts second page.',
      signedBy: 'Zoë',
      savedOn: '2026-11-21',
    }),
    secretsFrom([testSecret]),
  ),
};

/** Links shared by colleagues: with the longest names, without a name, of another group, with few scores. */
const colleagues = [
  sharedToken(
    answersTo(questions.slice(1), (n) => someAnswer(n + 1)),
    { person: longName, group: longName },
  ),
  sharedToken(
    answersTo(keyQuestions, (n) => someAnswer(n + 5)),
    { person: longName },
  ),
  sharedToken(
    answersTo(questions, (n) => someAnswer(n + 9)),
    { level: levelsOfBusiness.at(-1)?.id ?? '' },
  ),
  sharedToken(answersTo(questions.slice(0, 3))),
];
const agreeing = sharedToken(
  answersTo(questions, () => ({ me: 2, us: 0 })),
  { person: 'Anna' },
);
const links = (...tokens: readonly string[]) => tokens.map((token) => `with=${token}`).join('&');

const earlierOn = (date: string, place: number, edition = instrument.edition) => ({
  takenOn: dayOf(new Date(date)),
  edition,
  answers: answersTo(place % 2 ? questions : keyQuestions, (n) => someAnswer(n % 6 ? n : n + place)),
});
const earlier = [
  earlierOn('2024-05-03', 1, instrument.edition + 1),
  earlierOn('2025-01-12', 2),
  earlierOn('2025-09-30', 3),
  earlierOn('2026-05-03', 5),
];
/** An assessment with four snapshots, each with other answers, one of another edition. */
const repeated = keeper([
  assessmentOf('1', { name: longName, answers: answersTo(questions), snapshots: earlier }),
]);
const begun = keeper([assessmentOf('1', { name: 'Ward 7', snapshots: earlier })]);
const crowded = keeper([
  assessmentOf('1', { name: 'Ward 7', answers: answersTo(questions), snapshots: earlier.slice(1) }),
  ...['b', 'c', 'd'].map((id) => assessmentOf(id, { name: longName, answers: answersTo(questions) })),
  assessmentOf('e', { answers: answersTo(questions), snapshots: earlier.slice(1) }),
]);

export const pageStates: readonly PageState[] = [
  { name: 'home for a newcomer', address: '/' },
  { name: 'home with half of the answers', address: '/', keeps: some },
  { name: 'home when everything is answered', address: '/', keeps: full },
  { name: 'home with answers that cannot be read', address: '/', keeps: unreadable },
  { name: 'start for a newcomer', address: '/start' },
  { name: 'start, with all choices', address: '/start', act: unfold },
  { name: 'start with two assessments', address: '/start', keeps: two },
  { name: 'start with the longest names', address: '/start', keeps: long },
  { name: 'start, changing one', address: '/start/1', keeps: two },
  { name: 'start with every error', address: '/start', keeps: two, status: 422, act: sendNothingRight },
  { name: 'start with answers kept aside', address: '/start', keeps: unreadable, act: answerFirst('/start') },
  { name: 'delete', address: '/start/1/delete', keeps: two },
  { name: 'delete with the longest name', address: '/start/1/delete', keeps: long },
  { name: 'delete with snapshots', address: '/start/1/delete', keeps: repeated },
  { name: 'start with snapshots', address: '/start', keeps: repeated },
  { name: 'retake', address: '/start/1/retake', keeps: open },
  { name: 'retake without answers', address: '/start/1/retake', keeps: begun },
  { name: 'retake with four snapshots', address: '/start/1/retake', keeps: repeated, cookies: contract },
  {
    name: 'retake with every error',
    address: '/start/1/retake',
    keeps: repeated,
    cookies: contract,
    status: 422,
    act: async (page) => leaving(page, () => page.getByRole('button', { name: /begin anew$/ }).click()),
  },
  { name: 'retake without room', address: '/start/1/retake', keeps: crowded },
  { name: 'questions, just begun anew', address: '/questions?retaken', keeps: begun },
  { name: 'snapshots', address: '/start/1/snapshots', keeps: repeated },
  { name: 'snapshots, none', address: '/start/1/snapshots', keeps: open },
  { name: 'delete a snapshot', address: '/start/1/snapshots/2025-01-12/delete', keeps: repeated },
  { name: 'report with what has changed', address: '/report', keeps: repeated },
  { name: 'the chapter of what has changed', address: '/report/change', keeps: repeated },
  { name: 'report locked, taken again', address: '/report', keeps: begun },
  { name: 'resume for a newcomer', address: '/resume' },
  { name: 'resume with a link and a code', address: '/resume', keeps: two, cookies: contract },
  { name: 'resume with a link that cannot be opened', address: '/resume/open?link=r1.1.x', status: 422 },
  { name: 'resume without a file', address: '/resume', keeps: some, status: 422, act: openNoFile },
  { name: 'a link opened by a newcomer', address: openAddress(holding(long)) },
  { name: 'a link that holds nothing new', address: openAddress(holding(some)), keeps: some },
  { name: 'a link beside other answers', address: openAddress(brought), keeps: long, act: openDetails },
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
  { name: 'a question cleared', address: `/questions/${plain?.id}?saved=${plain?.id}b`, keeps: some },
  {
    name: 'a question after a change, when the report has opened',
    address: `/questions/${firstKey?.id}?saved=${firstKey?.id}y&opened`,
    keeps: full,
  },
  { name: 'a question of a list', address: `/questions/${firstKey?.id}?list=principle-1`, keeps: half },
  { name: 'a review of low answers', address: `/questions/${firstKey?.id}?list=low`, keeps: low },
  {
    name: 'a review of a retake, with the ratings open',
    address: `/questions/${firstKey?.id}?list=retake`,
    keeps: begun,
    act: openChange,
  },
  { name: 'a page beyond a question', address: `/questions/${firstKey?.id}/further` },
  { name: 'arrival at the key questions', address: '/arrived/key', keeps: open },
  { name: 'arrival at all questions', address: '/arrived/all', keeps: full },
  { name: 'a question about the longest name', address: `/questions/${firstKey?.id}`, keeps: long },
  { name: 'a question with errors', address: `/questions/${firstKey?.id}`, status: 422, act: sendNothing },
  { name: 'report locked, nothing answered', address: '/report' },
  { name: 'report locked, some answered', address: '/report', keeps: some },
  { name: 'report of all questions', address: '/report', keeps: full },
  { name: 'report sorted by the widest gap', address: '/report?sort=gap', keeps: full },
  { name: 'how to read the report', address: '/report/how-to-read', keeps: open },
  { name: 'where to start', address: '/report/where-to-start', keeps: full },
  { name: 'the chapter of the principles', address: '/report/principles?sort=low', keeps: full },
  { name: 'a chapter of a competency', address: '/report/leadership', keeps: full },
  {
    name: 'a chapter with coaching for everything',
    address: '/report/leadership',
    keeps: low,
    act: unfold,
  },
  { name: 'a chapter of a competency, half answered', address: '/report/standards?sort=low', keeps: open },
  { name: 'what is low without a competency', address: '/report/also-low', keeps: low, act: unfold },
  { name: 'the strengths', address: '/report/strengths', keeps: full, act: unfold },
  { name: 'the customer’s eyes', address: '/report/customers-eyes', keeps: full, act: unfold },
  { name: 'what is open', address: '/report/scores', keeps: open, act: unfold },
  { name: 'the whole report', address: '/report/all', keeps: full },
  { name: 'the whole report when nothing applies', address: '/report/all', keeps: inapplicable },
  { name: 'the sample', address: '/sample' },
  { name: 'a chapter of the sample', address: '/sample/empowerment' },
  { name: 'report when nothing applies', address: '/report', keeps: inapplicable },
  { name: 'report with the longest names', address: '/report', keeps: long },
  { name: 'report with a contract', address: '/report', keeps: open, cookies: contract },
  { name: 'the chapter of the contract', address: '/report/contract', keeps: open, cookies: contract },
  { name: 'plan for a newcomer', address: '/plan' },
  { name: 'plan with goals that can be filled', address: '/plan', keeps: open, act: unfold },
  { name: 'plan, just saved', address: '/plan?saved', keeps: open, cookies: contract },
  { name: 'plan that cannot be read', address: '/plan', cookies: { [planCookie]: 'x' } },
  {
    name: 'plan with errors',
    address: '/plan',
    keeps: open,
    cookies: contract,
    status: 422,
    act: sendImpossiblePlan,
  },
  { name: 'plan, removing it', address: '/plan/remove', keeps: open, cookies: contract },
  { name: 'the chapter of the moments', address: '/report/moments', keeps: open, cookies: worksheet },
  { name: 'moments for a newcomer', address: '/moments' },
  { name: 'moments, just saved', address: '/moments?saved', cookies: worksheet },
  { name: 'moments, asking before one is removed', address: '/moments?ask=1', cookies: worksheet },
  { name: 'moments without a row', address: '/moments?blank=' },
  { name: 'moments that cannot be read', address: '/moments', cookies: { [momentsCookie]: 'x' } },
  {
    name: 'moments with errors',
    address: '/moments',
    cookies: worksheet,
    status: 422,
    act: saveMomentsWithErrors,
  },
  {
    name: 'moments changed in another tab',
    address: '/moments',
    cookies: worksheet,
    status: 422,
    act: saveMomentsFromAnotherTab,
  },
  { name: 'the sheet of moments', address: '/moments/sheet', cookies: worksheet },
  { name: 'the empty sheet of moments', address: '/moments/sheet?empty' },
  { name: 'forget, nothing to forget', address: '/forget' },
  {
    name: 'forget, everything there is',
    address: '/forget',
    keeps: long,
    cookies: { ...contract, ...worksheet, mirror_aside: 'x' },
  },
  { name: 'forget, still there', address: '/forget?removed&assessments=1', keeps: some },
  { name: 'forgotten', address: '/forget?removed&assessments=2&answers=30&contract=1&moments=3' },
  { name: 'share, nothing to share yet', address: '/share', keeps: some },
  { name: 'share, with the longest names', address: '/share?person=yes&group=yes', keeps: long },
  {
    name: 'a shared report',
    address: `/shared?with=${sharedToken(full.assessments[0]?.answers ?? new Map())}`,
  },
  {
    name: 'a chapter of a shared report',
    address: `/shared/leadership?with=${sharedToken(full.assessments[0]?.answers ?? new Map())}`,
  },
  {
    name: 'a shared report with the longest names',
    address: `/shared?with=${sharedToken(answersTo(keyQuestions), { person: longName, group: longName })}`,
  },
  { name: 'a shared report that cannot be opened', address: `/shared?with=${longName}`, status: 422 },
  { name: 'compare, nothing yet', address: '/compare' },
  { name: 'compare, five people', address: `/compare?${links(...colleagues)}`, keeps: full },
  { name: 'compare, two who agree', address: `/compare?${links(agreeing)}`, keeps: low },
  { name: 'compare, one alone', address: `/compare?${links(...colleagues.slice(0, 1))}` },
  {
    name: 'compare with errors',
    address: `/compare?${links(...colleagues.slice(0, 2), longName, ...colleagues.slice(0, 1))}`,
    keeps: open,
    status: 422,
  },
  { name: 'teams for a newcomer', address: '/teams', stores: true },
  { name: 'teams, with errors', address: '/teams', stores: true, status: 422, act: sendImpossibleTeam },
  { name: 'a team just made', address: '/teams', stores: true, act: makeLongTeam },
  { name: 'joining a team as a newcomer', address: '/teams', stores: true, act: openJoinLink },
  {
    name: 'joining a team without a group',
    address: '/teams',
    keeps: long,
    stores: true,
    status: 422,
    act: joinWithoutGroup,
  },
  { name: 'teams of a member, joined just now', address: '/teams', keeps: long, stores: true, act: joinTeam },
  {
    name: 'teams of a member whose answers are there',
    address: '/teams',
    keeps: full,
    stores: true,
    act: joinTeam,
  },
  {
    name: 'questions of a member',
    address: '/teams',
    keeps: full,
    stores: true,
    act: joinAndGo('/questions'),
  },
  { name: 'forget, as a member', address: '/teams', keeps: full, stores: true, act: joinAndGo('/forget') },
  {
    name: 'delete what a team gets',
    address: '/teams',
    keeps: full,
    stores: true,
    act: joinAndGo('/start/1/delete'),
  },
  { name: 'leaving a team', address: '/teams', keeps: full, stores: true, act: askToLeave },
  { name: 'the offer of a saved copy', address: '/copy', keeps: long, stores: true },
  { name: 'a saved copy', address: '/copy', keeps: long, stores: true, act: keepCopy },
  { name: 'the link of a saved copy', address: '/copy', keeps: long, stores: true, act: openCopyLink },
  {
    name: 'the link of a saved copy, cut short',
    address: '/copy/open?link=c1.1.x',
    stores: true,
    status: 422,
  },
  { name: 'a link to no team', address: '/teams/join?key=x', stores: true, status: 422 },
  { name: 'what a manager can find out', address: '/teams/anonymity', stores: true },
  { name: 'benchmark, too few', address: '/benchmark', keeps: open, stores: true },
  { name: 'benchmark, scores to add', address: '/benchmark/mine', keeps: open, stores: true },
  { name: 'benchmark, no scores yet', address: '/benchmark/mine', stores: true },
  { name: 'benchmark, nothing applies', address: '/benchmark/mine', keeps: inapplicable, stores: true },
  { name: 'benchmark, just added', address: '/benchmark/mine', keeps: full, stores: true, act: addScores },
  { name: 'benchmark, shown', address: '/benchmark', keeps: full, stores: true, act: showBenchmark },
  ...mappingStates,
  { name: 'method of a site with a benchmark', address: '/method', stores: true },
  { name: 'privacy of a site with a database', address: '/privacy', stores: true },
  { name: 'sample report', address: '/sample' },
  { name: 'method', address: '/method' },
  { name: 'privacy', address: '/privacy' },
  { name: 'accessibility', address: '/accessibility' },
  { name: 'about', address: '/about' },
  { name: 'glossary', address: '/glossary' },
  { name: 'a page that does not exist', address: `/${'nowhere'.repeat(12)}`, status: 404 },
  { name: 'a question that does not exist', address: '/questions/99.99', status: 404 },
];

/** The states that need no database. */
export const withoutDatabase = pageStates.filter(({ stores }) => !stores);

/** Brings a visitor's page to a state. */
export async function reach({ page }: Visit, { address, act }: PageState): Promise<void> {
  await page.goto(address);
  await act?.(page);
}

const makeButton = (page: Page) => page.getByRole('button', { name: 'Make the team and show its links' });
const joinButton = (page: Page) => page.getByRole('button', { name: 'Join the team', exact: true });

async function sendImpossibleTeam(page: Page): Promise<void> {
  await page.locator('#name').fill(' ');
  await page.locator('#groups').fill(`${longName}\n${longName}`);
  await leaving(page, () => makeButton(page).click());
}

async function makeLongTeam(page: Page): Promise<void> {
  await page.locator('#name').fill(longName);
  await page.locator('#expected').fill('12');
  await page.locator('#groups').fill(`${longName.slice(0, 40)}\nNight`);
  await leaving(page, () => makeButton(page).click());
}

async function openJoinLink(page: Page): Promise<void> {
  await makeLongTeam(page);
  await page.goto(await page.locator('#join').inputValue());
}

async function joinWithoutGroup(page: Page): Promise<void> {
  await openJoinLink(page);
  await leaving(page, () => joinButton(page).click());
}

async function joinTeam(page: Page): Promise<void> {
  await openJoinLink(page);
  await page.getByRole('radio', { name: 'Night' }).check();
  await page.locator('#assessment').check();
  await leaving(page, () => joinButton(page).click());
}

function joinAndGo(address: string) {
  return async (page: Page) => {
    await joinTeam(page);
    await page.goto(address);
  };
}

async function keepCopy(page: Page): Promise<void> {
  await leaving(page, () => page.getByRole('button', { name: 'Keep a sealed copy on this site' }).click());
}

/** Opens the link of a copy in a browser that holds answers, and does not use it. */
async function openCopyLink(page: Page): Promise<void> {
  await keepCopy(page);
  const link = await page.locator('#copy-link').inputValue();
  await leaving(page, () => page.getByRole('button', { name: 'Stop on this device only' }).click());
  await page.goto(link);
}

async function askToLeave(page: Page): Promise<void> {
  await joinTeam(page);
  await leaving(page, () => page.getByRole('link', { name: /^Leave/ }).click());
}

async function sendImpossiblePlan(page: Page): Promise<void> {
  const folded = page.locator('.fold:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
  await page.locator('#goal-1-text').fill('');
  await page.locator('#goal-3-owner').fill('Priya');
  await page.locator('#retakeOn').fill('2020-01-01');
  await page.locator('#less').fill('x'.repeat(2001));
  await page.locator('#record').fill('é'.repeat(1000));
  await leaving(page, () => page.getByRole('button', { name: 'Save my contract' }).click());
}

async function addScores(page: Page): Promise<void> {
  await leaving(page, () => page.getByRole('button', { name: 'Add my scores' }).click());
}

/** Adds the same scores to the benchmark from thirty browsers. */
async function showBenchmark(page: Page): Promise<void> {
  for (let i = 0; i < fewestContributions; i++) {
    await page.request.post('/benchmark/mine', { maxRedirects: 0 });
    await page.context().clearCookies({ name: benchmarkCookie });
  }
  await page.goto('/benchmark');
  await page.locator('main summary').first().click();
}

const saveMoments = (page: Page) =>
  leaving(page, () => page.getByRole('button', { name: 'Save the worksheet' }).click());

async function saveMomentsWithErrors(page: Page): Promise<void> {
  await page.locator('#moment-1-name').fill('');
  await page.locator('#moment-1-now').fill(longName.repeat(50));
  await page.locator('#moment-4-who').fill(longName);
  await saveMoments(page);
}

async function saveMomentsFromAnotherTab(page: Page): Promise<void> {
  await page.locator('[name="seen"]').evaluate((input) => {
    input.value = 'older';
  });
  await page.locator('#moment-2-now').fill('Typed here');
  await saveMoments(page);
}

async function openNoFile(page: Page): Promise<void> {
  await leaving(page, () => page.getByRole('button', { name: 'Open the file' }).click());
}

async function openChange(page: Page): Promise<void> {
  await page.locator('.change > summary').click();
}

async function openDetails(page: Page): Promise<void> {
  await page.locator('main summary').click();
}

/** Opens everything that is folded on the page. */
async function unfold(page: Page): Promise<void> {
  await page.locator('main details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
}

async function sendNothing(page: Page): Promise<void> {
  await leaving(page, () => saveButton(page).click());
}

/** The site's pages do not send such a form, but other clients can. */
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
