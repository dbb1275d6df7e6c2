/** Every refused form comes back with a title that says so, and an error summary whose links lead to fields. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, type Fields, Jar } from '../browser.ts';
import { holding, openAddress } from '../carry/carried.ts';
import { attributeOf, type Element, Page } from '../dom.ts';
import { summaryFaults } from '../error-summary.ts';
import { join as enter, joined, openRoom, rate } from '../live/room.ts';
import { request } from '../request.ts';
import { addressOf, type Everything, everything, regular, routesOf } from '../security/everything.ts';
import {
  answersTo,
  assessmentWith,
  jarWithAnswers,
  keyQuestions,
  questionAt,
  visitorWith,
} from '../state.ts';
import { join as joinTeam, local, makeTeam } from '../teams/team.ts';

let site: Everything;
let browsers: readonly Browser[];
/** Addresses of pages, and links that lead somewhere. */
let addresses: readonly string[];
beforeAll(async () => {
  site = await everything();
  const { app } = site;
  const visitor = await regular(app);
  browsers = [
    visitor,
    new Browser(app, jarWithAnswers(answersTo(keyQuestions.slice(0, 3)))),
    new Browser(app),
  ];
  const other = await regular(app, 'Zoë', 'Ward 8');
  const copy = new URL((await other.page('/copy')).attribute('#copy-link', 'value'));
  const team = await makeTeam(other, { groups: 'Day\nNight' });
  await joinTeam(visitor, await makeTeam(other));
  const room = await openRoom(app);
  const people = await joined(app, room.code, 5);
  await visitor.post('/live/enter', { code: room.code });
  await room.run({ action: 'go', from: '-1', to: '0' });
  const revealed = await openRoom(app);
  const raters = await joined(app, revealed.code, 6);
  await revealed.run({ action: 'go', from: '-1', to: '0' });
  for (const one of raters) await rate(one, '1', '2');
  await revealed.run({ action: 'reveal', from: '0' });
  expect(people).toHaveLength(5);
  const mapped = await Promise.all([mapping(app, 'collect'), mapping(app, 'dots')]);
  browsers = [...browsers, ...mapped.map(({ phone }) => phone)];
  const mine = visitorWith(assessmentWith(answersTo([questionAt(0)], { me: 0, us: 0 })));
  addresses = [
    ...routesOf(app)
      .filter(({ method, path }) => method === 'get' && path !== '/live/events' && !/\.\w+$/.test(path))
      .map(addressOf),
    `/copy/open${copy.search}`,
    local(team.join),
    local(team.results),
    local(team.results).replace('results?', 'results/actions?'),
    `/live/room?key=${room.key}`,
    `/live/room?key=${revealed.key}`,
    ...mapped.flatMap((one) => one.addresses),
    openAddress(holding(mine)),
  ];
}, 60_000);
afterAll(() => site?.stop());

/** A room that maps moments of truth, somebody in it, and the facilitator's pages. */
async function mapping(app: Everything['app'], action: 'collect' | 'dots') {
  const room = await openRoom(app, { purpose: 'map', customer: 'Ann' });
  await room.run({ action: 'go', from: '-1', to: '0' });
  const phone = await enter(app, room.code);
  for (const name of ['one', 'two']) await phone.post('/live/give', { name, after: 'last' });
  const { key, facilitator } = room;
  await facilitator.post('/live/arrange', { key, action });
  const id = (await room.page()).attribute('#moments > li', 'id').slice('m-'.length);
  const pages = ['room', 'cycle', 'take', `moment?moment=${id}`, 'moment?moment=new'];
  const addresses = pages.map((page) => `/live/${page}${page.includes('?') ? '&' : '?'}key=${key}`);
  return { phone, addresses };
}

type Change = (field: Element, value: string) => string | undefined;

const isHidden = (field: Element) => attributeOf(field, 'type') === 'hidden';
const isText = (field: Element) =>
  field.tagName === 'TEXTAREA' || ['', 'text', 'date'].includes(attributeOf(field, 'type'));

/** Ways to fill in a form wrongly, beginning with what the page has in its fields. */
const ways: [way: string, change: Change][] = [
  ['as it is', (_field, value) => value],
  ['with nothing', (field, value) => (isHidden(field) ? value : isText(field) ? '' : undefined)],
  ['with long texts', (field, value) => (isText(field) ? 'x'.repeat(300) : value)],
  ['with very long texts', (field, value) => (isText(field) ? 'x'.repeat(2_500) : value)],
  ['with nonsense', (field, value) => (isHidden(field) ? value : '<b>&"')],
  [
    'as an old page',
    (field, value) => (isHidden(field) && attributeOf(field, 'name') !== 'key' ? 'zz' : value),
  ],
];

