import { describe, expect, it } from 'vitest';
import { emptyGoal } from '../../../src/assessment/goals.ts';
import { emptyPlan, type Goal, type Plan } from '../../../src/assessment/plan.ts';
import { draftOf, fieldsOf, longestField, withoutEmptyGoals } from '../../../src/web/plan/plan-fields.ts';

describe('draftOf', () => {
  const plan: Plan = {
    ...emptyPlan,
    goals: [
      { text: 'a\nb', owner: 'Zoë', due: '2027-01-01', question: '3.7', state: 'done' },
      emptyGoal,
      { ...emptyGoal, text: 'c', state: 'going-on' },
    ],
    less: 'Meetings',
    rewardAtEnd: 'Dinner',
    signedBy: 'Zoë',
    signedOn: '2026-11-21',
    retakeOn: '2027-05-21',
  };

  it('reads back the plan that fieldsOf shows', () => {
    expect(draftOf(fieldsOf(plan))).toEqual(plan);
  });

  it('replaces control characters, trims texts, and reads an unknown state as open', () => {
    const draft = draftOf({
      'goal-1-text': ' a\r\nb\u0000c ',
      'goal-1-owner': ' Zoë \n Quux ',
      'goal-1-due': ' 2027-01-01 ',
      'goal-1-state': 'won',
    });
    expect(draft.goals[0]).toEqual({
      ...emptyGoal,
      text: 'a\nb c',
      owner: 'Zoë Quux',
      due: '2027-01-01',
    });
  });
});

describe('withoutEmptyGoals', () => {
  it.each(['text', 'owner', 'due', 'question'] as const)('keeps a goal that has only its %s', (field) => {
    const empty: Goal = { ...emptyGoal, state: 'done' };
    const kept = { ...empty, [field]: '3.7' };
    expect(withoutEmptyGoals({ ...emptyPlan, goals: [empty, kept] }).goals).toEqual([kept]);
  });
});

describe('longestField', () => {
  it.each([
    ['the most characters', { less: 'aa', record: 'aaa', support: 'a' }, 'record'],
    ['the most bytes', { less: 'aaa', record: 'éé' }, 'record'],
    ['the same length, but comes first', { less: 'aa', record: 'aa' }, 'less'],
  ])('returns the field that has %s', (_what, typed, field) => {
    expect(longestField(typed)).toBe(field);
  });
});
