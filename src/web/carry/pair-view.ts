/** What /resume/open says of two assessments that can be merged. */
import {
  type Choice,
  differenceOf,
  type Pair,
  pickKey,
  type Side,
} from '../../assessment/comparison/merge.ts';
import { type QuestionId, questionOf } from '../../assessment/instrument.ts';
import type { Content } from '../../content/content.ts';
import { counted, questionLabel, shortRating } from '../render/wording.ts';
import { groupName } from '../visitor/visit.ts';

export function pairView(content: Content, pair: Pair, { picks }: Pick<Choice, 'picks'>) {
  const { same, onlyHere, onlyBrought, differing } = differenceOf(pair);
  return {
    here: groupName(content, pair.here),
    brought: groupName(content, pair.brought),
    does: countsInWords([
      [onlyBrought, 'gap here is filled', 'gaps here are filled'],
      [onlyHere, 'answer that only this browser has stays', 'answers that only this browser has stay'],
      [same, 'answer is alike', 'answers are alike'],
      [differing.length, 'differs, to be decided below', 'differ, to be decided below'],
    ]),
    differing: differing.map((id) => ({
      field: `pick-${pickKey(pair.here.id, id)}`,
      label: labelOf(content, id),
      here: ratingsOf(pair.here, id),
      brought: ratingsOf(pair.brought, id),
      picked: picks.get(pickKey(pair.here.id, id)) ?? '',
    })),
  };
}

/** Leaves out the counts of zero: "20 gaps here are filled; 6 differ, to be decided below". */
function countsInWords(counts: readonly (readonly [count: number, one: string, many: string])[]): string {
  const words = counts.flatMap(([count, one, many]) => (count > 0 ? [counted(count, one, many)] : []));
  return words.length > 0 ? words.join('; ') : 'nothing is answered in either';
}

/** Returns the id and the beginning of the statement; the id alone when the question is no longer asked. */
function labelOf({ instrument }: Content, id: QuestionId): string {
  const question = questionOf(instrument, id);
  return question ? questionLabel(question, 90) : id;
}

function ratingsOf({ answers }: Pair[Side], id: QuestionId): string {
  const answer = answers.get(id);
  return answer ? `me ${shortRating(answer.me)}, us ${shortRating(answer.us)}` : '';
}
