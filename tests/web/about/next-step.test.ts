import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPlan, type Goal, goalStates, type Plan } from '../../../src/assessment/plan.ts';
import { progressOf } from '../../../src/assessment/progress.ts';
import { nextQuestion } from '../../../src/assessment/route.ts';
import { nextStep, type Situation } from '../../../src/web/about/next-step.ts';
import { dayOf } from '../../days.ts';
import { testContent } from '../../site.ts';
import { answersTo } from '../state.ts';

const { instrument } = testContent;
const key = instrument.questions.filter((question) => question.key);
const day = (text: string) => dayOf(new Date(text));
const goal = (changes: Partial<Goal> = {}): Goal => ({
  text: 'Call back',
  owner: '',
  due: '',
  question: '',
  state: 'open',
  ...changes,
});
const planOf = (changes: Partial<Plan>): Plan => ({ ...emptyPlan, ...changes });
const contract = planOf({ less: 'The Monday report' });

/** @param answered the first so many questions of the key route */
function situation(answered: number, changes: Partial<Situation> = {}): Situation {
  const others = instrument.questions.filter((question) => !question.key);
  const answers = answersTo([...key, ...others].slice(0, answered));
  return {
    progress: progressOf(instrument, answers),
    next: nextQuestion(instrument, 'key', answers),
    plan: emptyPlan,
    changedOn: day('2026-11-21'),
    today: day('2026-11-21'),
    ...changes,
  };
}

const all = instrument.questions.length;

describe('the next step', () => {
  it('is the first question before there is an answer', () => {
    expect(nextStep(situation(0))).toEqual({ kind: 'begin', question: key[0], left: key.length });
  });

  it('is the next question until the report opens, even with a goal that is overdue', () => {
    const plan = planOf({ goals: [goal({ due: '2026-01-01' })] });
    expect(nextStep(situation(key.length - 1, { plan }))).toEqual({
      kind: 'carry-on',
      question: key.at(-1),
      left: 1,
    });
  });

  it('is to read the report on the day on which it opened', () => {
    expect(nextStep(situation(key.length))).toEqual({ kind: 'read' });
  });

  it('is the contract from the day after', () => {
    expect(nextStep(situation(key.length, { today: day('2026-11-22') }))).toEqual({ kind: 'contract' });
  });

  it('is to answer the rest once there is a contract', () => {
    expect(nextStep(situation(key.length, { plan: contract }))).toMatchObject({
      kind: 'answer-rest',
      left: all - key.length,
    });
  });

  it('is to read the report when everything is answered and there is a contract', () => {
    expect(nextStep(situation(all, { plan: contract }))).toEqual({ kind: 'read' });
  });

  it.each([
    ['2026-11-28', 7],
    ['2026-11-21', 0],
    ['2026-11-01', -20],
  ])('is a goal that is due on %s, in %i days', (due, daysLeft) => {
    const one = goal({ due, state: 'going-on' });
    expect(nextStep(situation(all, { plan: planOf({ goals: [one] }) }))).toEqual({
      kind: 'goal',
      goal: one,
      daysLeft,
    });
  });

  it('is the goal that was due first', () => {
    const [later, first, undated] = [goal({ due: '2026-11-20' }), goal({ due: '2026-11-02' }), goal()];
    const plan = planOf({ goals: [later, first, undated] });
    expect(nextStep(situation(all, { plan }))).toMatchObject({ kind: 'goal', goal: first });
  });

  it('is no goal that is due later, done or dropped', () => {
    const goals = [
      goal({ due: '2026-11-29' }),
      goal({ due: '2026-11-01', state: 'done' }),
      goal({ due: '2026-11-01', state: 'dropped' }),
    ];
    expect(nextStep(situation(all, { plan: planOf({ goals }) }))).toEqual({ kind: 'read' });
  });

  it.each([
    ['2027-05-21', 'contract'],
    ['2027-05-22', 'retake'],
  ])('on %s, half a year after the last answer or a day before, is %s', (today, kind) => {
    expect(nextStep(situation(key.length, { today: day(today) })).kind).toBe(kind);
  });

  it.each([
    ['2027-02-28', { kind: 'read' }],
    ['2027-03-01', { kind: 'retake', planned: '2027-03-01' }],
    ['2027-09-01', { kind: 'retake', planned: '2027-03-01' }],
  ])('on %s, with a contract that names 1 March, is %j', (today, expected) => {
    const plan = planOf({ retakeOn: '2027-03-01' });
    expect(nextStep(situation(all, { plan, today: day(today) }))).toEqual(expected);
  });

  it('waits for the day that the contract names when that is more than half a year away', () => {
    const plan = planOf({ retakeOn: '2027-09-01' });
    expect(nextStep(situation(all, { plan, today: day('2027-08-01') }))).toEqual({ kind: 'read' });
  });

  it('does not repeat a day that was named for an earlier round', () => {
    const plan = planOf({ retakeOn: '2026-11-21' });
    expect(nextStep(situation(all, { plan }))).toEqual({ kind: 'read' });
    expect(nextStep(situation(all, { plan, today: day('2027-05-22') }))).toEqual({
      kind: 'retake',
      planned: '',
    });
  });

  it('is always one of the steps, for any contract and day', () => {
    const days = fc.constantFrom('', '2026-01-01', '2026-11-21', '2026-11-25', '2027-06-01');
    const goals = fc.array(
      fc.record({ due: days, state: fc.constantFrom(...goalStates) }).map((changes) => goal(changes)),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: all }),
        goals,
        days,
        fc.nat(900),
        (answered, some, retakeOn, later) => {
          const today = day('2026-11-21') + later;
          const step = nextStep(situation(answered, { plan: planOf({ goals: some, retakeOn }), today }));
          const isOpen = answered >= key.length;
          expect(['begin', 'carry-on'].includes(step.kind)).toBe(!isOpen);
          if (step.kind === 'goal') expect(['open', 'going-on']).toContain(step.goal.state);
        },
      ),
    );
  });
});
