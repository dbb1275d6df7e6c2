/** /moments: the worksheet for moments of truth, its sheet to print and its chapter in the report. */

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

/** What the form on a page would send, with some of it typed over. */
function fieldsOn(page: Page, typed: Record<string, string> = {}): Record<string, string> {
  const pairs = [
    ...page
      .all('form.moments input')
      .map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]),
    ...page.all('form.moments textarea').map((area) => [attributeOf(area, 'name'), textIn(area)]),
  ];
  return { ...Object.fromEntries(pairs), ...typed };
}

/** As a browser reads it: without the line break that the tag is followed by. */
const textIn = (area: { textContent: string }) =>
  area.textContent
    .replace(/^\n/, '')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Presses a button of the page that the browser shows; gives the address that it leads to. */
async function press(browser: Browser, value: string, typed: Record<string, string> = {}, at = '/moments') {
  const page = await browser.page(at);
  expect(page.attributes('form.moments button', 'value')).toContain(value);
  return browser.postAndFollow('/moments', { ...fieldsOn(page, typed), action: value });
}

/** The names of the rows on a page, blank ones as "_". */
const rowsOn = (page: Page) =>
  page
    .all('textarea')
    .filter((area) => attributeOf(area, 'name').endsWith('-name'))
    .map((area) => textIn(area) || '_')
    .join('');

