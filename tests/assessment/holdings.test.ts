import { describe, expect, it } from 'vitest';
import {
  type Extent,
  extents,
  type Holdings,
  isEmptyHoldings,
  noHoldings,
  partOf,
} from '../../src/assessment/holdings.ts';
import { emptyMoments } from '../../src/assessment/moments.ts';
import { emptyPlan } from '../../src/assessment/plan.ts';
import { type Assessment, newAssessment } from '../../src/assessment/visitor.ts';

const answers = new Map([['3.7', { me: 1, us: 2 } as const]]);
const assessment = (id: string): Assessment => ({
  ...newAssessment(id, 'group', 100),
  answers,
  snapshots: [{ takenOn: 50, edition: 1, answers }],
});
const holdings: Holdings = {
  visitor: { name: 'Zoë', assessments: [assessment('1'), assessment('2')], current: '2', savedOn: 100 },
  plan: { ...emptyPlan, less: 'meetings' },
  moments: { ...emptyMoments, cycle: 'repairs' },
};

describe('noHoldings', () => {
  it('has no assessments, an empty plan and no moments of truth', () => {
    expect(noHoldings).toEqual({
      visitor: { name: '', assessments: [], current: '', savedOn: 0 },
      plan: emptyPlan,
      moments: emptyMoments,
    });
  });
});

describe('isEmptyHoldings', () => {
  it('returns true for holdings without anything in them', () => {
    expect(isEmptyHoldings(noHoldings)).toBe(true);
  });

  it.each(['visitor', 'plan', 'moments'] as const)('returns false for holdings with a %s only', (part) => {
    expect(isEmptyHoldings({ ...noHoldings, [part]: holdings[part] })).toBe(false);
  });
});

describe('partOf', () => {
  const { visitor } = holdings;
  const without = (some: readonly Assessment[]) => some.map((one) => ({ ...one, snapshots: [] }));

  it.each<[Extent, Holdings]>([
    ['everything', holdings],
    ['assessments', { ...noHoldings, visitor }],
    ['answers', { ...noHoldings, visitor: { ...visitor, assessments: without(visitor.assessments) } }],
    [
      'current',
      { ...noHoldings, visitor: { ...visitor, assessments: without(visitor.assessments.slice(1)) } },
    ],
  ])('returns what the extent "%s" contains', (extent, expected) => {
    expect(partOf(holdings, extent)).toEqual(expected);
  });

  it('contains less with each extent', () => {
    const sizes = extents.map((extent) => JSON.stringify(partOf(holdings, extent)).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(4);
  });
});
