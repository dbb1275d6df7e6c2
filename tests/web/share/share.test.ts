/** /share makes a link to the visitor's report; /shared shows the report of a link. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeShared } from '../../../src/codec/links/share.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { testApp, testContent, testSecret } from '../../site.ts';
import { Browser } from '../browser.ts';
import { request } from '../request.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  stateOf,
  visitorWith,
} from '../state.ts';
import { altered, debris, sharedToken } from './shared.ts';

const app = testApp();
const answers = answersTo(keyQuestions);
const visitor = { ...visitorWith(assessmentWith(answers, { name: 'Ward 7' })), name: 'Zoë Quux' };
const owner = () => new Browser(app, jarWith(visitor));
const reader = new Browser(app);

const linkOn = async (browser: Browser, address = '/share') =>
  (await browser.page(address)).attribute('input#link', 'value');
const held = (link: string) =>
  decodeShared(link, { current: instrument.edition, accepts: [] }, secretsFrom([testSecret]));

/** The link without the origin, whose port differs with each request of these tests. */
const pathOf = (link: string) => link.slice(new URL(link).origin.length);

describe('GET /share', () => {
  it('makes a link without names, which opens the report', async () => {
    const link = await linkOn(owner());
    const read = held(link);
    expect(read).toMatchObject({ ok: true, report: { person: '', group: '', answers } });
    expect((await reader.page(pathOf(link))).text('.cover h1')).toBe('A colleague, on “my work group”');
  });

  it.each([
    ['?person=yes', { person: 'Zoë Quux', group: '' }, 'Zoë Quux, on “my work group”'],
    ['?group=yes', { person: '', group: 'Ward 7' }, 'A colleague and Ward 7'],
    ['?person=yes&group=yes', { person: 'Zoë Quux', group: 'Ward 7' }, 'Zoë Quux and Ward 7'],
    ['?person=no&group=1', { person: '', group: '' }, 'A colleague, on “my work group”'],
    ['?person=yes&person=yes', { person: '', group: '' }, 'A colleague, on “my work group”'],
  ])('makes a link with only the names that %s asks for', async (query, included, title) => {
    const page = await owner().page(`/share${query}`);
    const ticked = page.all('input[type="checkbox"]').map((box) => box.hasAttribute('checked'));
    expect(ticked).toEqual([included.person !== '', included.group !== '']);
    const link = page.attribute('input#link', 'value');
    expect(held(link)).toMatchObject({ report: included });
    expect((await reader.page(pathOf(link))).text('.cover h1')).toBe(title);
  });

  it('makes its link from BASE_URL, with the prefix', async () => {
    const based = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const browser = new Browser(based, jarWith(visitor));
    const page = await browser.page('/mirror/share');
    const link = page.attribute('input#link', 'value');
    expect(link).toMatch(/^https:\/\/intranet\.example\/mirror\/shared\?with=[\w.-]+$/);
    const opened = await new Browser(based).page(pathOf(link));
    expect(opened.attribute('a.primary', 'href')).toMatch(/^\/mirror\/compare\?with=[\w.-]+$/);
  });

  it('says how many key questions are left, and makes no link, before the report is open', async () => {
    const page = await new Browser(app, jarWithAnswers(answersTo(keyQuestions.slice(3)))).page('/share');
    expect(page.text('.lead')).toContain(`3 of ${keyQuestions.length} are left`);
    expect(page.has('input#link')).toBe(false);
    expect(page.attribute('a.primary', 'href')).toBe(`/questions/${keyQuestions[0]?.id}`);
    expect((await new Browser(app).get('/share')).status).toBe(200);
  });

  it('sets no cookie and is not cached', async () => {
    const response = await owner().get('/share?person=yes');
    expect(response.headers['set-cookie']).toBeUndefined();
    expect(response.headers['cache-control']).toBe('private, no-store, no-transform');
  });

  it('is linked from the report', async () => {
    expect((await owner().page('/report')).attributes('.go-on a', 'href')).toContain('/share');
  });
});

