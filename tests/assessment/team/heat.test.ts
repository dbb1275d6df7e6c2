import { describe, expect, it } from 'vitest';
import { heatOf, shadeNames, shades } from '../../../src/assessment/team/heat.ts';
import type { QuestionResult } from '../../../src/assessment/team/team-results.ts';
import { instrument } from '../arbitraries.ts';

const [question] = instrument.questions as [(typeof instrument.questions)[0]];
const row = instrument.principles.findIndex(({ id }) => id === question.principle);
const cellOf = (me: number, us: number) => {
  const result = { question, me: { mean: me }, us: { mean: us } } as unknown as QuestionResult;
  return heatOf(instrument, [result]).rows[row]?.cells[question.item - 1];
};

describe('heatOf', () => {
  it.each([
    [0, 0],
    [0.49, 0],
    [0.5, 1],
    [1.5, 3],
    [2.99, 5],
    [3, 5],
  ])('shades a question by its mean of us: %d has the shade %i', (us, shade) => {
    expect(cellOf(1, us)).toEqual({ id: question.id, me: '1.00', us: us.toFixed(2), shade });
  });

  it('shows a question without a result as not shaded, and a missing question as undefined', () => {
    const [principle] = instrument.principles as [(typeof instrument.principles)[0]];
    const questions = principle.questions.slice(1);
    const short = { ...instrument, principles: [{ ...principle, questions }] };
    const [missing, ...others] = heatOf(short, []).rows[0]?.cells ?? [];
    expect(missing).toBeUndefined();
    expect(others.filter((cell) => cell !== undefined)).toEqual(
      questions.map(({ id }) => ({ id, me: '', us: '', shade: undefined })),
    );
  });
});

describe('shadeNames', () => {
  it('has the range of each shade, from the lowest means', () => {
    expect(shadeNames).toHaveLength(shades);
    expect([shadeNames[0], shadeNames.at(-1)]).toEqual(['0.0 to below 0.5', '2.5 to 3.0']);
  });
});
