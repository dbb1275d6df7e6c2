/** The limits chosen in cookie-room.ts are large enough for the cookies and headers that they are for. */
import { STATUS_CODES } from 'node:http';
import { describe, expect, it } from 'vitest';
import { newAssessment, type Visitor } from '../../../src/assessment/visitor.ts';
import { encodeCopyCookie } from '../../../src/codec/database/copy-cookie.ts';
import {
  encodeMemberships,
  type Membership,
  outcomes,
  teamsKept,
} from '../../../src/codec/database/membership.ts';
import { encodeRecents } from '../../../src/codec/recent.ts';
import { encodeState } from '../../../src/codec/state.ts';
import {
  cookieLimit,
  copyLimit,
  lineLength,
  otherHeaders,
  recentLimit,
  recentLines,
  roomForRecents,
  roomInResponse,
  signedSize,
  stateLimit,
  stateReserve,
  teamsGrowth,
} from '../../../src/web/visitor/cookie-room.ts';
import { copyCookie, recentName, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { Browser } from '../browser.ts';
import { everything, regular } from '../security/everything.ts';
import { answersTo, instrument, keyQuestions } from '../state.ts';

const editions = { current: instrument.edition, accepts: [] };

/** The size of a cookie with the recent answers to these questions. */
function recentSize(questions: readonly { readonly id: string }[]): number {
  const answers = questions.map(({ id: question }) => ({
    assessment: 'abc123',
    question,
    answer: { me: 1, us: 2 } as const,
  }));
  const recents = { visitor: 'ntkxyz1-abcdefghij', givenAt: 1_796_000_000, answers };
  const name = recentName('abc123', ...questions.map(({ id }) => id));
  return signedSize(name, encodeRecents(recents, editions).length);
}

it('a cookie of recent answers holds those of all key questions, and all of them together seven single ones', () => {
  expect(recentSize(keyQuestions)).toBeLessThanOrEqual(recentLimit);
  expect(7 * recentSize(instrument.questions.slice(-1))).toBeLessThanOrEqual(roomForRecents);
});

it('worksheets leave room for two assessments with three snapshots each', () => {
  const answers = answersTo(instrument.questions);
  const assessments = [0, 1].map((i) => ({
    ...newAssessment(`abcde${i}`, 'organisation', 20_778),
    name: 'Ward seven',
    answers,
    snapshots: [20_000, 20_200, 20_400].map((takenOn) => ({ takenOn, edition: editions.current, answers })),
  }));
  const visitor: Visitor = { name: 'Ruth', assessments, current: 'abcde0', savedOn: 20_778 };
  expect(signedSize(stateCookie, encodeState(visitor, editions).length)).toBeLessThanOrEqual(stateReserve);
});

it('the cookie of a saved copy is never larger than its limit', () => {
  const cookie = { key: 'k'.repeat(22), revision: 999_999_999_999_999 };
  const sizes = Array.from({ length: 140 }, (_, length) =>
    encodeCopyCookie({ ...cookie, unsent: new Set(['x'.repeat(length)]) }),
  );
  expect(Math.max(...sizes.map((text) => signedSize(copyCookie, text.length)))).toBe(copyLimit);
});

it('the cookie of teams grows by no more than is left for it', () => {
  const before: Membership = {
    ...{ team: 't'.repeat(22), name: 'Ward 7', edition: 2, key: 'k'.repeat(22), group: -1 },
    ...{ assessment: 'abc123', last: '', outcome: 'none', round: 1 },
  };
  const sizeOf = (one: Membership) => encodeMemberships(Array.from({ length: teamsKept }, () => one)).length;
  for (const outcome of outcomes)
    expect(sizeOf({ ...before, last: 'm'.repeat(8), outcome }) - sizeOf(before)).toBeLessThanOrEqual(
      teamsGrowth,
    );
});

it('an answer fits a response together with its recent answers, and the largest cookie alone', () => {
  expect(lineLength(stateLimit, '') + recentLines).toBe(roomInResponse);
  expect(lineLength(cookieLimit, '')).toBe(roomInResponse);
  // docs/decisions/0016-room-for-cookies.md has these two.
  expect([stateLimit, cookieLimit]).toEqual([2_540, 3_119]);
});

describe('the headers of a response that are no cookies', () => {
  it('take no more than is left for them', async () => {
    const site = await everything({ environment: { BASE_URL: 'https://mirror.example' } });
    const visitor = await regular(site.app);
    const sizes = new Map<string, number>();
    for (const address of [
      '/',
      '/questions',
      '/report',
      '/share',
      '/copy',
      '/teams',
      '/live',
      '/report.csv',
      '/plan',
    ]) {
      const { status, headers } = await new Browser(site.app, visitor.jar).get(address);
      const lines = Object.entries(headers).filter(([name]) => name !== 'set-cookie');
      const length = lines.reduce((sum, [name, value]) => sum + `${name}: ${value}\r\n`.length, 0);
      sizes.set(address, length + `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n\r\n`.length);
    }
    await site.stop();
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(otherHeaders);
    expect(Math.max(...sizes.values())).toBeGreaterThan(600);
  });
});
