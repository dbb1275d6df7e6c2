/** Which statements a room asks, and in which order. */
import type { Answers } from '../answers.ts';
import type { Instrument, Question } from '../instrument.ts';
import { gapOf } from '../standing.ts';

/** More than the 25 key statements. An hour is enough for about eight. */
export const mostStatements = 30;
export const widestCount = 10;

export type Choice =
  | { readonly kind: 'widest'; readonly questions: readonly Question[] }
  | { readonly kind: 'principle'; readonly id: string }
  | { readonly kind: 'key' }
  | { readonly kind: 'hand'; readonly ids: readonly string[] };

/** Returns the statements on which one person's me and us part, the widest gap first; equal gaps in the recommended order. */
export function widestOf({ questions }: Instrument, answers: Answers): Question[] {
  const gaps = questions.flatMap((question) => {
    const answer = answers.get(question.id);
    const gap = answer ? Math.abs(gapOf(question, answer) ?? 0) : 0;
    return gap > 0 ? [{ question, gap }] : [];
  });
  return gaps
    .toSorted((a, b) => b.gap - a.gap)
    .slice(0, widestCount)
    .map(({ question }) => question);
}

/** Returns the chosen statements, each once, in the recommended order unless they are the widest. */
export function chosenQuestions({ questions }: Instrument, choice: Choice): readonly Question[] {
  switch (choice.kind) {
    case 'widest':
      return choice.questions.slice(0, widestCount);
    case 'principle':
      return questions.filter(({ principle }) => principle === choice.id);
    case 'key':
      return questions.filter(({ key }) => key);
    case 'hand':
      return questions.filter(({ id }) => choice.ids.includes(id));
  }
}
