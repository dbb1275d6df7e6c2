/** GET /plan.ics: the days of the contract as a calendar file. What stands in it is tested in exports/calendar.test.ts. */
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { emptyPlan, type Plan } from '../../../src/assessment/plan.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { planCodec } from '../../../src/codec/worksheets.ts';
import { planCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieValue } from '../../cookies.ts';
import { testApp, testSecret } from '../../site.ts';
import { Browser, cookiesOf, Jar } from '../browser.ts';

const app = testApp();
const withPlan = (plan: Partial<Plan>, secret = testSecret) =>
  new Jar().set(planCookie, cookieValue(planCodec.encode({ ...emptyPlan, ...plan }), secretsFrom([secret])));

describe('GET /plan.ics', () => {
  const idsOf = (text: string) =>
    new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((event) => String(event.getFirstPropertyValue('uid')));
  const contract: Partial<Plan> = {
    goals: [{ text: 'Call back', owner: 'Ann', due: '2027-03-01', question: '3.7', state: 'open' }],
    ...{ signedBy: 'Zoë Own', signedOn: '2026-11-21', retakeOn: '2027-05-20' },
  };
  const calendar = async (plan: Partial<Plan>, site = app) =>
    (await new Browser(site, withPlan(plan)).get('/plan.ics')).text;

  it('has its own type and file name, is not cached and not indexed', async () => {
    const response = await new Browser(app, withPlan(contract)).get('/plan.ics');
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="service-mirror-plan.ics"',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    });
    expect(cookiesOf(response)).toEqual([]);
  });

  it('leads to /plan without a contract, or with one signed with another secret, also under a prefix', async () => {
    const prefixed = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    for (const [site, base] of [
      [app, ''],
      [prefixed, '/mirror'],
    ] as const)
      for (const jar of [new Jar(), withPlan({}), withPlan(contract, 'z'.repeat(40))]) {
        const { status, headers } = await new Browser(site, jar).get(`${base}/plan.ics`);
        expect([status, headers.location]).toEqual([303, `${base}/plan`]);
      }
  });

  it('has the weekly reminder for a plan with one word, without any answers', async () => {
    const text = await calendar({ support: 'Ann' });
    expect(idsOf(text)).toHaveLength(1);
    expect(text).toContain('RRULE:FREQ=WEEKLY');
  });

  it('links only to this site, at its public address', async () => {
    const site = testApp({ environment: { BASE_URL: 'https://intranet.example/mirror/' } });
    const { text } = await new Browser(site, withPlan(contract)).get('/mirror/plan.ics');
    const links = [...text.replaceAll('\r\n ', '').matchAll(/https?:\/\/[^\s\\]+/g)].map(([link]) => link);
    expect([...new Set(links)]).toEqual([
      'https://intranet.example/mirror/plan',
      'https://intranet.example/mirror/start',
    ]);
  });

  it('gives entries ids that stay the same on another day and after changes, and reveal nothing', async () => {
    const later = testApp({ now: () => new Date('2027-01-05T00:00:00Z') });
    const ids = idsOf(await calendar(contract));
    expect(idsOf(await calendar({ ...contract, record: 'anew', retakeOn: '2027-06-01' }, later))).toEqual(
      ids,
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/);
  });

  it('keeps the ids of a plan that has one of its own when it is signed, and under another secret', async () => {
    const plan = { ...contract, signedBy: '', signedOn: '', id: 'b'.repeat(22) };
    const ids = idsOf(await calendar(plan));
    expect(idsOf(await calendar({ ...plan, signedBy: 'Zoë', signedOn: '2026-11-21' }))).toEqual(ids);
    const other = testApp({ secrets: ['y'.repeat(40), testSecret] });
    expect(idsOf(await calendar(plan, other))).toEqual(ids);
    expect(idsOf(await calendar({ ...plan, id: 'c'.repeat(22) }))).not.toEqual(ids);
  });

  it('gives the entries of another person or another contract other ids', async () => {
    const all = [contract, { ...contract, signedBy: 'Ann' }, { ...contract, signedOn: '2027-05-20' }];
    const ids = (await Promise.all(all.map((plan) => calendar(plan)))).flatMap(idsOf);
    expect(new Set(ids).size).toBe(9);
  });
});
