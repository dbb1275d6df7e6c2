import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/assessment/answers.ts';
import { emptyGoal, fillGoals } from '../../src/assessment/goals.ts';
import {
  emptyPlan,
  type Goal,
  goalStates,
  goalsKept,
  isEmptyPlan,
  planTexts,
  signingFields,
} from '../../src/assessment/plan.ts';
import { buildReport } from '../../src/assessment/scores/report.ts';
import { anyAnswers, instrument, keyQuestions, questionAt } from '../web/state.ts';

const step = ({ id }: { readonly id: string }) => `Begin with ${id}`;
const due = ['2027-01-02', '2027-01-23', '2027-02-13'];
const fill = (goals: readonly Goal[], answers: Answers) =>
  fillGoals(goals, { report: buildReport(instrument, answers), owner: 'Zoë', due, step });

const anyGoal: fc.Arbitrary<Goal> = fc.record({
  text: fc.constantFrom('', 'Answer every call'),
  owner: fc.constantFrom('', 'Priya'),
  due: fc.constantFrom('', '2027-05-01'),
  question: fc.constantFrom('', ...keyQuestions.map(({ id }) => id)),
  state: fc.constantFrom(...goalStates),
});
const anyGoals = fc.array(anyGoal, { maxLength: goalsKept });
const anyOpenAnswers = anyAnswers(instrument, keyQuestions);

describe('goals filled from the report', () => {
  it('keep everything that was written, in its place', () => {
    fc.assert(
      fc.property(anyGoals, anyOpenAnswers, (goals, answers) => {
        const filled = fill(goals, answers);
        expect(filled).toHaveLength(goalsKept);
        for (const [i, goal] of goals.entries()) {
          if (goal.text) expect(filled[i]).toEqual(goal);
          for (const field of ['owner', 'due', 'question', 'state'] as const)
            if (goal[field]) expect(filled[i]?.[field]).toBe(goal[field]);
        }
      }),
    );
  });

  it('are of the priorities in their order, none twice, once all places are empty', () => {
    fc.assert(
      fc.property(anyOpenAnswers, (answers) => {
        const { priorities } = buildReport(instrument, answers);
        const filled = fill([], answers);
        expect(filled.map(({ question }) => question).filter(Boolean)).toEqual(
          priorities.map(({ question }) => question.id),
        );
        expect(filled.filter(({ text }) => text).map((goal) => [goal.owner, goal.due])).toEqual(
          due.slice(0, priorities.length).map((day) => ['Zoë', day]),
        );
      }),
    );
  });

  it('take no priority that another goal is about already', () => {
    fc.assert(
      fc.property(anyOpenAnswers, (answers) => {
        const [first] = buildReport(instrument, answers).priorities;
        if (!first) return;
        const written = { ...emptyGoal, text: 'My own words', question: first.question.id };
        const filled = fill([emptyGoal, written], answers);
        expect(filled.filter(({ question }) => question === first.question.id)).toEqual([written]);
      }),
    );
  });

  it('are about the question that was chosen for them', () => {
    const question = questionAt(-1, keyQuestions);
    const answers = new Map(keyQuestions.map(({ id }) => [id, { me: 1, us: 1 } as const]));
    const [goal] = fill([{ ...emptyGoal, question: question.id }], answers);
    expect(goal?.question).toBe(question.id);
    expect(goal?.text).toBe(`Begin with ${question.id}`);
  });

  it('have no due day where none is given', () => {
    const answers = new Map(keyQuestions.map(({ id }) => [id, { me: 1, us: 1 } as const]));
    const given = { report: buildReport(instrument, answers), owner: '', due: ['2027-01-02'], step };
    expect(fillGoals([], given).map((goal) => goal.due)).toEqual(['2027-01-02', '', '']);
  });

  it('stay empty where the report has no priority for them', () => {
    const none = new Map(
      keyQuestions.map(({ id }) => [id, { me: 'not-applicable', us: 'not-applicable' } as const]),
    );
    expect(fill([], none)).toEqual([emptyGoal, emptyGoal, emptyGoal]);
  });
});

describe('the empty plan', () => {
  it('has no goals, and nothing in any field', () => {
    expect(emptyGoal).toEqual({ text: '', owner: '', due: '', question: '', state: 'open' });
    const texts = [...planTexts, ...signingFields, 'savedOn'].map((field) => [field, '']);
    expect(emptyPlan).toEqual({ goals: [], ...Object.fromEntries(texts) });
  });
});

describe('a plan', () => {
  it('is empty when nothing is written in it, whatever the day of saving', () => {
    expect(isEmptyPlan(emptyPlan)).toBe(true);
    expect(isEmptyPlan({ ...emptyPlan, savedOn: '2026-11-21' })).toBe(true);
    for (const field of [...planTexts, ...signingFields])
      expect({ field, empty: isEmptyPlan({ ...emptyPlan, [field]: '2027-03-01' }) }).toEqual({
        field,
        empty: false,
      });
    expect(isEmptyPlan({ ...emptyPlan, goals: [emptyGoal] })).toBe(false);
  });
});
