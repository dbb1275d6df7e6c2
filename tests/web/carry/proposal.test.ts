import { describe, expect, it } from 'vitest';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { blankMoment, emptyMoments, type Moments } from '../../../src/assessment/moments.ts';
import { emptyPlan, type Plan } from '../../../src/assessment/plan.ts';
import type { Assessment } from '../../../src/assessment/visitor.ts';
import {
  differingWorksheets,
  holdsAll,
  proposed,
  waysFor,
  worksheetsOnlyHere,
} from '../../../src/web/carry/proposal.ts';
import { answersTo, assessmentWith, questionAt, secondLevel, visitorWith } from '../state.ts';
import { holding } from './carried.ts';

const answers = answersTo([questionAt(0)]);
const otherAnswers = answersTo([questionAt(0)], { me: 3, us: 3 });
const of = (given: Partial<Assessment> = {}, worksheets: Partial<Holdings> = {}) =>
  holding(visitorWith(assessmentWith(answers, given)), worksheets);
const elsewhere = { level: secondLevel };
const plan: Plan = { ...emptyPlan, less: 'Meetings', savedOn: '2026-11-20' };
const moments: Moments = {
  ...emptyMoments,
  moments: [{ ...blankMoment, name: 'a' }],
  savedOn: '2026-11-20',
};

describe('proposed', () => {
  it.each<[string, Holdings, Holdings, string]>([
    ['replace in an empty browser', noHoldings, of(), 'replace'],
    ['merge what has the same name', of({ name: 'A' }), of({ name: 'A' }), 'merge'],
    ['merge what has no name here', of(), of({ name: 'A' }), 'merge'],
    ['merge what was brought without a name', of({ name: 'A' }), of(), 'merge'],
    ['add what has another name', of({ name: 'A' }), of({ name: 'B' }), 'beside'],
    ['add what is of another level', of(), of(elsewhere), 'beside'],
    ['add to a browser with only a plan', { ...noHoldings, plan }, of(), 'beside'],
    [
      'add when one of two pairs has different names',
      holding(visitorWith(assessmentWith(answers), assessmentWith(answers, { ...elsewhere, name: 'A' }))),
      holding(
        visitorWith(assessmentWith(answers), assessmentWith(otherAnswers, { ...elsewhere, name: 'B' })),
      ),
      'beside',
    ],
  ])('is to %s', (_what, here, brought, how) => {
    expect(proposed(here, brought).how).toBe(how);
  });

  it.each([
    [100, 101, 'brought'],
    [100, 100, 'brought'],
    [101, 100, 'here'],
  ] as const)('prefers the answers changed later (here on %i, brought on %i)', (here, brought, wins) => {
    expect(proposed(of({ changedOn: here }), of({ changedOn: brought })).wins).toBe(wins);
  });

  it('compares the days of the assessments that can be merged, and of no others', () => {
    const brought = holding(
      visitorWith(
        assessmentWith(answers, { changedOn: 100 }),
        assessmentWith(answers, { ...elsewhere, id: 'b', changedOn: 300 }),
      ),
    );
    expect(proposed(of({ changedOn: 200 }), brought).wins).toBe('here');
  });

  it('keeps the worksheets saved later, and those of the browser when both were saved on one day', () => {
    const here = of({}, { plan, moments });
    const later = { ...plan, savedOn: '2026-11-21' };
    expect(proposed(here, of({}, { plan: later, moments }))).toMatchObject({
      plan: 'brought',
      moments: 'here',
    });
    const newer = { ...moments, savedOn: '2026-11-21' };
    expect(proposed(here, of({}, { plan, moments: newer }))).toMatchObject({
      plan: 'here',
      moments: 'brought',
    });
  });

  it('decides on no single question', () => {
    expect(proposed(of(), of()).picks).toEqual(new Map());
  });
});

describe('waysFor', () => {
  it.each<[string, Holdings, Holdings, string[]]>([
    ['none in an empty browser', noHoldings, of(), []],
    ['all for assessments of one level', of(), of(), ['merge', 'beside', 'replace']],
    ['no merging for assessments of different levels', of(), of(elsewhere), ['beside', 'replace']],
    ['only replacing when no assessment was brought', of(), { ...noHoldings, plan }, ['replace']],
  ])('offers %s', (_what, here, brought, ways) => {
    expect(waysFor(here, brought)).toEqual(ways);
  });
});

describe('holdsAll', () => {
  const full = of({}, { plan, moments });
  it.each<[string, Holdings, boolean]>([
    ['the same', full, true],
    ['nothing', noHoldings, true],
    ['a part', of(), true],
    ['the same worksheets, saved on another day', of({}, { plan: { ...plan, savedOn: '2025-01-01' } }), true],
    ['another assessment', of({ name: 'B' }), false],
    ['another plan', of({}, { plan: { ...plan, less: 'Reports' } }), false],
    ['other moments', of({}, { moments: { ...moments, cycle: 'x' } }), false],
  ])('for what brings %s', (_what, brought, expected) => {
    expect(holdsAll(full, brought)).toBe(expected);
  });

  it('is false for worksheets that the browser does not have', () => {
    expect(holdsAll(of(), of({}, { plan }))).toBe(false);
    expect(holdsAll(of(), of({}, { moments }))).toBe(false);
  });
});

describe('differingWorksheets and worksheetsOnlyHere', () => {
  const other = { plan: { ...plan, less: 'Reports' }, moments: { ...moments, cycle: 'x' } };
  it.each<[string, Partial<Holdings>, Partial<Holdings>, string[], string[]]>([
    ['nothing on either side', {}, {}, [], []],
    ['the same on both sides', { plan, moments }, { plan, moments }, [], []],
    ['different ones', { plan, moments }, other, ['plan', 'moments'], []],
    ['a different plan', { plan, moments }, { ...other, moments }, ['plan'], []],
    ['worksheets brought only', {}, { plan, moments }, [], []],
    ['worksheets here only', { plan, moments }, {}, [], ['plan', 'moments']],
    ['moments here only', { plan, moments }, { plan }, [], ['moments']],
  ])('return the names for %s', (_what, here, brought, differing, onlyHere) => {
    expect(differingWorksheets(of({}, here), of({}, brought))).toEqual(differing);
    expect(worksheetsOnlyHere(of({}, here), of({}, brought))).toEqual(onlyHere);
  });
});
