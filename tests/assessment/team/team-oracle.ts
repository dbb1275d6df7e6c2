/** An independent calculation of a team's results from the answers. It uses no figures, sums or code of src/. */
import type { Answers } from '../../../src/assessment/answers.ts';
import type { Instrument, Perspective } from '../../../src/assessment/instrument.ts';
import { countedByHand } from '../arbitraries.ts';

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

/** Student's t that leaves 2.5 % above it: the Cornish-Fisher expansion round the normal quantile, good to 0.001 from 9 on. */
function quantile(freedom: number): number {
  const z = 1.959964;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

/** Half of a 95 % interval. */
function halfOf(values: readonly number[]): number {
  return quantile(values.length - 1) * Math.sqrt(variance(values) / values.length);
}

function ratingsOf(people: readonly Answers[], id: string, perspective: Perspective): number[] {
  const found: number[] = [];
  for (const answers of people) {
    const rating = answers.get(id)?.[perspective];
    if (rating !== undefined && rating !== 'not-applicable') found.push(rating);
  }
  return found;
}

/** Returns the results of people who all answered before the first publication. */
export function oracle(
  given: readonly Answers[],
  { questions, competencies }: Instrument,
  threshold: number,
) {
  const people = given.map(countedByHand);
  const shown = new Map<string, { me: number[]; us: number[] }>();
  for (const { id } of questions) {
    const me = ratingsOf(people, id, 'me');
    const us = ratingsOf(people, id, 'us');
    if (me.length >= threshold && us.length >= threshold) shown.set(id, { me, us });
  }
  return {
    questions: questions.flatMap(({ id }) => {
      const own = shown.get(id);
      if (!own) return [];
      return [
        {
          id,
          me: { n: own.me.length, mean: mean(own.me), deviation: Math.sqrt(variance(own.me)) },
          us: { n: own.us.length, mean: mean(own.us), deviation: Math.sqrt(variance(own.us)) },
        },
      ];
    }),
    competencies: competencies.map(({ id, questions: own }) => {
      const rated = own.flatMap((question) => shown.get(question.id) ?? []);
      if (rated.length * 2 < own.length) return { id, result: undefined };
      const complete = (perspective: Perspective) =>
        people.filter((answers) =>
          own.every((question) => typeof answers.get(question.id)?.[perspective] === 'number'),
        );
      const sums = (perspective: Perspective) =>
        complete(perspective).map((answers) =>
          own.reduce((sum, question) => sum + Number(answers.get(question.id)?.[perspective]), 0),
        );
      const whole = complete('me').length >= threshold && complete('us').length >= threshold;
      const of = (perspective: Perspective) => ({
        mean: (24 / 3) * mean(rated.map((ratings) => mean(ratings[perspective]))),
        spread: (24 / 3) * mean(rated.map((ratings) => Math.sqrt(variance(ratings[perspective])))),
        ratedAll: whole ? complete(perspective).length : 0,
        half: whole ? halfOf(sums(perspective).map((sum) => (24 / 3) * (sum / own.length))) : undefined,
      });
      const share = mean(rated.map(({ us }) => variance(us))) / 1.25;
      const agreement = (rated.length * (1 - share)) / (rated.length * (1 - share) + share);
      return { id, result: { me: of('me'), us: of('us'), agreement: share >= 1 ? 0 : agreement } };
    }),
  };
}
