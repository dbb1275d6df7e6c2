/** /forget: lists what this browser holds, and removes all of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { momentsCodec, planCodec } from '../../../src/codec/worksheets.ts';
import {
  asideCookie,
  momentsCookie,
  ourPrefix,
  planCookie,
  stateCookie,
} from '../../../src/web/visitor/cookies.ts';
import { cookieValue } from '../../cookies.ts';
import { testApp, testSecret } from '../../site.ts';
import { Browser, cookiesOf, Jar } from '../browser.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  keyQuestions,
  otherQuestions,
  secondLevel,
  stateOf,
  visitorWith,
} from '../state.ts';

const app = testApp();
const secrets = secretsFrom([testSecret]);
const wild = '<b>Ward</b> & "7"';
const ours = assessmentWith(answersTo(keyQuestions), {
  name: wild,
  snapshots: [{ takenOn: 20_000, edition: instrument.edition, answers: answersTo(otherQuestions) }],
});
const visitor = {
  ...visitorWith(ours, assessmentWith(new Map(), { id: 'b', level: secondLevel })),
  name: 'Zoë',
};
const plan = cookieValue(
  planCodec.encode({ ...emptyPlan, goals: [{ text: 'g', owner: '', due: '', question: '', state: 'open' }] }),
  secrets,
);
const moments = cookieValue(
  momentsCodec.encode({
    ...emptyMoments,
    cycle: 'From a to z',
    moments: ['a', 'z'].map((name) => ({ name, now: '', should: '', measure: '', waste: '', who: '' })),
  }),
  secrets,
);

/** The cookies of a browser that holds everything it can, and a cookie of another site. */
const fullJar = (path = '/') => {
  const jar = new Jar().set('other_site', 'kept', path);
  const values = {
    [stateCookie]: stateOf(visitor),
    [planCookie]: plan,
    [momentsCookie]: moments,
    [asideCookie]: 'x.y',
    [`${momentsCookie}_aside`]: 'broken',
    [`${ourPrefix}recent_1_3.7`]: 'broken',
    [`${ourPrefix}of_a_later_version`]: '1',
  };
  for (const [name, value] of Object.entries(values)) jar.set(name, value, path);
  return jar;
};

describe('GET /forget', () => {
  it('lists what the browser holds and offers to save it first', async () => {
    const browser = new Browser(app, fullJar());
    const response = await browser.get('/forget');
    expect(response.headers['cache-control']).toBe('private, no-store, no-transform');
    const page = await browser.page('/forget');
    const list = page.texts('main li');
    expect(list[0]).toMatch(
      /^<b>Ward<\/b> & "7": 25 of 100 questions answered, changed on .*, with 1 snapshot$/,
    );
    expect(list[1]).toContain('0 of 100 questions answered');
    expect(list.slice(2)).toEqual([
      'Your name for the report: Zoë',
      'Your contract for change, with 1 goal',
      'Your moments of truth, with 2 moments: From a to z',
      '3 more cookies: kept aside, unreadable or empty',
    ]);
    expect(page.has('a[href="/resume/mirror.json"]')).toBe(true);
  });

  it('changes nothing for any query', async () => {
    for (const address of [
      '/forget',
      '/forget?removed',
      '/forget?removed&assessments=2',
      '/forget?action=remove',
    ]) {
      const response = await new Browser(app, fullJar()).get(address);
      expect(cookiesOf(response)).toEqual([]);
      expect(response.text).toContain('Remove everything');
    }
  });

  it('counts a cookie of recent answers with the assessment, and every unreadable cookie as one more', async () => {
    const recent = `${ourPrefix}recent_1_3.7`;
    const list = async (jar: Jar) => (await new Browser(app, jar).page('/forget')).texts('main li');
    expect(await list(jarWith({ ...visitor, name: '' }).set(recent, 'x'))).toHaveLength(2);
    for (const name of [recent, stateCookie, planCookie])
      expect(await list(new Jar().set(name, 'x'))).toEqual([
        '1 more cookie: kept aside, unreadable or empty',
      ]);
  });

  it('says that the browser holds nothing when it has no cookie of this site', async () => {
    const page = await new Browser(app, new Jar().set('other_site', 'x')).page('/forget');
    expect(page.text('.lead')).toContain('holds nothing for this site');
    expect(page.has('form')).toBe(false);
  });

  it('responds 200 to any query', async () => {
    const browser = new Browser(app);
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.oneof(fc.string(), fc.bigInt().map(String)), async (key, value) => {
        const query = new URLSearchParams({ removed: key, [key]: value, assessments: value });
        expect((await browser.get(`/forget?${query}`)).status).toBe(200);
      }),
      { numRuns: 50 },
    );
  });

  it('does not say that everything is removed while the browser holds something', async () => {
    const page = await new Browser(app, jarWith(visitor)).page('/forget?removed&assessments=2');
    expect(page.text('h1')).toBe('Forget me');
    expect(page.notices[0]).toContain('This browser still holds what is listed here');
  });
});

