/** /resume: carrying what a browser holds to another by link, code or file. */

import fc from 'fast-check';
import decodeQR from 'qr/decode.js';
import type { Test } from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Holdings } from '../../../src/assessment/holdings.ts';
import { emptyMoments, type Moments } from '../../../src/assessment/moments.ts';
import { emptyPlan, type Plan } from '../../../src/assessment/plan.ts';
import { newVisitor } from '../../../src/assessment/visitor.ts';
import { fileOf, readFile } from '../../../src/codec/links/file.ts';
import { decodeLink, encodeLink } from '../../../src/codec/links/link.ts';
import { encodeShared } from '../../../src/codec/links/share.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { decodeState } from '../../../src/codec/state.ts';
import { momentsCodec, planCodec } from '../../../src/codec/worksheets.ts';
import { momentsCookie, planCookie, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { mutated } from '../../codec/holdings.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { dayOf } from '../../days.ts';
import { testApp, today } from '../../site.ts';
import { Browser, cookiesOf, Jar } from '../browser.ts';
import { attributeOf, Page } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  firstLevel,
  firstQuestion,
  instrument,
  jarWith,
  keyQuestions,
  questionAt,
  secondLevel,
  visitorWith,
} from '../state.ts';
import { editions, holding, openAddress, secrets, tokenOf } from './carried.ts';

const app = testApp();
const plan: Plan = {
  ...emptyPlan,
  goals: [
    { text: 'Ring back the same day', owner: 'Zoë', due: '2027-01-01', question: '3.7', state: 'open' },
  ],
  savedOn: '2026-11-20',
};
const moments: Moments = {
  ...emptyMoments,
  moments: [{ name: 'The first call', now: 'It rings long', should: '', measure: '', waste: '', who: '' }],
  savedOn: '2026-11-20',
};
const [a, b, c, d] = [questionAt(0), questionAt(1), questionAt(2), questionAt(3)];

const desktop = holding(
  {
    ...visitorWith(
      assessmentWith(answersTo([a, b], { me: 3, us: 2 }), {
        name: 'Ward 7',
        snapshots: [{ takenOn: dayOf(today) - 200, edition: 1, answers: answersTo([a]) }],
      }),
    ),
    name: 'Zoë',
  },
  { plan, moments },
);
const phone = holding(
  visitorWith(
    assessmentWith(new Map([...answersTo([a], { me: 3, us: 2 }), ...answersTo([b, c], { me: 0, us: 0 })]), {
      name: 'Ward 7',
      changedOn: dayOf(today) - 1,
    }),
  ),
);

function jarHolding(holdings: Holdings): Jar {
  const jar = jarWith(holdings.visitor);
  if (holdings.plan !== emptyPlan) jar.set(planCookie, cookieValue(planCodec.encode(holdings.plan), secrets));
  if (holdings.moments !== emptyMoments)
    jar.set(momentsCookie, cookieValue(momentsCodec.encode(holdings.moments), secrets));
  return jar;
}

/** Returns what the browser's cookies hold, read without the site. */
function heldBy(jar: Jar): Holdings {
  const state = decodeState(cookieText(jar.value(stateCookie) ?? '', secrets), editions);
  if (!state.ok) throw new Error(state.reason);
  return {
    visitor: state.visitor,
    plan: planCodec.decode(cookieText(jar.value(planCookie) ?? '', secrets)) ?? emptyPlan,
    moments: momentsCodec.decode(cookieText(jar.value(momentsCookie) ?? '', secrets)) ?? emptyMoments,
  };
}

/** The first key question that is open in the desktop's answers. */
const nextThere = keyQuestions.find(({ id }) => id !== a.id && id !== b.id);
const linkOn = (page: Page) => page.attribute('#resume-link', 'value');