describe('GET /shared', () => {
  it('shows the same report as /report shows its owner', async () => {
    const between = (html: string, from: string, to: string) =>
      html
        .slice(html.indexOf(from), html.indexOf(to, html.indexOf(from)))
        // Only the owner's links lead back to the list.
        .replaceAll(/\?list=[\w-]+/g, '');
    // Between the two are chapters that only the owner sees: what has changed, the contract.
    const body = (html: string) =>
      between(html, 'id="summary"', 'In this report') +
      between(html, 'id="how-to-read"', 'id="customers-eyes"') +
      between(html, 'id="reading"', 'Every formula');
    await fc.assert(
      fc.asyncProperty(anyAnswers(instrument, keyQuestions), async (given) => {
        const mine = await new Browser(app, jarWithAnswers(given)).get('/report/all');
        const shared = await reader.get(`/shared/all?with=${sharedToken(given)}`);
        expect(shared.status).toBe(200);
        expect(body(shared.text).length).toBeGreaterThan(10_000);
        expect(body(shared.text)).toBe(body(mine.text));
      }),
      { numRuns: 10 },
    );
  });

  it('says that the report was shared, links to /compare, and has no form', async () => {
    const token = sharedToken(answersTo(instrument.questions), { person: 'Anna' });
    const page = await owner().page(`/shared?with=${token}`);
    expect(page.text('.shared')).toContain('A report that somebody shared with you');
    expect(page.attributes('a.button, button', 'href')).toEqual([`/compare?with=${token}`]);
    expect([page.has('form'), page.has('.saved')]).toEqual([false, false]);
    expect(page.text('main')).not.toContain('Zoë');
  });

  it('tells the owner that it is their own report, and does not link to /compare', async () => {
    const link = pathOf(await linkOn(owner()));
    const page = await owner().page(link);
    expect(page.text('.shared')).toContain('your own report, as others see it');
    expect(page.attributes('a.button', 'href')).toEqual(['/share']);
    expect((await reader.page(link)).text('.shared')).toContain('somebody shared with you');
  });

  it('has chapters, whose links carry the token, and sets no cookie on them', async () => {
    const token = sharedToken(answersTo(instrument.questions, { me: 0, us: 1 }), { person: 'Anna' });
    const page = await reader.page(`/shared?with=${token}`);
    const chapters = page.attributes('.chapters a', 'href');
    expect(chapters).toContain(`/shared/leadership?with=${token}`);
    expect(chapters).toContain(`/shared/all?with=${token}`);
    for (const address of chapters) {
      const { status, headers, text } = await reader.get(address);
      expect([address, status, headers['set-cookie']]).toEqual([address, 200, undefined]);
      expect(headers).toMatchObject({
        'referrer-policy': 'origin',
        'cache-control': 'private, no-store, no-transform',
      });
      expect(text).toContain('somebody shared with you');
    }
    const start = await reader.page(`/shared/where-to-start?with=${token}`);
    const [first] = start.attributes('.priorities p.screen-only a', 'href');
    expect(first).toMatch(new RegExp(`^/shared/[a-z-]+\\?with=${token}#coach-`));
    const old = await reader.get(`/shared/c-es?with=${token}`);
    expect([old.status, old.headers.location]).toEqual([303, `/shared/empowerment?with=${token}`]);
  });

  it('answers 422 on the address of a chapter when the link cannot be opened', async () => {
    expect((await reader.get('/shared/leadership?with=hello')).status).toBe(422);
  });

  it('keeps the token from other sites, caches, search engines, titles and the log', async () => {
    const lines: string[] = [];
    const logging = testApp({ log: (line) => lines.push(line) });
    const token = sharedToken(answers, { person: 'Zebedee Quux' });
    for (const address of [`/shared?with=${token}`, `/compare?with=${token}`, `/shared?with=${token}zz.`]) {
      const { headers, text } = await new Browser(logging, jarWith(visitor)).get(address);
      expect(headers).toMatchObject({
        'referrer-policy': 'origin',
        'cache-control': 'private, no-store, no-transform',
        'x-robots-tag': 'noindex',
      });
      expect(/<title>(.*?)<\/title>/.exec(text)?.[1]).not.toMatch(/Quux|s1\./);
    }
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toMatch(/s1\.|with=|Quux/);
  });

  it.each(debris)('opens a link with %s', async (_, change) => {
    const clean = sharedToken(answers, { person: 'Anna' });
    const link = change(`https://mirror.example/shared?with=${clean}`);
    const page = await reader.page(`/shared?with=${encodeURIComponent(link)}`);
    expect(page.text('.cover h1')).toContain('Anna');
    expect(page.attribute('a.primary', 'href')).toBe(`/compare?with=${clean}`);
  });

  const token = sharedToken(answers);
  it.each([
    ['an empty link', '', 400, 'There is no link to a report here'],
    ['punctuation alone', '…?', 422, 'There is no link to a report here'],
    ['a link cut short', token.slice(0, -5), 422, 'not complete'],
    ['half a link', token.slice(0, 40), 422, 'not complete'],
    ['a changed link', altered(token), 422, 'changed'],
    ['other text', 'hello', 422, 'not a link to a report'],
    ['the address of another site', 'https://example.org/report', 422, 'not a link to a report'],
    ['a link of another site', sharedToken(answers, {}, { secret: 'z'.repeat(40) }), 422, 'another site'],
    ['a link to carry on', token.replace(/^s/, 'r'), 422, 'carrying on'],
    ['a link of a later version', token.replace(/^s1/, 's2'), 422, 'in a form that this site does not read'],
    [
      'a link of another edition',
      sharedToken(answers, {}, { edition: 7 }),
      422,
      'edition 7 of the questions, and this site asks edition 2',
    ],
  ])('has an error and advice for %s', async (_, wrong, expected, said) => {
    const response = await reader.get(`/shared?with=${encodeURIComponent(wrong)}`);
    expect(response.status).toBe(expected);
    const page = await reader.page(`/shared?with=${encodeURIComponent(wrong)}`);
    expect(page.errors).toEqual([{ field: 'with', text: expect.stringContaining(said) }]);
    expect(page.text('.lead')).not.toBe('');
    expect(page.attribute('input#with', 'value')).toBe(wrong);
  });

  it('shows a report of an accepted earlier edition, with a notice', async () => {
    const content = {
      ...testContent,
      instrument: { ...instrument, edition: instrument.edition + 1 },
      acceptedEditions: [instrument.edition],
    };
    const page = await new Browser(testApp({ content })).page(`/shared?with=${sharedToken(answers)}`);
    expect(page.texts('.notice').join()).toContain(
      'edition 2 of the questions. This site now asks edition 3',
    );
  });

  it('shows the whole report or an error, however a link is mutated', async () => {
    const whole = sharedToken(answersTo(otherQuestions, { me: 3, us: 0 }));
    const clean = (await request(app).get(`/shared?with=${whole}`)).text;
    const character = fc.constantFrom(...'ABCxyz019-_.%=&+/ <"\u0001é');
    const mutation = fc.tuple(fc.nat(whole.length), fc.nat(3), fc.string({ unit: character, maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (changes) => {
        const mutated = changes.reduce(
          (text, [place, cut, put]) => text.slice(0, place) + put + text.slice(place + cut),
          whole,
        );
        const { status, text } = await request(app).get(`/shared?with=${encodeURIComponent(mutated)}`);
        if (status === 200) expect(text).toBe(clean);
        else expect([400, 422]).toContain(status);
      }),
      { numRuns: 400 },
    );
  });

  it('answers 422 to the value of a state cookie', async () => {
    const state = stateOf(visitor);
    expect((await reader.get(`/shared?with=${state}`)).status).toBe(422);
  });

  it('answers 422 to long texts of odd characters', async () => {
    for (const odd of ['.', 's1.', '%', '=', '<', 's1.1.abcdef.']) {
      const { status } = await reader.get(
        `/shared?with=${encodeURIComponent(`${odd.repeat(3_000)}a`).slice(0, 12_000)}`,
      );
      expect({ odd, status }).toEqual({ odd, status: 422 });
    }
  });
});
