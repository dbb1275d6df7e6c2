/**
 * Texts of visitors never turn the words around them. Every field is filled with Hebrew and a mark that overrides the direction, and
 * every page is read: no mark is left, and each text stands by itself in a <bdi> or an element with dir="auto".
 */
import { type Node, NodeType } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyMoments } from '../../src/assessment/moments.ts';
import { emptyPlan } from '../../src/assessment/plan.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { momentsCodec, planCodec } from '../../src/codec/worksheets.ts';
import { momentsCookie, planCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { plain, readPdf } from '../exports/pdf/pdf-reading.ts';
import { testSecret } from '../site.ts';
import { Browser } from './browser.ts';
import { type Element, htmlFaults, Page } from './dom.ts';
import { join as enter, joined, openRoom, rate } from './live/room.ts';
import { addressOf, type Everything, everything, routesOf } from './security/everything.ts';
import { sharedToken } from './share/shared.ts';
import { answersTo, assessmentWith, firstQuestion, instrument, jarWith, visitorWith } from './state.ts';
import { answer, join, keyOf, local, makeTeam } from './teams/team.ts';

/** Right-to-left letters that no page has by itself. */
const hebrew = '\u05e9\u05dc\u05d5\u05dd';
const marks = /[\u202a-\u202e\u2066-\u2069]/;
/** A text of a visitor, with an override and an isolate that does not end. */
const odd = (what: string) => `\u202e${hebrew}-${what}\u2067`;
const clean = (what: string) => `${hebrew}-${what}`;
/** One such text as it is shown, perhaps cut or with the number that tells namesakes apart. */
const oneText = new RegExp(`^(?:${hebrew}-[a-z]*…?(?: \\(\\d\\))?)$`);

/** Texts that stand among other words, each as its page shows it. */
function strays(page: Page): string[] {
  const found: string[] = [];
  const walk = (node: Node, island: Element | undefined) => {
    if (node.nodeType === NodeType.TEXT_NODE) {
      const isText = node.text.includes(hebrew);
      const alone = island && oneText.test(island.text.trim());
      if (isText && !alone) found.push((island ?? (node.parentNode as Element)).outerHTML.slice(0, 300));
      return;
    }
    const element = node as Element;
    if (['TITLE', 'OPTION'].includes(element.tagName)) return;
    const isIsland = element.tagName === 'BDI' || element.getAttribute?.('dir') === 'auto';
    for (const child of node.childNodes) walk(child, isIsland ? element : island);
  };
  walk(page.root, undefined);
  return found;
}

/** The refresh of live rooms can be switched off, which the rule does not know. */
const faultsOf = async (html: string) =>
  (await htmlFaults(html)).filter((fault) => !fault.startsWith('meta-refresh'));

const signed = (text: string) => cookieValue(text, secretsFrom([testSecret]));
const answers = answersTo(instrument.questions, { me: 1, us: 0 });

/** A browser whose cookies were signed before the site cleaned texts. */
function visitor(app: Everything['app']): Browser {
  const snapshots = [
    {
      takenOn: 20_000,
      edition: instrument.edition,
      answers: answersTo(instrument.questions, { me: 3, us: 2 }),
    },
  ];
  const own = assessmentWith(answers, { name: odd('group'), snapshots });
  const other = assessmentWith(answers, { id: '2', name: odd('second') });
  const goal = { owner: odd('owner'), due: '2026-11-21', question: firstQuestion.id, state: 'open' as const };
  const plan = {
    ...emptyPlan,
    savedOn: '2026-11-20',
    goals: [{ ...goal, text: odd('goal') }],
    less: odd('less'),
    record: odd('record'),
    support: odd('support'),
    momentum: odd('momentum'),
    rewardOnTheWay: odd('way'),
    rewardAtEnd: odd('end'),
    signedBy: odd('signed'),
    signedOn: '2026-11-20',
  };
  const moment = {
    name: odd('moment'),
    now: odd('now'),
    should: odd('should'),
    measure: odd('measure'),
    waste: odd('waste'),
    who: odd('who'),
  };
  const moments = { ...emptyMoments, savedOn: '2026-11-20', cycle: odd('cycle'), moments: [moment] };
  const state = { ...visitorWith(other, own), name: odd('person') };
  return new Browser(
    app,
    jarWith(state)
      .set(planCookie, signed(planCodec.encode(plan)))
      .set(momentsCookie, signed(momentsCodec.encode(moments))),
  );
}

const others = (['anna', 'bea'] as const).map((name, i) =>
  sharedToken(answersTo(instrument.questions, { me: 2, us: i === 0 ? 2 : 3 }), {
    person: odd(name),
    group: odd('ward'),
  }),
);
const [anna = '', bea = ''] = others;

describe('texts of visitors', () => {
  let site: Everything;
  beforeAll(async () => {
    site = await everything();
  });
  afterAll(() => site.stop());

  async function expectIslands(browser: Browser, addresses: readonly string[]): Promise<string> {
    let all = '';
    for (const address of addresses) {
      const { text = '', headers } = await browser.get(address);
      if (!headers['content-type']?.startsWith('text/html')) continue;
      expect({ address, strays: strays(new Page(text)) }).toEqual({ address, strays: [] });
      expect(marks.test(text), address).toBe(false);
      if (text.includes(hebrew))
        expect({ address, faults: await faultsOf(text) }).toEqual({ address, faults: [] });
      all += text;
    }
    return all;
  }
  const expectShown = (html: string, ...what: readonly string[]) => {
    for (const one of what) expect(html, one).toContain(clean(one));
  };

  it('stand by themselves on every page of the visitor', async () => {
    const browser = visitor(site.app);
    const pages = routesOf(site.app)
      .filter(({ method }) => method === 'get')
      .map(addressOf);
    const more = [
      '/start/1/snapshots/2024-10-04/delete',
      '/share?person=yes&group=yes',
      '/moments?print',
      '/report/contract',
      '/report/moments',
    ];
    const html = await expectIslands(browser, [...pages, ...more]);
    expectShown(
      html,
      'group',
      'second',
      'person',
      'goal',
      'owner',
      'less',
      'way',
      'end',
      'signed',
      'moment',
      'now',
      'who',
      'cycle',
    );
  });

  it('stand by themselves in shared reports and comparisons', async () => {
    const browser = visitor(site.app);
    const html = await expectIslands(browser, [
      `/shared?with=${anna}`,
      `/shared/all?with=${anna}`,
      `/shared/principles?with=${anna}`,
      `/compare?with=${anna}`,
      `/compare?with=${anna}&with2=${bea}`,
      `/compare?with=${anna}&with2=${anna}`,
    ]);
    expectShown(html, 'anna', 'bea', 'ward');
    const alone = await expectIslands(new Browser(site.app), [`/compare?with=${anna}&with2=${bea}`]);
    expectShown(alone, 'anna', 'bea');
  });

  it('stand by themselves on the pages of a team', async () => {
    const facilitator = visitor(site.app);
    const made = await makeTeam(facilitator, {
      name: odd('team'),
      groups: `${odd('early')}\n${odd('late')}`,
      expected: '10',
    });
    const members = [...Array(10).keys()].map(() => visitor(site.app));
    for (const [i, member] of members.entries()) {
      await expectIslands(member, [local(made.join)]);
      await join(member, made, { group: String(i % 2), assessment: '1' });
      await answer(member, firstQuestion.id, 2);
    }
    const [member = facilitator] = members;
    const key = keyOf(made.results);
    await facilitator.post('/teams/results', { key, action: 'show' });
    const saved = await facilitator.postAndFollow('/teams/results/actions/save', {
      key,
      'what-1': odd('what'),
      'owner-1': odd('desk'),
      'due-1': '2027-01-31',
    });
    const team = (await member.page('/teams')).attribute('a[href*="leave?team="]', 'href');
    const html = await expectIslands(facilitator, [
      saved,
      local(made.results),
      `/teams/results/actions?key=${key}`,
      ...[...Array(12).keys()].map((screen) => `/teams/results/present?key=${key}&screen=${screen}`),
    ]);
    expectShown(html, 'team', 'early', 'late', 'what', 'desk');
    expectShown(
      await expectIslands(member, [
        '/teams',
        team,
        '/questions',
        '/report',
        '/report/all',
        local(made.join),
        '/forget',
      ]),
      'team',
      'early',
    );
    const { text } = await facilitator.get(`/teams/results.ics?key=${key}`);
    expect(text).toContain(clean('what'));
    expect(marks.test(text)).toBe(false);
  });

  it('stand by themselves in a live room', async () => {
    const room = await openRoom(site.app, { name: odd('room') });
    const people = await joined(site.app, room.code, 5);
    const pages = [`/live/room?key=${room.key}`, room.screen, `/live/sheet?key=${room.key}`];
    await expectIslands(room.facilitator, pages);
    await room.run({ action: 'go', from: '-1', to: '0' });
    for (const person of people) await rate(person, '1', '2');
    await room.run({ action: 'reveal', from: '0' });
    await room.run({ action: 'note', from: '0', note: odd('note') });
    await room.run({ action: 'agree', from: '0', text: odd('agreed'), owner: odd('owner'), due: odd('due') });
    const html = await expectIslands(room.facilitator, pages);
    const late = await enter(site.app, room.code);
    await expectIslands(late, ['/live/here']);
    await room.run({ action: 'end', from: '0' });
    const ended = await expectIslands(room.facilitator, pages);
    expectShown(html + ended, 'room', 'note', 'agreed', 'owner', 'due');
    expectShown(await expectIslands(late, ['/live/here', '/live/sheet']), 'room', 'note');
  });

  it('stand by themselves where a live room maps moments of truth', async () => {
    const names = { customer: odd('customer'), begins: odd('begins'), ends: odd('ends') };
    const room = await openRoom(site.app, { name: odd('room'), purpose: 'map', ...names });
    await room.run({ action: 'go', from: '-1', to: '0' });
    const people = await joined(site.app, room.code, 5);
    const [phone = room.facilitator] = people;
    const texts = { name: odd('name'), should: odd('should'), now: odd('now'), measure: odd('measure') };
    await phone.post('/live/give', { ...texts, after: 'last' });
    const host = `/live/room?key=${room.key}`;
    const id = (await room.page()).attribute('#moments > li', 'id').slice('m-'.length);
    const pages = [
      host,
      room.screen,
      ...[`/live/moment?key=${room.key}&moment=${id}`, `/live/cycle?key=${room.key}`, '/live/here'],
      ...[`/live/sheet?key=${room.key}`, `/live/take?key=${room.key}`],
    ];
    const html = await expectIslands(phone, pages);
    await room.facilitator.post('/live/arrange', { key: room.key, action: 'dots' });
    const choosing = await expectIslands(phone, pages);
    await phone.post('/live/dots', { [`dot-${id}`]: 'yes' });
    const chosen = await expectIslands(phone, ['/live/here']);
    await phone.post('/moments/save', {
      cycle: odd('cycle'),
      'moment-1-name': odd('own'),
      action: 'save',
      seen: '',
    });
    await phone.post(`/live/taken?key=${room.key}`, { [`take-${id}`]: 'yes' });
    await expectIslands(phone, [`/live/take?key=${room.key}`, '/moments', '/moments/sheet']);
    expectShown(html, 'room', 'customer', 'begins', 'ends', 'name', 'should', 'now', 'measure');
    expectShown(choosing, 'name');
    expectShown(chosen, 'name');
  });

  it('stand by themselves where a link or a file is opened', async () => {
    const browser = visitor(site.app);
    const link = local((await browser.page('/resume')).attribute('#resume-link', 'value'));
    const reader = new Browser(site.app);
    expectShown(await expectIslands(reader, [link]), 'group');
    const differing = visitor(site.app);
    await differing.post(`/questions/${firstQuestion.id}/answer`, { me: '3', us: '3' });
    expectShown(await expectIslands(differing, [link]), 'group', 'person');
  });

  it('lose the marks in documents, where what no font has is read in its place', async () => {
    const browser = visitor(site.app);
    const { text } = await readPdf(new Uint8Array(await browser.bytes('/report/summary.pdf')));
    expect(marks.test(text)).toBe(false);
    expect(plain(text)).toContain('-person and');
  });

  it('lose the marks in the calendar', async () => {
    const { text } = await visitor(site.app).get('/plan.ics');
    expect(text.replaceAll('\r\n ', '')).toContain(`Due: ${clean('goal')}`);
    expect(marks.test(text)).toBe(false);
  });

  it('stand by themselves in forms that come back with errors', async () => {
    const browser = visitor(site.app);
    const posts: [address: string, fields: Record<string, string>][] = [
      ['/start/new', { level: 'none', name: odd('name'), person: odd('person') }],
      ['/plan/save', { 'goal-1-owner': odd('owner'), less: odd('less') }],
      ['/moments/save', { 'moment-1-now': odd('now'), cycle: odd('cycle') }],
      ['/teams/new', { name: odd('name'), groups: odd('alone'), expected: 'x' }],
      ['/copy/open', { link: odd('link') }],
      ['/live/enter', { code: odd('code') }],
    ];
    for (const [address, fields] of posts) {
      const { text } = await browser.post(address, fields);
      expect({ address, strays: strays(new Page(text)), marks: marks.test(text) }).toEqual({
        address,
        strays: [],
        marks: false,
      });
    }
  });
});
