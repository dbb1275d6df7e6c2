/** The plan and the moments of truth in their cookies. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankMoment, emptyMoments } from '../../src/assessment/moments.ts';
import { emptyPlan } from '../../src/assessment/plan.ts';
import {
  longestText,
  momentsCodec,
  momentsSchema,
  planCodec,
  planSchema,
} from '../../src/codec/worksheets.ts';
import { anyMoments, anyPlan } from './holdings.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const planOrder = [
  ...['less', 'record', 'support', 'momentum', 'rewardOnTheWay', 'rewardAtEnd'],
  ...['signedBy', 'signedOn', 'retakeOn', 'savedOn'],
];
const listed = (plan: Readonly<Record<string, unknown>> & { readonly goals: readonly object[] }) => [
  plan.goals.map((one) => Object.values(one)),
  ...planOrder.map((field) => plan[field]),
  ...('more' in plan ? Array<unknown>(20).fill(plan.more) : []),
];
const goal = { text: 'Call back', owner: '', due: '', question: '', state: 'open' } as const;

describe('planCodec and momentsCodec', () => {
  it('give back any plan and any moments as they were', () => {
    fc.assert(
      fc.property(anyPlan, anyMoments, (plan, moments) => {
        expect(planCodec.decode(planCodec.encode(plan))).toEqual(plan);
        expect(momentsCodec.decode(momentsCodec.encode(moments))).toEqual(moments);
      }),
    );
  });

  it('write the kind, version 3 and base64url of JSON lists', () => {
    expect(planCodec.encode({ ...emptyPlan, less: 'Zoë' })).toBe(
      `plan.3.${base64([[], 'Zoë', '', '', '', '', '', '', '', '', ''])}`,
    );
    const moment = { name: 'a', now: 'b', should: 'c', measure: 'd', waste: 'e', who: 'g' };
    expect(momentsCodec.encode({ cycle: 'f', moments: [moment], savedOn: '' })).toBe(
      `moments.3.${base64([[['a', 'b', 'c', 'e', 'g', 'd']], 'f', ''])}`,
    );
  });

  it('read a plan that was saved before the last of its fields, the id', () => {
    const texts = ['a', 'b', 'c', 'd', 'e', 'f', 'Zoë', '2026-11-21', '2027-05-20', '2026-11-21'];
    const [less, record, support, momentum, rewardOnTheWay, rewardAtEnd, signedBy] = texts;
    const days = { signedOn: '2026-11-21', retakeOn: '2027-05-20', savedOn: '2026-11-21' };
    const plan = {
      ...{ goals: [], less, record, support, momentum, rewardOnTheWay, rewardAtEnd, signedBy },
      ...days,
    };
    expect(planCodec.decode(`plan.3.${base64([[], ...texts])}`)).toMatchObject(plan);
    const id = 'abcdefghijklmnopqrstuv';
    expect(planCodec.decode(`plan.3.${base64([[], ...texts, id])}`)).toMatchObject({ ...plan, id });
    expect(planCodec.decode(`plan.3.${base64([[], ...texts.slice(0, -1)])}`)).toBeUndefined();
  });

  it('read moments that were saved before there was a measure', () => {
    const earlier = `moments.3.${base64([[['a', 'b', 'c', 'd', 'e']], 'f', ''])}`;
    const moment = { name: 'a', now: 'b', should: 'c', measure: '', waste: 'd', who: 'e' };
    expect(momentsCodec.decode(earlier)).toEqual({ cycle: 'f', moments: [moment], savedOn: '' });
  });

  it('read a text that is missing in a file as empty, because the file may be older than the text', () => {
    const { less: _, ...plan } = emptyPlan;
    expect(planSchema.parse(plan)).toEqual(emptyPlan);
    const moments = [{ name: 'a', now: 'b' }];
    expect(momentsSchema.parse({ ...emptyMoments, moments }).moments).toEqual([
      { ...blankMoment, name: 'a', now: 'b' },
    ]);
  });

  it.each([
    ['the empty text', ''],
    ['another kind', `moments.3.${base64([])}`],
    ['another version', `plan.2.${base64(emptyPlan)}`],
    ['a text that ends like the head', 'x.plan.3.'],
    ['no payload', 'plan.3.'],
    ['text that is not JSON', `plan.3.${Buffer.from('{').toString('base64url')}`],
  ])('read %s as undefined', (_, text) => {
    expect(planCodec.decode(text)).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a field too many', { more: '' }],
    ['a text that is too long', { less: 'x'.repeat(longestText + 1) }],
    ['a goal without a text', { goals: [{ ...goal, text: '' }] }],
    ['a goal with a field too many', { goals: [{ ...goal, more: '' }] }],
    ['a goal for question 03.7', { goals: [{ ...goal, question: '03.7' }] }],
    ['a goal for question 3.7.', { goals: [{ ...goal, question: '3.7.' }] }],
    ['a goal in an unknown state', { goals: [{ ...goal, state: 'lost' }] }],
    ['four goals', { goals: [goal, goal, goal, goal] }],
    ['a day that is not in the calendar', { savedOn: '2026-02-30' }],
    ['a day before 1970', { savedOn: '1969-12-31' }],
    ['a day after 2199', { savedOn: '2200-01-01' }],
  ])('read a plan with %s as undefined, and throw when they write it', (_, change) => {
    const plan = { ...emptyPlan, ...change };
    expect(planCodec.decode(`plan.3.${base64(listed(plan))}`)).toBeUndefined();
    expect(() => planCodec.encode(plan)).toThrow(/expected|invalid|unrecognized|too/i);
  });

  it.each(['1970-01-01', '2199-12-31'])('read a plan of the day %s', (savedOn) => {
    expect(planCodec.decode(planCodec.encode({ ...emptyPlan, savedOn }))?.savedOn).toBe(savedOn);
  });

  it.each<[string, unknown]>([
    ['a field too many', [[], '', '', '']],
    ['a field too few', [[], '']],
    ['no list of moments', ['x', '', '']],
    ['a moment without a name', [[['', '', '', '', '']], '', '']],
    ['a moment with a field too few', [[['x', '', '', '']], '', '']],
    ['a moment that is no list', [[{ name: 'x' }], '', '']],
    ['more moments than are kept', [Array.from({ length: 21 }, () => ['x', '', '', '', '', '']), '', '']],
    ['the fields of version 2', emptyMoments],
  ])('read moments with %s as undefined', (_, moments) => {
    expect(momentsCodec.decode(`moments.3.${base64(moments)}`)).toBeUndefined();
  });
});
