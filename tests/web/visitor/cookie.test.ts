/** The state cookie: how it is set, and what happens to one that cannot be read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asideCookie, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { testApp, testContent, testSecret, today } from '../../site.ts';
import { Browser, type Cookie, cookieSet, cookiesOf, Jar } from '../browser.ts';
import { Page } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  assessmentWith,
  firstQuestion,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  questionAt,
  stateOf,
  visitorWith,
} from '../state.ts';
import { Wire } from '../wire.ts';

const app = testApp();
const oldSecret = 'an older secret, no longer used by anyone';
const question = `/questions/${firstQuestion.id}`;
const answerForm = `${question}/answer`;
const year = 365 * 86_400;
const visitor = visitorWith(assessmentWith(answersTo(keyQuestions), { name: 'Ward 7' }));
const good = stateOf(visitor);
const personalPages = ['/', '/start', '/questions', question, '/principles/1', '/report'];

async function saved(browser: Browser): Promise<Cookie> {
  const response = await browser.post(answerForm, { me: '2', us: '1' });
  const cookie = cookiesOf(response).find(({ name }) => name === stateCookie);
  if (!cookie) throw new Error(`nothing was saved: ${response.status}`);
  return cookie;
}

/** Returns the attributes without Expires, which repeats Max-Age for old browsers. */
function attributesOf(attributes: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...attributes].filter(([name]) => name !== 'expires'));
}

describe('the state cookie', () => {
  it('has Max-Age of a year, HttpOnly and SameSite=Lax', async () => {
    expect(attributesOf((await saved(new Browser(app))).attributes)).toEqual({
      'max-age': String(year),
      path: '/',
      httponly: '',
      samesite: 'Lax',
    });
  });

  it('is renewed at each answer, and the page says until when', async () => {
    let now = today;
    const browser = new Browser(testApp({ now: () => now }));
    await saved(browser);
    now = new Date('2027-03-01T08:00:00Z');
    expect((await browser.page(question)).text('.saved')).toContain('until 21 November 2027');
    const { attributes } = await saved(browser);
    expect(attributes.get('max-age')).toBe(String(year));
    expect((await browser.page(question)).text('.saved')).toContain('until 29 February 2028');
  });

  it.each([
    ['over plain HTTP', {}, {}, false],
    ['when BASE_URL is https', { BASE_URL: 'https://mirror.example/' }, {}, true],
    ['behind a trusted proxy with TLS', { TRUST_PROXY: '1' }, { 'X-Forwarded-Proto': 'https' }, true],
    ['behind a proxy that is not trusted', {}, { 'X-Forwarded-Proto': 'https' }, false],
  ])('is Secure only with TLS: %s', async (_where, environment, headers, secure) => {
    const response = await request(testApp({ environment }))
      .post(answerForm)
      .set(headers)
      .type('form')
      .send('me=1&us=1');
    const cookies = cookiesOf(response);
    expect(cookies.length).toBeGreaterThan(0);
    for (const { attributes } of cookies) expect(attributes.has('secure')).toBe(secure);
  });

  it('has the path of BASE_URL, as have the other cookies', async () => {
    const site = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const browser = new Browser(site, new Jar().set(stateCookie, 'unreadable', '/mirror/'));
    const cookies = cookiesOf(await browser.post(`/mirror${answerForm}`, { me: '1', us: '1' }));
    expect(cookies).toHaveLength(3);
    for (const { attributes } of cookies) expect(attributes.get('path')).toBe('/mirror/');
  });

  it('is accompanied by a recent-answer cookie of one minute with the same attributes', async () => {
    const response = await new Browser(app).post(answerForm, { me: '2', us: '1' });
    const recent = cookiesOf(response).find(({ name }) => name !== stateCookie);
    expect(recent?.name).toContain(firstQuestion.id);
    expect(attributesOf(recent?.attributes ?? [])).toEqual({
      'max-age': '60',
      path: '/',
      httponly: '',
      samesite: 'Lax',
    });
  });

  it('does not show names in plain text', () => {
    expect(good).not.toContain('Ward');
    expect(good).toMatch(/^[\w.:+/-]+$/);
  });

  it('has room for five complete assessments with long names', () => {
    const assessments = ['1', 'b', 'c', 'd', 'e'].map((id) =>
      assessmentWith(answersTo(instrument.questions), { id, name: 'x'.repeat(60) }),
    );
    expect(stateOf(visitorWith(...assessments)).length).toBeLessThan(3800);
  });

  it('of an accepted edition is read, and is saved in the current edition', async () => {
    const content = {
      ...testContent,
      instrument: { ...instrument, edition: instrument.edition + 1 },
      acceptedEditions: [instrument.edition],
    };
    const browser = new Browser(testApp({ content }), jarWith(visitor));
    const page = await browser.page('/questions');
    expect(page.notices).toEqual([]);
    expect(page.text('.progress p')).toContain(`${keyQuestions.length} of ${keyQuestions.length}`);
    const { value } = await saved(browser);
    expect(value.split('.')[2]).toBe(String(instrument.edition + 1));
  });

  it('keeps answers to questions that the content no longer asks, without counting them', async () => {
    const answers = new Map(answersTo(keyQuestions)).set('999.9', { me: 1, us: 1 });
    const browser = new Browser(app, jarWithAnswers(answers));
    expect((await browser.page('/questions')).text('.progress p')).toContain(
      `${keyQuestions.length} of ${instrument.questions.length} in all`,
    );
  });
});