/** Decodes the QR code of a page, drawn as pixels. The HTML is searched as text, because the parser leaves out the content of an SVG. */
function codeIn(html: string): string {
  const [, size, path = ''] =
    /<svg class="qr" width="\d+" viewBox="0 0 (\d+) \1".*?<path fill="#000" d="([^"]+)"/.exec(html) ?? [];
  const scale = 4;
  const width = Number(size) * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      for (let column = Number(x) * scale; column < (Number(x) + Number(run)) * scale; column++)
        data.fill(0, 4 * (row * width + column), 4 * (row * width + column) + 3);
  return decodeQR({ width, height: width, data }, { effort: Infinity, timeLimit: Infinity });
}

/** Posts a form with a file, as a browser does. */
async function upload(jar: Jar, content: string | Buffer, name = 'service-mirror.json') {
  const sent = request(app).post('/resume/file').set('Sec-Fetch-Site', 'same-origin');
  const cookie = jar.header('/resume/file');
  if (cookie) sent.set('Cookie', cookie);
  return sent.attach('file', Buffer.from(content), name);
}

/** Returns the fields of the page's form as it is posted when nothing is changed. */
function proposed(page: Page): Record<string, string> {
  const hidden = page
    .all('main form input[type="hidden"]')
    .map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]);
  return { ...Object.fromEntries(hidden), ...page.chosen };
}

