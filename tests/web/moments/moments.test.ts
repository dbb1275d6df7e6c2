/** /moments: the worksheet for moments of truth, as a form, to print, and as a chapter of the report. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankMoment,
  emptyMoments,
  type Moment,
  type Moments,
  momentsKept,
  momentTexts,
} from '../../../src/assessment/moments.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { momentsCodec } from '../../../src/codec/worksheets.ts';
import { fingerprintOf } from '../../../src/web/moments/moments-form.ts';
import { cookieLimit } from '../../../src/web/visitor/cookie-room.ts';
import { momentsCookie } from '../../../src/web/visitor/cookies.ts';
import { smallContent } from '../../content/small.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { testApp, testSecret } from '../../site.ts';
import { Browser, cookieSet, cookiesOf, type Fields, Jar } from '../browser.ts';
import { attributeOf, Page } from '../dom.ts';
import { answersTo, instrument, jarWithAnswers } from '../state.ts';

const app = testApp();
const otherSecret = 'another secret, which this site does not know, 32+';
const cookieOf = (moments: Moments, secret = testSecret) =>
  cookieValue(momentsCodec.encode(moments), secretsFrom([secret]));
const named = (name: string, more: Partial<Moment> = {}): Moment => ({ ...blankMoment, name, ...more });
const abc: Moments = {
  cycle: 'From a to c',
  moments: [named('a', { now: 'one\ntwo' }), named('b', { who: 'Bea' }), named('c')],
  savedOn: '2026-11-20',
};
const withMoments = (moments: Moments, jar = new Jar()) =>
  new Browser(app, jar.set(momentsCookie, cookieOf(moments)));
const savedIn = (jar: Jar) =>
  momentsCodec.decode(cookieText(jar.value(momentsCookie) ?? '', secretsFrom([testSecret])));
const namesIn = (jar: Jar) =>
  savedIn(jar)
    ?.moments.map(({ name }) => name)
    .join('');

/** Returns the fields of the form on a page with their values, some of them replaced by what is typed. */
function fieldsOn(page: Page, typed: Record<string, string> = {}): Record<string, string> {
  const pairs = [
    ...page
      .all('form.moments input')
      .map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]),
    ...page.all('form.moments textarea').map((area) => [attributeOf(area, 'name'), textIn(area)]),
  ];
  return { ...Object.fromEntries(pairs), ...typed };
}

/** Returns the text of a textarea as a browser reads it: without the line break after the tag. */
const textIn = (area: { textContent: string }) =>
  area.textContent
    .replace(/^\n/, '')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Presses a button of the page and returns the address that it leads to. */
async function press(browser: Browser, value: string, typed: Record<string, string> = {}, at = '/moments') {
  const page = await browser.page(at);
  expect(page.attributes('form.moments button', 'value')).toContain(value);
  return browser.postAndFollow('/moments/save', { ...fieldsOn(page, typed), action: value });
}

/** The names of the rows on a page, blank ones as "_". */
const rowsOn = (page: Page) =>
  page
    .all('textarea')
    .filter((area) => attributeOf(area, 'name').endsWith('-name'))
    .map((area) => textIn(area) || '_')
    .join('');