const [version = '', edition = '', payload = '', signature = ''] = good.split('.');
const flipped = (text: string, at: number) =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

const hostile: readonly (readonly [string, string])[] = [
  ['empty', ''],
  ['cut in the middle', good.slice(0, good.length / 2)],
  ['without its last character', good.slice(0, -1)],
  ['without its first character', good.slice(1)],
  ['with something added', `${good}A`],
  ['with the payload changed', [version, edition, flipped(payload, 20), signature].join('.')],
  ['with the signature changed', [version, edition, payload, flipped(signature, 3)].join('.')],
  ['with the signature cut off', [version, edition, payload].join('.')],
  ['with an empty signature', [version, edition, payload, ''].join('.')],
  ['signed with another secret', stateOf(visitor, { secret: oldSecret })],
  ['of an unknown edition', stateOf(visitor, { edition: instrument.edition + 998 })],
  ['of another format', ['2', edition, payload, signature].join('.')],
  ['of an old format', ['0', edition, payload, signature].join('.')],
  ['with the edition changed', [version, '0', payload, signature].join('.')],
  ['not base64', [version, edition, '!!!not*base64!!!', signature].join('.')],
  ['with escaped NUL bytes', `%00${good}%00`],
  ['all dots', '.'.repeat(200)],
  ['ten thousand characters long', 'A'.repeat(10_000)],
  ['ten thousand characters long in the right shape', `1.1.${'A'.repeat(9_900)}.${'B'.repeat(43)}`],
  ['plain JSON', encodeURIComponent('{"a":[{"i":"1"}]}')],
  ['a number too large', '99999999999999999999999.1.x.y'],
  ['in another alphabet', '\u00e9\u00fc.\u00ff\u00f1'],
  ['the signature of another cookie', 'mirror_recent'],
];