describe('GET /moments', () => {
  it('invites a newcomer with three blank moments, and keeps nothing yet', async () => {
    const response = await new Browser(app).get('/moments');
    const page = new Page(response.text);
    expect(cookiesOf(response)).toEqual([]);
    expect(response.headers['cache-control']).toBe('private, no-store');
    expect(page.texts('fieldset.moment legend')).toEqual(['Moment 1', 'Moment 2', 'Moment 3']);
    expect(page.text('.saved')).toContain('Nothing is saved yet');
    expect(page.text('.space-left')).toMatch(/^About 2,\d\d0 characters left$/);
  });

  it('shows what is saved, one more moment, and until when it is kept', async () => {
    const page = await withMoments(abc).page('/moments');
    expect(rowsOn(page)).toBe('abc_');
    expect(page.attribute('#cycle', 'value')).toBe(abc.cycle);
    expect(textIn(page.one('#moment-1-now'))).toBe('one\ntwo');
    expect(page.text('.saved')).toContain('until 20 November 2027');
  });

  it('names each field and each button for those who hear the page', async () => {
    const page = await withMoments(abc).page('/moments');
    for (const area of page.all('textarea'))
      expect(page.has(`label[for="${attributeOf(area, 'id')}"]`)).toBe(true);
    const names = page.texts('.moment-steps button');
    expect(names).toContain('Move up moment 2');
    expect(new Set(names).size).toBe(names.length);
  });

  it('links to the question and the word of the glossary that it belongs to, where the content has them', async () => {
    const ours = await new Browser(app).page('/moments');
    expect(ours.has('a[href="/questions/3.5"]')).toBe(true);
    expect(ours.has('a[href="/glossary#moment-of-truth"]')).toBe(true);
    const other = await new Browser(testApp({ content: smallContent() })).page('/moments');
    expect(other.attributes('main a', 'href').filter((href) => /questions|glossary/.test(href))).toEqual([]);
  });

  it('says in one sentence that a worksheet cannot be read, and keeps it aside when another is saved', async () => {
    const unreadable = cookieOf(abc, otherSecret);
    const browser = new Browser(app, new Jar().set(momentsCookie, unreadable));
    expect((await browser.page('/moments')).notices).toEqual([
      'There is a worksheet in this browser that cannot be used, because this site cannot read it; it is kept aside if you save another.',
    ]);
    await browser.post('/moments', { 'moment-1-name': 'new' });
    expect(namesIn(browser.jar)).toBe('new');
    expect(browser.jar.value(`${momentsCookie}_aside`)).toBe(unreadable);
  });

  it('gives a page for any address, with at most the rows there may be', async () => {
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

describe('saving the worksheet', () => {
  it('keeps every text in a cookie of its own for a year, and says so', async () => {
    const browser = new Browser(app);
    const filled: Moment = {
      name: 'The “visit” & <b>',
      now: 'first line\n\nsecond line',
      should: 'naïve 日本',
      waste: 'it\'s \\ "quoted"',
      who: 'Ötzi',
    };
    const typed = Object.fromEntries(momentTexts.map((text) => [`moment-2-${text}`, filled[text]]));
    const page = await browser.page('/moments');
    const response = await browser.post('/moments', {
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

  it('drops moments that are wholly empty, wherever they stand', async () => {
    const browser = withMoments(abc);
    await press(browser, 'save', { 'moment-2-name': ' ', 'moment-2-who': '\n' });
    expect(namesIn(browser.jar)).toBe('ac');
  });

  it('sets no cookie for an empty worksheet, but does replace one that is there', async () => {
    expect(cookiesOf(await new Browser(app).post('/moments', { action: 'save' }))).toEqual([]);
    const browser = withMoments(abc);
    const { seen = '' } = fieldsOn(await browser.page('/moments'));
    await browser.post('/moments', { seen, action: 'save' });
    expect(savedIn(browser.jar)?.moments).toEqual([]);
  });

  it('asks for a name where there is text without one, and shows what was typed', async () => {
    const browser = withMoments(abc);
    const page = await browser.page('/moments');
    const response = await browser.post('/moments', {
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

  it('refuses a text that is too long at its field', async () => {
    const response = await new Browser(app).post('/moments', {
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

  /** Fields that take all the room there is, and some more. */
  function filling(over: number): Fields {
    const text = (n: number) => 'x'.repeat(n);
    const base = { ...emptyMoments, moments: [named('a', { now: text(1000), should: text(1000) })] };
    const room = roomOf(base);
    return {
      'moment-1-name': 'a',
      'moment-1-now': text(1000),
      'moment-1-should': text(1000),
      'moment-1-waste': text(room + over),
    };
  }
  /** What a cookie of at most 3,760 characters leaves (docs: codec/sheets.ts), found by trying. */
  function roomOf(moments: Moments): number {
    let room = 0;
    const fits = (more: number) => {
      const [first = blankMoment] = moments.moments;
      const filled = { ...moments, savedOn: '2026-11-21', moments: [{ ...first, waste: 'x'.repeat(more) }] };
      return cookieOf(filled).length + momentsCookie.length <= 3_760;
    };
    while (fits(room + 1)) room++;
    return room;
  }

  it('takes about as much as the cookie holds, and no cookie gets too large for a browser', async () => {
    const browser = new Browser(app);
    let over = -40;
    for (; over < 40; over++) {
      const response = await browser.post('/moments', filling(over));
      if (response.status === 422) break;
      expect(`${momentsCookie}=${cookieSet(response, momentsCookie)}`.length).toBeLessThanOrEqual(3_800);
      expect(savedIn(browser.jar)?.moments).toHaveLength(1);
    }
    expect(over).toBeLessThan(40);
    expect(over).toBeGreaterThan(-40);
  });

  it('says by how much it is too long, changes nothing, and gives everything back', async () => {
    const browser = withMoments(abc);
    const before = browser.jar.value(momentsCookie);
    const { seen = '' } = fieldsOn(await browser.page('/moments'));
    const fields = { ...filling(600), seen };
    const response = await browser.post('/moments', fields);
    expect(response.status).toBe(422);
    expect(browser.jar.value(momentsCookie)).toBe(before);
    const page = new Page(response.text);
    expect(page.errors[0]?.text).toMatch(/^That is [\d,]+ characters more than the browser’s cookie holds/);
    expect(page.errors[0]?.field).toBe('moment-1-waste');
    expect(page.text('.space-left')).toMatch(/characters too many$/);
    expect(fieldsOn(page)).toMatchObject(fields);
  });

  it('gives back what is far too long, up to 64 kB, in a script that takes nine bytes a character to send', async () => {
    const fields = { 'moment-1-name': 'a', 'moment-1-now': '語'.repeat(7_000) };
    const response = await new Browser(app).post('/moments', fields);
    expect(response.status).toBe(422);
    expect(fieldsOn(new Page(response.text))).toMatchObject(fields);
    expect((await new Browser(app).post('/moments', { 'moment-1-now': 'x'.repeat(65_536) })).status).toBe(
      413,
    );
  });

  it('takes all the moments there may be, each with every field', async () => {
    const browser = new Browser(app);
    const rows = Array.from({ length: momentsKept }, (_, i) =>
      momentTexts.map((text) => [`moment-${i + 1}-${text}`, `${text} ${i}`]),
    ).flat();
    await browser.postAndFollow('/moments', {
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

describe('a button of the worksheet', () => {
  it.each([
    ['up-2', 'bac_', '/moments?blank=4#moment-1', 'bac'],
    ['down-2', 'acb_', '/moments?blank=4#moment-3', 'acb'],
    ['down-3', 'ab_c', '/moments?blank=3#moment-4', 'abc'],
    ['add-1', 'a_bc_', '/moments?blank=2,5#moment-2', 'abc'],
    ['add-4', 'abc__', '/moments?blank=4,5#moment-5', 'abc'],
    ['remove-4', 'abc', '/moments?blank=#moment-3', 'abc'],
    ['remove-2', 'abc_', '/moments?blank=4&ask=2#moment-2', 'abc'],
  ])('%s makes the rows %s, at %s, and saves', async (action, rows, address, saved) => {
    const browser = withMoments(abc);
    expect(await press(browser, action, { cycle: 'typed', 'moment-1-should': 'typed, too' })).toBe(address);
    const page = await browser.page(address);
    expect(rowsOn(page)).toBe(rows);
    expect(page.has(`#${address.split('#')[1]}`)).toBe(true);
    expect(namesIn(browser.jar)).toBe(saved);
    expect(savedIn(browser.jar)).toMatchObject({ cycle: 'typed' });
    expect(savedIn(browser.jar)?.moments.find(({ name }) => name === 'a')?.should).toBe('typed, too');
  });

  it('asks before a moment with text is removed; then removes it, or keeps it', async () => {
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

  it('can take away the last row, and then add the first', async () => {
    const browser = new Browser(app);
    let address = '/moments';
    for (const action of ['remove-3', 'remove-2', 'remove-1'])
      address = await press(browser, action, {}, address);
    expect(address).toBe('/moments?blank=#add');
    expect(rowsOn(await browser.page(address))).toBe('');
    expect(await press(browser, 'add', {}, address)).toBe('/moments?blank=1#moment-1');
  });

  it('is done even when something is wrong, so that everything typed comes back in its new order', async () => {
    const browser = withMoments(abc);
    const fields = fieldsOn(await browser.page('/moments'), { 'moment-2-name': '' });
    const response = await browser.post('/moments', { ...fields, action: 'down-2' });
    expect(response.status).toBe(422);
    const page = new Page(response.text);
    expect(page.errors).toEqual([{ text: 'Give moment 3 a name', field: 'moment-3-name' }]);
    expect(rowsOn(page)).toBe('ac__');
    expect(textIn(page.one('#moment-3-who'))).toBe('Bea');
    expect(namesIn(browser.jar)).toBe('abc');
  });

  it('does not add one more than there may be, and says so', async () => {
    const full = { ...abc, moments: Array.from({ length: momentsKept }, (_, i) => named(`${i}`)) };
    const browser = withMoments(full);
    const page = await browser.page('/moments');
    expect(page.attributes('button', 'value').filter((value) => value.startsWith('add'))).toEqual([]);
    const response = await browser.post('/moments', { ...fieldsOn(page), action: 'add-1' });
    expect(response.status).toBe(422);
    expect(new Page(response.text).errors[0]?.text).toContain('A worksheet holds 20 moments.');
  });

  it('that nobody has pressed, such as the Enter key’s, saves', async () => {
    const page = await withMoments(abc).page('/moments');
    expect(page.attributes('form.moments button', 'value')[0]).toBe('save');
    for (const action of ['', 'nonsense', 'up-', 'add-1-1', 'remove-999']) {
      const browser = withMoments(abc);
      expect(await browser.postAndFollow('/moments', { ...fieldsOn(page), action })).toBe('/moments?saved');
      expect(namesIn(browser.jar)).toBe('abc');
    }
  });
});

describe('two tabs', () => {
  it('do not overwrite each other without asking', async () => {
    const browser = withMoments(abc);
    const stale = fieldsOn(await browser.page('/moments'), { 'moment-1-name': 'mine' });
    await press(browser, 'save', { 'moment-1-name': 'theirs' });
    const refused = await browser.post('/moments', { ...stale, action: 'save' });
    expect(refused.status).toBe(422);
    expect(namesIn(browser.jar)).toBe('theirsbc');
    const page = new Page(refused.text);
    expect(page.errors[0]).toMatchObject({ field: 'elsewhere' });
    expect(page.text('#elsewhere')).toContain('theirs, b, c');
    expect(rowsOn(page)).toBe('minebc_');
    await browser.postAndFollow('/moments', { ...fieldsOn(page), action: 'save' });
    expect(namesIn(browser.jar)).toBe('minebc');
  });

  it.each([
    ['nothing at all', {}],
    ['a worksheet, without what it was made from', { 'moment-1-name': 'mine', action: 'save' }],
  ])('nor does a post of %s overwrite what is saved', async (_what, fields) => {
    const browser = withMoments(abc);
    const refused = await browser.post('/moments', fields);
    expect(refused.status).toBe(422);
    expect(new Page(refused.text).errors[0]).toMatchObject({ field: 'elsewhere' });
    expect(namesIn(browser.jar)).toBe('abc');
  });

  it('and a form that is sent twice is no conflict', async () => {
    const browser = withMoments(abc);
    const fields = { ...fieldsOn(await browser.page('/moments'), { 'moment-1-name': 'z' }), action: 'save' };
    for (const _ of [1, 2]) expect((await browser.post('/moments', fields)).status).toBe(303);
    expect(namesIn(browser.jar)).toBe('zbc');
  });
});

describe('whatever is posted', () => {
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

  it('is answered, and what is saved is what comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(part, value), { maxLength: 8 }), async (pairs) => {
        const browser = withMoments(abc);
        const body: Record<string, string[]> = Object.create(null);
        for (const [name, text] of pairs) body[name] = [...(body[name] ?? []), text];
        const response = await browser.post('/moments', body);
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

describe('the sheet to print', () => {
  it('is shown after everything has been saved', async () => {
    const browser = withMoments(abc);
    expect(await press(browser, 'print', { 'moment-2-name': 'typed' })).toBe('/moments/sheet');
    const page = await browser.page('/moments/sheet');
    expect(page.texts('tbody th')).toEqual(['1. a', '2. typed', '3. c', '4.', '5.', '6.']);
    expect(page.text('.moments-cycle')).toBe('Cycle: From a to c');
  });

  it('is empty for a workshop, whatever the browser keeps, and nobody’s in particular', async () => {
    const response = await withMoments(abc).get('/moments/sheet?empty');
    const page = new Page(response.text);
    expect(page.texts('tbody th')).toEqual(['1.', '2.', '3.', '4.', '5.', '6.']);
    expect(page.texts('thead th')).toHaveLength(5);
    expect(response.text).not.toContain('From a to c');
    expect(response.headers['cache-control']).toContain('public');
    expect((await withMoments(abc).get('/moments/sheet')).headers['cache-control']).toBe('private, no-store');
  });
});

describe('the report', () => {
  const answered = () => jarWithAnswers(answersTo(instrument.questions));

  it('has the moments as a chapter, when there are any', async () => {
    const page = await withMoments(abc, answered()).page('/report');
    expect(page.has('.report-contents a[href="#moments"]')).toBe(true);
    const rows = page.texts('section[aria-labelledby="moments"] tbody tr');
    expect(rows).toEqual(['1. aone two–––', '2. b–––Bea', '3. c––––']);
    expect(page.text('section[aria-labelledby="moments"]')).toContain('From a to c');
  });

  it('has no such chapter without', async () => {
    for (const jar of [answered(), withMoments({ ...abc, moments: [] }, answered()).jar])
      expect((await new Browser(app, jar).page('/report')).has('#moments')).toBe(false);
  });

  it('never shows one visitor’s moments to another with the same answers', async () => {
    await withMoments(abc, answered()).page('/report');
    const { text } = await withMoments({ ...abc, cycle: 'another', moments: [named('q')] }, answered()).get(
      '/report',
    );
    expect(text).not.toContain('From a to c');
    expect(text).toContain('1. q');
  });
});

describe('under a prefix', () => {
  it('stays there', async () => {
    const browser = new Browser(testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } }));
    const page = await browser.page('/mirror/moments');
    const at = page.attribute('form.moments', 'action');
    expect(at).toBe('/mirror/moments');
    expect(await browser.postAndFollow(at, { 'moment-1-name': 'a', action: 'add-1' })).toBe(
      '/mirror/moments?blank=2#moment-2',
    );
    expect(rowsOn(await browser.page('/mirror/moments'))).toBe('a_');
  });
});