describe('GET /moments', () => {
  it('shows three blank moments and sets no cookie when nothing is saved', async () => {
    const response = await new Browser(app).get('/moments');
    const page = new Page(response.text);
    expect(cookiesOf(response)).toEqual([]);
    expect(response.headers['cache-control']).toBe('private, no-store, no-transform');
    expect(page.texts('fieldset.moment legend')).toEqual(['Moment 1', 'Moment 2', 'Moment 3']);
    expect(page.text('.saved')).toContain('Nothing is saved yet');
    expect(page.text('.space-left')).toMatch(/^About 2,\d\d0 characters left$/);
  });

  it('shows what is saved, a blank moment after it, and the day until which it is kept', async () => {
    const page = await withMoments(abc).page('/moments');
    expect(rowsOn(page)).toBe('abc_');
    expect(page.attribute('#cycle', 'value')).toBe(abc.cycle);
    expect(textIn(page.one('#moment-1-now'))).toBe('one\ntwo');
    expect(page.text('.saved')).toContain('until 20 November 2027');
  });

  it('has a label for each field and a name of its own for each button', async () => {
    const page = await withMoments(abc).page('/moments');
    for (const area of page.all('textarea'))
      expect(page.has(`label[for="${attributeOf(area, 'id')}"]`)).toBe(true);
    const names = page.texts('.moment-steps button');
    expect(names).toContain('Move up moment 2');
    expect(new Set(names).size).toBe(names.length);
  });

  it('links to its question and glossary term when the content has them', async () => {
    const ours = await new Browser(app).page('/moments');
    expect(ours.has('a[href="/questions/3.5"]')).toBe(true);
    expect(ours.has('a[href="/glossary#moment-of-truth"]')).toBe(true);
    const other = await new Browser(testApp({ content: smallContent() })).page('/moments');
    expect(other.attributes('main a', 'href').filter((href) => /questions|glossary/.test(href))).toEqual([]);
  });

  it('has a notice about a worksheet that cannot be read, which is set aside when another is saved', async () => {
    const unreadable = cookieOf(abc, otherSecret);
    const browser = new Browser(app, new Jar().set(momentsCookie, unreadable));
    expect((await browser.page('/moments')).notices).toEqual([
      'There is a worksheet in this browser that cannot be used, because this site cannot read it; it is kept aside if you save another.',
    ]);
    await browser.post('/moments/save', { 'moment-1-name': 'new' });
    expect(namesIn(browser.jar)).toBe('new');
    expect(browser.jar.value(`${momentsCookie}_aside`)).toBe(unreadable);
  });

  it('shows all saved rows, and at most 20 in all, for any query', async () => {
    const browser = withMoments(abc);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.array(fc.nat(120)).map(String), fc.constant('1'.repeat(4000))),
        fc.oneof(fc.string(), fc.nat(120).map(String)),
        async (blank, ask) => {
          const query = new URLSearchParams({ blank, ask, saved: ask });
          const { status, text } = await browser.get(`/moments?${query}`);
          expect(status).toBe(200);
          const rows = rowsOn(new Page(text));
          expect(rows.replaceAll('_', '')).toBe('abc');
          expect(rows.length).toBeLessThanOrEqual(momentsKept);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('POST /moments', () => {
  it('saves every text in the moments cookie for a year, and GET /moments says so', async () => {
    const browser = new Browser(app);
    const filled: Moment = {
      name: 'The “visit” & <b>',
      now: 'first line\n\nsecond line',
      should: 'naïve 日本',
      measure: 'once a week',
      waste: 'it\'s \\ "quoted"',
      who: 'Ötzi',
    };
    const typed = Object.fromEntries(momentTexts.map((text) => [`moment-2-${text}`, filled[text]]));
    const page = await browser.page('/moments');
    const response = await browser.post('/moments/save', {
      ...fieldsOn(page, { ...typed, cycle: 'From … to …', 'moment-2-now': 'first line\r\n\r\nsecond line' }),
      action: 'save',
    });
    expect(response.status).toBe(303);
    const [cookie] = cookiesOf(response);
    expect(cookie?.name).toBe(momentsCookie);
    expect(cookie?.attributes.get('max-age')).toBe(`${365 * 86_400}`);
    expect(savedIn(browser.jar)).toEqual({
      cycle: 'From … to …',
      moments: [filled],
      savedOn: '2026-11-21',
    });
    const after = await browser.page(String(response.headers.location));
    expect(after.notices).toEqual(['Your worksheet is saved in this browser until 21 November 2027.']);
    expect(fieldsOn(after)).toMatchObject({ 'moment-1-name': filled.name, 'moment-1-now': filled.now });
  });

  it('drops empty moments at any place', async () => {
    const browser = withMoments(abc);
    await press(browser, 'save', { 'moment-2-name': ' ', 'moment-2-who': '\n' });
    expect(namesIn(browser.jar)).toBe('ac');
  });

  it('sets no cookie for an empty worksheet unless it replaces a saved one', async () => {
    expect(cookiesOf(await new Browser(app).post('/moments/save', { action: 'save' }))).toEqual([]);
    const browser = withMoments(abc);
    const { seen = '' } = fieldsOn(await browser.page('/moments'));
    await browser.post('/moments/save', { seen, action: 'save' });
    expect(savedIn(browser.jar)?.moments).toEqual([]);
  });

  it('answers 422 to a moment with text but no name, and shows what was typed again', async () => {
    const browser = withMoments(abc);
    const page = await browser.page('/moments');
    const response = await browser.post('/moments/save', {
      ...fieldsOn(page, { 'moment-1-name': '', 'moment-4-waste': 'queues' }),
      action: 'save',
    });
    expect(response.status).toBe(422);
    expect(cookiesOf(response)).toEqual([]);
    const again = new Page(response.text);
    expect(again.errors).toEqual([
      { text: 'Give moment 1 a name', field: 'moment-1-name' },
      { text: 'Give moment 4 a name', field: 'moment-4-name' },
    ]);
    expect(again.attribute('#moment-1-name', 'aria-describedby')).toBe('moment-1-name-error');
    expect(again.has('#moment-1-name-error')).toBe(true);
    expect(textIn(again.one('#moment-4-waste'))).toBe('queues');
    expect(rowsOn(again)).toBe('_bc_');
  });

  it('answers 422 with an error at the field of a text that is too long', async () => {
    const response = await new Browser(app).post('/moments/save', {
      'moment-1-name': 'a',
      'moment-1-should': 'x'.repeat(2001),
    });
    expect(response.status).toBe(422);
    expect(new Page(response.text).errors).toEqual([
      {
        text: 'Shorten what should happen at moment 1: it has 2,001 characters, and 2,000 are the most',
        field: 'moment-1-should',
      },
    ]);
  });

  /** Fields whose texts take all the space of the cookie, and `over` bytes more. */
  function filling(over: number): Fields {
    const text = (n: number) => 'x'.repeat(n);
    const base = { ...emptyMoments, moments: [named('a', { now: text(700), should: text(700) })] };
    const space = spaceBeside(base);
    return {
      'moment-1-name': 'a',
      'moment-1-now': text(700),
      'moment-1-should': text(700),
      'moment-1-waste': text(space + over),
    };
  }
  /** Returns the bytes of text that fit the cookie beside these moments, found by trying. */
  function spaceBeside(moments: Moments): number {
    let space = 0;
    const fits = (more: number) => {
      const [first = blankMoment] = moments.moments;
      const filled = { ...moments, savedOn: '2026-11-21', moments: [{ ...first, waste: 'x'.repeat(more) }] };
      return cookieOf(filled).length + momentsCookie.length + 1 <= cookieLimit;
    };
    while (fits(space + 1)) space++;
    return space;
  }

  it('saves about as much as a cookie holds, and sets no cookie that is too large for a browser', async () => {
    const browser = new Browser(app);
    let over = -40;
    for (; over < 40; over++) {
      const response = await browser.post('/moments/save', filling(over));
      if (response.status === 422) break;
      expect(`${momentsCookie}=${cookieSet(response, momentsCookie)}`.length).toBeLessThanOrEqual(
        cookieLimit,
      );
      expect(savedIn(browser.jar)?.moments).toHaveLength(1);
    }
    expect(over).toBeLessThan(40);
    expect(over).toBeGreaterThan(-40);
  });

  it('answers 422 when there is too much text, changes nothing, and shows what was typed again', async () => {
    const browser = withMoments(abc);
    const before = browser.jar.value(momentsCookie);
    const { seen = '' } = fieldsOn(await browser.page('/moments'));
    const fields = { ...filling(600), seen };
    const response = await browser.post('/moments/save', fields);
    expect(response.status).toBe(422);
    expect(browser.jar.value(momentsCookie)).toBe(before);
    const page = new Page(response.text);
    expect(page.errors[0]?.text).toMatch(/^That is [\d,]+ characters more than the browser’s cookies hold/);
    expect(page.errors[0]?.field).toBe('moment-1-waste');
    expect(page.text('.space-left')).toMatch(/characters too many$/);
    expect(fieldsOn(page)).toMatchObject(fields);
  });

  it('shows far too long texts again up to a body of 64 kB, and answers 413 beyond', async () => {
    const fields = { 'moment-1-name': 'a', 'moment-1-now': '語'.repeat(7_000) };
    const response = await new Browser(app).post('/moments/save', fields);
    expect(response.status).toBe(422);
    expect(fieldsOn(new Page(response.text))).toMatchObject(fields);
    expect(
      (await new Browser(app).post('/moments/save', { 'moment-1-now': 'x'.repeat(65_536) })).status,
    ).toBe(413);
  });

  it('saves 20 moments with all their fields', async () => {
    const browser = new Browser(app);
    const rows = Array.from({ length: momentsKept }, (_, i) =>
      momentTexts.map((text) => [`moment-${i + 1}-${text}`, `${text} ${i}`]),
    ).flat();
    await browser.postAndFollow('/moments/save', {
      ...Object.fromEntries(rows),
      cycle: 'c',
      seen: '',
      action: 'save',
    });
    expect(savedIn(browser.jar)?.moments.map(({ who }) => who)).toEqual(
      Array.from({ length: momentsKept }, (_, i) => `who ${i}`),
    );
  });
});

describe('POST /moments with the action', () => {
  it.each([
    ['up-2', 'bac_', '/moments?blank=4#moment-1', 'bac'],
    ['down-2', 'acb_', '/moments?blank=4#moment-3', 'acb'],
    ['down-3', 'ab_c', '/moments?blank=3#moment-4', 'abc'],
    ['add-1', 'a_bc_', '/moments?blank=2,5#moment-2', 'abc'],
    ['add-4', 'abc__', '/moments?blank=4,5#moment-5', 'abc'],
    ['remove-4', 'abc', '/moments?blank=#moment-3', 'abc'],
    ['remove-2', 'abc_', '/moments?blank=4&ask=2#moment-2', 'abc'],
  ])('%s changes the rows to %s, leads to %s, and saves', async (action, rows, address, saved) => {
    const browser = withMoments(abc);
    expect(await press(browser, action, { cycle: 'typed', 'moment-1-should': 'typed, too' })).toBe(address);
    const page = await browser.page(address);
    expect(rowsOn(page)).toBe(rows);
    expect(page.has(`#${address.split('#')[1]}`)).toBe(true);
    expect(namesIn(browser.jar)).toBe(saved);
    expect(savedIn(browser.jar)).toMatchObject({ cycle: 'typed' });
    expect(savedIn(browser.jar)?.moments.find(({ name }) => name === 'a')?.should).toBe('typed, too');
  });

  it('remove-2 asks first when the moment has text; sure-2 then removes it, and keep-2 keeps it', async () => {
    const asked = await press(withMoments(abc), 'remove-2');
    const removing = withMoments(abc);
    expect((await removing.page(asked)).text('#ask-2')).toBe(
      'Remove moment 2? What you wrote in it cannot be brought back.',
    );
    await press(removing, 'sure-2', {}, asked);
    expect(namesIn(removing.jar)).toBe('ac');
    const keeping = withMoments(abc);
    expect(await press(keeping, 'keep-2', {}, asked)).toBe('/moments?blank=4#moment-2');
    expect(namesIn(keeping.jar)).toBe('abc');
  });

  it('remove-1 removes the last row, and add adds the first', async () => {
    const browser = new Browser(app);
    let address = '/moments';
    for (const action of ['remove-3', 'remove-2', 'remove-1'])
      address = await press(browser, action, {}, address);
    expect(address).toBe('/moments?blank=#add');
    expect(rowsOn(await browser.page(address))).toBe('');
    expect(await press(browser, 'add', {}, address)).toBe('/moments?blank=1#moment-1');
  });

  it('down-2 moves the row on the page when another field has an error, and saves nothing', async () => {
    const browser = withMoments(abc);
    const fields = fieldsOn(await browser.page('/moments'), { 'moment-2-name': '' });
    const response = await browser.post('/moments/save', { ...fields, action: 'down-2' });
    expect(response.status).toBe(422);
    const page = new Page(response.text);
    expect(page.errors).toEqual([{ text: 'Give moment 3 a name', field: 'moment-3-name' }]);
    expect(rowsOn(page)).toBe('ac__');
    expect(textIn(page.one('#moment-3-who'))).toBe('Bea');
    expect(namesIn(browser.jar)).toBe('abc');
  });

  it('add-1 answers 422 when there are 20 moments', async () => {
    const full = { ...abc, moments: Array.from({ length: momentsKept }, (_, i) => named(`${i}`)) };
    const browser = withMoments(full);
    const page = await browser.page('/moments');
    expect(page.attributes('button', 'value').filter((value) => value.startsWith('add'))).toEqual([]);
    const response = await browser.post('/moments/save', { ...fieldsOn(page), action: 'add-1' });
    expect(response.status).toBe(422);
    expect(new Page(response.text).errors[0]?.text).toContain('A worksheet holds 20 moments.');
  });

  it('of no button, or an unknown one, saves, as the Enter key does', async () => {
    const page = await withMoments(abc).page('/moments');
    expect(page.attributes('form.moments button', 'value')[0]).toBe('save');
    for (const action of ['', 'nonsense', 'up-', 'add-1-1', 'remove-999']) {
      const browser = withMoments(abc);
      expect(await browser.postAndFollow('/moments/save', { ...fieldsOn(page), action })).toBe(
        '/moments?saved',
      );
      expect(namesIn(browser.jar)).toBe('abc');
    }
  });
});

describe('POST /moments when another tab has saved', () => {
  it('refuses to overwrite what the other tab has saved, and saves when posted again', async () => {
    const browser = withMoments(abc);
    const stale = fieldsOn(await browser.page('/moments'), { 'moment-1-name': 'mine' });
    await press(browser, 'save', { 'moment-1-name': 'theirs' });
    const refused = await browser.post('/moments/save', { ...stale, action: 'save' });
    expect(refused.status).toBe(422);
    expect(namesIn(browser.jar)).toBe('theirsbc');
    const page = new Page(refused.text);
    expect(page.errors[0]).toMatchObject({ field: 'elsewhere' });
    expect(page.text('#elsewhere')).toContain('theirs, b, c');
    expect(rowsOn(page)).toBe('minebc_');
    await browser.postAndFollow('/moments/save', { ...fieldsOn(page), action: 'save' });
    expect(namesIn(browser.jar)).toBe('minebc');
  });

  it.each([
    ['no fields', {}],
    ['a worksheet without the field “seen”', { 'moment-1-name': 'mine', action: 'save' }],
  ])('refuses to overwrite what is saved with %s', async (_what, fields) => {
    const browser = withMoments(abc);
    const refused = await browser.post('/moments/save', fields);
    expect(refused.status).toBe(422);
    expect(new Page(refused.text).errors[0]).toMatchObject({ field: 'elsewhere' });
    expect(namesIn(browser.jar)).toBe('abc');
  });

  it('accepts the same form twice, as a double click sends it', async () => {
    const browser = withMoments(abc);
    const fields = { ...fieldsOn(await browser.page('/moments'), { 'moment-1-name': 'z' }), action: 'save' };
    for (const _ of [1, 2]) expect((await browser.post('/moments/save', fields)).status).toBe(303);
    expect(namesIn(browser.jar)).toBe('zbc');
  });
});

describe('POST /moments with any body', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'cycle',
      'seen',
      'action',
      'moment-1-name',
      'moment-1-now',
      'moment-20-who',
      'moment-21-name',
      'moment-0-name',
      'moment--1-name',
      '__proto__',
      'constructor',
    ),
    fc.string({ maxLength: 8 }),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('up-1', 'remove-1', 'sure-1', 'add-99', '<script>', '\u0001 0\u0001', '\ud800', '\r\n'),
    fc.nat(4000).map((length) => '"'.repeat(length)),
  );

  it('answers 303 or 422, and GET /moments shows what was saved', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(part, value), { maxLength: 8 }), async (pairs) => {
        const browser = withMoments(abc);
        const body: Record<string, string[]> = Object.create(null);
        // Without this field, or with more than it, the form is refused.
        body.seen = [fingerprintOf(abc)];
        for (const [name, text] of pairs) body[name] = [...(body[name] ?? []), text];
        const response = await browser.post('/moments/save', body);
        expect([303, 422]).toContain(response.status);
        if (response.status === 422) {
          expect(namesIn(browser.jar)).toBe('abc');
          return;
        }
        const saved = savedIn(browser.jar);
        expect(saved).toBeDefined();
        const page = await browser.page(String(response.headers.location).split('#')[0] ?? '');
        if (page.has('form.moments'))
          expect(rowsOn(page).replaceAll('_', '')).toBe(namesIn(browser.jar)?.replaceAll('_', ''));
        expect(page.has('main script')).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe('GET /moments/sheet', () => {
  it('shows the saved worksheet with three empty rows, after the action “print” has saved it', async () => {
    const browser = withMoments(abc);
    expect(await press(browser, 'print', { 'moment-2-name': 'typed' })).toBe('/moments/sheet');
    const page = await browser.page('/moments/sheet');
    expect(page.texts('tbody th')).toEqual(['1. a', '2. typed', '3. c', '4.', '5.', '6.']);
    expect(page.text('.moments-cycle')).toBe('Cycle: From a to c');
  });

  it('shows an empty worksheet for ?empty, which shared caches may keep, also when one is saved', async () => {
    const response = await withMoments(abc).get('/moments/sheet?empty');
    const page = new Page(response.text);
    expect(page.texts('tbody th')).toEqual(['1.', '2.', '3.', '4.', '5.', '6.']);
    expect(page.texts('thead th')).toHaveLength(6);
    expect(response.text).not.toContain('From a to c');
    expect(response.headers['cache-control']).toContain('public');
    expect((await withMoments(abc).get('/moments/sheet')).headers['cache-control']).toBe(
      'private, no-store, no-transform',
    );
  });
});

describe('GET /report', () => {
  const answered = () => jarWithAnswers(answersTo(instrument.questions));

  it('has a chapter with the moments', async () => {
    expect((await withMoments(abc, answered()).page('/report')).has('a[href="/report/moments"]')).toBe(true);
    const page = await withMoments(abc, answered()).page('/report/moments');
    const rows = page.texts('tbody tr');
    expect(rows).toEqual(['1. aone two––––', '2. b––––Bea', '3. c–––––']);
    expect(page.text('main')).toContain('From a to c');
  });

  it('has no chapter of moments when none is saved', async () => {
    for (const jar of [answered(), withMoments({ ...abc, moments: [] }, answered()).jar])
      for (const address of ['/report', '/report/all'])
        expect((await new Browser(app, jar).page(address)).has('#moments')).toBe(false);
  });

  it('never shows one visitor’s moments to another with the same answers', async () => {
    await withMoments(abc, answered()).page('/report/all');
    const { text } = await withMoments({ ...abc, cycle: 'another', moments: [named('q')] }, answered()).get(
      '/report/all',
    );
    expect(text).not.toContain('From a to c');
    expect(text).toContain('1. <bdi>q</bdi>');
  });
});

describe('/moments under the prefix of BASE_URL', () => {
  it('has the prefix in the address of the form and in redirects', async () => {
    const browser = new Browser(testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } }));
    const page = await browser.page('/mirror/moments');
    const at = page.attribute('form.moments', 'action');
    expect(at).toBe('/mirror/moments/save');
    expect(await browser.postAndFollow(at, { 'moment-1-name': 'a', action: 'add-1' })).toBe(
      '/mirror/moments?blank=2#moment-2',
    );
    expect(rowsOn(await browser.page('/mirror/moments'))).toBe('a_');
  });
});
