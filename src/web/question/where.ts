/** Where a question page is: its place and the progress, on the route or in the list that the visitor walks through. */
import type { Instrument, Question } from '../../assessment/instrument.ts';
import type { QuestionList } from '../../assessment/scores/lists.ts';
import { listAddress } from '../render/list-address.ts';
import type { Visit } from '../visitor/visit.ts';

export interface Where {
  /** "Key question 10 of 25", "Question 21 of 100", "Low answers: 3 of 12" */
  readonly text: string;
  /** The page of the list; empty on the route. */
  readonly listAt: string;
  /** How far the bar is filled, and of how many. */
  readonly done: number;
  readonly of: number;
  /** What the bar counts, for screen readers. */
  readonly counts: string;
  /** The text does not say that the question is a key question, so a tag does. */
  readonly hasTag: boolean;
}

export function whereIn(
  { questions }: Instrument,
  { route, progress }: Pick<Visit, 'route' | 'progress'>,
  question: Question,
  list: QuestionList | undefined,
): Where {
  if (list?.questions.includes(question)) {
    const before = list.questions.indexOf(question);
    return {
      text: `${list.title}: ${before + 1} of ${list.questions.length}`,
      listAt: listAddress(list),
      done: before,
      of: list.questions.length,
      counts: 'Questions of this list behind you',
      hasTag: question.key && list.kind !== 'key',
    };
  }
  if (route === 'key' && question.key) {
    const keys = questions.filter(({ key }) => key);
    return {
      text: `Key question ${keys.indexOf(question) + 1} of ${keys.length}`,
      listAt: '',
      done: progress.keyAnswered,
      of: progress.keyOf,
      counts: 'Key questions answered',
      hasTag: false,
    };
  }
  return {
    text: `Question ${questions.indexOf(question) + 1} of ${questions.length}`,
    listAt: '',
    done: progress.answered,
    of: progress.of,
    counts: 'Questions answered',
    hasTag: question.key,
  };
}
