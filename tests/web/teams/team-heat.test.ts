import { describe, expect, it } from 'vitest';
import type { QuestionResult } from '../../../src/assessment/team/team-results.ts';
import { heatOf } from '../../../src/web/teams/results/team-heat.ts';
import { instrument, questionAt } from '../state.ts';

const question = questionAt(0);
const cellOf = (me: number, us: number) => {
  const result = { question, me: { mean: me }, us: { mean: us } } as unknown as QuestionResult;
  return heatOf(instrument, [result]).rows[0]?.cells[question.item - 1];
};

describe('heatOf', () => {
  it.each([
    [0, 'heat-0'],
    [0.49, 'heat-0'],
    [0.5, 'heat-1'],
    [1.5, 'heat-3'],
    [2.99, 'heat-5'],
    [3, 'heat-5'],
  ])('shades a question by its mean of us: %d is %s', (us, shade) => {
    expect(cellOf(1, us)).toEqual({ id: question.id, me: '1.00', us: us.toFixed(2), shade });
  });

  it('shows a question without a result as not shaded, and a missing question as undefined', () => {
    const [principle] = instrument.principles;
    if (!principle) throw new Error('there is no principle');
    const questions = principle.questions.slice(1);
    const short = { ...instrument, principles: [{ ...principle, questions }] };
    const [missing, ...others] = heatOf(short, []).rows[0]?.cells ?? [];
    expect(missing).toBeUndefined();
    expect(others).toEqual(questions.map(({ id }) => ({ id, me: '', us: '', shade: 'none' })));
  });
});