describe('GET /resume', () => {
  it('shows what the browser holds', async () => {
    const text = (await new Browser(app, jarHolding(desktop)).page('/resume')).text('main');
    for (const part of [
      'Ward 7',
      '2 of 100 questions',
      'Changed on 21 November 2026',
      '5 May 2026',
      '1 goal',
      '1 moment',
    ])
      expect(text).toContain(part);
  });

  it('has a link that carries all of it, and a QR code of the same link', async () => {
    const { text } = await new Browser(app, jarHolding(desktop)).get('/resume');
    const link = linkOn(new Page(text));
    expect(decodeLink(link, editions, secrets)).toEqual({ ok: true, holdings: desktop });
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/resume\/open\?link=[\w.-]+$/);
    expect(codeIn(text)).toBe(link);
  });

  it('leaves the worksheets out of a QR code that would be too fine, and says so; the link carries them', async () => {
    const long = fc.sample(fc.string({ minLength: 1_500, maxLength: 1_500 }), { numRuns: 1, seed: 1 });
    const wordy = { ...desktop, plan: { ...plan, less: long[0] ?? '' } };
    const { text } = await new Browser(app, jarHolding(wordy)).get('/resume');
    const page = new Page(text);
    expect(decodeLink(linkOn(page), editions, secrets)).toEqual({ ok: true, holdings: wordy });
    expect(decodeLink(codeIn(text), editions, secrets)).toEqual({
      ok: true,
      holdings: holding(desktop.visitor),
    });
    expect(page.text('figcaption')).toContain(
      'leaves out your contract for change and your moments of truth',
    );
  });

  it('leaves snapshots, then other assessments out of the QR code, and names them; the link carries them', async () => {
    const answers = (n: number) =>
      new Map(fc.sample(anyAnswers(instrument, instrument.questions), { numRuns: 1, seed: n })[0]);
    const many = (count: number, snapshots: number) =>
      visitorWith(
        ...Array.from({ length: count }, (_, i) =>
          assessmentWith(answers(i), {
            id: `a${i}`,
            name: `Ward ${i}`,
            snapshots: Array.from({ length: snapshots }, (_s, n) => ({
              takenOn: 20_000 + n,
              edition: 1,
              answers: answers(9 * i + n + 50),
            })),
          }),
        ),
      );
    for (const [visitor, held, left] of [
      [many(2, 3), 2, ['your snapshots']],
      [many(12, 0), 1, ['“Ward 0”', '“Ward 10”']],
    ] as const) {
      const { text } = await new Browser(app, jarHolding(holding(visitor))).get('/resume');
      const read = decodeLink(codeIn(text), editions, secrets);
      const { assessments, current } = read.ok ? read.holdings.visitor : newVisitor;
      expect([assessments.length, current]).toEqual([held, visitor.current]);
      expect(assessments.flatMap(({ snapshots }) => snapshots)).toEqual([]);
      for (const name of left) expect(new Page(text).text('figcaption')).toContain(name);
      expect(decodeLink(linkOn(new Page(text)), editions, secrets)).toEqual({
        ok: true,
        holdings: holding(visitor),
      });
    }
  });

  it('says who can read the link, that it is stored nowhere, and that it does not change', async () => {
    const text = (await new Browser(app, jarHolding(desktop)).page('/resume')).text('main');
    expect(text).toContain('Whoever has the link or the code can read your answers.');
    expect(text).toContain('It is not stored anywhere');
    expect(text).toContain('What you answer later is not in it.');
    expect(text).toContain('Saved in this browser until 21 November 2027');
  });

  it.each([
    ['2026-11-21', 'Saved in this browser until 21 November 2027.'],
    [
      '2026-05-03',
      'Saved in this browser until 21 November 2027 (your contract for change until 3 May 2027).',
    ],
  ])('says until when a plan saved on %s is kept', async (savedOn, line) => {
    const kept = { ...holding(desktop.visitor), plan: { ...plan, savedOn } };
    for (const address of ['/resume', '/forget']) {
      const page = await new Browser(app, jarHolding(kept)).page(address);
      expect(page.text('main .saved')).toContain(line);
    }
  });

  it('says until when a plan alone is kept', async () => {
    const alone = { ...holding(newVisitor), plan: { ...plan, savedOn: '2026-05-03' } };
    for (const address of ['/resume', '/forget']) {
      const page = await new Browser(app, jarHolding(alone)).page(address);
      expect(page.text('main .saved')).toContain('Saved in this browser until 3 May 2027.');
    }
  });

  it('has no link in an empty browser, and offers to open a link or a file', async () => {
    const page = await new Browser(app).page('/resume');
    expect(page.text('main')).toContain('This browser holds no answers yet');
    expect(page.has('#resume-link') || page.has('svg.qr')).toBe(false);
    expect([page.has('textarea#link'), page.has('input#file')]).toEqual([true, true]);
  });

  it('hides the copy button, which a script shows', async () => {
    const page = await new Browser(app, jarHolding(desktop)).page('/resume');
    expect(page.one('[data-copy]').hasAttribute('hidden')).toBe(true);
  });

  it('makes its link from BASE_URL, with the prefix', async () => {
    const prefixed = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const page = await new Browser(prefixed, jarHolding(desktop)).page('/mirror/resume');
    expect(linkOn(page)).toBe(`https://intranet.example/mirror${openAddress(desktop)}`);
    const phoneThere = new Browser(prefixed);
    const opened = await phoneThere.page(`/mirror${openAddress(desktop)}`);
    const { status, headers } = await phoneThere.post('/mirror/resume/open', proposed(opened));
    expect([status, headers.location]).toEqual([303, `/mirror/questions/${nextThere?.id}?brought=replace`]);
  });
});

