/** The earlier answer that a review shows: of the latest snapshot in a retake, the present one among the low answers. */
import type { Answer } from '../../assessment/answers.ts';
import type { Question } from '../../assessment/instrument.ts';
import type { QuestionList } from '../../assessment/scores/lists.ts';
import type { Content } from '../../content/content.ts';
import { inWords } from '../render/saved-line.ts';
import { dateText } from '../render/wording.ts';
import type { Visit } from '../visitor/visit.ts';
import { chosenOf } from './rating-form.ts';

export interface EarlierAnswer {
  /** "On 3 May 2026: me Mostly, us Sometimes" */
  readonly text: string;
  /** The values of the form that gives the same answer again. */
  readonly chosen: { readonly me?: string; readonly us?: string };
}

export function earlierAnswer(
  { scale, instrument, acceptedEditions }: Content,
  { assessment, answers }: Pick<Visit, 'assessment' | 'answers'>,
  question: Question,
  list: Pick<QuestionList, 'kind'> | undefined,
): EarlierAnswer | undefined {
  const shown = (answer: Answer | undefined, when: string) =>
    answer && { text: `${when}: ${inWords(answer, scale)}`, chosen: chosenOf(answer) };
  if (list?.kind === 'low') return shown(answers.get(question.id), 'Your answer so far');
  const snapshot = list?.kind === 'retake' ? assessment?.snapshots.at(-1) : undefined;
  if (!snapshot) return undefined;
  const isSame = snapshot.edition === instrument.edition || acceptedEditions.includes(snapshot.edition);
  if (!isSame) return undefined;
  return shown(snapshot.answers.get(question.id), `On ${dateText(snapshot.takenOn)}`);
}