function fieldsOf(form: Element, change: Change): Fields {
  const fields: Record<string, string> = {};
  for (const field of form.querySelectorAll('input, select, textarea')) {
    const isChoice = ['radio', 'checkbox'].includes(attributeOf(field, 'type'));
    if (isChoice && !field.hasAttribute('checked')) continue;
    const value =
      field.tagName === 'TEXTAREA'
        ? field.textContent
        : attributeOf(field.querySelector('option[selected]') ?? field, 'value');
    const sent = change(field, value);
    if (sent !== undefined) fields[attributeOf(field, 'name')] = sent;
  }
  return fields;
}

/** What the buttons send that move something on the server, or end or remove it: the next form needs it as it was. */
const lasting = [
  'remove',
  'end',
  'go',
  'reveal',
  'dots',
  'collect',
  'count',
  'replace-join',
  'replace-results',
  'close',
  'round',
];

/** Returns the fields that the buttons of a form send. */
function buttonsOf(form: Element): Fields[] {
  const named = form.querySelectorAll('button[name]');
  const sent = named.map((one): [string, string] => [attributeOf(one, 'name'), attributeOf(one, 'value')]);
  return [[], ...sent.map((one) => [one])]
    .map((pairs) => Object.fromEntries(pairs))
    .filter(({ what = '', action = '', to }) => ![what, action].some((one) => lasting.includes(one)) && !to);
}

/** A browser with the same cookies, so that what is posted in it changes nothing for the next form. */
function copyOf({ app, jar }: Browser): Browser {
  const copy = new Jar();
  for (const name of jar.names) copy.set(name, jar.value(name) ?? '');
  return new Browser(app, copy);
}

/** What was refused, by address, and what is wrong with the pages that say so. */
class Refusals {
  readonly addresses = new Set<string>();
  readonly faults = new Map<string, string>();

  note(what: string, address: string, { status, text }: { readonly status: number; readonly text: string }) {
    expect(status, what).toBeLessThan(500);
    // What no page of a form can say, such as cookies that are full, has a page of its own without fields.
    if (status !== 422 || new Page(text).has('.problem')) return;
    this.addresses.add(address);
    for (const fault of summaryFaults(new Page(text)))
      if (!this.faults.has(fault)) this.faults.set(fault, `${what}: ${fault}`);
  }
}

describe('a page that answers 422 says so in its title, and links each error to a field that exists', () => {
  it('after a form was filled in wrongly', async () => {
    const refusals = new Refusals();
    const tried = new Set<string>();
    for (const [i, browser] of browsers.entries())
      for (const address of addresses) {
        const opened = await copyOf(browser).get(address);
        refusals.note(`GET ${address}`, address, opened);
        for (const form of new Page(opened.text).all('form[method=post]:not([enctype])')) {
          const action = attributeOf(form, 'action');
          if (/\/(delete|remove)$/.test(action)) continue;
          for (const [way, change] of ways)
            for (const button of buttonsOf(form)) {
              const fields = { ...fieldsOf(form, change), ...button };
              const key = `${i} ${action} ${JSON.stringify(fields)}`;
              if (tried.has(key)) continue;
              tried.add(key);
              const what = `POST ${action} ${way} ${JSON.stringify(button)} on ${address}`;
              refusals.note(what, action, await copyOf(browser).post(action, fields));
            }
        }
      }
    expect([...refusals.faults.values()]).toEqual([]);
    const id = questionAt(0).id;
    expect([...refusals.addresses]).toEqual(
      expect.arrayContaining([
        ...[
          `/questions/${id}/answer`,
          '/principles/3/answers',
          '/key/answers',
          '/start/new',
          '/start/1/change',
        ],
        ...['/start/1/retake', '/plan/save', '/moments/save', '/resume/link', '/resume/open', '/copy/open'],
        ...['/teams/new', '/teams/join', '/teams/results', '/teams/results/actions/save'],
        ...['/live/enter', '/live/open', '/live/rate', '/live/run'],
        ...['/live/give', '/live/dots', '/live/moment/save', '/live/cycle/save'],
      ]),
    );
  }, 120_000);

  it('after an empty form was posted to any address', async () => {
    const refusals = new Refusals();
    for (const browser of browsers)
      for (const route of routesOf(site.app).filter(({ method }) => method === 'post')) {
        const address = addressOf(route);
        const posted = copyOf(browser);
        // The saved copy is kept for the next address.
        if (address !== '/copy/stop' && address !== '/forget')
          refusals.note(`POST ${address} {}`, address, await posted.post(address));
      }
    expect([...refusals.faults.values()]).toEqual([]);
    expect(refusals.addresses.size).toBeGreaterThan(10);
  });

  it('after a file that is none', async () => {
    const refusals = new Refusals();
    const send = () => request(site.app).post('/resume/file').set('Sec-Fetch-Site', 'same-origin');
    refusals.note('no file', '/resume/file', await send().field('x', 'y'));
    for (const text of ['', '{', '{"format":"other"}'])
      refusals.note(text, '/resume/file', await send().attach('file', Buffer.from(text), 'a.json'));
    expect([...refusals.faults.values()]).toEqual([]);
    expect([...refusals.addresses]).toEqual(['/resume/file']);
  });
});
