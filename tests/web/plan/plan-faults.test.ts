import { describe, expect, it } from 'vitest';
import { emptyPlan, type Goal, type Plan } from '../../../src/assessment/plan.ts';
import { longestText } from '../../../src/codec/worksheets.ts';
import { firstDay, planFaults } from '../../../src/web/plan/plan-faults.ts';
import { draftOf } from '../../../src/web/plan/plan-fields.ts';
import { parseTyped } from '../../../src/web/plan/plan-form.ts';
import { dayOf } from '../../days.ts';

const today = dayOf(new Date('2026-11-21T12:00:00Z'));
const goal: Goal = { text: 'Call back', owner: '', due: '', question: '', state: 'open' };

/** Returns the fields that have errors. */
function faultyFields(body: Record<string, unknown>, saved: Partial<Plan> = {}): string[] {
  const draft = draftOf(parseTyped(body));
  const context = { saved: { ...emptyPlan, ...saved }, today, isQuestion: (id: string) => id === '3.7' };
  return planFaults(body, draft, context).map(({ field }) => field);
}

describe('planFaults', () => {
  it.each([
    ['an owner', { 'goal-2-owner': 'Priya' }],
    ['a due day', { 'goal-2-due': '2027-01-01' }],
    ['a question', { 'goal-2-question': '3.7' }],
  ])('asks for the text of a goal that has only %s', (_what, fields) => {
    expect(faultyFields(fields)).toEqual(['goal-2-text']);
  });

  it('asks for no text of a goal that has only a state', () => {
    expect(faultyFields({ 'goal-2-state': 'done' })).toEqual([]);
  });

  it('accepts a saved day to retake that is over by now, and refuses another', () => {
    const saved = { retakeOn: '2026-05-01' };
    expect(faultyFields({ retakeOn: '2026-05-01' }, saved)).toEqual([]);
    expect(faultyFields({ retakeOn: '2026-05-02' }, saved)).toEqual(['retakeOn']);
  });

  it('accepts yesterday as a due day and none before it, except the one that is saved', () => {
    const body = (due: string) => ({ 'goal-1-text': 'a', 'goal-1-due': due });
    expect(firstDay(today)).toBe('2026-11-20');
    expect(faultyFields(body('2026-11-20'))).toEqual([]);
    expect(faultyFields(body('2026-11-19'))).toEqual(['goal-1-due']);
    const saved = { goals: [{ ...goal, due: '2026-05-01' }] };
    expect(faultyFields(body('2026-05-01'), saved)).toEqual([]);
    expect(faultyFields(body('2026-05-02'), saved)).toEqual(['goal-1-due']);
  });

  it('accepts a question that is asked, or that a saved goal has', () => {
    const body = (question: string) => ({ 'goal-1-text': 'a', 'goal-1-question': question });
    expect(faultyFields(body('3.7'))).toEqual([]);
    expect(faultyFields(body('77.7'))).toEqual(['goal-1-question']);
    expect(faultyFields(body('77.7'), { goals: [goal, { ...goal, question: '77.7' }] })).toEqual([]);
  });

  it('returns one fault a field, that of its form first, in the order of the page', () => {
    const body = {
      retakeOn: '0001-01-01',
      signedOn: 'tomorrow',
      less: 'x'.repeat(longestText + 1),
      'goal-3-owner': 'Priya',
      'goal-1-text': 'a',
      'goal-1-due': '0001-01-01',
    };
    expect(faultyFields(body)).toEqual(['goal-1-due', 'goal-3-text', 'less', 'signedOn', 'retakeOn']);
    const draft = draftOf(parseTyped(body));
    const [due] = planFaults(body, draft, { saved: emptyPlan, today, isQuestion: () => true });
    expect(due?.text).toContain('is not a day between 1970 and 2199');
  });
});
