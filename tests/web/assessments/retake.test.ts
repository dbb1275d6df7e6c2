/** /start/:id/retake and /start/:id/snapshots. Nothing is deleted without a tick; either both cookies are written or neither. */

import { describe, expect, it } from 'vitest';
import { emptyPlan, type Goal, type Plan } from '../../../src/assessment/plan.ts';
import type { Assessment, Snapshot, Visitor } from '../../../src/assessment/visitor.ts';
import { readFile } from '../../../src/codec/links/file.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { decodeState } from '../../../src/codec/state.ts';
import { planCodec } from '../../../src/codec/worksheets.ts';
import { cookieLimit, stateLimit } from '../../../src/web/visitor/cookie-room.ts';
import { planCookie, recentPrefix, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { dayOf } from '../../days.ts';
import { testApp, testContent, testSecret, today } from '../../site.ts';
import { Browser, cookiesOf, type Fields, type Jar } from '../browser.ts';
import { Page } from '../dom.ts';
import {
  answersTo,
  assessmentWith,
  firstQuestion,
  instrument,
  jarWith,
  keyQuestions,
  secondLevel,
  stateOf,
  visitorWith,
} from '../state.ts';

const app = testApp();
const secrets = secretsFrom([testSecret]);
const editions = { current: instrument.edition, accepts: [] };
const dayFrom = (text: string) => dayOf(new Date(text));
const may = dayFrom('2026-05-03');
const full = answersTo(instrument.questions);
const key = answersTo(keyQuestions, { me: 1, us: 1 });
const snapshot = (date: string, answers = key, edition = instrument.edition): Snapshot => ({
  takenOn: dayFrom(date),
  edition,
  answers,
});
const four = ['2024-05-03', '2025-01-12', '2025-09-30', '2026-02-01'].map((date) => snapshot(date));
const answered = (given: Partial<Assessment> = {}) =>
  assessmentWith(full, { name: 'Ward 7', changedOn: may, ...given });
const retakePage = '/start/1/retake';

function goal(text: string, state: Goal['state'] = 'open'): Goal {
  return { text, owner: 'Ann', due: '', question: '', state };
}
function planJar(jar: Jar, plan: Partial<Plan>, secret = testSecret): Jar {
  const whole = { ...emptyPlan, savedOn: '2026-11-01', ...plan };
  return jar.set(planCookie, cookieValue(planCodec.encode(whole), secretsFrom([secret])));
}

function visitorIn({ jar }: Browser): Visitor {
  const decoded = decodeState(cookieText(jar.value(stateCookie) ?? '', secrets), editions);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.visitor;
}
const first = (browser: Browser) => visitorIn(browser).assessments[0] as Assessment;
const planIn = ({ jar }: Browser) => planCodec.decode(cookieText(jar.value(planCookie) ?? '', secrets));
const daysOf = (assessment: Assessment) => assessment.snapshots.map(({ takenOn }) => takenOn);

const browserOf = (...assessments: readonly Assessment[]) =>
  new Browser(app, jarWith(visitorWith(...assessments)));

/** The hidden field of the form. */
async function shownDay(browser: Browser, address = retakePage): Promise<Fields> {
  return { day: (await browser.page(address)).attribute('input[name="day"]', 'value') };
}

/** Posts a form, and expects 422 and no cookies. */
async function refused(browser: Browser, fields: Fields, address = retakePage): Promise<Page> {
  const response = await browser.post(address, fields);
  expect(response.status).toBe(422);
  expect(cookiesOf(response)).toEqual([]);
  return new Page(response.text);
}

describe('GET /start/:id/retake', () => {
  it('is linked from /start and from /report once the report is open', async () => {
    const open = browserOf(answered());
    expect((await open.page('/start')).attributes('.assessments a', 'href')).toContain(retakePage);
    expect((await open.page('/report')).attributes('main a', 'href')).toContain(retakePage);
    const locked = browserOf(assessmentWith(answersTo([firstQuestion])));
    for (const address of ['/start', '/report'])
      expect((await locked.page(address)).attributes('a', 'href')).not.toContain(retakePage);
    expect((await locked.page('/sample')).attributes('a', 'href')).not.toContain(retakePage);
  });

  it('has no choice preselected', async () => {
    const page = await browserOf(answered()).page(retakePage);
    expect(page.chosen).toEqual({});
    expect(page.text('.lead')).toContain('Your answers of 3 May 2026');
  });

  it('says that the answers are a snapshot already, and offers to begin without another', async () => {
    const page = await browserOf(answered({ snapshots: [snapshot('2026-05-03', full)] })).page(retakePage);
    expect(page.text('.lead')).toContain('are a snapshot already');
    expect(page.text('form.retake button')).toBe('Begin anew');
    expect(page.texts('a[href="/start/1/snapshots"]')).toEqual(['You have 1 now']);
  });

  it('says that there is nothing to keep without answers, and the form is refused', async () => {
    const browser = browserOf(assessmentWith(new Map()));
    expect((await browser.page(retakePage)).text('.lead')).toContain('nothing to keep');
    const page = await refused(browser, { day: '2026-11-21', begin: 'blank' });
    expect(page.errors).toEqual([{ text: 'There are no answers to keep yet', field: 'begin' }]);
  });

  it('answers 404 for an unknown assessment, as does the form', async () => {
    expect((await browserOf(answered()).get('/start/other/retake')).status).toBe(404);
    expect((await browserOf(answered()).post('/start/other/retake', { begin: 'blank' })).status).toBe(404);
  });
});

describe('POST /start/:id/retake', () => {
  it.each([
    ['blank', 0],
    ['answers', full.size],
  ])(
    'with begin=%s keeps the answers as a snapshot of their day and continues with %i answers',
    async (begin, size) => {
      const browser = browserOf(answered());
      const to = await browser.postAndFollow(retakePage, { ...(await shownDay(browser)), begin });
      const after = first(browser);
      expect(after.snapshots).toEqual([{ takenOn: may, edition: instrument.edition, answers: full }]);
      expect(after.answers.size).toBe(size);
      expect(after).toMatchObject({ name: 'Ward 7', changedOn: dayOf(today) });
      const [notice] = (await browser.page(to)).notices;
      expect(notice).toContain('Your answers of 3 May 2026 are kept as a snapshot.');
      expect(notice).toContain(size === 0 ? 'Every question is open again' : 'change what has changed');
    },
  );

  it('makes the assessment the current one and does not change the others', async () => {
    const other = assessmentWith(key, { id: 'other', level: secondLevel });
    const browser = browserOf(answered(), other);
    await browser.postAndFollow(retakePage, { ...(await shownDay(browser)), begin: 'blank' });
    expect(visitorIn(browser).current).toBe('1');
    expect(visitorIn(browser).assessments[1]).toEqual(other);
  });

  it('answers 422 without a valid choice of how to begin', async () => {
    const browser = browserOf(answered());
    for (const begin of [undefined, 'elsewhere']) {
      const page = await refused(browser, { ...(await shownDay(browser)), ...(begin ? { begin } : {}) });
      expect(page.errors).toEqual([{ text: 'Choose how to begin', field: 'begin' }]);
    }
  });

  it.each(['blank', 'answers'])('with begin=%s, sent twice, makes one snapshot', async (begin) => {
    for (const changedOn of [may, dayOf(today)]) {
      const browser = browserOf(answered({ changedOn }));
      const fields = { ...(await shownDay(browser)), begin };
      await browser.postAndFollow(retakePage, fields);
      const once = first(browser);
      await browser.postAndFollow(retakePage, fields);
      expect(first(browser)).toEqual(once);
    }
  });

  it('sent twice, keeps the answers given in between', async () => {
    const browser = browserOf(answered());
    const fields = { ...(await shownDay(browser)), begin: 'blank' };
    await browser.postAndFollow(retakePage, fields);
    await browser.post(`/questions/${firstQuestion.id}/answer`, { assessment: '1', me: '3', us: '0' });
    await browser.postAndFollow(retakePage, fields);
    expect(first(browser).answers).toEqual(new Map([[firstQuestion.id, { me: 3, us: 0 }]]));
    expect(daysOf(first(browser))).toEqual([may]);
  });

  it('answers 422 when the answers have changed since the page was opened', async () => {
    const browser = browserOf(answered());
    const fields = { ...(await shownDay(browser)), begin: 'blank' };
    await browser.post(`/questions/${firstQuestion.id}/answer`, { assessment: '1', me: '3', us: '0' });
    const { errors } = await refused(browser, fields);
    expect(errors).toEqual([
      { text: 'Your answers have changed since this page was opened', field: 'begin' },
    ]);
  });

  it('with begin=blank is not undone by a recent answer', async () => {
    const browser = browserOf(answered({ changedOn: dayOf(today) }));
    await browser.post(`/questions/${firstQuestion.id}/answer`, { assessment: '1', me: '3', us: '0' });
    expect(browser.jar.names.some((name) => name.startsWith(recentPrefix))).toBe(true);
    await browser.postAndFollow(retakePage, { ...(await shownDay(browser)), begin: 'blank' });
    await browser.get('/questions');
    expect(first(browser).answers.size).toBe(0);
  });

  it('works under a prefix', async () => {
    const prefixed = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const jar = jarWith(visitorWith(answered({ snapshots: four })));
    const browser = new Browser(prefixed, jar);
    const pages = [retakePage, '/start/1/snapshots', '/start/1/snapshots/2024-05-03/delete'];
    for (const address of pages) {
      const page = await browser.page(`/mirror${address}`);
      const links = [...page.attributes('main a', 'href'), ...page.attributes('main form', 'action')];
      expect(links.filter((to) => !to.startsWith('/mirror/'))).toEqual([]);
    }
    const fields = { day: '2026-05-03', begin: 'blank', gone: '2024-05-03' };
    expect(await browser.postAndFollow(`/mirror${retakePage}`, fields)).toBe('/mirror/questions?retaken');
  });
});

describe('/start/:id/retake with four snapshots', () => {
  const crowded = () => browserOf(answered({ snapshots: four }));

  it('offers the oldest as a file, and deletes it only with a tick', async () => {
    const browser = crowded();
    const page = await browser.page(retakePage);
    expect(page.text('.retake fieldset')).toContain('3 May 2024');
    expect(page.attributes('.retake a', 'href')).toContain('/start/1/snapshots/2024-05-03.json');
    const again = await refused(browser, { ...(await shownDay(browser)), begin: 'answers' });
    expect(again.errors.map(({ field }) => field)).toEqual(['gone']);
    expect(again.chosen).toEqual({ begin: 'answers' });
    const ticked = await refused(browser, { ...(await shownDay(browser)), gone: '2024-05-03' });
    expect([again, ticked].map((page) => page.has('#gone[checked]'))).toEqual([false, true]);
    const twice = { ...(await shownDay(browser)), begin: ['blank', 'answers'], gone: '2024-05-03' };
    expect((await refused(browser, twice)).has('#gone[checked]')).toBe(true);
  });

  it('refuses a tick for a snapshot that is not the oldest', async () => {
    const fields = { day: '2026-05-03', begin: 'blank', gone: '2025-01-12' };
    expect((await refused(crowded(), fields)).errors.map(({ field }) => field)).toEqual(['gone']);
  });

  it('replaces the oldest with the new snapshot after a tick', async () => {
    const browser = crowded();
    await browser.postAndFollow(retakePage, { day: '2026-05-03', begin: 'blank', gone: '2024-05-03' });
    expect(daysOf(first(browser))).toEqual([...four.slice(1).map(({ takenOn }) => takenOn), may]);
  });
});

describe('/start/:id/retake with a snapshot of the same day', () => {
  const sameDay = () => browserOf(answered({ snapshots: [snapshot('2025-01-12'), snapshot('2026-05-03')] }));

  it('says so, and replaces it only with a tick', async () => {
    const browser = sameDay();
    const page = await browser.page(retakePage);
    expect(page.text('.retake fieldset')).toContain(
      'One snapshot a day is kept, and there is one of 3 May 2026',
    );
    expect(page.attributes('.retake a', 'href')).toContain('/start/1/snapshots/2026-05-03/delete');
    const fields = { ...(await shownDay(browser)), begin: 'blank' };
    expect((await refused(browser, fields)).errors.map(({ field }) => field)).toEqual(['gone']);
    await browser.postAndFollow(retakePage, { ...fields, gone: '2026-05-03' });
    expect(first(browser).snapshots.at(-1)?.answers).toEqual(full);
    expect(daysOf(first(browser))).toHaveLength(2);
  });
});

describe('/start/:id/retake when the cookie has no space', () => {
  /** Adds empty assessments until the next one does not fit. */
  const filledUp = (...assessments: readonly Assessment[]) => {
    const all = [...assessments];
    const size = () => stateCookie.length + 1 + stateOf(visitorWith(...all)).length;
    while (size() <= stateLimit) all.unshift(assessmentWith(new Map(), { id: `e${all.length}` }));
    return browserOf(...all.slice(1));
  };
  const mine = (browser: Browser) => visitorIn(browser).assessments.find(({ id }) => id === '1');
  const old = four.map((kept) => ({ ...kept, answers: full }));

  it.each(['blank', 'answers'])(
    'refuses begin=%s, because the round could not be finished, and offers to delete the oldest snapshot',
    async (begin) => {
      const browser = filledUp(answered({ snapshots: old.slice(0, 2) }));
      expect((await browser.page(retakePage)).has('#room')).toBe(true);
      const page = await refused(browser, { ...(await shownDay(browser)), begin });
      expect(page.errors.map(({ field }) => field)).toEqual(['room']);
      expect(page.chosen).toEqual({ begin });
      const offered = '/start/1/snapshots/2024-05-03';
      expect(page.attributes('#room a', 'href')).toEqual([`${offered}.json`, `${offered}/delete`]);
      await browser.postAndFollow(`${offered}/delete`);
      await browser.postAndFollow(retakePage, { ...(await shownDay(browser)), begin });
      expect(mine(browser)?.snapshots.map(({ takenOn }) => takenOn)).toEqual([old[1]?.takenOn, may]);
    },
  );

  it('accepts a round only if every question can be answered in it', async () => {
    const browser = browserOf(answered(), assessmentWith(full, { id: 'b', snapshots: old }));
    await browser.postAndFollow(retakePage, { ...(await shownDay(browser)), begin: 'blank' });
    for (const { id } of instrument.questions)
      expect(
        (await browser.post(`/questions/${id}/answer`, { assessment: '1', me: '3', us: '3' })).status,
      ).toBe(303);
  });

  it('links to the other assessments when this one has no snapshot', async () => {
    const page = await filledUp(answered()).page(retakePage);
    expect(page.attributes('#room a', 'href')).toEqual(['/start']);
  });
});

describe('the goals on /start/:id/retake', () => {
  const goals = [
    goal('Ring back within the hour'),
    goal('Walk the way', 'going-on'),
    goal('Old one', 'done'),
  ];
  const planner = (plan: Partial<Plan> = { goals }) =>
    new Browser(app, planJar(jarWith(visitorWith(answered())), plan));

  it('must each be given a state when they are open or going on, and the error names the goal', async () => {
    const browser = planner();
    const page = await browser.page(retakePage);
    const asked = page.texts('.retake legend').filter((text) => text.includes('Who sees to it'));
    expect(asked).toEqual([
      'Ring back within the hour Who sees to it: Ann',
      'Walk the way Who sees to it: Ann',
    ]);
    const [one = '', two = ''] = page.attributes('.goal-choices input[value="done"]', 'name');
    const fields = { ...(await shownDay(browser)), begin: 'blank', [one]: 'dropped' };
    const again = await refused(browser, fields);
    expect(again.errors).toEqual([{ text: 'Say whether goal 2 is done, going on or dropped', field: two }]);
    expect(again.chosen).toEqual({ begin: 'blank', [one]: 'dropped' });
    expect(planIn(browser)?.goals).toEqual(goals);
  });

  it('are shown with the day by which they are due', async () => {
    const due = { ...goal('Ring back'), due: '2027-03-01' };
    const page = await planner({ goals: [due] }).page(retakePage);
    expect(page.texts('.retake legend')).toContain('Ring back Who sees to it: Ann, by 1 March 2027');
  });

  it('are saved together with the snapshot', async () => {
    const browser = planner();
    const page = await browser.page(retakePage);
    const [one = '', two = ''] = page.attributes('.goal-choices input[value="done"]', 'name');
    const fields = { ...(await shownDay(browser)), begin: 'answers', [one]: 'done', [two]: 'going-on' };
    await browser.postAndFollow(retakePage, fields);
    expect(planIn(browser)?.goals.map(({ state }) => state)).toEqual(['done', 'going-on', 'done']);
    expect(first(browser).snapshots).toHaveLength(1);
  });

  it('are not confused with goals that have moved to their place since the page was opened', async () => {
    const browser = planner();
    const page = await browser.page(retakePage);
    const [one = '', two = ''] = page.attributes('.goal-choices input[value="done"]', 'name');
    const fields = { ...(await shownDay(browser)), begin: 'answers', [one]: 'done', [two]: 'done' };
    planJar(browser.jar, { goals: [goals[1], goals[0], goals[2]].filter((one) => one !== undefined) });
    expect((await refused(browser, fields)).errors.map(({ text }) => text)).toEqual([
      expect.stringContaining('goal 1'),
      expect.stringContaining('goal 2'),
    ]);
  });

  it('are refused, with the snapshot, when the contract has no space for the longer state', async () => {
    const half = { ...emptyPlan, goals: [goal('Ring back')], less: 'x'.repeat(2_000), savedOn: '2026-11-01' };
    const filledWith = (count: number) => ({ ...half, record: 'x'.repeat(count) });
    const size = (count: number) =>
      `${planCookie}=s:`.length + planCodec.encode(filledWith(count)).length + '.'.length + 43;
    let most = 0;
    while (size(most + 1) <= cookieLimit) most++;
    const filled = filledWith(most);
    const browser = planner(filled);
    const [field = ''] = (await browser.page(retakePage)).attributes(
      '.goal-choices input[value="done"]',
      'name',
    );
    const fields = { ...(await shownDay(browser)), begin: 'blank', [field]: 'going-on' };
    expect((await refused(browser, fields)).errors.map((error) => error.field)).toEqual([field]);
    await browser.postAndFollow(retakePage, { ...fields, [field]: 'done' });
  });

  it('are not asked about and not changed when the contract cannot be read', async () => {
    const jar = planJar(jarWith(visitorWith(answered())), { goals }, 'z'.repeat(40));
    const browser = new Browser(app, jar);
    const before = jar.value(planCookie);
    await browser.postAndFollow(retakePage, { ...(await shownDay(browser)), begin: 'blank' });
    expect(jar.value(planCookie)).toBe(before);
  });
});

describe('the snapshots on /start/:id/snapshots', () => {
  const odd = snapshot('2024-05-03', key, instrument.edition + 8);
  const browserWith = () => browserOf(answered({ snapshots: [odd, snapshot('2026-02-01', full)] }));

  it('are listed with date, number of answers and edition, and say when they are not compared', async () => {
    const page = await browserWith().page('/start/1/snapshots');
    expect(page.texts('.assessments h2')).toEqual(['3 May 2024', '1 February 2026']);
    const [one, two] = page.texts('.assessments li');
    expect(one).toContain(`Answers to 25 questions. Edition ${odd.edition}`);
    expect(one).toContain('Not compared');
    expect(two).toContain(`Answers to 100 questions. Edition ${instrument.edition}`);
    expect(two).not.toContain('Not compared');
  });

  it('say nothing of a comparison for an edition that the content accepts', async () => {
    const accepting = testApp({ content: { ...testContent, acceptedEditions: [odd.edition] } });
    const jar = jarWith(visitorWith(answered({ snapshots: [odd] })));
    const page = await new Browser(accepting, jar).page('/start/1/snapshots');
    expect(page.text('.assessments')).not.toContain('Not compared');
  });

  it.each([
    ['of the current assessment with an open report', answered({ snapshots: four }), [], true, true],
    ['of another assessment', answered({ snapshots: four }), [assessmentWith(key, { id: 'b' })], false, true],
    ['before the report is open', assessmentWith(new Map(), { snapshots: four }), [], false, false],
    ['of an assessment without snapshots', answered(), [], false, true],
  ])('link to the changes and to a retake %s', async (_what, own, others, changes, retake) => {
    const links = (await browserOf(own, ...others).page('/start/1/snapshots')).attributes(
      '.buttons a',
      'href',
    );
    expect([links.includes('/report/change'), links.includes(retakePage)]).toEqual([changes, retake]);
  });

  it('are missing with a text when there are none', async () => {
    const page = await browserOf(answered()).page('/start/1/snapshots');
    expect(page.text('.lead')).toContain('There is no snapshot');
  });

  it('are downloaded as files that can be restored as an assessment', async () => {
    const browser = browserWith();
    const { headers, text } = await browser.get('/start/1/snapshots/2026-02-01.json');
    expect(headers['content-disposition']).toBe(
      'attachment; filename="service-mirror-snapshot-2026-02-01.json"',
    );
    expect(headers['cache-control']).toBe('private, no-store');
    const read = readFile(text, editions);
    if (!read.ok) throw new Error(read.detail);
    expect(read.holdings.visitor.assessments).toEqual([
      { ...answered(), answers: full, changedOn: dayFrom('2026-02-01') },
    ]);
    const other = readFile((await browser.get('/start/1/snapshots/2024-05-03.json')).text, editions);
    expect(other).toMatchObject({ ok: false, reason: 'other-edition' });
  });

  it('are deleted only after a confirmation', async () => {
    const browser = browserWith();
    const address = '/start/1/snapshots/2024-05-03/delete';
    expect((await browser.page(address)).text('.lead')).toContain('3 May 2024');
    expect(first(browser).snapshots).toHaveLength(2);
    const to = await browser.postAndFollow(address);
    expect(daysOf(first(browser))).toEqual([dayFrom('2026-02-01')]);
    expect(first(browser).answers).toEqual(full);
    expect((await browser.page(to)).notices).toEqual(['The snapshot is deleted.']);
    expect((await browser.post(address)).status).toBe(404);
  });

  it.each(['2024-05-04', 'x', '..%2f..', '%3Cscript%3E'])('answer 404 for the day %j', async (day) => {
    const browser = browserWith();
    for (const end of ['.json', '/delete'])
      expect((await browser.get(`/start/1/snapshots/${day}${end}`)).status).toBe(404);
  });

  it('are deleted with their assessment, whose confirmation says how many there are', async () => {
    const browser = browserWith();
    expect(await (await browser.page('/start/1/delete')).text('main')).toContain('Its 2 snapshots');
    await browser.postAndFollow('/start/1/delete');
    expect(visitorIn(browser).assessments).toEqual([]);
  });

  it('are linked from /report while it is not open', async () => {
    const browser = browserOf(assessmentWith(new Map(), { snapshots: four }));
    expect((await browser.page('/report')).attributes('main a', 'href')).toContain('/start/1/snapshots');
  });
});

describe('POST /start/:id/retake with a hostile form', () => {
  it.each([
    ['arrays', { day: ['2026-05-03', 'x'], begin: ['blank', 'answers'] }],
    ['long texts', { day: 'x'.repeat(5_000), begin: '<script>alert(1)</script>' }],
    ['names of the prototype', { __proto__x: 'y', constructor: 'x', day: '2026-05-03' }],
    ['nothing', {}],
  ] as [string, Fields][])('answers 422 and changes nothing for %s', async (_, fields) => {
    const page = await refused(browserOf(answered({ snapshots: four })), fields);
    expect(page.errors.length).toBeGreaterThan(0);
  });
});

it('the shipped content accepts no earlier editions, as these tests assume', () => {
  expect(testContent.acceptedEditions).toEqual([]);
});
