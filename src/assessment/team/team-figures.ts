/** The figures of a team: what each is made of, and each member's part in it. disclosure.ts decides when they move. */
import { type Answers, type PerspectiveAnswer, ratings } from '../answers.ts';
import { turned } from '../counted.ts';
import type { Instrument, Perspective, Question, QuestionId } from '../instrument.ts';
import type { Sums } from './statistics.ts';

/**
 * One member's part in a figure: a digit for each of its questions, 0 to 3, as the rating counts. Empty unless all of them
 * are rated.
 */
export interface Part {
  readonly me: string;
  readonly us: string;
}

/** A figure for one question, "q" and its id, or for one competency, "c" and its id. */
export type FigureKey = `q${QuestionId}` | `c${string}`;

/** The part that is in the published figure, and the number of the publication (`turn`) since which it has been there. */
export interface ShownPart extends Part {
  readonly since: Readonly<Record<Perspective, number>>;
}

export interface TeamMember {
  /** Index of the role group; -1 where the team has none. */
  readonly group: number;
  /** Empty once the member has left. */
  readonly answers: Answers;
  /** The member's part in each published figure. Its digits are erased once the member has left, see `erased`. */
  readonly shown: ReadonlyMap<FigureKey, ShownPart>;
}

export interface Figure {
  /** How often the figure has been published, from 1. */
  readonly turn: number;
  readonly me: Sums;
  readonly us: Sums;
  /** One entry for each role group; empty where the groups may not be shown. */
  readonly groups: readonly { readonly me: Sums; readonly us: Sums }[];
  /** The groups are shown now, or were shown at some time. */
  readonly split: boolean;
}

export type Figures = ReadonlyMap<FigureKey, Figure>;

/** Returns the questions behind each figure. */
export function figureKeys({ questions, competencies }: Instrument): Map<FigureKey, readonly Question[]> {
  const keys = new Map<FigureKey, readonly Question[]>();
  for (const question of questions) keys.set(`q${question.id}`, [question]);
  for (const { id, questions: own } of competencies) keys.set(`c${id}`, own);
  return keys;
}

export const noPart: Part = { me: '', us: '' };

const digitOf = (given: PerspectiveAnswer) => (given === 'not-applicable' ? '' : String(given));
const givable: readonly PerspectiveAnswer[] = [...ratings, 'not-applicable'];
/** The 25 parts in the figure of one question. They are shared, because a team of thousands has hundreds of thousands. */
const single = new Map<PerspectiveAnswer, ReadonlyMap<PerspectiveAnswer, Part>>(
  givable.map((me) => [me, new Map(givable.map((us) => [us, { me: digitOf(me), us: digitOf(us) }]))]),
);

/**
 * Returns the part of a member in the figure of these questions.
 * @param answers as given; reverse questions are turned here
 */
export function partOf(answers: Answers, questions: readonly Question[]): Part {
  const own: Part[] = [];
  for (const question of questions) {
    const answer = answers.get(question.id);
    const part = answer && single.get(turned(question, answer.me))?.get(turned(question, answer.us));
    if (!part) return noPart;
    if (questions.length === 1) return part;
    own.push(part);
  }
  const digits = (perspective: Perspective) =>
    own.every((part) => part[perspective] !== '') ? own.map((part) => part[perspective]).join('') : '';
  return { me: digits('me'), us: digits('us') };
}

/**
 * Sums the parts of one perspective; empty ones are left out.
 * @param count how many questions the figure has
 */
export function sumsOf(parts: readonly Part[], perspective: Perspective, count: number): Sums {
  const items = Array.from({ length: count }, () => ({ sum: 0, squares: 0 }));
  const total = { sum: 0, squares: 0 };
  let n = 0;
  for (const part of parts) {
    const digits = part[perspective];
    if (digits === '') continue;
    n++;
    let sum = 0;
    for (const [i, item] of items.entries()) {
      const rating = Number(digits[i]);
      item.sum += rating;
      item.squares += rating * rating;
      sum += rating;
    }
    total.sum += sum;
    total.squares += sum * sum;
  }
  return { n, items, total };
}

/** Replaces the digits of a member who left. It equals no digit, so the part counts as changed. */
const gone = 'x';

/** Returns what is kept of a member who leaves: in which figures the answers are, and since when, but not what they were. */
export function erased(shown: TeamMember['shown']): TeamMember['shown'] {
  const without = (digits: string) => (digits === '' ? '' : gone);
  return new Map(
    [...shown].map(([key, { me, us, since }]) => [key, { me: without(me), us: without(us), since }]),
  );
}
