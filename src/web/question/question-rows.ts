import type { Answers } from '../../assessment/answers.ts';
import type { Question } from '../../assessment/instrument.ts';
import { remarkOf } from '../../assessment/scores/score-text.ts';
import type { Content } from '../../content/content.ts';
import { ratingText } from '../../content/scale.ts';

/** The rows of a list of questions: the statement and both ratings in words, which are empty until it is answered. */
export function questionRows({ scale }: Content, questions: readonly Question[], answers: Answers) {
  return questions.map((question) => {
    const { id, statements, key } = question;
    const answer = answers.get(id);
    return {
      id,
      statement: statements.us,
      key,
      me: answer ? ratingText(answer.me, scale) : '',
      us: answer ? ratingText(answer.us, scale) : '',
      remark: answer ? remarkOf(question) : '',
    };
  });
}
