import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import type { Holdings } from '../../../src/assessment/holdings.ts';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import { StateTooLarge, WorksheetTooLarge } from '../../../src/web/http/errors.ts';
import { CookieJar } from '../../../src/web/visitor/cookie-jar.ts';
import { fingerprintOfHoldings } from '../../../src/web/visitor/fingerprint.ts';
import { checkSpace, readHoldings, saveHoldings } from '../../../src/web/visitor/holdings-store.ts';
import { openStores } from '../../../src/web/visitor/stores.ts';
import { dayOf } from '../../days.ts';
import { today } from '../../site.ts';
import { answersTo, assessmentWith, instrument, visitorWith } from '../state.ts';

const stores = openStores(
  { now: () => today, today: () => dayOf(today), newKey: () => 'k'.repeat(22) },
  { current: instrument.edition, accepts: [] },
);
const emptyJar = () =>
  new CookieJar({ signedCookies: {}, cookies: {}, headers: {} } as unknown as Request, {
    origin: undefined,
    basePath: '',
  });

const visitor = visitorWith(assessmentWith(answersTo(instrument.questions)));
const holdings: Holdings = { visitor, plan: { ...emptyPlan, less: 'meetings' }, moments: emptyMoments };
const tooLong = 'x'.repeat(2_000);
const longPlan = { ...emptyPlan, less: tooLong, record: tooLong };
const manyAssessments = visitorWith(
  ...Array.from({ length: 40 }, (_, i) => assessmentWith(answersTo(instrument.questions), { id: `a${i}` })),
);

describe('saveHoldings', () => {
  it('saves the parts that changed, and readHoldings returns them', () => {
    const jar = emptyJar();
    const before = readHoldings(stores, jar);
    saveHoldings(stores, jar, { ...before, visitor, plan: holdings.plan });
    expect(jar.names().toSorted()).toEqual(['mirror_plan', 'mirror_state']);
    expect(readHoldings(stores, jar)).toMatchObject({ plan: { less: 'meetings' }, moments: emptyMoments });
  });

  it('sets no cookie when nothing changed', () => {
    const jar = emptyJar();
    saveHoldings(stores, jar, readHoldings(stores, jar));
    expect(jar.isChanged).toBe(false);
  });

  it('sets no cookie at all when one part is too large', () => {
    const jar = emptyJar();
    expect(() => saveHoldings(stores, jar, { ...holdings, plan: longPlan })).toThrow(WorksheetTooLarge);
    expect(jar.isChanged).toBe(false);
  });
});

describe('checkSpace', () => {
  it('accepts holdings that fit', () => {
    expect(checkSpace(stores, emptyJar(), holdings)).toBeUndefined();
  });

  it('throws StateTooLarge for too many assessments', () => {
    expect(() => checkSpace(stores, emptyJar(), { ...holdings, visitor: manyAssessments })).toThrow(
      StateTooLarge,
    );
  });

  it('throws WorksheetTooLarge with the excess of the larger worksheet', () => {
    const over = -stores.plan.spaceLeft(emptyJar(), longPlan);
    expect(over).toBeGreaterThan(0);
    expect(() => checkSpace(stores, emptyJar(), { ...holdings, plan: longPlan })).toThrow(
      new WorksheetTooLarge(over),
    );
  });
});

describe('fingerprintOfHoldings', () => {
  it('does not depend on when something was saved', () => {
    const later = {
      visitor: { ...visitor, savedOn: visitor.savedOn + 1 },
      plan: { ...holdings.plan, savedOn: '2026-02-01' },
      moments: { ...emptyMoments, savedOn: '2026-02-01' },
    };
    expect(fingerprintOfHoldings(later)).toBe(fingerprintOfHoldings(holdings));
  });

  it.each([
    ['the visitor', { ...holdings, visitor: { ...visitor, name: 'Ruth' } }],
    ['the plan', { ...holdings, plan: emptyPlan }],
    ['the moments of truth', { ...holdings, moments: { ...emptyMoments, cycle: 'x' } }],
  ])('changes with %s', (_part, changed) => {
    expect(fingerprintOfHoldings(changed)).not.toBe(fingerprintOfHoldings(holdings));
  });
});