describe('GET /resume/open', () => {
  it('sets no cookie', async () => {
    const browser = new Browser(app, jarHolding(phone));
    for (let i = 0; i < 3; i++) expect(cookiesOf(await browser.get(openAddress(desktop)))).toEqual([]);
  });

  it('shows what the link and the browser hold', async () => {
    const page = await new Browser(app, jarHolding(phone)).page(openAddress(desktop));
    const [brought = '', here = ''] = page.texts('.two-sides section');
    expect(brought).toContain('In the link Ward 7');
    expect(brought).toContain('2 of 100 questions');
    expect(brought).toContain('1 goal');
    expect(here).toContain('In this browser Ward 7');
    expect(here).toContain('3 of 100 questions');
    expect(here).toMatch(/Contract for change\s*none/);
  });

  it('offers one button in an empty browser, which leads to the next open question', async () => {
    const browser = new Browser(app);
    const page = await browser.page(openAddress(desktop));
    expect(page.chosen).toEqual({});
    const to = await browser.postAndFollow('/resume/open', proposed(page));
    const { visitor, ...worksheets } = heldBy(browser.jar);
    expect(visitor).toEqual(desktop.visitor);
    expect(worksheets).toEqual({
      plan: { ...plan, savedOn: '2026-11-21' },
      moments: { ...moments, savedOn: '2026-11-21' },
    });
    const landed = await browser.page(to);
    expect(landed.notices).toEqual([
      'This browser now holds what you brought. You carry on where you stopped.',
    ]);
    expect(landed.text('h1')).toContain(nextThere?.statements.us);
  });

  it('has no form when the browser already holds all that is in the link', async () => {
    const page = await new Browser(app, jarHolding(desktop)).page(openAddress(desktop));
    expect(page.text('.lead')).toBe('This browser already holds all that is in the link.');
    expect(page.has('main form')).toBe(false);
  });

  it('proposes to merge assessments of the same name, and to add others', async () => {
    const other = holding(visitorWith(assessmentWith(answersTo([d]), { name: 'Ward 8' })));
    const elsewhere = holding(visitorWith(assessmentWith(answersTo([d]), { level: secondLevel })));
    const how = async (brought: Holdings) =>
      (await new Browser(app, jarHolding(phone)).page(openAddress(brought))).chosen.how;
    expect([await how(desktop), await how(other), await how(elsewhere)]).toEqual([
      'merge',
      'beside',
      'beside',
    ]);
  });

  it('says what replacing removes, with the snapshots', async () => {
    const other = holding(visitorWith(assessmentWith(answersTo([d]), { name: 'Ward 8' })));
    const page = await new Browser(app, jarHolding(desktop)).page(openAddress(other));
    const replace = page.texts('main label').find((text) => text.startsWith('Replace.'));
    expect(replace).toBe(
      'Replace. Removed from this browser: “Ward 7” with 1 snapshot. Not in the link, so it stays: your contract for change and your moments of truth.',
    );
  });

  it('does not offer to merge assessments of different levels', async () => {
    const elsewhere = holding(visitorWith(assessmentWith(answersTo([d]), { level: secondLevel })));
    const page = await new Browser(app, jarHolding(phone)).page(openAddress(elsewhere));
    expect(page.attributes('[name="how"]', 'value')).toEqual(['beside', 'replace']);
  });
});

