/** TIME_ZONE decides which day it is, everywhere: at 23:30 in Los Angeles nothing is dated tomorrow. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOfText } from '../../src/assessment/days.ts';
import { emptyPlan, type Plan } from '../../src/assessment/plan.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { planCodec } from '../../src/codec/worksheets.ts';
import { planCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { plain, readPdf } from '../exports/pdf/pdf-reading.ts';
import { testApp, testSecret } from '../site.ts';
import { Browser } from './browser.ts';
import { Page } from './dom.ts';
import { openRoom } from './live/room.ts';
import { everything } from './security/everything.ts';
import {
  answersTo,
  assessmentWith,
  firstQuestion,
  instrument,
  jarWith,
  keyQuestions,
  stateIn,
  visitorWith,
} from './state.ts';
import { answer, join, keyOf, makeTeam } from './teams/team.ts';

/** 23:30 on Sunday 29 November in Los Angeles, where it is Monday in UTC. */
const lateOnSunday = () => new Date('2026-11-30T07:30:00Z');
const sunday = '29 November 2026';
const losAngeles = { TIME_ZONE: 'America/Los_Angeles' };
const here = (environment: Record<string, string> = losAngeles) =>
  testApp({ now: lateOnSunday, environment });

/** A visitor who answered everything three weeks ago, and one question again on this Sunday. */
async function answeredToday(
  given: Partial<Plan> = {},
  environment: Record<string, string> = losAngeles,
): Promise<Browser> {
  const assessment = assessmentWith(answersTo(instrument.questions), { changedOn: dayOfText('2026-11-01') });
  const plan = planCodec.encode({ ...emptyPlan, savedOn: '2026-11-01', ...given });
  const jar = jarWith(visitorWith(assessment)).set(planCookie, cookieValue(plan, secretsFrom([testSecret])));
  const browser = new Browser(here(environment), jar);
  await browser.post(`/questions/${firstQuestion.id}/answer`, { me: '3', us: '0' });
  return browser;
}
const goal = { text: 'Ring back', owner: 'Bea', due: '2026-11-29', question: '', state: 'open' } as const;

describe('at 23:30 in Los Angeles', () => {
  it('an answer is dated today, and kept until the same day next year', async () => {
    const browser = await answeredToday();
    expect(stateIn(browser.jar)?.assessments[0]?.changedOn).toBe(dayOfText('2026-11-29'));
    expect(await (await browser.page('/questions')).text('.saved')).toContain('until 29 November 2027');
  });

  it('the cover of the report is dated today, on the page and in the documents', async () => {
    const browser = await answeredToday();
    expect((await browser.page('/report')).text('.cover')).toContain(sunday);
    for (const address of ['/report.pdf', '/report/summary.pdf']) {
      const pdf = plain((await readPdf(new Uint8Array(await browser.bytes(address)))).text);
      expect(pdf, address).toContain(sunday);
      expect(pdf, address).not.toContain('30 November');
    }
  });

  it('files are named after today', async () => {
    const browser = await answeredToday();
    for (const address of ['/report/summary.pdf', '/report.csv', '/report.json', '/resume/mirror.json'])
      expect((await browser.get(address)).headers['content-disposition'], address).toContain('2026-11-29');
  });

  it('a goal that is due today is not overdue', async () => {
    const browser = await answeredToday({ goals: [goal] });
    expect((await browser.page('/')).text('main')).toContain('A goal is due today');
  });

  it('half a year after the last answer is counted in days of the place', async () => {
    const cardOn = async (changedOn: string) => {
      const assessment = assessmentWith(answersTo(instrument.questions), { changedOn: dayOfText(changedOn) });
      return (await new Browser(here(), jarWith(visitorWith(assessment))).page('/')).text('main');
    };
    expect(await cardOn('2026-05-31')).toContain('Half a year has gone by');
    expect(await cardOn('2026-06-01')).not.toContain('Half a year has gone by');
  });

  it('the first reminder of the calendar is on the Monday that follows', async () => {
    const browser = await answeredToday({ goals: [goal] });
    expect((await browser.get('/plan.ics')).text).toContain('DTSTART;VALUE=DATE:20261130');
  });

  it('the contract takes the day before, for visitors further west, and none earlier', async () => {
    const browser = await answeredToday();
    const faultsOf = async (retakeOn: string) =>
      new Page((await browser.post('/plan/save', { retakeOn, less: 'x' })).text).errors.length;
    expect(await faultsOf('2026-11-27')).toBe(1);
    expect(await faultsOf('2026-11-28')).toBe(0);
  });
});

describe('with a database, at 23:30 in Los Angeles', () => {
  let site: Awaited<ReturnType<typeof everything>>;
  beforeAll(async () => {
    site = await everything({ now: lateOnSunday, environment: losAngeles });
  });
  afterAll(() => site.stop());

  it('a live room says when it is gone by the clock of the place, and its sheet is dated today', async () => {
    const room = await openRoom(site.app);
    expect((await room.page()).text('main')).toContain('30 November 2026, 23:30 GMT-8');
    const sheet = await room.facilitator.page(`/live/sheet?key=${room.key}`);
    expect(sheet.text('main')).toContain(sunday);
  });

  it('the days of a team are those of the place', async () => {
    const facilitator = new Browser(site.app);
    const made = await makeTeam(facilitator);
    for (let i = 0; i < 5; i++) {
      const member = new Browser(site.app, jarWith(visitorWith(assessmentWith(answersTo(keyQuestions)))));
      await join(member, made);
      await answer(member, firstQuestion.id, 2);
    }
    const key = keyOf(made.results);
    await facilitator.post('/teams/results', { key, action: 'show' });
    const pdf = await facilitator.bytes(`/teams/results.pdf?key=${key}`);
    expect(plain((await readPdf(new Uint8Array(pdf))).text)).toContain(sunday);
    await facilitator.post('/teams/results', { key, action: 'round', round: '1' });
    const page = await facilitator.page(`/teams/results?key=${key}`);
    expect(page.text('main')).toContain(`Round 1, to ${sunday}`);
  });
});

describe('without TIME_ZONE', () => {
  it('days are those of UTC, and each document says so', async () => {
    const browser = await answeredToday({}, {});
    const pdf = await readPdf(new Uint8Array(await browser.bytes('/report/summary.pdf')));
    expect(plain(pdf.text)).toContain('answers of 30 November 2026 (UTC)');
  });

  it('days are those of UTC, and each page says so', async () => {
    const browser = await answeredToday({}, {});
    const page = await browser.page('/report');
    expect(page.text('.cover')).toContain('30 November 2026');
    expect(page.text('footer')).toContain('Dates are in UTC.');
    expect((await (await answeredToday()).page('/report')).text('footer')).not.toContain('UTC');
  });

  it('a time of day has UTC beside it', async () => {
    const site = await everything({ now: lateOnSunday });
    const room = await openRoom(site.app);
    expect((await room.page()).text('main')).toContain('1 December 2026, 07:30 UTC');
    await site.stop();
  });
});
