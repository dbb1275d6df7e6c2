/** One answer as a letter. README.md has the grammar. */
import type { Answer, Answers, PerspectiveAnswer } from '../../assessment/answers.ts';
import type { QuestionId } from '../../assessment/instrument.ts';

const perspectiveAnswers: readonly PerspectiveAnswer[] = [0, 1, 2, 3, 'not-applicable'];
export const unanswered = '-';
const firstLetter = 'a'.charCodeAt(0);

const pairs: readonly Answer[] = perspectiveAnswers.flatMap((me) =>
  perspectiveAnswers.map((us) => Object.freeze({ me, us })),
);

export function letterOf(answer: Answer | undefined): string {
  if (!answer) return unanswered;
  const me = answer.me === 'not-applicable' ? 4 : answer.me;
  const us = answer.us === 'not-applicable' ? 4 : answer.us;
  return String.fromCharCode(firstLetter + perspectiveAnswers.length * me + us);
}

/** Returns the letters of these questions in this order. Equal answers have equal letters. */
export function lettersOf(questions: readonly { readonly id: QuestionId }[], answers: Answers): string {
  let letters = '';
  for (const { id } of questions) letters += letterOf(answers.get(id));
  return letters;
}

/** Returns the answer of a letter that `letterOf` made; undefined for "-" and for anything else. */
export function answerOf(letter: string): Answer | undefined {
  return letter.length === 1 ? answerAt(letter, 0) : undefined;
}

/** As `answerOf`, for the letter at this index of a row. */
export function answerAt(row: string, index: number): Answer | undefined {
  return pairs[row.charCodeAt(index) - firstLetter];
}
