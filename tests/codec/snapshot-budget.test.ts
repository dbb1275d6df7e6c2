/** How much fits into the state cookie. docs/decisions/0007-snapshots-in-the-cookie.md has the figures. */

import { describe, expect, it } from 'vitest';
import { type Assessment, newAssessment, snapshotsKept, type Visitor } from '../../src/assessment/visitor.ts';
import { decodeState, encodeState, nameLimit } from '../../src/codec/state.ts';
import { stateLimit } from '../../src/web/visitor/cookie-room.ts';
import { stateCookie } from '../../src/web/visitor/cookies.ts';
import { cookieText, cookieValue } from '../cookies.ts';
import { answersTo, instrument } from '../web/state.ts';
import { editions, secrets } from './visitors.ts';

const full = answersTo(instrument.questions);
const today = 20_778;

function assessment(id: string, name: string, snapshots: number): Assessment {
  const kept = Array.from({ length: snapshots }, (_, i) => ({
    takenOn: today - 200 * (snapshots - i),
    edition: editions.current,
    answers: full,
  }));
  return { ...newAssessment(id, 'organisation', today), name, answers: full, snapshots: kept };
}

function bytes(name: string, count: number, snapshots = snapshotsKept): number {
  const visitor: Visitor = {
    name,
    assessments: Array.from({ length: count }, (_, i) => assessment(`id${i}000`, name, snapshots)),
    current: 'id0000',
    savedOn: today,
  };
  return stateCookie.length + 1 + cookieValue(encodeState(visitor, editions), secrets).length;
}

/** How many assessments the cookie holds. */
function most(name: string, snapshots = snapshotsKept): number {
  let count = 0;
  while (bytes(name, count + 1, snapshots) <= stateLimit) count++;
  return count;
}

describe('the state cookie with everything answered', () => {
  it.each([
    ['names of 10 letters', 'Ward seven', 4, 2],
    ['no names', '', 4, 2],
    ['the longest names, of letters that take two bytes', 'Ö'.repeat(nameLimit), 4, 1],
    ['names of 10 letters', 'Ward seven', 1, 4],
    ['names of 10 letters', 'Ward seven', 0, 8],
  ])('with %s, such as %j, and %i snapshots each holds %i assessments', (_, name, snapshots, expected) => {
    expect(most(name, snapshots)).toBe(expected);
  });

  it('holds a snapshot in about 210 characters', () => {
    const size = (bytes('', 1, 4) - bytes('', 1, 1)) / 3;
    expect(size).toBeGreaterThan(180);
    expect(size).toBeLessThan(220);
  });
});

it('decodeState reads a cookie without snapshots, which earlier versions wrote', () => {
  const without: Visitor = {
    name: 'Ann',
    assessments: [assessment('1', 'Ward 7', 0)],
    current: '1',
    savedOn: today,
  };
  const value = cookieValue(encodeState(without, editions), secrets);
  const json = Buffer.from(value.split('.')[3] ?? '', 'base64url').toString('utf8');
  expect(json).toContain('"p":');
  expect(json).not.toContain('"s":');
  expect(decodeState(cookieText(value, secrets), editions)).toEqual({ ok: true, visitor: without, id: '' });
});