describe('POST /resume/open', () => {
  async function chosen(fields: Record<string, string>, here = phone, brought = desktop) {
    const browser = new Browser(app, jarHolding(here));
    const page = await browser.page(openAddress(brought));
    const response = await browser.post('/resume/open', { ...proposed(page), ...fields });
    return { response, browser, held: response.status === 303 ? heldBy(browser.jar) : here };
  }
  const answersIn = ({ visitor }: Holdings) => visitor.assessments.map(({ answers }) => answers);
  const [high, low] = [
    { me: 3, us: 2 },
    { me: 0, us: 0 },
  ] as const;

  it('replaces what the browser holds by what was brought', async () => {
    const { held } = await chosen({ how: 'replace' });
    expect(held.visitor).toEqual(desktop.visitor);
    expect(held.plan.goals).toEqual(plan.goals);
  });

  it('keeps the plan when replacing by a link without a plan', async () => {
    const { held } = await chosen({ how: 'replace' }, desktop, phone);
    expect([answersIn(held), held.plan]).toEqual([answersIn(phone), plan]);
  });

  it('adds assessments and makes the added one current', async () => {
    const { held, response } = await chosen({ how: 'beside' });
    expect(answersIn(held)).toEqual([...answersIn(phone), ...answersIn(desktop)]);
    expect(held.visitor.current).toBe(held.visitor.assessments[1]?.id);
    expect(response.headers.location).toContain('?brought=beside');
  });

  it.each([
    ['brought', high],
    ['here', low],
  ] as const)(
    'merges the answers of both sides, taking those of "%s" where they differ',
    async (wins, answer) => {
      const { held } = await chosen({ how: 'merge', wins });
      expect(answersIn(held)).toEqual([
        new Map([
          [a.id, high],
          [b.id, answer],
          [c.id, low],
        ]),
      ]);
      expect(held.visitor.assessments[0]?.snapshots).toEqual(desktop.visitor.assessments[0]?.snapshots);
    },
  );

  it('merges single questions as decided on the page, which counts what merging does', async () => {
    const page = await new Browser(app, jarHolding(phone)).page(openAddress(desktop));
    expect(page.texts('.choices label')[0]).toContain(
      '1 answer that only this browser has stays; 1 answer is alike; 1 differs, to be decided below',
    );
    expect(page.attributes('select', 'name')).toEqual([`pick-1-${b.id}`]);
    const { held } = await chosen({ how: 'merge', wins: 'brought', [`pick-1-${b.id}`]: 'here' });
    expect(held.visitor.assessments[0]?.answers.get(b.id)).toEqual(low);
  });

  it.each(['here', 'brought'] as const)(
    'keeps the plan of the chosen side "%s" when both sides have one',
    async (side) => {
      const mine = { ...plan, less: 'Meetings', savedOn: '2026-11-01' };
      const { held } = await chosen({ how: 'beside', plan: side }, { ...phone, plan: mine });
      expect(held.plan.less).toBe(side === 'here' ? 'Meetings' : '');
    },
  );

  it('answers 422 without a known choice, and changes nothing', async () => {
    for (const how of ['', 'delete-everything']) {
      const { response } = await chosen({ how, wins: 'nobody' });
      expect(response.status).toBe(422);
      expect(cookiesOf(response)).toEqual([]);
      expect(new Page(response.text).errors).toEqual([{ field: 'how', text: 'Choose what is to be done' }]);
    }
  });

  it('answers 422 when the cookies cannot hold everything, changes nothing, and keeps the choice', async () => {
    const many = (from: number) =>
      visitorWith(
        ...Array.from({ length: 9 }, (_, i) =>
          assessmentWith(answersTo(instrument.questions, { me: ((from + i) % 4) as 0, us: 1 }), {
            id: `a${from}${i}`,
            name: `Ward ${from}${i}`,
          }),
        ),
      );
    const { response } = await chosen(
      { how: 'beside' },
      holding(many(0)),
      holding(many(10), { plan, moments }),
    );
    expect(response.status).toBe(422);
    expect(cookiesOf(response)).toEqual([]);
    const page = new Page(response.text);
    expect(page.errors[0]?.text).toContain('nothing was changed');
    expect(page.chosen.how).toBe('beside');
  });

  it('replaces an answer that was saved here just before', async () => {
    const browser = new Browser(app, jarHolding(phone));
    await browser.post(`/questions/${a.id}/answer`, { me: '1', us: '1' });
    const page = await browser.page(openAddress(desktop));
    await browser.post('/resume/open', { ...proposed(page), how: 'replace' });
    expect((await browser.page(`/questions/${a.id}`)).chosen).toEqual({ me: '3', us: '2' });
  });

  it.each(['merge', 'replace', 'beside'])(
    'asks again before it carries out %s when another tab has saved an answer since the page was opened',
    async (how) => {
      const browser = new Browser(app, jarHolding(phone));
      const page = await browser.page(openAddress(desktop));
      await browser.post(`/questions/${d.id}/answer`, { me: '3', us: '3', action: 'continue' });
      const before = heldBy(browser.jar);
      const refused = await browser.post('/resume/open', { ...proposed(page), how });
      expect(refused.status).toBe(422);
      expect(heldBy(browser.jar)).toEqual(before);
      const again = new Page(refused.text);
      expect(again.errors[0]?.text).toContain(
        'What this browser holds has changed since this page was opened',
      );
      expect(again.chosen.how).toBe(how);
      expect((await browser.post('/resume/open', proposed(again))).status).toBe(303);
      expect(heldBy(browser.jar)).not.toEqual(before);
    },
  );

  it.each(['merge', 'replace', 'beside'])(
    'carries out %s once when a double click sends the form twice',
    async (how) => {
      const browser = new Browser(app, jarHolding(phone));
      const fields = { ...proposed(await browser.page(openAddress(desktop))), how };
      const first = await browser.postAndFollow('/resume/open', fields);
      const after = heldBy(browser.jar);
      expect(await browser.postAndFollow('/resume/open', fields)).toBe(first);
      expect(heldBy(browser.jar)).toEqual(after);
    },
  );

  it('ignores addresses in the fields when it redirects', async () => {
    const { response } = await chosen({ how: 'merge', to: 'https://elsewhere.example', next: '//elsewhere' });
    expect(response.headers.location).toMatch(/^\/questions\/[\d.]+\?brought=merge$/);
  });

  it('answers 403 to a form on another site', async () => {
    const response = await request(app)
      .post('/resume/open')
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({ link: tokenOf(desktop), how: 'replace' });
    expect([response.status, cookiesOf(response)]).toEqual([403, []]);
  });
});