describe('a cookie that cannot be read', () => {
  it.each(hostile)('gets a notice on each page and does not count when it is %s', async (_how, value) => {
    for (const address of personalPages) {
      const response = await request(app).get(address).set('Cookie', `${stateCookie}=${value}`);
      expect({ address, status: response.status }).toEqual({ address, status: 200 });
      const page = new Page(response.text);
      expect(page.notices).toHaveLength(1);
      expect(page.notices[0]).toMatch(
        /^There are answers in this browser that cannot be used, because [^.]+\.$/,
      );
      if (address === '/questions') expect(page.text('.progress p')).toMatch(/^0 of/);
      expect(response.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each(hostile)('does not prevent saving new answers when it is %s', async (_how, value) => {
    const browser = new Browser(app, new Jar().set(stateCookie, value));
    expect((await browser.post(answerForm, { me: '2', us: '1' })).status).toBe(303);
    const page = await browser.page('/questions');
    expect(page.notices).toEqual([]);
    expect(page.text('.progress p')).toContain(`1 of ${instrument.questions.length} in all`);
  });

  it('is explained with its reason', async () => {
    const told = async (value: string) => {
      const { text } = await request(app).get('/').set('Cookie', `${stateCookie}=${value}`);
      return new Page(text).notices[0];
    };
    expect(await told(good.slice(0, 40))).toContain('cut short');
    expect(await told(stateOf(visitor, { secret: oldSecret }))).toContain('signature');
    expect(await told(stateOf(visitor, { edition: 999 }))).toContain('another edition');
    expect(await told(['2', edition, payload, signature].join('.'))).toContain('format');
  });

  it('is rejected when any one character was changed or the end was cut off', async () => {
    const wire = await Wire.to(app);
    try {
      await fc.assert(
        fc.asyncProperty(fc.nat(good.length - 1), fc.boolean(), async (at, cut) => {
          const value = cut ? good.slice(0, at) : flipped(good, at);
          if (value === good) return;
          const { status, body } = await wire.send({
            path: '/questions',
            headers: { Cookie: `${stateCookie}=${value}` },
          });
          const page = new Page(body.toString());
          expect(status).toBe(200);
          expect(page.notices).toHaveLength(1);
          expect(page.text('.progress p')).toMatch(/^0 of/);
        }),
        { numRuns: 60 },
      );
    } finally {
      await wire.close();
    }
  });

  it('does not crash the server when it holds bytes that no browser sends', async () => {
    const wire = await Wire.to(app);
    try {
      for (const bytes of ['\0', '\x01\x02', '\x7f', '\xff\xfe', '\r\n X: y'])
        await wire.raw(
          Buffer.from(
            `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${stateCookie}=${bytes}\r\nConnection: close\r\n\r\n`,
            'latin1',
          ),
        );
      expect((await wire.send({ path: '/health' })).status).toBe(200);
    } finally {
      await wire.close();
    }
  });
});

describe('two cookies of the same name', () => {
  const other = stateOf(visitorWith(assessmentWith(answersTo([firstQuestion]))));
  const progress = async (...values: readonly string[]) => {
    const header = values.map((value) => `${stateCookie}=${value}`).join('; ');
    const { text } = await request(app).get('/questions').set('Cookie', header);
    const page = new Page(text);
    return { answered: page.text('.progress strong'), notices: page.notices };
  };

  it('are read as the first, which has the longest path (RFC 6265, section 5.4)', async () => {
    expect(await progress(good, other)).toEqual({ answered: String(keyQuestions.length), notices: [] });
    expect(await progress(good, 'forged')).toEqual({ answered: String(keyQuestions.length), notices: [] });
    expect((await progress(other, good)).answered).toBe('1');
  });

  it('get one notice when the first cannot be read', async () => {
    expect((await progress('x', 'y')).notices).toHaveLength(1);
  });
});

describe('rotated secrets', () => {
  const rotated = () => testApp({ secrets: [testSecret, oldSecret] });

  it('verify cookies signed with the old secret and sign with the first', async () => {
    const browser = new Browser(rotated(), jarWith(visitor, { secret: oldSecret }));
    expect((await browser.page('/questions')).notices).toEqual([]);
    await saved(browser);
    const later = new Browser(testApp({ secrets: [testSecret] }), browser.jar);
    const page = await later.page('/questions');
    expect(page.notices).toEqual([]);
    expect(page.text('.progress strong')).toBe(String(keyQuestions.length));
  });
});

describe('answers set aside', () => {
  const unreadable = stateOf(visitor, { secret: oldSecret });
  const afterwards = async () => {
    const browser = new Browser(app, new Jar().set(stateCookie, unreadable));
    await browser.post(answerForm, { me: '0', us: '0' });
    return browser;
  };
  const back = (browser: Browser) => new Browser(testApp({ secrets: [testSecret, oldSecret] }), browser.jar);

  it.each(hostile.filter(([, value]) => /^[\w.]+$/.test(value) && value.length < 3800))(
    'are stored unchanged when they were %s',
    async (_how, value) => {
      const browser = new Browser(app, new Jar().set(stateCookie, value));
      await browser.post(answerForm, { me: '0', us: '0' });
      expect(browser.jar.value(asideCookie)).toBe(value);
    },
  );

  it('are also stored when a new assessment is started', async () => {
    const browser = new Browser(app, new Jar().set(stateCookie, unreadable));
    await browser.post('/start/new', { level: 'group', route: 'key' });
    expect(browser.jar.value(asideCookie)).toBe(unreadable);
  });

  it('have the same cookie attributes as the state', async () => {
    const browser = new Browser(app, new Jar().set(stateCookie, unreadable));
    const response = await browser.post(answerForm, { me: '0', us: '0' });
    const aside = cookiesOf(response).find(({ name }) => name === asideCookie);
    expect(attributesOf(aside?.attributes ?? [])).toEqual({
      'max-age': String(year),
      path: '/',
      httponly: '',
      samesite: 'Lax',
    });
  });

  it('are not changed by a later answer', async () => {
    const browser = await afterwards();
    await browser.post(`/questions/${questionAt(5).id}/answer`, { me: '1', us: '1' });
    expect(browser.jar.value(asideCookie)).toBe(unreadable);
  });

  it('are kept when the state becomes unreadable a second time', async () => {
    const browser = await afterwards();
    const second = stateOf(visitorWith(assessmentWith(answersTo([firstQuestion]))), {
      secret: 'z'.repeat(40),
    });
    browser.jar.set(stateCookie, second);
    await browser.post(answerForm, { me: '0', us: '0' });
    const kept = browser.jar.names.map((name) => browser.jar.value(name));
    expect(kept).toEqual(expect.arrayContaining([unreadable, second]));
  });

  it('are shown on /start while they cannot be read, and can be discarded', async () => {
    const browser = await afterwards();
    const page = await browser.page('/start');
    expect(page.text('main')).toContain('This browser keeps answers aside that this site cannot read.');
    expect(page.attributes('form[action="/start-aside"] button', 'value')).toEqual(['discard']);
    expect(await browser.postAndFollow('/start-aside', { action: 'discard' })).toBe('/start');
    expect(browser.jar.names).not.toContain(asideCookie);
    expect((await browser.page('/start')).text('main')).not.toContain('aside');
  });

  it('can be restored once the secret is back, beside newer answers', async () => {
    const browser = back(await afterwards());
    const page = await browser.page('/start');
    expect(page.text('main')).toContain('can be read again: Ward 7.');
    expect(await browser.postAndFollow('/start-aside', { action: 'restore' })).toBe('/start');
    expect(browser.jar.names).not.toContain(asideCookie);
    const items = (await browser.page('/start')).texts('.assessments li');
    expect(items).toHaveLength(2);
    expect(items.find((item) => item.startsWith('Ward 7'))).toContain(
      `${keyQuestions.length} of ${keyQuestions.length} key questions`,
    );
  });

  it('bring the name for the report back, unless there is another by now', async () => {
    const named = (name: string) => ({ ...visitorWith(assessmentWith(answersTo(keyQuestions))), name });
    const nameAfter = async (name: string) => {
      const browser = new Browser(app, jarWith(named(name)).set(asideCookie, stateOf(named('Ruth'))));
      await browser.post('/start-aside', { action: 'restore' });
      const page = await browser.page('/start');
      expect(page.all('.assessments li')).toHaveLength(2);
      expect(new Set(page.attributes('.assessments a', 'href')).size).toBe(page.all('.assessments a').length);
      return page.attribute('input[name="person"]', 'value');
    };
    expect([await nameAfter(''), await nameAfter('Zoe')]).toEqual(['Ruth', 'Zoe']);
  });

  it('are restored once when restoring is posted twice', async () => {
    const browser = back(await afterwards());
    await browser.post('/start-aside', { action: 'restore' });
    await browser.post('/start-aside', { action: 'restore' });
    expect((await browser.page('/start')).all('.assessments li')).toHaveLength(2);
  });

  it('stay set aside when they cannot be read, or when no action was chosen', async () => {
    const browser = await afterwards();
    await browser.post('/start-aside', { action: 'restore' });
    await browser.post('/start-aside');
    expect(browser.jar.value(asideCookie)).toBe(unreadable);
  });

  it('stay set aside when they do not fit beside the others, with a 422 page', async () => {
    const many = [...'123456789'].map((id) =>
      assessmentWith(answersTo(instrument.questions), { id, name: 'x'.repeat(60) }),
    );
    const jar = jarWith(visitorWith(...many)).set(asideCookie, stateOf(visitorWith(...many)));
    const browser = new Browser(app, jar);
    const response = await browser.post('/start-aside', { action: 'restore' });
    expect(response.status).toBe(422);
    expect(new Page(response.text).text('main')).toMatch(/no room/i);
    expect(browser.jar.names).toContain(asideCookie);
    expect(cookieSet(response, stateCookie)).toBeUndefined();
  });

  it.each(hostile.filter(([, value]) => value))(
    'do not affect the current answers when they are %s',
    async (_how, value) => {
      const browser = new Browser(app, jarWith(visitor).set(asideCookie, value));
      expect((await browser.get('/start')).status).toBe(200);
      const response = await browser.post('/start-aside', { action: 'restore' });
      expect(response.status).toBe(303);
      expect((await browser.page('/questions')).text('.progress strong')).toBe(String(keyQuestions.length));
    },
  );

  it('do not count until they are restored', async () => {
    const browser = new Browser(app, new Jar().set(asideCookie, good));
    expect((await browser.page('/questions')).text('.progress p')).toMatch(/^0 of/);
  });
});