describe('POST /forget', () => {
  it('removes every cookie of this site, unreadable ones too, and no other', async () => {
    const browser = new Browser(app, fullJar());
    const address = await browser.postAndFollow('/forget');
    expect(browser.jar.names).toEqual(['other_site']);
    const page = await browser.page(address);
    expect(page.text('h1')).toBe('Everything is removed');
    expect(page.texts('main li')).toEqual([
      '2 assessments with 25 answers',
      'your name for the report',
      '1 snapshot',
      'your contract for change',
      '2 moments of truth',
      '3 more cookies: kept aside, unreadable or empty',
    ]);
    for (const word of ['Ward', 'Zo', 'From']) expect(address).not.toContain(word);
  });

  it('removes cookies with the attributes that they were set with', async () => {
    const site = testApp({ environment: { BASE_URL: 'https://mirror.example' } });
    const response = await new Browser(site, jarWith(visitor)).post('/forget');
    const [cookie] = cookiesOf(response);
    expect(cookie?.value).toBe('');
    expect(Object.fromEntries(cookie?.attributes ?? [])).toMatchObject({
      'max-age': '0',
      path: '/',
      secure: '',
      httponly: '',
    });
  });

  it('removes nothing the second time, and its page can be loaded again', async () => {
    const browser = new Browser(app, fullJar());
    const address = await browser.postAndFollow('/forget');
    const [first, again] = [await browser.get(address), await browser.get(address)];
    expect(again.text).toBe(first.text);
    expect(cookiesOf(again)).toEqual([]);
    const second = await browser.postAndFollow('/forget');
    expect((await browser.page(second)).text('h1')).toBe('There was nothing to remove');
  });

  it('leaves no name that a later page could show', async () => {
    const browser = new Browser(app, fullJar());
    await browser.postAndFollow('/forget');
    for (const address of ['/start', '/questions', '/report', '/plan', '/moments'])
      expect((await browser.get(address)).text).not.toContain('Zoë');
  });

  it('removes cookies of the path in BASE_URL and of the paths above it', async () => {
    const site = testApp({ environment: { BASE_URL: 'https://intranet.example/tools/mirror/' } });
    for (const path of ['/tools/mirror/', '/tools/', '/']) {
      const browser = new Browser(site, fullJar(path));
      const address = await browser.postAndFollow('/tools/mirror/forget');
      expect(browser.jar.names).toEqual(['other_site']);
      expect(address.startsWith('/tools/mirror/forget?')).toBe(true);
      expect((await browser.page(address)).text('h1')).toBe('Everything is removed');
    }
  });

  it('removes up to 60 cookies of any name (RFC 6265: a token) that begins with the site’s prefix', async () => {
    const name = fc.stringMatching(/^[!#$%&'*+.^`|~\w-]{0,20}$/);
    const names = fc.uniqueArray(
      name.map((rest) => ourPrefix + rest),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(names, async (held) => {
        const jar = new Jar();
        for (const one of held) jar.set(one, '1');
        const browser = new Browser(app, jar);
        await browser.postAndFollow('/forget');
        expect(browser.jar.names).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