describe('a resume link', () => {
  const token = tokenOf(desktop);
  const shared = encodeShared(
    { person: '', group: '', level: firstLevel, answeredOn: 1, answers: new Map() },
    editions,
    secrets,
  );
  const faults: [string, string, RegExp][] = [
    ['is missing', '', /^Paste the link$/],
    ['is cut short', token.slice(0, -5), /not complete/],
    [
      'was altered',
      token.replace(/.(?=.{60}$)/, (x) => (x === 'A' ? 'B' : 'A')),
      /Something in this link was changed/,
    ],
    [
      'is signed with another secret',
      encodeLink(desktop, editions, secretsFrom(['y'.repeat(40)])),
      /on another site, or too long ago/,
    ],
    [
      'is of another edition',
      encodeLink(desktop, { current: 99, accepts: [] }, secrets),
      /edition 99 .* edition \d+$/,
    ],
    ['shows a shared report', shared, /shows somebody’s report/],
    ['is in another format', token.replace(/^r1/, 'r2'), /in a form that this site does not read/],
  ];

  it.each(faults)(
    'that %s changes nothing and has an error that says so, opened or pasted',
    async (_what, link, says) => {
      const browser = new Browser(app, jarHolding(phone));
      const inAddress = await browser.get(`/resume/open?link=${link}`);
      const pasted = await browser.post('/resume/link', { link });
      const posted = await browser.post('/resume/open', { link, how: 'replace' });
      for (const response of [inAddress, pasted, posted]) {
        expect([response.status, cookiesOf(response)]).toEqual([422, []]);
        const page = new Page(response.text);
        expect(page.errors).toEqual([{ field: 'link', text: expect.stringMatching(says) }]);
        expect(page.text('textarea#link')).toBe(link);
        expect(page.text('.advice-now')).not.toBe('');
      }
    },
  );

  it('has a different error for each fault', async () => {
    const texts = await Promise.all(
      faults.map(async ([, link]) =>
        new Page((await new Browser(app).get(`/resume/open?link=${link}`)).text).text('.error-summary'),
      ),
    );
    expect(new Set(texts).size).toBe(faults.length);
  });

  it('opens when pasted with a whole mail around it and line breaks in it', async () => {
    const mail = `Here:\r\n<https://x.example/resume/open?link=3D${token.replaceAll(/.{70}/g, '$&=\r\n')}>\r\nZoë`;
    const { status, text } = await new Browser(app).post('/resume/link', { link: mail });
    expect([status, proposed(new Page(text)).link]).toEqual([200, token]);
  });

  it('is answered with 200 or 422 and without cookies when mutated, 200 times', async () => {
    const browser = new Browser(app, jarHolding(phone));
    const mutants = fc.sample(mutated([token], 'rs.-_=09azAZ%&# '), { numRuns: 200, seed: 7 });
    for (const [, mutant] of mutants) {
      const response = await browser.get(`/resume/open?${new URLSearchParams({ link: mutant })}`);
      expect({ mutant, status: [200, 422].includes(response.status) }).toEqual({ mutant, status: true });
      expect(cookiesOf(response)).toEqual([]);
      if (response.status === 200) expect(proposed(new Page(response.text)).link).toBe(token);
    }
  });
});

