/** The parts of the page /plan and the contract, called directly. */
import { describe, expect, it } from 'vitest';
import { emptyGoal } from '../../../src/assessment/goals.ts';
import { emptyPlan, type Goal, goalsKept, type Plan } from '../../../src/assessment/plan.ts';
import { contractView } from '../../../src/web/plan/contract.ts';
import { fieldsOf } from '../../../src/web/plan/plan-fields.ts';
import { goalView } from '../../../src/web/plan/plan-goal-view.ts';
import { questionGroups } from '../../../src/web/plan/plan-questions.ts';
import { testContent } from '../../site.ts';
import { instrument, questionAt } from '../state.ts';

const [a, b, c] = [questionAt(0), questionAt(1), questionAt(2)];
const sources = { priorities: [a], low: [b], asked: instrument.questions };
const goal: Goal = { ...emptyGoal, text: 'Call back', question: a.id };
const today = 20_778;

describe('questionGroups', () => {
  const groupsOf = (chosen: string, from = sources) =>
    questionGroups(from, chosen).map(({ title, options }) => [title, ...options.map(({ id }) => id)]);

  it.each([
    [
      'no question',
      '',
      [
        ['My priorities', a.id],
        ['Other low answers', b.id],
      ],
    ],
    [
      'a priority',
      a.id,
      [
        ['My priorities', a.id],
        ['Other low answers', b.id],
      ],
    ],
    [
      'a low answer',
      b.id,
      [
        ['My priorities', a.id],
        ['Other low answers', b.id],
      ],
    ],
    [
      'another question',
      c.id,
      [
        ['My priorities', a.id],
        ['Other low answers', b.id],
        ['Chosen before', c.id],
      ],
    ],
    [
      'a question that is not asked',
      '77.7',
      [
        ['My priorities', a.id],
        ['Other low answers', b.id],
        ['Chosen before', '77.7'],
      ],
    ],
  ])('lists the chosen question once, given %s', (_what, chosen, groups) => {
    expect(groupsOf(chosen)).toEqual(groups);
    const marked = questionGroups(sources, chosen).flatMap(({ options }) =>
      options.filter((one) => one.chosen),
    );
    expect(marked.map(({ id }) => id)).toEqual(chosen ? [chosen] : []);
  });

  it('leaves out groups without questions', () => {
    expect(groupsOf('', { ...sources, priorities: [], low: [] })).toEqual([]);
    expect(groupsOf('', { ...sources, low: [] })).toEqual([['My priorities', a.id]]);
  });
});

describe('goalView', () => {
  function viewOf(
    goals: readonly Goal[],
    typed = fieldsOf({ ...emptyPlan, goals }),
    errors: { field: string; text: string }[] = [],
  ) {
    const kept = { worksheet: { ...emptyPlan, goals }, unreadable: false };
    return goalView({ content: testContent, kept, today, typed, errors }, sources, 1);
  }

  it('has a state for a saved goal, and a first due day unless the saved one is over', () => {
    expect(viewOf([{ ...goal, due: '2026-05-01' }]).due.from).toBe('');
    expect(viewOf([goal])).toMatchObject({ isSaved: true, hasState: true });
    expect(viewOf([])).toMatchObject({ isSaved: false, hasState: false, due: { from: '2026-11-20' } });
  });

  it('has a state for a new goal when that has an error', () => {
    const view = viewOf([], {}, [{ field: 'goal-1-state', text: 'Choose' }]);
    expect(view).toMatchObject({ hasState: true, state: { error: 'Choose' } });
  });

  it('chooses the state that was typed, or else that of a new goal', () => {
    const chosen = (typed: Record<string, string>) =>
      viewOf([goal], typed).state.options.flatMap((one) => (one.chosen ? [one.id] : []));
    expect([chosen({ 'goal-1-state': 'done' }), chosen({})]).toEqual([['done'], ['open']]);
  });

  it('counts the state in the bytes of a goal only when the page has no field for it', () => {
    expect(viewOf([]).cost - viewOf([goal]).cost).toBe('open'.length);
  });

  it('links to the page of the saved question when it is still asked', () => {
    expect(viewOf([goal]).question.page).toBe(a.id);
    expect(viewOf([{ ...goal, question: '77.7' }]).question.page).toBe('');
    expect(viewOf([]).question.page).toBe('');
  });
});

describe('contractView', () => {
  const viewOf = (plan: Partial<Plan>) => contractView({ ...emptyPlan, ...plan }, testContent);

  it('has blank goals, without a state, when the plan has none', () => {
    const { goals } = viewOf({ less: 'Meetings' });
    expect(goals).toHaveLength(goalsKept);
    for (const one of goals) expect(one).toEqual({ text: '', owner: '', due: '', state: '', question: '' });
  });

  it('has the goals with their due day and state in words, and the statement of a question that is asked', () => {
    const goals: Goal[] = [
      { ...goal, owner: 'Zoë', due: '2027-03-01', state: 'going-on' },
      { ...goal, question: '77.7' },
    ];
    expect(viewOf({ goals }).goals).toEqual([
      {
        text: 'Call back',
        owner: 'Zoë',
        due: '1 March 2027',
        state: 'Going on',
        question: { id: a.id, statement: a.statements.us },
      },
      { text: 'Call back', owner: '', due: '', state: 'Open', question: { id: '77.7', statement: '' } },
    ]);
  });
});
