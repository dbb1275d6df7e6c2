/** The figures of a team: what each is made of, and a member's part in it. disclosure.ts decides when they are published. */
import { type Answers, type PerspectiveAnswer, ratings } from '../answers.ts';
import { turned } from '../counted.ts';
import type { Instrument, Question, QuestionId } from '../instrument.ts';
import type { Sums } from './statistics.ts';

/**
 * One member's part in a figure: a digit for each of its questions, 0 to 3, as the rating counts. "-" when all of them are
 * answered and one is not rated, because it does not apply; empty while one is unanswered.
 */
export interface Part {
  readonly me: string;
  readonly us: string;
}

/** All questions are answered, and one does not apply. */
export const notRated = '-';
export const isRated = (digits: string) => digits !== '' && digits !== notRated;
export const isAnswered = ({ me }: Part) => me !== '';

/** A figure for one question, "q" and its id, or for one competency, "c" and its id. */
export type FigureKey = `q${QuestionId}` | `c${string}`;

export interface Figure {
  readonly me: Sums;
  readonly us: Sums;
  /** One entry for each role group; empty where the groups may not be shown. */
  readonly groups: readonly { readonly me: Sums; readonly us: Sums }[];
}

/** As published. */
export type Figures = ReadonlyMap<FigureKey, Figure>;

/** Returns the questions behind each figure. */
export function figureKeys({ questions, competencies }: Instrument): Map<FigureKey, readonly Question[]> {
  const keys = new Map<FigureKey, readonly Question[]>();
  for (const question of questions) keys.set(`q${question.id}`, [question]);
  for (const { id, questions: own } of competencies) keys.set(`c${id}`, own);
  return keys;
}

export const noPart: Part = { me: '', us: '' };

const digitOf = (given: PerspectiveAnswer) => (given === 'not-applicable' ? '-' : String(given));
const givable: readonly PerspectiveAnswer[] = [...ratings, 'not-applicable'];
const single = new Map<PerspectiveAnswer, ReadonlyMap<PerspectiveAnswer, Part>>(
  givable.map((me) => [me, new Map(givable.map((us) => [us, { me: digitOf(me), us: digitOf(us) }]))]),
);

/**
 * Returns the part of a member in the figure of these questions.
 * @param answers as given; reverse questions are turned here
 */
export function partOf(answers: Answers, questions: readonly Question[]): Part {
  let [me, us] = ['', ''];
  for (const question of questions) {
    const answer = answers.get(question.id);
    const part = answer && single.get(turned(question, answer.me))?.get(turned(question, answer.us));
    if (!part) return noPart;
    me += part.me;
    us += part.us;
  }
  return { me: me.includes('-') ? '-' : me, us: us.includes('-') ? '-' : us };
}