describe('the file /resume/mirror.json', () => {
  it('holds everything, and restores it in another browser', async () => {
    const saved = await new Browser(app, jarHolding(desktop)).get('/resume/mirror.json');
    expect(saved.headers['content-disposition']).toBe(
      'attachment; filename="service-mirror-2026-11-21.json"',
    );
    expect(saved.headers['cache-control']).toBe('private, no-store');
    expect(readFile(saved.text, editions)).toEqual({ ok: true, holdings: desktop });

    const browser = new Browser(app);
    const asked = await upload(browser.jar, saved.text);
    expect([asked.status, cookiesOf(asked)]).toEqual([200, []]);
    const page = new Page(asked.text);
    expect(page.text('.two-sides')).toContain('In the file Ward 7');
    await browser.postAndFollow('/resume/open', proposed(page));
    expect(heldBy(browser.jar).visitor).toEqual(desktop.visitor);
  });

  it('can be opened when it comes from a browser with full cookies', async () => {
    const full = Array.from({ length: 8 }, (_, i) =>
      assessmentWith(answersTo(instrument.questions, { me: 'not-applicable', us: 'not-applicable' }), {
        id: `a${i}`,
      }),
    );
    const { text } = await new Browser(app, jarWith(visitorWith(...full))).get('/resume/mirror.json');
    expect((await upload(new Jar(), text)).status).toBe(200);
  });

  it('is not made in an empty browser, which is led to /resume', async () => {
    const response = await new Browser(app).get('/resume/mirror.json');
    expect([response.status, response.headers.location]).toEqual([303, '/resume']);
  });

  const file = fileOf(desktop, editions.current);
  const many = Array.from({ length: 40 }, (_, i) => ({ ...file.assessments[0], id: `a${i}` }));
  it.each([
    ['is empty', '', /empty/],
    ['is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]), /not a file as this site saves them/],
    ['comes from another program', '{"name": "else"}', /comes from another program/],
    ['is huge', 'x'.repeat(3_000_000), /far larger/],
    ['is a little too large', 'x'.repeat(257 * 1024), /far larger/],
    ['has a newer version', JSON.stringify({ ...file, version: 9 }), /newer site.*version 9/],
    ['has an older version', JSON.stringify({ ...file, version: 0 }), /older form.*version 0/],
    ['is of another edition', JSON.stringify({ ...file, edition: 99 }), /edition 99/],
    ['is damaged', JSON.stringify({ ...file, savedOn: 'once' }), /damaged: savedOn/],
    [
      'holds more than a browser keeps',
      JSON.stringify({ ...file, assessments: many, current: 'a0' }),
      /more than a browser/,
    ],
  ])('is refused with an error at its field when it %s', async (_what, content, says) => {
    const response = await upload(jarHolding(phone), content);
    expect([response.status, cookiesOf(response)]).toEqual([422, []]);
    const page = new Page(response.text);
    expect(page.errors).toEqual([{ field: 'file', text: expect.stringMatching(says) }]);
    expect(page.attribute('#file', 'aria-describedby')).toBe('file-error');
  });

  it.each([
    ['a request without a body', (sent: Test) => sent],
    ['a form without files', (sent: Test) => sent.type('form').send('file=x')],
    [
      'a multipart form without a boundary',
      (sent: Test) => sent.set('Content-Type', 'multipart/form-data').send('x'),
    ],
    ['a file in another field', (sent: Test) => sent.attach('picture', Buffer.from('{}'), 'a.json')],
    ['text in place of a file', (sent: Test) => sent.field('file', '{}')],
  ])('is asked for after %s', async (_what, send) => {
    const response = await send(request(app).post('/resume/file'));
    expect(response.status).toBe(422);
    expect(new Page(response.text).errors).toEqual([{ field: 'file', text: 'Choose a file' }]);
  });

  it('is answered with 200 or 422 and without cookies when mutated, 150 times', async () => {
    const mutants = fc.sample(mutated([JSON.stringify(file)], '{}[]",:019'), { numRuns: 150, seed: 7 });
    for (const [, mutant] of mutants) {
      const response = await upload(new Jar(), mutant);
      expect([200, 422]).toContain(response.status);
      expect(cookiesOf(response)).toEqual([]);
    }
  });

  it('is refused with 415 at other addresses', async () => {
    const sent = request(app).post('/start/new').attach('file', Buffer.from('{}'), 'a.json');
    expect((await sent).status).toBe(415);
  });
});

describe('the token of a resume link', () => {
  it('is kept from other sites, caches and search engines', async () => {
    const browser = new Browser(app, jarHolding(phone));
    for (const response of [
      await browser.get('/resume'),
      await browser.get(openAddress(desktop)),
      await browser.get(`${openAddress(desktop)}broken`.slice(0, -20)),
      await browser.post('/resume/link', { link: tokenOf(desktop) }),
    ]) {
      expect(response.headers['referrer-policy']).toBe('origin');
      expect(response.headers['cache-control']).toBe('private, no-store, no-transform');
      expect(response.headers['x-robots-tag']).toBe('noindex');
    }
  });

  it('is in no line of the log, whether the link opens or not', async () => {
    const lines: string[] = [];
    const browser = new Browser(testApp({ log: (line) => lines.push(line) }), jarHolding(phone));
    const token = tokenOf(desktop);
    await browser.get(`/resume/open?link=${token}`);
    await browser.get(`/resume/open?link=${token.slice(0, -3)}`);
    await browser.post('/resume/link', { link: token });
    await browser.post('/resume/open', { link: token, how: 'merge' });
    await browser.get(`/resume/nowhere?link=${token}`);
    expect(lines).toHaveLength(5);
    for (const part of token.split('.').filter(({ length }) => length > 3))
      expect(lines.join('')).not.toContain(part);
  });

  it('is in no page title', async () => {
    const page = await new Browser(app, jarHolding(phone)).page(openAddress(desktop));
    expect(page.text('title')).toBe('Carry on here? – Service Mirror');
  });
});

describe('links and notices about /resume', () => {
  it.each(['/', '/questions', '/questions?stopped'])(
    'a link to it is on %s when the browser holds answers',
    async (address) => {
      const page = await new Browser(app, jarHolding(desktop)).page(address);
      expect(page.attributes('main a', 'href')).toContain('/resume');
    },
  );

  it('the next page says that nothing was kept when the browser blocks cookies', async () => {
    const newcomer = new Browser(app);
    const opened = await newcomer.page(openAddress(desktop));
    const landed = await newcomer.postAndFollow('/resume/open', proposed(opened));
    expect((await newcomer.page(landed)).notices[0]).toContain('This browser now holds what you brought.');
    expect((await new Browser(app).page(landed)).notices).toEqual([
      'What you brought was not kept: this browser refused this site’s cookies. Allow them, then open the link or the file again.',
    ]);
  });

  it('an unknown value of ?brought has no notice', async () => {
    const page = await new Browser(app, jarHolding(desktop)).page(
      `/questions/${firstQuestion.id}?brought=<b>gold</b>`,
    );
    expect(page.notices).toEqual([]);
  });
});
